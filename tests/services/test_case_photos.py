"""Photos of reports in a case: their custody begins with what is on record, every opening joins it, the files hold copies and hashes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from data.formats import print as printing
from data.store.evidence_files import Shelf
from schemas.case import CaseContent, CustodyAct, Evidence, EvidenceKind, Origin
from schemas.evidence import Photo
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.report import Channel
from services import case_editing, case_files, case_gathering, case_records, cases, clock, originals, photo_copies, photos, sealing
from services.photos import Target
from tests import photos as made
from tests.people import ELECTION, People
from tests.reviewing import sent
from tests.services.test_case_files import MADE_LAST, verified
from tests.services.test_originals import AGREED, LATER, WHY

STATION = "KZ-79/0417"


@pytest.fixture
def gathered(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[cases.Case]:
    """A case about a report with one sealed photo, which is not in it yet."""
    monkeypatch.setenv(sealing.VARIABLE, sealing.new_pair().public)
    with clock.fixed(LATER, everywhere=True):
        author = people.account(Role.OBSERVER, code="SHY-0417-A")
        sent(author, 1)
        photos.receive(author, Target(ELECTION.election_id, STATION, str(UUID(int=1))), made.jpeg(), Channel.PAGE)
        photo_copies.wait()
        analyst = people.account(Role.ANALYST)
        material = case_gathering.of_station(analyst, ELECTION.election_id, STATION, with_figures=False)
        content = case_gathering.joined(CaseContent(class_code="PRT-01"), material, {str(UUID(int=1))}, ())
        yield cases.read(analyst, cases.open_case(analyst, ELECTION.election_id, content))


def added(people: People, case: cases.Case) -> tuple[cases.Case, Photo]:
    analyst = people.account(Role.ANALYST)
    (photo,) = case_records.offered(analyst, case)
    paper = case_records.evidence_of(case.content, photo, EvidenceKind.SIGNED_COPY, Origin.PRECINCT, "the copy")
    cases.revise(analyst, case, case_editing.with_evidence(case.content, paper, []), "a photo was added")
    return cases.read(analyst, case.case_id), photo


def paper_of(case: cases.Case) -> Evidence:
    return case.content.evidence[0]


def test_a_photo_becomes_a_paper_with_its_custody(people: People, gathered: cases.Case) -> None:
    case, photo = added(people, gathered)
    assert paper_of(case).sha256 == photo.sha256 and paper_of(case).report_id == str(UUID(int=1))
    assert [(step.act, step.by_code, step.note) for step in paper_of(case).custody] == [
        (CustodyAct.RECEIVED, "SERVER", "SHY-0417-A"), (CustodyAct.SEALED, "SERVER", "")]
    assert case_records.offered(people.account(Role.ANALYST), case) == [], "once is enough"
    with pytest.raises(Problem):
        case_records.offered(people.account(Role.ADMIN), case)
    with pytest.raises(Problem):
        case_records.evidence_of(CaseContent(class_code="PRT-01"), photo, EvidenceKind.PHOTO, Origin.OBSERVERS, "of another report")
    with pytest.raises(Problem):
        case_records.evidence_of(case.content, photo, EvidenceKind.PHOTO, Origin.OBSERVERS, " ")


def test_who_opened_the_original_joins_the_trail(people: People, gathered: cases.Case) -> None:
    case, photo = added(people, gathered)
    asker, second = people.account(Role.ANALYST, code="AN-1"), people.account(Role.COORDINATOR, code="CO-1")
    request = originals.ask(asker, photo, WHY)
    originals.agree(second, request, AGREED)
    originals.hand_out(second, request)
    trail = case_records.trail(paper_of(case), case_records.of(case))
    assert [(step.act, step.by_code, step.note) for step in trail][-1] == (CustodyAct.OPENED, "CO-1", "AN-1 + CO-1")
    document = case_files.document(case, ELECTION, "en")
    assert "opened" in document["papers"][0]["custody"] and "AN-1 + CO-1" in document["papers"][0]["custody"]
    whats = [each["what"] for each in document["entries"]]
    assert whats.count("step towards an original") == 3 and {"photo received", "copy of a photo drawn"} <= set(whats)


def pages(actor: Actor, case: cases.Case) -> dict[str, object]:
    document, pictures = case_files._told(actor, case, "en")
    return {"document": document, "pictures": pictures}


def test_the_files_hold_the_copy_and_both_hashes(people: People, gathered: cases.Case, tmp_path: Path) -> None:
    case, photo = added(people, gathered)
    analyst = people.account(Role.ANALYST)
    (line,) = case_files.document(case, ELECTION, "en")["photos"]
    assert line["sha256"] == photo.sha256 and line["copy_sha256"] == photo.viewer_sha256
    assert line["came"].endswith("from observer SHY-0417-A") and line["kept"] == "The original is sealed."
    first, again = (case_files.pdf(analyst, case.case_id, "kk") for _ in range(2))
    assert first == again and b"/DCTDecode" in first, "the same bytes, the copy as it is"
    with zipfile.ZipFile(io.BytesIO(case_files.bundle(analyst, case.case_id))) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name not in MADE_LAST}
    name = f"photos/{photo.sha256}.jpg"
    copy, rows = files[name], json.loads(files["ledger.json"])
    assert verified(tmp_path, case_files._packed(case, files))[0] == 0
    assert verified(tmp_path, case_files._packed(case, {**files, name: copy + b" "}))[0] == 1, "with sums and signature made anew"
    assert verified(tmp_path, case_files._packed(case, {**files, f"photos/{'0' * 64}.jpg": copy}))[0] == 1
    assert made.CANARY.encode() not in copy and copy.startswith(b"\xff\xd8")
    assert {row["row"]["viewer_sha256"] for row in rows if row["kind"] == "evidence_copy"} == {photo.viewer_sha256}


def test_who_may_not_see_photos_gets_the_hashes_alone(people: People, gathered: cases.Case) -> None:
    case, photo = added(people, gathered)
    admin = people.account(Role.ADMIN)
    told = pages(admin, case)
    assert told["pictures"] == {} and photo.sha256 in json.dumps(told["document"])
    assert b"/DCTDecode" not in case_files.pdf(admin, case.case_id, "en")
    with zipfile.ZipFile(io.BytesIO(case_files.bundle(admin, case.case_id))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("photos/")]
    assert pages(people.account(Role.ANALYST), case)["pictures"]


def test_a_picture_whose_file_is_gone_leaves_its_line(people: People, gathered: cases.Case) -> None:
    case, photo = added(people, gathered)
    photos.files().remove(Shelf.COPIES, photo.viewer_sha256)
    told = pages(people.account(Role.ANALYST), case)
    assert told["pictures"] == {}
    assert printing.pdf(told["document"])  # type: ignore[arg-type]
