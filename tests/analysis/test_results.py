"""Published against held: exactly where everything is held, within limits where it is not; both directions alike."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import results
from analysis.states import Reason, Side, State

FIELD = ("list", "votes", "A")


def papers(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(station, *FIELD, value, report) for station, value, report in rows], columns=["station_id", *results.FIELD, "value", "report_id"]
    )


def published(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame([(unit, *FIELD, value) for unit, value in rows], columns=["unit_id", *results.FIELD, "value"])


def registry(**lists: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {"station_id": list(lists), "district_code": "D", "registered_voters": pd.array(list(lists.values()), dtype="Int64")}
    )


def one(frame: pd.DataFrame) -> dict[Hashable, Any]:
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def test_two_copies_that_differ_have_no_value() -> None:
    table = results.held(papers(("S1", 100, "r1"), ("S1", 101, "r2"), ("S2", 50, "r1"), ("S2", 50, "r2")))
    assert list(table["copies_agree"]) == [False, True]
    assert pd.isna(table["value"][0]) and table["value"][1] == 50


def test_stations_compare_exactly_and_nothing_is_dropped() -> None:
    held = results.held(papers(("S1", 100, "r1"), ("S2", 90, "r1"), ("S3", 70, "r1"), ("S4", 1, "r1"), ("S4", 2, "r2")))
    rows = results.by_station(held, published(("S1", 100), ("S2", 95), ("S4", 2), ("S5", 3))).set_index("unit_id")
    assert dict(rows["state"]) == {
        "S1": State.AGREES,
        "S2": State.DIFFERS,
        "S3": State.CANNOT_COMPARE,
        "S4": State.CANNOT_COMPARE,
        "S5": State.CANNOT_COMPARE,
    }
    assert (rows.loc["S2", "difference"], rows.loc["S2", "side"]) == (5, Side.ABOVE)
    assert dict(rows["reason"])["S3"] == Reason.NOT_PUBLISHED and dict(rows["reason"])["S5"] == Reason.NO_PROTOCOL
    assert dict(rows["reason"])["S4"] == Reason.COPIES_DIFFER


@pytest.mark.parametrize(
    ("total", "state", "side"), [(190, State.AGREES, Side.NONE), (191, State.DIFFERS, Side.ABOVE), (189, State.DIFFERS, Side.BELOW)]
)
def test_a_complete_district_compares_to_the_last_vote(total: int, state: State, side: Side) -> None:
    held = results.held(papers(("S1", 100, "r1"), ("S2", 90, "r1")))
    row = one(results.by_unit(held, published(("D", total)), registry(S1=500, S2=500), "district_code"))
    assert (row["state"], row["side"], row["held_n"], row["stations_n"]) == (state, side, 2, 2)


@pytest.mark.parametrize(
    ("total", "state", "side"),
    [
        # S2 has no copy and 500 voters on its list: it must have given total - 100.
        (99, State.DIFFERS, Side.BELOW),
        (100, State.CANNOT_COMPARE, Side.NONE),
        (600, State.CANNOT_COMPARE, Side.NONE),
        (601, State.DIFFERS, Side.ABOVE),
    ],
)
def test_an_incomplete_district_contradicts_only_outside_its_limits(total: int, state: State, side: Side) -> None:
    row = one(results.by_unit(results.held(papers(("S1", 100, "r1"))), published(("D", total)), registry(S1=500, S2=500), "district_code"))
    assert (row["state"], row["side"], row["difference"], row["missing_list"]) == (state, side, total - 100, 500)
    if state is State.DIFFERS:
        assert results.unexplained(pd.DataFrame([row])).iloc[0] == (-1 if side is Side.BELOW else 1)


def test_what_no_missing_copy_can_explain_leaves_the_tolerance_of_the_lists_out() -> None:
    row = one(results.by_unit(results.held(papers(("S1", 100, "r1"))), published(("D", 700)), registry(S1=500, S2=500), "district_code"))
    assert results.unexplained(pd.DataFrame([row]), 0.1).iloc[0] == 50
    whole = one(results.by_unit(results.held(papers(("S1", 100, "r1"))), published(("D", 130)), registry(S1=500), "district_code"))
    assert results.unexplained(pd.DataFrame([whole])).iloc[0] == 30


def test_without_every_list_there_is_no_upper_limit() -> None:
    row = one(
        results.by_unit(results.held(papers(("S1", 100, "r1"))), published(("D", 10_000)), registry(S1=500, S2=None), "district_code")
    )
    assert (row["state"], row["reason"]) == (State.CANNOT_COMPARE, Reason.NO_LIMIT)
    assert pd.isna(row["missing_list"])


def test_a_list_that_can_grow_is_not_said_to_fit() -> None:
    """Voters on the list: what is left may be above the registry's lists, and nothing follows. Of ballots it is said that they fit."""
    lists, votes = papers(("S1", 500, "r1")).assign(figure_code="registered_voters", option_code=""), papers(("S1", 100, "r1"))
    named = published(("D", 1_010)).assign(figure_code="registered_voters", option_code="")
    two = registry(S1=500, S2=500)
    grown = one(results.by_unit(results.held(lists), named, two, "district_code"))
    assert (grown["state"], grown["reason"], grown["difference"]) == (State.CANNOT_COMPARE, Reason.NO_LIMIT, 510)
    fits = one(results.by_unit(results.held(votes), published(("D", 600)), two, "district_code"))
    assert (fits["state"], fits["reason"]) == (State.CANNOT_COMPARE, Reason.COPIES_MISSING)


def test_a_district_without_any_copy_says_so() -> None:
    row = one(results.by_unit(results.held(papers()), published(("D", 10)), registry(S1=500), "district_code"))
    assert (row["state"], row["reason"]) == (State.CANNOT_COMPARE, Reason.NO_PROTOCOL)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.integers(0, 8))
def test_honest_sums_never_differ(votes: list[int], unseen: int) -> None:
    stations = {f"S{number}": 500 for number in range(len(votes))}
    held = results.held(papers(*[(f"S{number}", value, "r") for number, value in enumerate(votes) if number >= unseen]))
    row = one(results.by_unit(held, published(("D", sum(votes))), registry(**stations), "district_code"))
    assert row["state"] != State.DIFFERS


def test_by_region_counts_figures_and_the_stations_with_a_copy() -> None:
    rows = pd.DataFrame({
        "unit_id": ["D1", "D1", "D2", "D3", "X"], "held_n": [6, 5, 3, 0, 9],
        "state": [State.DIFFERS, State.AGREES, State.CANNOT_COMPARE, State.DIFFERS, State.DIFFERS]})
    regions = pd.Series({"D1": "KZ-10", "D2": "KZ-10", "D3": "KZ-11"})
    found = results.by_region(rows, regions)
    assert found.to_dict("records") == [
        {"region_code": "KZ-10", "k": 1, "n": 2, "held_n": 9}, {"region_code": "KZ-11", "k": 1, "n": 1, "held_n": 0}], "no region, no row"
