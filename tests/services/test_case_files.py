"""The files of a case: the same bytes each time, every language, SIMULATED on every page, a bundle whose every hash can be checked."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from data.formats import print as printing
from data.store import ledger
from data.store.tables import report_revision
from locales import LANGUAGES
from schemas import canonical
from schemas.case import Accreditation, CaseContent, CheckWay, ComparisonRow, Complaint, EvidenceKind, GatheredReport, JournalEntry, Witness
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.reports.violation import ComplaintTo
from services import case_files, case_law, cases, handed_files, house, proofs
from services.evidence_log import EvidenceLog
from tests import case_material
from tests.case_material import ACT, AT, COMPLAINT, COPY, PUBLISHED, pair, paper, refused
from tests.pages.analyse.test_cases import opened
from tests.people import ELECTION, ROOT, People
from tests.reviewing import sent
from tests.services.test_evidence_log import alter

KAZAKH = set("әғқңөұүһі")
MADE_LAST = ("SHA256SUMS", "signed.json")


def whole() -> CaseContent:
    """A case with something in every section."""
    values = {
        "evidence": (COPY, PUBLISHED, ACT, COMPLAINT), "events": (refused(ACT, COMPLAINT),), "title": "A title",
        "complaints": (Complaint(body=ComplaintTo.PROSECUTOR, filed_at=AT, number="17"), Complaint(body=ComplaintTo.POLICE, filed_at=AT)),
        "journal": (JournalEntry(station_id="KZ-79/0417", observer_code="SHY-0417-A", at=AT, number="14/3"),),
        "witnesses": (Witness(role="observer", code="SHY-0417-A", signed=True),), "act_written_at": AT, "act_signatures": 3,
        "accreditations": (Accreditation(organisation_code="ORG-1", document="No. 1", charter_clause="2.3"),),
        "norms": case_law.norms_of("PRT-03", with_deadlines=True),
    }  # fmt: skip
    return CaseContent.model_validate(pair().model_dump() | values)


@pytest.fixture
def case(people: People) -> cases.Case:
    return opened(people, whole(), checks=2)


@pytest.fixture
def reader(people: People) -> Actor:
    return people.account(Role.ADMIN)


def said(found: object) -> list[str]:
    """Every text of a document."""
    if isinstance(found, dict):
        return [each for value in found.values() for each in said(value)]
    return [each for value in found for each in said(value)] if isinstance(found, list) else [found] if isinstance(found, str) else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_in_its_language(case: cases.Case, language: str) -> None:
    made = case_files.document(case, ELECTION, language)
    words = " ".join(said(made["words"]) + said(made["head"]) + said(made["complaints"]) + said(made["checks"]))
    assert made["simulated"] and made["language"] == language
    if language == "en":
        assert "● documented" in words and "Article" not in words
    else:
        latin = set(re.findall(r"\b[a-z]{4,}\b", words)) - {made["head"]["level_code"]}
        assert not latin, latin
    assert bool(KAZAKH & set(words)) is (language == "kk")


def test_pages_say_simulated_and_come_out_alike(case: cases.Case) -> None:
    made = case_files.document(case, ELECTION, "kk")
    first, again = (printing.pdf(made) for _ in range(2))
    assert first == again and first.startswith(b"%PDF-")
    assert b"/CreationDate" not in first and b"/ModDate" not in first
    marked, plain = printing.pages(made), printing.pages(made | {"simulated": ""})
    assert len(marked) == len(plain) >= 2
    assert all(one != other for one, other in zip(marked, plain, strict=True)), "the mark stands on every page"


def test_the_pdf_comes_from_a_process_of_its_own(case: cases.Case, reader: Actor) -> None:
    made = case_files.pdf(reader, case.case_id, "en")
    assert made == printing.pdf(case_files.document(case, ELECTION, "en"))
    assert made != case_files.pdf(reader, case.case_id, "ru")
    found = handed_files.known(hashlib.sha256(made).hexdigest())
    assert found is not None and found.name == f"case-{case.number}-v1-en.pdf" and found.handed_n == 1


def test_the_sections_say_what_the_brief_asks(case: cases.Case) -> None:
    made = case_files.document(case, ELECTION, "en")
    assert [(side["voice"], side["said"]) for side in made["comparisons"][0]["sides"]] == [("protocol", "512"), ("published", "612")]
    assert made["complaints"][0]["rule"].startswith("at once") and made["complaints"][1]["due"] == "–"
    assert made["journal"] == ["SHY-0417-A: in the commission's journal 14 January 2029, 23:00 · number 14/3"]
    assert made["act"].endswith("signatures: 3") and made["witnesses"] == ["Observer SHY-0417-A · signed the act"]
    assert [(each["version"], each["sha256"]) for each in made["versions"]] == [("1", case.newest.sha256)]
    assert made["accreditations"][0]["holds"] == "dates not known"
    assert all("edition" in each["read"] for each in made["norms"])
    assert case.newest.sha256[:16].startswith(made["head"]["short"].split()[0])
    assert {each["what"] for each in made["entries"]} == {"case opened", "version of the case", "check of the case"}


def test_two_papers_behind_one_figure_of_a_station_are_no_sum(people: People) -> None:
    posted = paper("posted", EvidenceKind.POSTED_PROTOCOL)
    one = case_material.row(512, 612, of=(COPY.sha256, posted.sha256))
    bare = one.model_copy(update={"sides": (one.sides[0].model_copy(update={"source": ""}), one.sides[1])})
    papers = (COPY, posted, PUBLISHED)

    def source(of: ComparisonRow) -> str:
        made = opened(people, pair().model_copy(update={"evidence": papers, "comparisons": (of,)}))
        return str(case_files.document(made, ELECTION, "en")["comparisons"][0]["sides"][0]["source"])

    assert source(bare) == "signed copy of the protocol, protocol as posted at the station"
    assert source(bare.model_copy(update={"copies_n": 2, "stations_n": 2})) == "sum of 2 copies"


def test_a_refused_copy_is_a_case_without_numbers(people: People) -> None:
    content = CaseContent(class_code="PRT-01", station_ids=("KZ-79/0417",), evidence=(ACT, COMPLAINT), events=(refused(ACT, COMPLAINT),))
    made = case_files.document(opened(people, content, checks=2), ELECTION, "en")
    assert made["comparisons"] == [] and made["head"]["level"] == "● documented"
    assert made["events"][0]["moment"] == "14 January 2029, 23:00"
    assert made["events"][0]["papers"] == "act written by observers, complaint with its registration"
    assert printing.pdf(made)


def test_the_bundle_checks_itself(case: cases.Case, reader: Actor) -> None:
    made = case_files.bundle(reader, case.case_id)
    assert made == case_files.bundle(reader, case.case_id)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name not in MADE_LAST}
    assert hashlib.sha256(files["case.json"]).hexdigest() == case.newest.sha256 == hashlib.sha256(files["versions/001.json"]).hexdigest()
    assert files["case.json"] == canonical.dumps(json.loads(files["case.json"]))
    rows = json.loads(files["ledger.json"])
    assert [row["kind"] for row in rows] == ["case_file", "case_version", "case_check", "case_check"]
    for row in rows:
        assert ledger.row_sha256(row["row"], row["salt"]) == row["sha256"], row["subject"]
        changed = row["row"] | {"author_id": "somebody else"}
        assert ledger.row_sha256(changed, row["salt"]) != row["sha256"]
    assert files["README.txt"].startswith(b"SIMULATED DATA")
    assert json.loads(files["standing.json"])["level"] == "documented"


def test_another_version_is_another_file(case: cases.Case, people: People, reader: Actor) -> None:
    before = case_files.bundle(reader, case.case_id)
    cases.revise(people.account(Role.ANALYST), case, case.content.model_copy(update={"title": "A better title"}), "clearer")
    after = case_files.bundle(reader, case.case_id)
    assert before != after
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert {"versions/001.json", "versions/002.json"} <= set(archive.namelist())


def test_who_may_not_read_gets_no_file(case: cases.Case, people: People) -> None:
    for actor in (people.account(Role.OBSERVER), people.account(Role.COORDINATOR, election_id="another")):
        with pytest.raises(Problem):
            case_files.pdf(actor, case.case_id, "en")
        with pytest.raises(Problem):
            case_files.bundle(actor, case.case_id)
    unchecked = opened(people)
    with pytest.raises(Problem):
        cases.check(people.account(Role.ADMIN), unchecked, CheckWay.CALLED_BACK, confirmed=True, material_sha256="")


def test_every_entry_is_proven_against_the_first_checkpoint_over_it(people: People, reader: Actor, tmp_path: Path) -> None:
    sent(people.account(Role.OBSERVER), 1)
    with house.store().read() as connection:
        told = report_rows_of(connection)
    case = opened(people, CaseContent.model_validate(whole().model_dump() | {"reports": (told,)}), checks=1)
    before = case_files.bundle(reader, case.case_id)
    assert verified(tmp_path, before) == (0, "There is no proofs.json")
    log = EvidenceLog()
    made = log.checkpoint()
    assert made is not None
    first = case_files.bundle(reader, case.case_id)
    document = case_files.document(case, ELECTION, "en")
    sent(people.account(Role.OBSERVER, code="OTHER"), 2)
    log.checkpoint()
    assert case_files.bundle(reader, case.case_id) == first != before, "later checkpoints change no byte"
    assert case_files.document(case, ELECTION, "en") == document
    assert made.root.hex() in document["proof"] and proofs.key() in document["proof"] and "checkpoint 1 of" in document["proof"][0]
    assert "revision of a report" in {each["what"] for each in document["entries"]}
    assert printing.pdf(document)
    assert verified(tmp_path, first) == (0, "All 4 entries stand in the checkpoint")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name not in MADE_LAST}
    given = json.loads(files["proofs.json"])
    assert verified(tmp_path, case_files._packed(case, files))[0] == 0
    # What follows is signed anew: the rows speak for themselves, even against whoever has the log's key.
    for change in (
        {"entries": given["entries"][1:]},
        {"entries": [given["entries"][0] | {"inclusion": given["entries"][1]["inclusion"]}, *given["entries"][1:]]},
        {"checkpoint": given["checkpoint"] | {"note": given["checkpoint"]["note"].replace("2029", "2028", 1)}},
    ):
        altered = case_files._packed(case, {**files, "proofs.json": canonical.dumps(given | change)})
        assert verified(tmp_path, altered)[0] == 1, change
    (done,) = json.loads(files["checks.json"])
    for checks in ([], [done, done], [done | {"note": "another"}], [{k: v for k, v in done.items() if k != "note"}]):
        assert verified(tmp_path, case_files._packed(case, {**files, "checks.json": canonical.dumps(checks)}))[0] == 1, checks
    rows = json.loads(files["ledger.json"])
    rows[0]["salt"] = rows[0]["salt"][::-1]
    assert verified(tmp_path, case_files._packed(case, {**files, "ledger.json": canonical.dumps(rows)}))[0] == 1


def without(files: dict[str, bytes], place: int) -> dict[str, bytes]:
    """A bundle from which one entry was cut in every list at once, with new sums: all of it but the signature agrees with itself."""
    rows, proven = json.loads(files["ledger.json"]), json.loads(files["proofs.json"])
    gone = rows.pop(place)
    proven["entries"].pop(place)
    left = {**files, "ledger.json": canonical.dumps(rows), "proofs.json": canonical.dumps(proven)}
    if gone["kind"] == "case_check":
        left["checks.json"] = canonical.dumps(json.loads(files["checks.json"])[:-1])
    if gone["kind"] == "report_revision":
        left = {name: content for name, content in left.items() if not name.startswith("reports/")}
    return {**left, "SHA256SUMS": case_files._sums({name: content for name, content in left.items() if name not in MADE_LAST})}


def test_an_entry_cut_from_every_list_at_once_is_found_by_the_bundle_alone(people: People, reader: Actor, tmp_path: Path) -> None:
    sent(people.account(Role.OBSERVER), 1)
    with house.store().read() as connection:
        told = report_rows_of(connection)
    case = opened(people, CaseContent.model_validate(whole().model_dump() | {"reports": (told,)}), checks=2)
    EvidenceLog().checkpoint()
    with zipfile.ZipFile(io.BytesIO(case_files.bundle(reader, case.case_id))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    kinds = [row["kind"] for row in json.loads(files["ledger.json"])]
    assert {"report_revision", "case_check", "case_file"} <= set(kinds)
    assert verified(tmp_path, case_files._zipped(files))[0] == 0
    for place, kind in enumerate(kinds):
        assert verified(tmp_path, case_files._zipped(without(files, place)))[0] == 1, kind
    others = {"standing.json": b"{}", "README.txt": b"Nothing is simulated.\n"}
    for name, content in others.items():
        changed = {**files, name: content}
        changed["SHA256SUMS"] = case_files._sums({name: content for name, content in changed.items() if name not in MADE_LAST})
        assert verified(tmp_path, case_files._zipped(changed))[0] == 1, name
    unsigned = {name: content for name, content in files.items() if name != "signed.json"}
    assert verified(tmp_path, case_files._zipped(unsigned))[0] == 1
    bare = {name: files[name] for name in ("case.json", "standing.json", "checks.json")}
    assert verified(tmp_path, case_files._zipped({**bare, "SHA256SUMS": case_files._sums(bare)}))[0] == 1, "no mere folder of files"
    signed = json.loads(files["signed.json"])
    for change in ({"note": signed["note"].replace("case-bundle", "receipt")}, {"note": proofs.key()}, {"note": None}):
        assert verified(tmp_path, case_files._zipped({**files, "signed.json": canonical.dumps(signed | change)}))[0] == 1


def test_nothing_is_made_over_a_log_that_was_rewritten(case: cases.Case, reader: Actor, house_dir: Path) -> None:
    EvidenceLog().checkpoint()
    alter(house_dir, "UPDATE ledger SET salt = '00' WHERE seq = 1")
    with pytest.raises(Problem) as refused:
        case_files.bundle(reader, case.case_id)
    assert refused.value.status == 409


def verified(folder: Path, content: bytes) -> tuple[int, str]:
    """What docs/verify.py says of a bundle: its code, and the sentence on proofs as far as it is looked for."""
    place = folder / "bundle.zip"
    place.write_bytes(content)
    command = [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify.py"), str(place), "--key", proofs.key()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = next((each for each in ("There is no proofs.json", "All 4 entries stand in the checkpoint") if each in done.stdout), "")
    return done.returncode, said


def report_rows_of(connection: Connection) -> GatheredReport:
    row = connection.execute(select(report_revision)).one()
    return GatheredReport(
        report_id=row.report_id, revision=row.revision, revision_id=row.revision_id, sha256=row.sha256, kind="turnout",
        station_id="KZ-79/0417", observer_code=row.observer_code, organisation_code="ORG-1", received_at=row.received_at,
    )  # fmt: skip
