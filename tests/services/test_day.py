"""My day: done, due, late, not yet, not possible and why; what to report next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from schemas.missing import MissingReason
from schemas.person import Actor, Role
from schemas.reports.body import ReportKind
from services import clock, day, drafts
from services.day import Day, DutyState
from tests.observing import DUE, STATION, arrive, election_with_two_ballots, send, turnout_body
from tests.people import NOON, People

MORNING = DUE[0] - timedelta(hours=4)


def at(moment, observer: Actor) -> Day:
    with clock.fixed(moment, everywhere=True):
        return day.my_day(observer, STATION)


def states(found: Day) -> dict[str, DutyState]:
    return {f"{duty.kind}{duty.due_at or ''}{duty.contest_id}": duty.state for duty in found.duties}


@pytest.fixture
def observer(people: People) -> Actor:
    with clock.fixed(MORNING, everywhere=True):
        return people.account(Role.OBSERVER)


def test_arrival_comes_first_whatever_the_hour(observer) -> None:
    found = at(NOON, observer)
    assert found.next_duty is not None
    assert found.next_duty.kind is ReportKind.PRESENCE


def test_one_count_for_each_ballot(observer) -> None:
    election_with_two_ballots()
    found = at(NOON, observer)
    assert [duty.contest_id for duty in found.duties if duty.kind is ReportKind.COUNT] == ["list", "single"]


def test_due_late_and_not_yet_follow_the_clock(observer) -> None:
    with clock.fixed(MORNING, everywhere=True):
        arrive(observer, MORNING)
    found = at(DUE[1] - timedelta(minutes=4), observer)
    by_due = {duty.due_at: duty.state for duty in found.duties if duty.kind is ReportKind.TURNOUT}
    assert [by_due[each] for each in DUE[:3]] == [DutyState.LATE, DutyState.DUE, DutyState.NOT_YET]
    assert found.next_duty is not None
    assert found.next_duty.kind is ReportKind.OPENING


def test_what_is_late_comes_before_what_is_due_after_it(observer) -> None:
    with clock.fixed(DUE[5], everywhere=True):
        arrive(observer, DUE[5] - timedelta(minutes=5))
    found = at(DUE[5] + timedelta(hours=13), observer)
    assert {duty.state for duty in found.duties if duty.kind is ReportKind.COUNT} == {DutyState.DUE}
    assert found.next_duty is not None
    assert found.next_duty.due_at == DUE[5]


def test_a_sent_report_is_done_and_a_late_one_too(observer) -> None:
    with clock.fixed(DUE[2], everywhere=True):
        arrive(observer, MORNING)
        send(observer, ReportKind.TURNOUT, turnout_body(240, DUE[0], due_at=DUE[0]), DUE[0])
    found = at(DUE[2], observer)
    assert next(duty for duty in found.duties if duty.due_at == DUE[0]).state is DutyState.DONE


def test_nothing_can_be_reported_by_somebody_kept_out(observer) -> None:
    with clock.fixed(MORNING, everywhere=True):
        arrive(observer, MORNING, "not_let_in")
    found = at(NOON, observer)
    left = [duty for duty in found.duties if duty.kind not in (ReportKind.PRESENCE, ReportKind.LEAVING)]
    assert {(duty.state, duty.reason) for duty in left} == {(DutyState.NOT_POSSIBLE, MissingReason.NOT_ADMITTED)}


def test_hours_before_arrival_and_after_leaving_are_not_possible(observer) -> None:
    with clock.fixed(DUE[3], everywhere=True):
        arrive(observer, DUE[0] + timedelta(minutes=30))
        left_at = DUE[2] + timedelta(minutes=5)
        send(observer, ReportKind.LEAVING, {"left_at": left_at.isoformat(), "left_because": "removed"}, left_at, number=5)
    reasons = {duty.due_at: duty.reason for duty in at(DUE[3], observer).duties if duty.kind is ReportKind.TURNOUT}
    assert reasons[DUE[0]] is MissingReason.ARRIVED_LATE
    assert reasons[DUE[1]] is None
    assert reasons[DUE[3]] is MissingReason.EXPELLED


CHECK_AT = DUE[2]


def test_the_voting_check_is_offered_from_two_until_voting_ends(observer) -> None:
    with clock.fixed(MORNING, everywhere=True):
        arrive(observer, MORNING)

    def check(moment) -> list[DutyState]:
        return [duty.state for duty in at(moment, observer).duties if duty.kind is ReportKind.VOTING_CHECK]

    found = at(CHECK_AT, observer)
    closes_at = found.hours.closes_at
    assert found.hours.local(CHECK_AT).hour == 14
    assert check(CHECK_AT - timedelta(minutes=1)) == [DutyState.NOT_YET]
    assert check(CHECK_AT) == check(closes_at - timedelta(minutes=1)) == [DutyState.OFFERED]
    assert check(closes_at) == [], "the closing asks the same"
    assert found.next_duty is not None
    assert found.next_duty.kind is not ReportKind.VOTING_CHECK, "what is due comes first"
    with clock.fixed(CHECK_AT, everywhere=True):
        send(observer, ReportKind.VOTING_CHECK, {"check_money_gifts": "no"}, CHECK_AT, number=7)
    assert check(closes_at + timedelta(hours=1)) == [DutyState.DONE]


def test_nothing_is_called_next_while_an_hour_is_owed(observer) -> None:
    with clock.fixed(MORNING, everywhere=True):
        arrive(observer, MORNING)
    morning, noon = at(MORNING, observer), at(CHECK_AT - timedelta(hours=1), observer)
    assert [duty.due_at for duty in noon.duties if duty.state is DutyState.LATE and duty.due_at]
    assert morning.next_due is not None
    assert noon.next_due is None


def test_the_closing_begins_with_the_check_of_the_same_observer(observer, people) -> None:
    body: dict[str, object] = {"check_money_gifts": "yes", "check_outsiders": "no", "missing": {"check_booth_view": "view_blocked"}}
    with clock.fixed(CHECK_AT, everywhere=True):
        send(observer, ReportKind.VOTING_CHECK, body, CHECK_AT, number=7)
        other = people.account(Role.OBSERVER)
        untouched = day.begin(other, STATION, "closing")
        assert (untouched.typed, untouched.missing, untouched.prefilled_at) == ({}, {}, None)
        begun = day.begin(observer, STATION, "closing")
        assert begun.typed == {"check_money_gifts": "yes", "check_outsiders": "no"}
        assert begun.missing == {"check_booth_view": MissingReason.VIEW_BLOCKED}
        assert begun.prefilled_at == CHECK_AT
        coordinator = people.account(Role.COORDINATOR)
        dictated = day.begin(coordinator, STATION, drafts.dictated_key(observer.observer_code, "closing"), observer)
        assert dictated.typed == begun.typed


def test_the_last_report_is_leaving(observer) -> None:
    found = at(DUE[5] + timedelta(hours=1), observer)
    assert found.duties[-1].kind is ReportKind.LEAVING
    assert found.duties[-1].state is DutyState.DUE
