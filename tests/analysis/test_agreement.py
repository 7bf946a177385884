"""Protocol beside protocol: classes of difference by example, votes moved by hand, and lines that cannot be compared."""

from __future__ import annotations

from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.agreement import by_station, compare, protocol_of_another_station
from analysis.agreement_errors import Slip, StationDifference, slip
from analysis.agreement_summary import altered_bound, classes, copy_access, direction, match_by_field, match_rate, votes_by_option
from analysis.proportions import NotStated
from analysis.states import Reason, State


def figures(stations: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Lines of the stations: a name in capitals is an option, any other a line of the protocol."""
    rows = [
        {
            "station_id": station,
            "contest_id": "party list",
            "figure_code": "votes" if name.isupper() else name,
            "option_code": name if name.isupper() else None,
            "value": value,
        }
        for station, lines in stations.items()
        for name, value in lines.items()
    ]
    return pd.DataFrame(rows, columns=["station_id", "contest_id", "figure_code", "option_code", "value"])


def one(first: dict[str, Any], second: dict[str, Any]) -> pd.Series:
    return by_station(compare(figures({"12": first}), figures({"12": second}))).iloc[0]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (57, 57, Slip.NONE),
        (57, 37, Slip.ONE_DIGIT),
        (0, 7, Slip.ONE_DIGIT),
        (350, 1350, Slip.DIGIT_ADDED),
        (100, 10, Slip.DIGIT_ADDED),
        (1416, 1461, Slip.TRANSPOSED),
        (1416, 6411, Slip.OTHER),
        (202, 1200, Slip.OTHER),
        (1416, 1397, Slip.OTHER),
    ],
)
def test_slips(first: int, second: int, expected: Slip) -> None:
    assert slip(first, second) is expected
    assert slip(second, first) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected", "moved", "added", "removed"),
    [
        ({"A": 410, "B": 95, "C": 20}, {"A": 410, "B": 95, "C": 20}, StationDifference.IDENTICAL, 0, 0, 0),
        ({"A": 410, "B": 95, "C": 20}, {"A": 95, "B": 410, "C": 20}, StationDifference.ROWS_EXCHANGED, 315, 0, 0),
        ({"A": 410, "B": 95, "C": 20}, {"A": 410, "B": 59, "C": 20}, StationDifference.TYPO_LIKE, 0, 0, 36),
        ({"A": 410, "B": 95, "C": 20}, {"A": 482, "B": 33, "C": 10}, StationDifference.ONE_OPTION_GAINS, 72, 0, 0),
        ({"A": 410, "B": 95, "C": 20}, {"A": 587, "B": 95, "C": 20}, StationDifference.ONE_OPTION_GAINS, 0, 177, 0),
        ({"A": 410, "B": 95, "C": 20}, {"A": 282, "B": 95, "C": 20}, StationDifference.ONE_OPTION_LOSES, 0, 0, 128),
        ({"A": 410, "B": 95, "C": 20}, {"A": 487, "B": 101, "C": 7}, StationDifference.MIXED, 13, 70, 0),
        ({"A": 410, "ballots_issued": 530}, {"A": 410, "ballots_issued": 612}, StationDifference.OTHER_LINES, 0, 0, 0),
    ],
)
def test_classes_and_votes_moved(first, second, expected, moved, added, removed) -> None:
    row = one(first, second)
    assert row["difference_class"] == expected
    assert (row["votes_moved"], row["votes_added"], row["votes_removed"]) == (moved, added, removed)


def test_a_line_in_one_voice_only_is_counted_and_never_zero() -> None:
    lines = compare(figures({"1": {"A": 10, "B": None}, "2": {"A": 5}}), figures({"1": {"A": 10, "B": 3, "C": 1}}))
    found = lines.set_index(["station_id", "option_code"])
    assert found.loc[("1", "A"), "state"] == State.AGREES
    assert found.loc[("1", "B"), "reason"] == Reason.NO_PROTOCOL
    assert found.loc[("1", "C"), "reason"] == Reason.NO_PROTOCOL
    assert found.loc[("2", "A"), "reason"] == Reason.NOT_PUBLISHED
    assert lines["difference"].isna().sum() == 3
    stations = by_station(lines).set_index("station_id")
    assert list(stations.loc["1", ["lines_n", "compared_n", "differing_n"]]) == [3, 1, 0]
    assert stations.loc["2", "difference_class"] == StationDifference.NOT_COMPARED
    rate = match_rate(stations)
    assert (rate.match.found, rate.match.asked, rate.not_compared) == (1, 1, 1)


def test_two_copies_that_differ_are_not_compared() -> None:
    copies = pd.concat([figures({"1": {"A": 10, "B": 4}}), figures({"1": {"A": 12, "B": 4}})])
    lines = compare(copies, figures({"1": {"A": 10, "B": 4}})).set_index("option_code")
    assert lines.loc["A", "reason"] == Reason.COPIES_DIFFER
    assert lines.loc["B", "state"] == State.AGREES


def test_tolerance_is_by_line_and_leaves_the_difference_visible() -> None:
    first, second = figures({"1": {"A": 10, "voters": 100}}), figures({"1": {"A": 11, "voters": 102}})
    lines = compare(first, second, {"voters": 2}).set_index("figure_code")
    assert list(lines.loc["voters", ["state", "difference"]]) == [State.WITHIN_TOLERANCE, 2]
    assert lines.loc["votes", "state"] == State.DIFFERS
    only = by_station(compare(first.iloc[1:], second.iloc[1:], {"voters": 2})).iloc[0]
    assert (only["state"], only["differing_n"]) == (State.WITHIN_TOLERANCE, 1)


def test_direction_has_both_sides() -> None:
    """A higher at 11 of 12 stations that differ: two-sided 2 · 13 · ½¹² = 0.00635; one station agrees and is left out."""
    first = figures({str(number): {"A": 100, "B": 50} for number in range(13)})
    second = figures({str(number): {"A": 100 + (number > 0) * 11 - 22 * (number == 1), "B": 50} for number in range(13)})
    lines = compare(first, second)
    result = direction(lines, "A")
    assert (result.up, result.down) == (11, 1)
    assert result.p_value == pytest.approx(0.00635, abs=5e-6)
    assert direction(lines, "B").reason is NotStated.NO_DIRECTION
    by_option = votes_by_option(lines).set_index("option_code")
    assert list(by_option.loc["A", ["gained", "lost", "net", "stations_up", "stations_down"]]) == [121, 11, 110, 11, 1]
    assert by_option.loc["B", "net"] == 0


def test_fields_most_differing_first() -> None:
    table = match_by_field(
        compare(figures({"1": {"A": 1, "B": 2}, "2": {"A": 1, "B": 2}}), figures({"1": {"A": 1, "B": 9}, "2": {"A": 1}}))
    )
    assert table["option_code"].tolist() == ["B", "A"]
    assert table["differs"].tolist() == [1, 0]
    assert table["cannot_be_compared"].tolist() == [1, 0]
    assert [each.asked for each in table["match"]] == [1, 2]


def test_a_copy_filed_under_a_neighbour_is_found() -> None:
    first = figures({"1": {"A": 60, "B": 31, "C": 9}, "2": {"A": 10, "B": 70, "C": 8}, "3": {"A": 60, "B": 31, "C": 5}})
    second = figures({"1": {"A": 60, "B": 31, "C": 9}, "2": {"A": 60, "B": 31, "C": 9}, "3": {"A": 60, "B": 31, "C": 5}})
    lines = compare(first, second)
    assert protocol_of_another_station(lines).to_dict("records") == [
        {"station_id": "2", "contest_id": "party list", "other_station_id": "1"}
    ]
    assert protocol_of_another_station(lines, least_votes=101).empty


def test_exchanged_copies_are_those_that_comparing_every_pair_of_stations_finds() -> None:
    chance = Random(7)
    first = {str(number): {code: chance.randrange(40) for code in "ABCD"} for number in range(40)}
    second = {station: dict(first[chance.choice((station, str(chance.randrange(40))))]) for station in first}
    for station in ("3", "5", "8"):
        second[station]["A"] += 1
    pairs = {
        (one, other)
        for one, told in second.items()
        for other, votes in first.items()
        if one != other and told != first[one] and told == votes
        if sum(told.values()) >= 50 and sum(each > 0 for each in told.values()) >= 3
    }
    found = protocol_of_another_station(compare(figures(first), figures(second)))
    assert len(pairs) > 5
    assert set(zip(found["station_id"], found["other_station_id"], strict=True)) == pairs


def test_refusals_are_their_own_category() -> None:
    access = copy_access(["given", "refused", "refused", "promised", None])
    assert access.statuses == {"refused": 2, "given": 1, "promised": 1}
    assert (access.refused.found, access.refused.asked, access.not_asked) == (2, 4, 1)
    assert copy_access([]).refused.reason is NotStated.NOTHING_ASKED


def test_no_extrapolation_unless_drawn() -> None:
    first = figures({str(number): {"A": 100} for number in range(100)})
    second = figures({str(number): {"A": 100 if number >= 12 else 155} for number in range(100)})
    stations = by_station(compare(first, second))
    assert altered_bound(stations, 10_000, drawn_at_random=True).at_least == 639
    assert altered_bound(stations, 10_000, drawn_at_random=False).reason is NotStated.NOT_DRAWN_AT_RANDOM
    assert classes(stations) == {StationDifference.IDENTICAL: 88, StationDifference.ONE_OPTION_GAINS: 12}


def test_nothing_to_compare() -> None:
    empty = figures({})
    lines = compare(empty, empty)
    stations = by_station(lines)
    assert lines.empty and stations.empty
    assert match_rate(stations).match.reason is NotStated.NOTHING_ASKED
    assert votes_by_option(lines).empty and protocol_of_another_station(lines).empty and match_by_field(lines).empty


values = st.one_of(st.none(), st.integers(0, 2000))


@settings(max_examples=30)
@given(
    st.dictionaries(st.text("123", min_size=1, max_size=2), st.dictionaries(st.sampled_from(["A", "B", "C", "ballots_issued"]), values)),
    st.dictionaries(st.text("123", min_size=1, max_size=2), st.dictionaries(st.sampled_from(["A", "B", "C", "ballots_issued"]), values)),
)
def test_comparing_backwards_turns_the_signs_and_loses_no_line(left, right) -> None:
    forward, backward = compare(figures(left), figures(right)), compare(figures(right), figures(left))
    assert len(forward) == len(backward) == len({(s, n) for side in (left, right) for s, lines in side.items() for n in lines})
    assert forward["difference"].fillna(-1e9).tolist() == (-backward["difference"]).fillna(-1e9).tolist()
    assert forward["state"].tolist() == backward["state"].tolist()
    ahead, back = by_station(forward), by_station(backward)
    assert ahead["votes_added"].tolist() == back["votes_removed"].tolist()
    assert ahead["votes_moved"].tolist() == back["votes_moved"].tolist()
