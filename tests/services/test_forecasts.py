"""Forecasts: sealed before the last station closes, hidden until the outcome, held to it; never after, never changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from data.store import ledger, official
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.forecast import ForecastKind
from schemas.official import OfficialFigure, OfficialSource, OfficialStatus
from schemas.person import Role
from schemas.problem import Problem
from services import clock, embargo, forecast_lines, forecasts, house, reference
from services.forecast_outcome import SENATE
from tests.people import ELECTION, NOON

ID = ELECTION.election_id
SHARES, NAMES = ForecastKind.SHARES, ForecastKind.NAMES


def published(votes: dict[str, int], status: OfficialStatus = OfficialStatus.FINAL) -> None:
    figures = [
        OfficialFigure(election_id=ID, unit_id="KZ", contest_id="list", code=FigureCode.VOTES, option_code=option,
                       unit=FIGURE_UNITS[FigureCode.VOTES], value=value, status=status) for option, value in votes.items()]
    source = OfficialSource(publisher="CEC", title=f"Result, {status}", sha256=hashlib.sha256(str(votes).encode()).hexdigest())
    house.store().write(partial(official.add, source=source, figures=figures, at=clock.now()))


def seen(actor, election_id: str = ID) -> forecasts.Forecasts:
    return forecasts.every(actor, election_id).value


def test_sealed_hidden_then_shown_and_scored(both) -> None:
    author, other, observer = both.account(Role.ANALYST), both.account(Role.ADMIN), both.account(Role.OBSERVER)
    with clock.fixed(NOON, everywhere=True):
        number = forecasts.register(author, ID, SHARES, "Party A; 55–60 %; 0,8\nB; 40", is_open=False)
        forecasts.register(observer, ID, NAMES, "party a; 90 %", is_open=True)
        mine, theirs = seen(author).forecasts[0], seen(other).forecasts[0]
        assert mine.content is not None and theirs.content is None and theirs.payload is None
        assert theirs.sha256 == mine.sha256 == hashlib.sha256((mine.payload or "").encode()).hexdigest()
        assert seen(other).forecasts[1].content is not None
        # Nobody's count is led: an observer sees that a forecast was sealed, not what it says.
        assert seen(both.account(Role.OBSERVER)).forecasts[1].content is None
        published({"A": 60, "B": 40})
        assert seen(other).outcome is None, "before the last station closes there is no outcome"
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        found = seen(other)
        assert not found.takes_more and found.forecasts[0].content == mine.content
        shares, names = found.scores[number].shares, found.scores[2].names
        assert shares is not None and names is not None
        assert (shares.n, shares.inside) == (2, 2) and shares.distance == pytest.approx(0)
        assert found.scores[number].brier == pytest.approx(0.04) and found.scores[number].probabilities_n == 1
        assert (names.hits, names.named) == (1, 1) and found.scores[2].brier == pytest.approx(0.01)


def test_a_seal_is_an_entry_of_the_ledger(both) -> None:
    with house.store().read() as connection:
        before = ledger.length(connection)
    with clock.fixed(NOON, everywhere=True):
        forecasts.register(both.account(Role.ADMIN), ID, NAMES, "A", is_open=True)
        assert seen(both.account(Role.ADMIN)).forecasts[0].entry > before


def test_interim_figures_are_no_outcome(both) -> None:
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        published({"A": 60, "B": 40}, OfficialStatus.INTERIM)
        assert seen(both.account(Role.ADMIN)).outcome is None


def test_none_after_a_result_although_stations_are_open(both) -> None:
    author = both.account(Role.ANALYST)
    with clock.fixed(NOON, everywhere=True):
        published({"A": 60, "B": 40}, OfficialStatus.INTERIM)
        forecasts.register(author, ID, NAMES, "A", is_open=False)
        assert seen(author).takes_more
        published({"A": 61, "B": 40}, OfficialStatus.PRELIMINARY)
        found = seen(author)
        assert found.has_result and not found.takes_more and found.outcome is None
        with pytest.raises(Problem):
            forecasts.register(author, ID, NAMES, "A", is_open=False)
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        assert not seen(author).has_result and seen(author).outcome is not None


def test_none_after_the_last_station_closed(both) -> None:
    late = embargo.last_close(ELECTION)
    with clock.fixed(late - timedelta(seconds=1), everywhere=True):
        forecasts.register(both.account(Role.COORDINATOR), ID, NAMES, "A", is_open=True)
    with clock.fixed(late, everywhere=True), pytest.raises(Problem, match="before the last station has closed"):
        forecasts.register(both.account(Role.COORDINATOR), ID, NAMES, "A", is_open=True)


def test_only_of_the_own_election_and_only_by_the_group(people) -> None:
    with clock.fixed(NOON, everywhere=True):
        for role in (Role.OBSERVER, Role.COORDINATOR):
            with pytest.raises(Problem) as caught:
                forecasts.register(people.account(role, election_id="another-one"), ID, NAMES, "A", is_open=True)
            assert caught.value.status == 403
        with pytest.raises(Problem) as caught:
            forecasts.every(people.account(Role.PUBLIC), ID)
        assert caught.value.status == 401


def test_fifty_of_one_person(people, monkeypatch) -> None:
    monkeypatch.setattr(forecasts, "MOST_OF_ONE", 1)
    author = people.account(Role.ANALYST)
    with clock.fixed(NOON, everywhere=True):
        forecasts.register(author, ID, NAMES, "A", is_open=True)
        with pytest.raises(Problem, match="more than"):
            forecasts.register(author, ID, NAMES, "A", is_open=True)
        forecasts.register(people.account(Role.ADMIN), ID, NAMES, "A", is_open=True)


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        (NAMES, " \n", forecast_lines.NOTHING),
        (NAMES, "Party C", forecast_lines.NOT_ON_BALLOT),
        (NAMES, "A\nParty A", forecast_lines.TWICE),
        (NAMES, "A; 1.2", forecast_lines.PROBABILITY_EXPECTED),
        (NAMES, "A; 120 %", forecast_lines.PROBABILITY_EXPECTED),
        (NAMES, "A; 0.5; 0.5", forecast_lines.TOO_MANY_PARTS),
        (NAMES, "; 0.5", forecast_lines.NO_NAME),
        (NAMES, "A\u202e", forecast_lines.INVISIBLE),
        (NAMES, "A\n" * 300, forecast_lines.TOO_LONG),
        (SHARES, "A", forecast_lines.SHARE_EXPECTED),
        (SHARES, "A; about half", forecast_lines.SHARE_EXPECTED),
        (SHARES, "A; 80–70", forecast_lines.SHARE_EXPECTED),
        (SHARES, "A; 101 %", forecast_lines.SHARE_EXPECTED),
        (SHARES, "A; 60\nB; 50–55", forecast_lines.ABOVE_WHOLE),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_reason(kind, typed, message) -> None:
    with pytest.raises(Problem) as caught:
        forecast_lines.parse(typed, kind, ELECTION)
    assert caught.value.message is message


@pytest.mark.parametrize(("typed", "band"), [("70–80 %", (0.7, 0.8)), ("70%-80%", (0.7, 0.8)), ("41,5", (0.415, 0.415)), ("0", (0.0, 0.0))])
def test_shares_as_people_type_them(typed: str, band) -> None:
    (entry,) = forecast_lines.parse(f"A; {typed}", SHARES, ELECTION)
    assert (entry.low_share, entry.high_share, entry.option_code) == (*band, "A")


def test_the_senate_is_scored_by_the_names_that_were_found(people) -> None:
    """Seven of seventeen winners are known: a name that is not among them may have won."""
    reference.load(clock.now())
    author = people.account(Role.ANALYST)
    with clock.fixed(datetime(2020, 8, 5, 6, tzinfo=UTC), everywhere=True):
        forecasts.register(author, SENATE, NAMES, "Bektaev Ali; 0.9\nSeilkhanov Sagyn\nSomebody Else; 0.5", is_open=True)
        forecasts.register(author, SENATE, SHARES, "Lukpanov Sagyndyk; 80–90\nRysbekova Lyazzat Tuyakbayevna; 75", is_open=True)
        assert seen(author, SENATE).outcome is None
    with clock.fixed(datetime(2020, 8, 20, 6, tzinfo=UTC), everywhere=True):
        found = seen(author, SENATE)
    names, shares = found.scores[1].names, found.scores[2].shares
    assert found.outcome is not None and (found.outcome.seats, found.outcome.unknown_n) == (17, 10)
    assert names is not None and (names.hits, names.misses, names.open_n, names.hits_most) == (1, 1, 1, 2)
    assert found.scores[1].brier == pytest.approx(0.01)
    assert shares is not None and shares.inside == 1 and shares.middle_distance == pytest.approx((0.0231 + 0.047) / 2)
