"""Floor, ceiling, state and reason: the rules at the head of the product brief, one by one, and what must always hold."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import turnout
from analysis.states import Reason, Side, State
from schemas.election import Allowance
from tests.turnout_reports import NONE, Day, at, hours, stations

FOUR = Allowance(below_share=0.04, above_share=0.04)


def compared(day: Day, allowance: Allowance = NONE, *codes: str) -> pd.DataFrame:
    codes = codes or ("A",)
    return turnout.compare(day.reports(), day.protocol(), stations(*codes), hours(*codes), allowance)


def one(day: Day, allowance: Allowance = NONE) -> pd.Series:
    return compared(day, allowance).iloc[0]


def whole_day(counted: int, issued: int, outside: int = 0) -> Day:
    return Day().read("12:00", counted // 2, counted // 2).read("20:00", counted, counted).copy(issued, outside)


def test_station_417_of_the_brief() -> None:
    """1,083 counted, gap 14:05-15:10 in which the commission's number rose by 118, 42 of 1,610 outside, allowance 4 %: ceiling 1,244,
    protocol inside 1,568, which is 324 above (product picture of one station)."""
    day = Day().read("14:05", 700, 900).gone("14:05", "15:10").read("15:10", 700, 1018).read("20:05", 1083, 1597).copy(1610, 42)
    row = one(day, FOUR)
    assert (row["counted"], row["stated_increase"], row["allowance_above"], row["ceiling"]) == (1083, 118, 43, 1244)
    assert (row["protocol"], row["side"], row["state"]) == (1568, Side.ABOVE, State.DIFFERS)
    assert row["protocol"] - row["ceiling"] == 324
    assert not row["whole_day"]
    assert pd.isna(row["difference"])


@pytest.mark.parametrize(
    ("issued", "side", "state"),
    [
        (1000, Side.BETWEEN, State.AGREES),
        (1040, Side.BETWEEN, State.WITHIN_TOLERANCE),
        (1041, Side.ABOVE, State.DIFFERS),
        (960, Side.BETWEEN, State.WITHIN_TOLERANCE),
        (959, Side.BELOW, State.DIFFERS),
    ],
)
def test_only_beyond_the_bounds_differs(issued: int, side: Side, state: State) -> None:
    row = one(whole_day(1000, issued), FOUR)
    assert (row["side"], row["state"], row["floor"], row["ceiling"]) == (side, state, 960, 1040)
    assert row["difference"] == issued - 1000


def test_without_a_stated_number_for_an_unwatched_hour_there_is_no_ceiling() -> None:
    row = one(Day().read("18:00", 500, 520).copy(2000))
    assert (row["side"], row["state"], row["reason"]) == (Side.OPEN, State.CANNOT_COMPARE, Reason.NO_STATED_NUMBER)
    assert pd.isna(row["ceiling"])


def test_a_protocol_below_the_floor_differs_even_without_a_ceiling() -> None:
    row = one(Day().read("18:00", 500, 520).copy(400))
    assert (row["side"], row["state"]) == (Side.BELOW, State.DIFFERS)


def test_the_hours_before_arrival_take_the_commissions_number_at_arrival() -> None:
    row = one(Day().read("10:00", 0, 300, since="10:00").read("20:00", 400, 710, since="10:00").copy(700))
    assert (row["stated_increase"], row["ceiling"], row["side"]) == (300, 700, Side.BETWEEN)


def test_two_gaps_between_the_same_stated_numbers_are_added_once() -> None:
    day = (
        Day()
        .read("10:00", 100, 100)
        .gone("10:30", "10:40")
        .gone("11:00", "11:10")
        .read("12:00", 150, 180)
        .read("20:00", 400, 430)
        .copy(480)
    )
    assert one(day)["stated_increase"] == 80


def test_falling_stated_numbers_give_no_ceiling() -> None:
    day = Day().read("10:00", 100, 300).gone("10:00", "11:00").read("11:00", 100, 200).read("20:00", 400, 430).copy(480)
    assert one(day)["reason"] == Reason.STATED_FALLS


def test_a_number_asked_on_return_stands_for_the_return() -> None:
    day = Day().read("10:00", 100, 100).gone("10:00", "11:00").read("11:00", 100, 160, stated_at="10:55").read("20:00", 400, 460).copy(480)
    assert one(day)["stated_increase"] == 60


def test_counting_at_the_door_of_a_shared_hall_cannot_be_compared() -> None:
    day = Day().read("20:00", 900, 900, counting_unit="at_door").copy(500)
    assert one(day)["state"] == State.DIFFERS
    day.opening.append({"station_id": "A", "author_id": "p", "opened_at": None, "shared_building": "hall"})
    row = one(day)
    assert (row["state"], row["reason"]) == (State.CANNOT_COMPARE, Reason.SHARED_HALL)
    assert pd.isna(row["difference"])


def test_two_copies_that_differ_cannot_be_compared() -> None:
    day = whole_day(1000, 1000).copy(1010, report="r2")
    row = one(day)
    assert (row["state"], row["reason"], row["copies"]) == (State.CANNOT_COMPARE, Reason.COPIES_DIFFER, 2)
    assert pd.isna(row["protocol"])


def test_two_copies_that_agree_are_one_protocol() -> None:
    assert one(whole_day(1000, 1000).copy(1000, report="r2"))["state"] == State.AGREES


def test_the_commissions_own_number_of_voters_outside_fills_a_missing_line() -> None:
    day = Day().read("20:00", 950, 1000, mobile_accompanied="refused", mobile_voters=50).copy(1000, None)
    assert one(day)["state"] == State.AGREES


def test_unknown_voters_outside_leave_only_the_floor() -> None:
    day = Day().read("20:00", 900, 1000, mobile_accompanied=None).copy(1000, None)
    assert one(day)["reason"] == Reason.OUTSIDE_UNKNOWN
    day = Day().read("20:00", 900, 1000, mobile_accompanied=None).copy(800, None)
    assert one(day)["side"] == Side.BELOW


def test_more_voters_outside_than_voters_is_said() -> None:
    assert one(whole_day(10, 20, 30))["reason"] == Reason.OUTSIDE_IMPOSSIBLE


def test_missing_voices_are_named() -> None:
    assert one(Day().read("20:00", 100, 100))["reason"] == Reason.NO_PROTOCOL
    assert one(Day().copy(100))["reason"] == Reason.NO_COUNT
    assert one(Day().read("20:00", None, 100, counting_method="not_counting").copy(100))["reason"] == Reason.NOT_COUNTING


def test_a_counter_started_again_adds_up_and_its_pause_is_a_gap() -> None:
    day = Day().read("12:00", 500, 510).read("16:00", 100, 700, counter_reset="yes", counter_reset_at="13:00", since="13:00")
    row = one(day.read("20:00", 300, 900, since="13:00").copy(900))
    assert row["counted"] == 800
    assert not row["whole_day"]
    assert row["stated_increase"] == 190


def test_a_later_start_of_a_counter_that_ran_on_tells_of_a_gap() -> None:
    row = one(Day().read("12:00", 500, 510).read("20:00", 900, 980, since="13:00").copy(1200), FOUR)
    assert (row["counted"], row["whole_day"], row["stated_increase"]) == (900, False, 470)
    assert one(Day().read("12:00", 500, 510).read("20:00", 900, 980, since=None).copy(1200), FOUR)["whole_day"]


def test_a_break_typed_the_wrong_way_round_is_a_break_all_the_same() -> None:
    told = Day().read("12:40", 500, 500).read("13:00", 500, 520).read("20:00", 900, 980)
    assert one(told.gone("13:00", "12:40").copy(1000))["stated_increase"] == 20
    assert not one(told)["whole_day"]


def test_the_widest_watch_speaks_for_a_station_and_contradictions_are_noted() -> None:
    day = Day().read("20:00", 1000, 1000).read("20:00", 900, 1000, who="q").read("18:00", 5000, 5000, who="z", since="17:00").copy(1000)
    row = one(day, FOUR)
    assert (row["counted"], row["observers_n"], row["contradiction"]) == (1000, 3, True)
    assert not one(Day().read("20:00", 1000, 1000).read("20:00", 990, 1000, who="q").copy(1000), FOUR)["contradiction"]


def test_a_station_that_closed_early_is_watched_to_its_last_voter() -> None:
    day = Day().read("15:00", 400, 400).copy(400)
    assert not one(day)["whole_day"]
    day.closing.append({"station_id": "A", "author_id": "p", "last_voter_at": at("14:55"), "closed_early_all_voted": "yes"})
    assert one(day)["state"] == State.AGREES


def test_sums_take_whole_days_only_and_closed_institutions_stand_apart() -> None:
    day = whole_day(1000, 1100, 20)
    day.read("18:00", 300, 300, station="B").copy(900, station="B")
    table = compared(day, NONE, "A", "B")
    found = turnout.summary(table)
    assert (found.stations, found.whole_day, found.protocol, found.counted, found.difference) == (2, 1, 1080, 1000, 80)
    assert (found.with_ceiling, found.above, found.below, found.between, found.cannot) == (1, 1, 0, 0, 1)
    assert found.ratio == pytest.approx(1.08)
    apart = table.assign(station_type=["closed", "ordinary"])
    assert turnout.summary(turnout.ordinary(apart)).whole_day == 0
    assert turnout.summary(turnout.closed(apart)).whole_day == 1


def test_nothing_reported_is_an_empty_table() -> None:
    table = compared(Day())
    found = turnout.summary(table)
    assert (len(table), found.whole_day, found.ratio, found.with_ceiling) == (0, 0, None, 0)
    assert (turnout.allowance_curve(table)[["above", "below"]].to_numpy() == 0).all()


def test_the_curve_meets_the_states_at_the_setting() -> None:
    day = Day()
    for number, issued in enumerate((900, 955, 1000, 1045, 1200)):
        day.read("20:00", 1000, 1000, station=f"S{number}").copy(issued, station=f"S{number}")
    table = compared(day, FOUR, *(f"S{number}" for number in range(5)))
    curve = turnout.allowance_curve(table).set_index("allowance")
    used = curve.iloc[int((curve.index.to_series() - 0.04).abs().to_numpy().argmin())]
    found = turnout.summary(table)
    assert [int(used["above"]), int(used["below"])] == [found.above, found.below] == [2, 2]


DAYS = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000), st.booleans()), min_size=8, max_size=24)


# One comparison takes as long for twelve stations as for one: many stations an example, few examples.
@settings(max_examples=5)
@given(DAYS, st.floats(0, 0.5), st.floats(0, 0.5))
@example([(0, 0, False)], 0.0, 0.0)
def test_what_always_holds(days: list[tuple[int, int, bool]], below: float, above: float) -> None:
    """floor <= counted <= ceiling; every station has exactly one side; above and below never both; a floor alone never says above."""
    day, codes = Day(), [f"S{number:02}" for number in range(len(days))]
    for code, (counted, issued, gap) in zip(codes, days, strict=True):
        day.read("10:00", counted // 2, counted // 2, station=code)
        if gap:
            day.gone("11:00", "11:30", station=code)
        day.read("20:00", counted, counted if not gap else None, station=code).copy(issued, station=code)
    table = compared(day, Allowance(below_share=below, above_share=above), *codes).set_index("station_id")
    assert sorted(table.index) == codes
    for code, (counted, issued, gap) in zip(codes, days, strict=True):
        row = table.loc[code]
        assert 0 <= row["floor"] <= row["counted"] == counted
        if gap:
            assert pd.isna(row["ceiling"])
            assert row["side"] in (Side.BELOW, Side.OPEN)
        else:
            assert row["ceiling"] >= counted
            expected = Side.BELOW if issued < row["floor"] else Side.ABOVE if issued > row["ceiling"] else Side.BETWEEN
            assert row["side"] == expected
        assert (row["state"] == State.DIFFERS) == (row["side"] in (Side.ABOVE, Side.BELOW))


@settings(max_examples=4)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=12, max_size=40))
@example([(0, 0)])
@example([(1, 0)])
def test_turning_count_and_protocol_round_turns_the_finding_round(pairs: list[tuple[int, int]]) -> None:
    """A finding and its opposite are treated alike: with a symmetric setting of nothing, above becomes below, at each
    station and in all."""
    codes = [f"S{number:02}" for number in range(len(pairs))]

    def found(swap: bool) -> pd.DataFrame:
        day = Day()
        for code, (counted, issued) in zip(codes, pairs, strict=True):
            day.read("20:00", issued if swap else counted, 1, station=code).copy(counted if swap else issued, station=code)
        return compared(day, NONE, *codes)

    there, back = found(False), found(True)
    turned = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE}
    sides = there.set_index("station_id")["side"], back.set_index("station_id")["side"]
    assert {code: turned.get(side, side) for code, side in sides[0].items()} == sides[1].to_dict()
    one_way, other = turnout.summary(there), turnout.summary(back)
    assert (one_way.above, one_way.below, one_way.between, one_way.difference) == (
        other.below, other.above, other.between, -other.difference)
