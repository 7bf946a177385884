"""Sealed originals: two different people, each with a reason, everything in the ledger; opened with a key that the server never had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from data.store.tables import ledger
from manage import manage
from schemas.evidence import OriginalStep, Photo
from schemas.person import NOBODY, Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel
from services import clock, evidence_check, house, originals, photo_copies, photos, sealing
from services.photos import Target
from tests import photos as made
from tests.people import ELECTION, NOON, People
from tests.reviewing import sent

WHY, AGREED = "the court asks for the place", "the court's letter is here"
LATER = NOON + timedelta(hours=14)


@pytest.fixture
def pair(people: People, monkeypatch: pytest.MonkeyPatch) -> sealing.NewPair:
    made_ = sealing.new_pair()
    monkeypatch.setenv(sealing.VARIABLE, made_.public)
    return made_


@pytest.fixture
def photo(people: People, pair: sealing.NewPair) -> Iterator[Photo]:
    with clock.fixed(LATER, everywhere=True):
        author = people.account(Role.OBSERVER)
        sent(author, 1)
        photos.receive(author, Target(ELECTION.election_id, "KZ-79/0417", str(UUID(int=1))), made.jpeg(), Channel.PAGE)
        photo_copies.wait()
        yield photos.of_report(author, str(UUID(int=1)))[0]


def code_of(act, *arguments: object) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        act(*arguments)
    return refused.value.code


def test_two_people_open_an_original(people: People, photo: Photo, pair: sealing.NewPair, house_dir: Path) -> None:
    asker, second = people.account(Role.ANALYST), people.account(Role.COORDINATOR)
    request = originals.ask(asker, photo, WHY)
    originals.agree(second, request, AGREED)
    for actor in (asker, second):
        box = house_dir / f"{actor.account_id}.sealed"
        box.write_bytes(originals.hand_out(actor, request))
    out = house_dir / "original.jpg"
    done = CliRunner().invoke(manage, ["evidence", "open", str(box), str(out)], input=pair.private + "\n")
    assert done.exit_code == 0 and photo.sha256 in done.output and pair.private not in done.output
    assert out.read_bytes() == made.jpeg() and hashlib.sha256(out.read_bytes()).hexdigest() == photo.sha256
    again = CliRunner().invoke(manage, ["evidence", "open", str(box), str(out)], input=pair.private + "\n")
    assert again.exit_code == 1 and "exists already" in again.output
    other = CliRunner().invoke(manage, ["evidence", "open", str(box), str(house_dir / "x")], input="ab" * 32 + "\n")
    assert other.exit_code == 1 and "does not open it" in other.output and not (house_dir / "x").exists()
    (trail,) = originals.requests(second, photo)
    assert [each.step for each in trail.steps] == [OriginalStep.REQUESTED, OriginalStep.APPROVED, OriginalStep.OPENED, OriginalStep.OPENED]
    assert [each.code for each in trail.steps] == [each.observer_code for each in (asker, second, asker, second)]
    assert (trail.asked.reason, trail.steps[1].reason) == (WHY, AGREED)
    with house.store().read() as connection:
        kinds = connection.execute(select(ledger.c.kind).order_by(ledger.c.seq.desc()).limit(4)).scalars().all()
    assert kinds == ["evidence_access"] * 4
    assert evidence_check.check(Actor("shell", Role.ADMIN)).is_whole


def test_nobody_opens_alone(people: People, photo: Photo) -> None:
    asker = people.account(Role.ANALYST)
    request = originals.ask(asker, photo, WHY)
    assert code_of(originals.hand_out, asker, request) is ProblemCode.FORBIDDEN
    assert code_of(originals.agree, asker, request, AGREED) is ProblemCode.FORBIDDEN
    assert code_of(originals.ask, asker, photo, WHY) is ProblemCode.CONFLICT
    assert [each.step for each in originals.requests(asker, photo)[0].steps] == [OriginalStep.REQUESTED], "a refusal leaves no step"


def test_a_third_person_is_given_nothing(people: People, photo: Photo) -> None:
    asker, second, third = (people.account(Role.ANALYST) for _ in range(3))
    request = originals.ask(asker, photo, WHY)
    originals.agree(second, request, AGREED)
    assert code_of(originals.hand_out, third, request) is ProblemCode.FORBIDDEN
    assert code_of(originals.agree, third, request, AGREED) is ProblemCode.CONFLICT


def test_an_agreement_lasts_a_day(people: People, photo: Photo) -> None:
    asker, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    request = originals.ask(asker, photo, WHY)
    originals.agree(second, request, AGREED)
    with clock.fixed(LATER + originals.OPEN_FOR, everywhere=True):
        assert code_of(originals.hand_out, asker, request) is ProblemCode.GONE
        assert originals.ask(asker, photo, WHY) > request, "it can be asked for again"


def test_a_reason_is_said_each_time(people: People, photo: Photo) -> None:
    asker, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    assert code_of(originals.ask, asker, photo, "  because  ") is ProblemCode.IMPOSSIBLE
    request = originals.ask(asker, photo, WHY)
    assert code_of(originals.agree, second, request, "yes") is ProblemCode.IMPOSSIBLE
    assert code_of(originals.agree, second, request + 1, AGREED) is ProblemCode.NOT_FOUND


def test_only_those_of_this_election_who_review(people: People, photo: Photo) -> None:
    request = originals.ask(people.account(Role.ANALYST), photo, WHY)
    outside = people.account(Role.COORDINATOR, election_id="another")
    for actor in (people.account(Role.OBSERVER), people.account(Role.ADMIN), outside):
        assert code_of(originals.ask, actor, photo, WHY) is ProblemCode.FORBIDDEN
        assert code_of(originals.agree, actor, request, AGREED) is ProblemCode.FORBIDDEN
        assert code_of(originals.requests, actor, photo) is ProblemCode.FORBIDDEN
        assert code_of(originals.hand_out, actor, request) is ProblemCode.FORBIDDEN
    assert code_of(originals.hand_out, NOBODY, request) is ProblemCode.NOT_SIGNED_IN


def test_what_is_not_sent_or_not_sealed_is_not_asked_for(people: People, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    analyst, author = people.account(Role.ANALYST), people.account(Role.OBSERVER)
    unsent = Target(ELECTION.election_id, "KZ-79/0417", str(UUID(int=5)))
    photos.receive(author, unsent, made.png(), Channel.PAGE)
    (waiting,) = photos.of_report(author, unsent.report_id)
    assert code_of(originals.ask, analyst, waiting, WHY) is ProblemCode.NOT_FOUND
    monkeypatch.delenv(sealing.VARIABLE)
    sent(author, 6)
    photos.receive(author, Target(ELECTION.election_id, "KZ-79/0417", str(UUID(int=6))), made.jpeg(mark=4), Channel.PAGE)
    photo_copies.wait()
    (plain,) = photos.of_report(author, str(UUID(int=6)))
    assert not originals.may_ask(analyst, plain)
    assert code_of(originals.ask, analyst, plain, WHY) is ProblemCode.NOT_FOUND
