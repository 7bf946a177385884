"""A sample drawn by lot: response first, an interval only from a draw, the silent stations, and a draw anybody can repeat."""

from __future__ import annotations

import hashlib
import math

import pandas as pd
import pytest

from data.store import elections
from locales import LANGUAGES, using
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import clock, conclusions, house, reading, sample
from services.conclusions import Level
from services.demonstration.plan import ELECTION_ID
from services.sample import put_together
from tests.people import ELECTION, STATIONS, UNITS, People


def drawn(n: int, stratum: str = "all", weight: float | None = 10.0) -> pd.DataFrame:
    return pd.DataFrame({"station_id": [f"{stratum}{i}" for i in range(n)], "stratum": stratum, "weight": weight})


def figures(table: pd.DataFrame, issued: list[float]) -> pd.DataFrame:
    known = table.iloc[: len(issued)]
    made = pd.DataFrame({"station_id": known["station_id"], "issued": issued, "listed": 1000.0})
    return made.astype({"issued": "Float64", "listed": "Float64"})


def test_a_draw_has_an_interval_and_says_where_the_announced_figure_is() -> None:
    table = drawn(6)
    found = put_together(table, figures(table, [500, 520, 480, 510, 490]), 0.9)
    said = conclusions.of_sample(found)
    assert (said.level, said.finding.k, said.opposite.k) == (Level.ESTIMATED, 5, 1)
    assert found.estimate is not None and found.estimate.estimate == pytest.approx(0.5)
    with using("en"):
        assert "outside the interval" in conclusions.words(said)
        inside = conclusions.of_sample(put_together(table, figures(table, [500, 520, 480, 510, 490]), 0.5))
        assert "inside the interval" in conclusions.words(inside)
    assert found.sensitivity is not None
    assert found.sensitivity.tipping_share == pytest.approx((0.9 * 6 - 0.5 * 5) / 1)
    assert found.sensitivity.possible is False


def test_the_interval_is_the_formula_by_hand() -> None:
    table, issued = drawn(5), [500.0, 520.0, 480.0, 510.0, 490.0]
    found = put_together(table, figures(table, issued), None).estimate
    assert found is not None and found.standard_error is not None
    spread = sum((each / 1000 - 0.5) ** 2 for each in issued) / 4
    assert found.standard_error == pytest.approx(math.sqrt((1 - 5 / 50) * spread / 5))


def test_a_draw_without_weights_is_not_taken_for_the_whole_population() -> None:
    table = drawn(5, weight=None)
    found = put_together(table, figures(table, [500, 520, 480, 510, 490]), None).estimate
    assert found is not None and found.standard_error is not None and found.standard_error > 0


def test_chosen_stations_get_no_interval_and_the_reason() -> None:
    table = drawn(5)
    found = put_together(table.iloc[:0], figures(table, [500, 520]), 0.9)
    said = conclusions.of_sample(found)
    assert (said.level, said.interval, found.held_n, found.held_share) == (Level.NOTHING, None, 2, 0.51)
    for code in LANGUAGES:
        with using(code):
            assert "51" in conclusions.words(said)


@pytest.mark.parametrize("issued", [[], [500.0]])
def test_too_few_figures_are_a_sentence_not_a_number(issued: list[float]) -> None:
    table = drawn(3)
    said = conclusions.of_sample(put_together(table, figures(table, issued), 0.6))
    assert said.interval is None
    with using("en"):
        assert "Too few have figures" in conclusions.words(said)
        assert "nan" not in conclusions.words(said).lower()


def test_a_zero_list_is_no_share() -> None:
    table = drawn(2)
    zero = figures(table, [0, 0]).assign(listed=pd.array([0.0, 0.0], dtype="Float64"))
    found = put_together(table, zero, 0.6)
    assert found.held_share is None
    assert conclusions.of_sample(found).interval is None


def test_anybody_can_repeat_the_draw(people: People, demonstration) -> None:
    demonstration(stations=400, observers=160, seed=7)
    analyst = people.account(Role.ANALYST)
    found = sample.plan(analyst, ELECTION_ID, 60, by_region=True, seed="lottery 7 11 23")
    assert len(found.table) == 60 == sum(found.sizes.values())
    assert min(found.sizes.values()) >= 2
    row = found.table.iloc[0]
    assert row["draw_number"] == hashlib.sha256(f"lottery 7 11 23\n{row['station_id']}".encode()).hexdigest()
    again = sample.plan(analyst, ELECTION_ID, 60, by_region=True, seed="lottery 7 11 23")
    assert list(again.table["station_id"]) == list(found.table["station_id"])
    other = sample.plan(analyst, ELECTION_ID, 60, by_region=True, seed="another")
    assert set(other.table["station_id"]) != set(found.table["station_id"])


def test_a_plan_begins_with_what_the_registry_can_give(people: People) -> None:
    """300 of 10,060; of a small registry half, with two of each region; of two nothing is drawn."""
    analyst = people.account(Role.ANALYST)
    assert sample.proposed(analyst, ELECTION.election_id) == 300
    bare = ELECTION.model_copy(update={"election_id": "test-bare"})
    house.store().write(lambda connection: elections.save(connection, bare, clock.now()))
    assert sample.proposed(analyst, "test-bare") == 0
    for regions, each, expected in ((20, 7, 70), (5, 3, 10), (20, 500, 300)):
        election_id = f"test-{regions}-{each}"
        own = ELECTION.model_copy(update={"election_id": election_id})
        codes = [f"KZ-{code:02}" for code in range(10, 10 + regions)]
        units = [UNITS[0], *(UNITS[1].model_copy(update={"unit_id": code}) for code in codes)]
        places = [
            STATIONS[0].model_copy(update={"station_id": f"{code}/{n:04}", "number": f"{n:04}", "region_code": code})
            for code in codes for n in range(each)
        ]

        def work(connection, own=own, units=units, places=places) -> None:
            elections.save(connection, own, clock.now())
            elections.replace_registry(connection, own.election_id, units, places, "test", clock.now())

        house.store().write(work)
        assert sample.proposed(analyst, election_id) == expected
        assert len(sample.plan(analyst, election_id, expected, by_region=True, seed="x").table) == expected


def test_what_cannot_be_drawn_is_a_problem_in_words(people: People) -> None:
    bare = ELECTION.model_copy(update={"election_id": "test-bare"})
    house.store().write(lambda connection: elections.save(connection, bare, clock.now()))
    reading.forget()
    analyst = people.account(Role.ANALYST)
    for election_id, words, code in (
        (ELECTION.election_id, "cannot be drawn", ProblemCode.IMPOSSIBLE),
        (bare.election_id, "no list of polling stations", ProblemCode.NOT_FOUND),
    ):
        with pytest.raises(Problem, match=words) as refused:
            sample.plan(analyst, election_id, 300, by_region=False, seed="x")
        assert refused.value.code is code
    with pytest.raises(Problem):
        sample.of(people.account(Role.OBSERVER), ELECTION.election_id)
