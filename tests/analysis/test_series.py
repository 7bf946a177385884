"""Increases inside watched time, and the same stations at every hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd

from analysis import series
from schemas.election import Allowance
from tests.turnout_reports import Day, hours, stations

DUE = tuple(datetime(2029, 1, 14, 5, tzinfo=UTC) + timedelta(hours=2 * number) for number in range(6))
"""10, 12, 14, 16, 18 and 20 o'clock in Almaty."""


def intervals(day: Day, *codes: str) -> pd.DataFrame:
    codes = codes or ("A",)
    return series.watched_intervals(day.reports(), hours(*codes), DUE, Allowance())


def test_only_stretches_with_both_numbers_at_both_ends_and_no_gap() -> None:
    day = Day().read("10:00", 100, 110).read("12:00", 200, 230).read("14:00", 300, None).read("16:00", 400, 500)
    found = intervals(day)
    assert found[["begin", "end", "counted", "stated"]].to_numpy().tolist() == [[-1, 0, 100, 110], [0, 1, 100, 120]]
    found = intervals(day.gone("10:30", "10:45"))
    assert found["end"].tolist() == [0]


def test_one_observer_a_station_and_stretch() -> None:
    day = Day().read("10:00", 100, 110).read("10:02", 90, 110, who="q").read("12:00", 150, 200).read("12:00", 140, 200, who="q")
    assert len(intervals(day)) == 2


def test_a_new_counter_does_not_count_backwards() -> None:
    day = Day().read("10:00", 100, 110).read("12:00", 20, 200, counter_reset="yes", counter_reset_at="11:00", since="11:00")
    assert intervals(day)["end"].tolist() == [0]


def test_the_same_stations_at_all_hours() -> None:
    day = Day()
    for number, clock in enumerate(("10:00", "12:00", "14:00", "16:00", "18:00", "20:00"), 1):
        day.read(clock, 100 * number, 110 * number)
        if number < 4:
            day.read(clock, 50 * number, 50 * number, station="B")
    found = series.same_stations(day.reports(), hours("A", "B"), stations("A", "B"), DUE)
    assert found["stations"].tolist() == [1] * 6
    assert found["part"].tolist() == [0] * 6
    assert (found["counted"].iloc[-1], found["stated"].iloc[-1], found["list"].iloc[-1]) == (600, 660, 2000)


def test_a_stated_number_above_the_list_stays_in_the_sum_and_is_counted() -> None:
    day = Day()
    for number, clock in enumerate(("10:00", "12:00", "14:00", "16:00", "18:00", "20:00"), 1):
        day.read(clock, 100 * number, 350 * number).read(clock, 50 * number, 50 * number, station="B")
    found = series.same_stations(day.reports(), hours("A", "B"), stations("A", "B"), DUE)
    assert found["above_list"].tolist() == [0, 0, 0, 0, 0, 1], "2,100 of a list of 2,000 at the last hour"
    assert found["stated"].iloc[-1] == 2_100 + 300
    stretches = intervals(day)
    assert stretches.loc[stretches["station_id"] == "A", "stated_in_all"].tolist() == [350 * number for number in range(1, 7)]
    assert (stretches.loc[stretches["station_id"] == "A", "stated"] == 350).all()


def test_where_no_station_has_all_hours_the_line_breaks_when_one_drops_out() -> None:
    day = Day()
    for station, clocks in (("A", ("10:00", "12:00", "14:00")), ("B", ("10:00", "12:00"))):
        for number, clock in enumerate(clocks, 1):
            day.read(clock, 100 * number, 100 * number, station=station)
    found = series.same_stations(day.reports(), hours("A", "B"), stations("A", "B"), DUE)
    assert found["stations"].tolist() == [2, 2, 1]
    assert found["part"].tolist() == [0, 0, 1]


def test_a_gap_ends_a_station_and_nothing_is_an_empty_frame() -> None:
    day = Day().read("10:00", 100, 100).gone("10:30", "11:00").read("12:00", 150, 150)
    found = series.same_stations(day.reports(), hours("A"), stations("A"), DUE)
    assert found["hour"].tolist() == [0]
    assert series.same_stations(Day().reports(), hours("A"), stations("A"), DUE).empty
    assert intervals(Day()).empty
