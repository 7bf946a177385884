"""Receiving photos: acknowledged by hash when they are on the disk, seen by those who may, originals sealed or not kept, never plain."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest

from analysis.disclosure import Audience
from api import startup
from schemas.evidence import KeptAs, PhotoState, Size
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, Submission
from schemas.reports.body import ReportKind
from services import clock, export_tables, house, opening, photo_copies, photos, reports, sealing
from services.photos import Target
from tests import photos as made
from tests.people import ELECTION, NOON, STATIONS, People

STATION = STATIONS[0].station_id
BODY = {
    "counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "2029-01-14T02:00:00Z", "voters_counted": 610,
    "counted_at": "2029-01-14T07:00:00Z", "stated_voters": 620, "nothing_wrong": "nothing_to_report",
}


@pytest.fixture
def observer(people: People) -> Actor:
    return people.account(Role.OBSERVER)


def sent(actor: Actor, station: str = STATION) -> Target:
    """A report of this actor, stored."""
    report = Submission(
        report_id=uuid4(), kind=ReportKind.TURNOUT, election_id=ELECTION.election_id, station_id=station, observed_at=NOON,
        body=BODY)
    reports.submit(actor, report, ask=False)
    return Target(ELECTION.election_id, station, str(report.report_id))


def files() -> list[str]:
    root = house.store().var / "evidence"
    return sorted(path.relative_to(root).parts[0] for path in root.rglob("*") if path.is_file())


def refusal(actor: Actor, target: Target, content: bytes) -> Problem:
    with pytest.raises(Problem) as refused:
        photos.receive(actor, target, content, Channel.PAGE)
    return refused.value


def test_a_photo_is_received_by_its_hash_and_shown_clean(people: People, observer: Actor) -> None:
    with clock.fixed(NOON, everywhere=True):
        target, content = sent(observer), made.jpeg()
        receipt = photos.receive(observer, target, content, Channel.PAGE)
        again = photos.receive(observer, target, content, Channel.PAGE)
        photo_copies.wait()
    assert receipt.sha256 == hashlib.sha256(content).hexdigest() and receipt.created and not again.created
    assert receipt.evidence_id == again.evidence_id and receipt.kept_as is KeptAs.NOT_KEPT
    (photo,) = photos.of_report(observer, target.report_id)
    assert (photo.state, photo.width, photo.height) == (PhotoState.READY, 640, 480)
    seen = photos.picture(people.account(Role.COORDINATOR), photo.evidence_id, Size.VIEWER)
    assert seen.startswith(b"\xff\xd8") and made.CANARY.encode() not in seen
    assert files() == ["copies", "copies"], "without a key the original is gone once its copies are drawn"


def test_a_photo_that_comes_again_leaves_nothing_behind(people: People, observer: Actor) -> None:
    content = made.jpeg()
    with clock.fixed(NOON, everywhere=True):
        receipt = photos.receive(observer, sent(observer), content, Channel.PAGE)
        photo_copies.wait()
        photos.receive(observer, Target(ELECTION.election_id, STATION, receipt.report_id), content, Channel.PAGE)
        photo_copies.wait()
    assert files() == ["copies", "copies"]


def test_with_a_key_the_original_is_sealed_and_only_the_private_half_opens_it(
    people: People, observer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, other = sealing.new_pair(), sealing.new_pair()
    monkeypatch.setenv(sealing.VARIABLE, pair.public)
    content = made.jpeg()
    with clock.fixed(NOON, everywhere=True):
        receipt = photos.receive(observer, sent(observer), content, Channel.PAGE)
        photos.receive(observer, Target(ELECTION.election_id, STATION, receipt.report_id), content, Channel.PAGE)
        photo_copies.wait()
    assert receipt.kept_as is KeptAs.SEALED and files() == ["copies", "copies", "originals"], "the second time adds no second original"
    (original,) = (path for path in (house.store().var / "evidence/originals").rglob("*") if path.is_file())
    sealed = original.read_bytes()
    assert original.name == hashlib.sha256(sealed).hexdigest() and made.CANARY.encode() not in sealed
    assert sealing.open_sealed(sealed, pair.private) == content
    for wrong in (other.private, "", "zz"):
        with pytest.raises(Problem, match="impossible"):
            sealing.open_sealed(sealed, wrong)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (made.png_bomb(), "million pixels"), (made.jpeg() + made.archive(), "something else"), (made.jpeg()[:900], "not arrive whole"),
        (b"%PDF-1.7", "whatever its name says"),
    ],
    ids=["bomb", "polyglot", "half", "mistyped"],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(people: People, observer: Actor, content: bytes, said: str) -> None:
    with clock.fixed(NOON, everywhere=True):
        problem = refusal(observer, sent(observer), content)
    assert problem.code is ProblemCode.IMPOSSIBLE and said in problem.message and files() == []


def test_too_large_too_many_and_not_ones_own(people: People, observer: Actor) -> None:
    other = people.account(Role.OBSERVER)
    with clock.fixed(NOON, everywhere=True):
        target = sent(observer)
        assert refusal(observer, target, made.jpeg() + bytes(10_000_000)).status == 413
        assert refusal(other, target, made.jpeg()).code is ProblemCode.FORBIDDEN
        assert refusal(people.account(Role.ANALYST), target, made.jpeg()).code is ProblemCode.FORBIDDEN
        elsewhere = Target(ELECTION.election_id, STATIONS[1].station_id, target.report_id)
        assert refusal(observer, elsewhere, made.jpeg()).code is ProblemCode.FORBIDDEN
        for number in range(12):
            photos.receive(observer, target, made.encoded(made.page(32, 24, mark=number), "PNG", compress_level=number % 10) if number < 10
                           else made.encoded(made.page(32 + number, 24), "PNG"), Channel.PAGE)
        assert refusal(observer, target, made.jpeg()).status == 409
        photo_copies.wait()


def test_only_the_author_sees_what_is_not_sent_and_may_take_it_away(people: People, observer: Actor) -> None:
    target = Target(ELECTION.election_id, STATION, "11111111-2222-4333-8444-555555555555")
    reviewer = people.account(Role.COORDINATOR)
    with clock.fixed(NOON, everywhere=True):
        receipt = photos.receive(observer, target, made.jpeg(), Channel.PAGE)
        photo_copies.wait()
        assert receipt.evidence_id is not None and len(photos.of_report(observer, target.report_id)) == 1
        assert photos.of_report(reviewer, target.report_id) == ()
        for stranger in (reviewer, people.account(Role.OBSERVER)):
            with pytest.raises(Problem, match="not_found"):
                photos.picture(stranger, receipt.evidence_id, Size.THUMB)
        with pytest.raises(Problem, match="not_found"):
            photos.take_away(reviewer, receipt.evidence_id)
        photos.take_away(observer, receipt.evidence_id)
        assert photos.of_report(observer, target.report_id) == () and files() == []
        on_paper = sent(observer)
        stays = photos.receive(observer, on_paper, made.jpeg(), Channel.PAGE)
        assert stays.evidence_id is not None
        with pytest.raises(Problem, match="conflict"):
            photos.take_away(observer, stays.evidence_id)
        photo_copies.wait()


def test_who_may_see_a_sent_photo(people: People, observer: Actor) -> None:
    with clock.fixed(NOON, everywhere=True):
        receipt = photos.receive(observer, sent(observer), made.jpeg(), Channel.PAGE)
        photo_copies.wait()
    assert receipt.evidence_id is not None
    for role, sees in ((Role.COORDINATOR, True), (Role.ANALYST, True), (Role.ADMIN, False), (Role.OBSERVER, False)):
        actor = people.account(role)
        assert bool(photos.of_report(actor, receipt.report_id)) is sees
        if not sees:
            with pytest.raises(Problem, match="not_found"):
                photos.picture(actor, receipt.evidence_id, Size.VIEWER)
            with pytest.raises(Problem, match="forbidden"):
                photos.at_station(actor, ELECTION.election_id, STATION)
    outside = people.account(Role.COORDINATOR, election_id="another")
    assert photos.of_report(outside, receipt.report_id) == ()


def test_the_same_photo_from_two_stations_is_shown_to_reviewers(people: People, observer: Actor) -> None:
    second = people.account(Role.OBSERVER, stations=(STATIONS[1].station_id,))
    with clock.fixed(NOON, everywhere=True):
        photos.receive(observer, sent(observer), made.jpeg(), Channel.PAGE)
        photos.receive(second, sent(second, STATIONS[1].station_id), made.jpeg(), Channel.PAGE)
        photo_copies.wait()
    reviewer = people.account(Role.COORDINATOR)
    (group,) = photos.twice(reviewer, ELECTION.election_id)
    assert [each.station_id for each in group] == [station.station_id for station in STATIONS]
    here = photos.at_station(reviewer, ELECTION.election_id, STATION)
    assert photos.same_elsewhere(reviewer, here)[here[0].sha256][0].station_id == STATIONS[1].station_id
    with pytest.raises(Problem, match="forbidden"):
        photos.twice(observer, ELECTION.election_id)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_download_counts_photos_and_names_their_hashes_to_partners_only(people: People, observer: Actor, audience: Audience) -> None:
    with clock.fixed(NOON, everywhere=True):
        target = sent(observer)
        hashes = [photos.receive(observer, target, made.jpeg(mark=mark), Channel.PAGE).sha256 for mark in range(2)]
        photo_copies.wait()
        frame = export_tables.build(house.store(), ELECTION, audience).frames["reports.csv"]
    if audience is Audience.PUBLIC:
        assert "evidence_sha256" not in frame and "evidence_n" not in frame
    else:
        assert frame["evidence_n"].tolist() == [2] and frame["evidence_sha256"].tolist() == [";".join(hashes)]


def test_what_arrived_before_a_restart_is_drawn_after_it(people: People, observer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.fixed(NOON, everywhere=True):
        monkeypatch.setattr(photo_copies, "draw_later", lambda sha256: None)
        target = sent(observer)
        photos.receive(observer, target, made.jpeg(), Channel.PAGE)
        assert photos.of_report(observer, target.report_id)[0].state is PhotoState.RECEIVED and files() == ["arriving"]
        monkeypatch.undo()
        monkeypatch.setenv("BAQYLAU_VAR", str(house.store().var))
        assert photo_copies.draw_arrived() == 1
        photo_copies.wait()
        assert photos.of_report(observer, target.report_id)[0].state is PhotoState.READY


def test_a_photo_that_cannot_be_drawn_stays_on_record(people: People, observer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_copies, "draw", lambda content: None)
    with clock.fixed(NOON, everywhere=True):
        target = sent(observer)
        photos.receive(observer, target, made.jpeg(), Channel.PAGE)
        photo_copies.wait()
    assert photos.of_report(observer, target.report_id)[0].state is PhotoState.UNREADABLE


def test_a_rehearsal_looks_at_the_photo_and_stores_nothing(people: People, observer: Actor) -> None:
    from datetime import timedelta

    target = Target(ELECTION.election_id, STATION, "11111111-2222-4333-8444-555555555555")
    with clock.fixed(NOON - timedelta(days=2), everywhere=True):
        receipt = photos.receive(observer, target, made.jpeg(), Channel.PAGE)
        assert receipt.evidence_id is None and receipt.sha256 and files() == []
        assert refusal(observer, target, b"%PDF").code is ProblemCode.IMPOSSIBLE


def test_production_without_a_key_says_what_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    assert "COURT EVIDENCE WILL BE LOST" in str(startup.check_evidence(has_key=False, mode="production"))
    assert any(record.levelname == "ERROR" for record in caplog.records)
    assert startup.check_evidence(has_key=True, mode="production") is None and startup.check_evidence(has_key=False, mode="demo") is None


def test_a_key_that_is_none_keeps_production_from_starting(house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sealing.has_key() and sealing.mistake() is None and sealing.seal(b"x") is None
    (house_dir / sealing.FILE).write_text(sealing.new_pair().public)
    assert sealing.has_key() and sealing.mistake() is None
    monkeypatch.setenv(sealing.VARIABLE, "not a key")
    assert any("not a public key" in sentence for sentence in opening.refusals())
