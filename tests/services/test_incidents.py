"""Joining reports into incidents and taking them apart: on both databases, by role, with every decision kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from data.store.tables import ledger
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from schemas.review import Action
from services import clock, house, incidents, reading, reports, review, violations
from services.incidents import Tie
from tests import people as persons
from tests.people import ELECTION, NOON, People
from tests.reviewing import STATION, revision_id, sent, submission

ID = ELECTION.election_id
OTHER = "KZ-79/0418"


def report_id(number: int) -> str:
    return str(UUID(int=number))


def told(author: Actor, number: int, *, what: str = "VOT-04", station: str = STATION, dictated_by: Actor | None = None) -> None:
    body: dict[str, object] = {"what": what, "danger": "no", "happened_at": NOON.isoformat(), "saw_myself": "saw"}
    sent(author, number, kind=ReportKind.VIOLATION, body=body, station=station, dictated_by=dictated_by)


def counts(actor: Actor) -> tuple[int, int, int]:
    """Reports, incidents, incidents that two reports confirm, on the analysts' page."""
    reading.forget()
    found = violations.seen(actor, ID).value
    return found.reports, len(found.incidents), found.incidents_confirmed


def watch_apart(author: Actor, number: int) -> None:
    sent(author, number, body={"admission": "at_once", "arrived_at": NOON.isoformat(), "others_watching": "nobody"})


def test_joined_counted_once_confirmed_and_taken_apart_with_every_decision_kept(both: People) -> None:
    one, two, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.OBSERVER, code="SHY-2"), both.account(Role.COORDINATOR)
    told(one, 1)
    with clock.fixed(NOON + timedelta(hours=13), everywhere=True):
        told(two, 2, what="VOT-05")
    assert counts(judge) == (2, 2, 0)
    number = incidents.join(judge, ID, [report_id(1), report_id(2)], "one man, one bundle")
    assert counts(judge) == (2, 1, 0), "of one organisation: one witness"
    board = incidents.board(judge, ID).value
    assert [tie for _, _, tie in incidents.ties(board.told)] == [Tie.SAME_ORGANISATION]
    watch_apart(one, 3)
    watch_apart(two, 4)
    assert counts(judge) == (2, 1, 1)
    untouched = [reports.history(author, report_id(place))[-1].revision for place, author in ((1, one), (2, two))]
    incidents.part(judge, ID, number, [report_id(2)], "another man")
    assert counts(judge) == (2, 2, 0)
    with pytest.raises(Problem) as gone:
        incidents.part(judge, ID, number, [report_id(2)], "again")
    assert gone.value.code is ProblemCode.CONFLICT
    assert untouched == [1, 1]
    kept = incidents.decisions(judge, ID)
    assert kept["is_joined"].tolist() == [True, True, False]
    assert kept["reason"].tolist() == ["one man, one bundle", "one man, one bundle", "another man"]
    with house.store().read() as connection:
        kinds = [row.kind for row in connection.execute(select(ledger.c.kind).where(ledger.c.kind == "incident_join"))]
    assert len(kinds) == 3


@pytest.fixture
def two(people: People) -> Iterator[People]:
    persons.registry()
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        told(people.account(Role.OBSERVER), 1)
        told(people.account(Role.OBSERVER, stations=(STATION, OTHER)), 2)
        yield people


@pytest.mark.parametrize("role", list(Role))
def test_only_who_reviews_may_join_and_part(two: People, role: Role) -> None:
    actor = two.account(role)
    if role in (Role.COORDINATOR, Role.ANALYST):
        number = incidents.join(actor, ID, [report_id(1)], "alone")
        incidents.part(actor, ID, number, [report_id(1)], "not alone")
        return
    for act in (lambda: incidents.join(actor, ID, [report_id(1)], "x"), lambda: incidents.part(actor, ID, 1, [report_id(1)], "x")):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code in (ProblemCode.FORBIDDEN, ProblemCode.NOT_SIGNED_IN)


def refused(actor: Actor, *numbers: int, reason: str = "one event", into: int | None = None) -> ProblemCode:
    with pytest.raises(Problem) as problem:
        incidents.join(actor, ID, [report_id(each) for each in numbers], reason, into)
    return problem.value.code


def test_what_cannot_be_joined(two: People) -> None:
    judge, typist = two.account(Role.ANALYST), two.account(Role.COORDINATOR)
    author = two.account(Role.OBSERVER, stations=(STATION, OTHER))
    told(author, 3, station=OTHER)
    told(typist, 4, dictated_by=author)
    sent(author, 5)
    told(author, 6)
    reports.submit(author, submission(6, revision=2, withdrawn=True, kind=ReportKind.VIOLATION), ask=False)
    told(author, 7)
    review.decide(judge, report_id(7), revision_id(author, 7), reports.history(author, report_id(7))[-1].state, Action.REJECT, "not so")
    assert refused(judge, 1, 2, reason=" ") is ProblemCode.IMPOSSIBLE
    assert refused(judge) is ProblemCode.IMPOSSIBLE
    assert refused(judge, 1, 3) is ProblemCode.IMPOSSIBLE, "two stations"
    assert refused(judge, 1, 5) is ProblemCode.NOT_FOUND, "no violation"
    assert refused(judge, 1, 99) is ProblemCode.NOT_FOUND
    assert refused(judge, 1, 6) is ProblemCode.IMPOSSIBLE, "withdrawn"
    assert refused(judge, 1, 7) is ProblemCode.IMPOSSIBLE, "rejected"
    assert refused(typist, 1, 4) is ProblemCode.FORBIDDEN, "typed by whoever joins"
    number = incidents.join(judge, ID, [report_id(1)], "seen by two")
    assert refused(judge, 1, 2) is ProblemCode.CONFLICT, "joined already"
    assert refused(judge, 3, into=number) is ProblemCode.IMPOSSIBLE, "another station's incident"
    assert refused(judge, 2, into=number + 1) is ProblemCode.NOT_FOUND
    assert incidents.join(judge, ID, [report_id(2), report_id(2)], "added", number) == number
