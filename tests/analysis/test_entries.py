"""Two entries of one protocol agree on every field or they do not; a missing field is a value nobody has."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import entries, station_sums


def figures(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["station_id", "report_id", "revision_id", "figure_code", "value"])
    return frame.assign(option_code="").astype({"value": "Int64"})


def test_the_first_two_of_three_are_compared() -> None:
    found = figures(("s", "c", 3, "votes", 9), ("s", "a", 1, "votes", 5), ("s", "b", 2, "votes", 5))
    assert entries.first_two(found) == entries.FirstTwo(1, 1, 0)


def test_one_differing_field_is_enough_and_is_named() -> None:
    found = figures(("s", "a", 1, "votes", 5), ("s", "a", 1, "list", 9), ("s", "b", 2, "votes", 6), ("s", "b", 2, "list", 9),
                    ("t", "d", 4, "votes", 1))
    assert entries.first_two(found) == entries.FirstTwo(1, 0, 1)
    (row,) = entries.differing_fields(found).to_dict("records")
    assert (row["station_id"], row["figure_code"], row["first"], row["second"]) == ("s", "votes", 5, 6)
    assert entries.differ_on_shared(found) == 1


@pytest.mark.parametrize(("second", "agree"), [(None, 1), (0, 0)])
def test_missing_agrees_with_missing_and_not_with_zero(second, agree: int) -> None:
    found = figures(("s", "a", 1, "votes", None), ("s", "b", 2, "votes", second))
    assert entries.first_two(found).agree_n == agree


def test_a_field_that_only_one_entry_has_differs() -> None:
    found = figures(("s", "a", 1, "votes", 5), ("s", "a", 1, "list", 9), ("s", "b", 2, "votes", 5))
    assert entries.first_two(found).agree_n == 0
    assert entries.differ_on_shared(found) == 0, "and no field that both have differs"


def test_nothing_is_nothing() -> None:
    assert entries.first_two(figures()) == entries.FirstTwo(0, 0, 0)
    assert entries.FirstTwo(0, 0, 0).agree_share is None


def stations(**columns) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(values, dtype="Int64") for name, values in columns.items()})


def test_ballots_and_votes_are_told_in_both_directions() -> None:
    papers = stations(ballots_issued=[100, 100, 100, 100], ballots_invalid=[2, 2, 2, None], votes=[98, 95, 99, 98])
    found = station_sums.ballots_and_votes(papers)
    assert found == station_sums.BallotsAndVotes(3, 1, 3, 1, 1, 1)


def test_pace_is_counted_between_hours_and_a_missing_hour_is_in_no_interval() -> None:
    found = station_sums.pace(
        stations(noon=[121, 120, None], end=[200, 300, 400]), ["noon", "end"], [60, 60], ["8–9", "9–10"], 2.0)
    assert [(each.stations_n, each.above_n) for each in found] == [(2, 1), (2, 1)]


def test_an_interval_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        station_sums.pace(stations(noon=[1]), ["noon"], [0], ["8–8"], 2.0)
