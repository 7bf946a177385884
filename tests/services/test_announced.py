"""The announced figure waits for the own one; the list and the own earlier figures do not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.store import elections
from schemas.election import Reveal
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.reports.body import ReportKind
from schemas.unit import UnitLevel
from services import announced, clock, house, registry
from tests.observing import DUE, STATION, announce, send, turnout_body
from tests.people import ELECTION, NOON, People


@pytest.fixture
def observer(people: People):
    with clock.fixed(NOON + timedelta(minutes=20), everywhere=True):
        announce(DUE[1], 0.264, 0.213)
        yield people.account(Role.OBSERVER)


def test_the_figure_is_kept_back_until_the_own_is_stored(observer: Actor) -> None:
    before = announced.beside(observer, STATION, DUE[1])
    assert before.locked
    assert before.announced == ()
    assert before.list_voters == 2_494
    assert before.list_source == "test"
    send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1]), DUE[1])
    after = announced.beside(observer, STATION, DUE[1])
    assert not after.locked
    assert [(each.level, each.share) for each in after.announced] == [(UnitLevel.REGION, 0.213), (UnitLevel.COUNTRY, 0.264)]


def test_another_hour_stays_locked(observer: Actor) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(240, DUE[0], due_at=DUE[0]), DUE[0])
    assert announced.beside(observer, STATION, DUE[1]).locked


def test_an_election_may_show_it_at_once(observer: Actor) -> None:
    open_election = ELECTION.model_copy(update={"reveal_official": Reveal.AT_ONCE})
    house.store().write(lambda connection: elections.save(connection, open_election, clock.now()))
    registry._election.cache_clear()
    assert not announced.beside(observer, STATION, DUE[1]).locked


def test_an_hour_nobody_announced_is_unknown_and_not_zero(observer: Actor) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(240, DUE[0], due_at=DUE[0]), DUE[0])
    assert [each.share for each in announced.beside(observer, STATION, DUE[0]).announced] == [None, None]


def test_the_list_is_the_one_stated_in_the_morning(observer: Actor) -> None:
    opened = DUE[0] - timedelta(hours=3)
    body = {
        "opened_at": opened.isoformat(),
        "registered_voters": 2_500,
        "box_shown_empty": "yes",
        "box_sealed": "yes",
        "presigned_seen": "no",
        "opening_protocol": "shown",
        "view": "all",
    }
    send(observer, ReportKind.OPENING, body, opened, number=3)
    found = announced.beside(observer, STATION, DUE[1])
    assert found.own.list_stated == 2_500
    assert found.list_voters == 2_500


def test_analysts_have_their_own_pages(people: People) -> None:
    with pytest.raises(Problem):
        announced.own_figures(people.account(Role.ANALYST), registry.station(ELECTION.election_id, STATION), ())
