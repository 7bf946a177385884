"""Sending an observer to another station, and a new link for a lost phone: what opens, what closes, who may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import access, assignments, clock, invitations
from tests.people import ELECTION

if TYPE_CHECKING:
    from tests.people import People

FIRST, OTHER = "KZ-79/0417", "KZ-79/0418"
SHELL = Actor("shell", Role.ADMIN)


def invited() -> invitations.Invitation:
    return invitations.invite(SHELL, ELECTION.election_id, FIRST, "ORG-1")[0]


def who(token: str) -> Actor:
    """As another process sees it: nothing remembered."""
    access.forget()
    return access.visitor_of(token).actor


def test_an_observer_who_is_sent_elsewhere_reports_from_both_stations(both: People) -> None:
    made = invited()
    token = invitations.exchange(made.token).token
    assignments.send(both.account(Role.COORDINATOR), ELECTION.election_id, f" {made.observer_code.lower()} ", OTHER)
    actor = who(token)
    assert actor.station_ids == (FIRST, OTHER)
    assignments.confirm(actor, OTHER)
    present = assignments.present_station(actor)
    assert present is not None and present.station_id == OTHER


def test_sending_somebody_where_they_are_says_so_and_changes_nothing(both: People) -> None:
    made = invited()
    with pytest.raises(Problem) as told:
        assignments.send(SHELL, ELECTION.election_id, made.observer_code, FIRST)
    assert told.value.code is ProblemCode.CONFLICT
    assert who(invitations.exchange(made.token).token).station_ids == (FIRST,)


@pytest.mark.parametrize(("code", "station"), [("NOBODY", OTHER), ("", OTHER), (None, "KZ-79/9999")])
def test_an_unknown_code_or_station_is_named(both: People, code: str | None, station: str) -> None:
    made = invited()
    with pytest.raises(Problem) as told:
        assignments.send(SHELL, ELECTION.election_id, made.observer_code if code is None else code, station)
    assert told.value.code is ProblemCode.NOT_FOUND


def test_a_new_link_shuts_out_the_lost_phone_and_lets_the_same_observer_in(both: People) -> None:
    made = invited()
    lost = invitations.exchange(made.token).token
    again = invitations.renew(both.account(Role.COORDINATOR), ELECTION.election_id, made.observer_code)
    assert who(lost).role is Role.PUBLIC
    found = who(invitations.exchange(again.token).token)
    assert (found.observer_code, found.station_ids, again.station_id) == (made.observer_code, (FIRST,), FIRST)


def test_a_new_link_takes_the_unused_one_back(both: People) -> None:
    made = invited()
    again = invitations.renew(SHELL, ELECTION.election_id, made.observer_code)
    with pytest.raises(Problem) as told:
        invitations.exchange(made.code)
    assert told.value.code is ProblemCode.GONE
    with clock.fixed(clock.now() + timedelta(hours=73)), pytest.raises(Problem):
        invitations.exchange(again.token)


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.OBSERVER, Role.ANALYST])
def test_only_coordinators_and_administrators_enrol(people: People, role: Role) -> None:
    made = invited()
    actor = Actor("", role) if role is Role.PUBLIC else people.account(role)
    for act in (
        lambda: assignments.send(actor, ELECTION.election_id, made.observer_code, OTHER),
        lambda: invitations.renew(actor, ELECTION.election_id, made.observer_code),
    ):
        with pytest.raises(Problem) as told:
            act()
        assert told.value.code in (ProblemCode.FORBIDDEN, ProblemCode.NOT_SIGNED_IN)


def test_a_coordinator_of_another_election_and_an_account_of_staff_are_out_of_reach(people: People) -> None:
    made, other = invited(), people.account(Role.COORDINATOR, election_id="elsewhere")
    with pytest.raises(Problem) as told:
        invitations.renew(other, ELECTION.election_id, made.observer_code)
    assert told.value.code is ProblemCode.FORBIDDEN
    colleague = people.account(Role.COORDINATOR)
    with pytest.raises(Problem) as told:
        invitations.renew(colleague, ELECTION.election_id, colleague.observer_code)
    assert told.value.code is ProblemCode.NOT_FOUND
