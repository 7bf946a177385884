"""Stretches of time: joining, clipping and gaps lose no minute and double none."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import clipped, gaps, joined

BEGIN = pd.Timestamp("2029-01-14T02:00Z")
minutes = st.integers(0, 60)


def frame(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    rows = [
        {"who": "p", "from_at": BEGIN + pd.Timedelta(minutes=begin), "to_at": BEGIN + pd.Timedelta(minutes=end)}
        for begin, end in pairs
        if begin < end
    ]
    made = pd.DataFrame(rows, columns=["who", "from_at", "to_at"])
    return made.assign(from_at=pd.to_datetime(made["from_at"], utc=True), to_at=pd.to_datetime(made["to_at"], utc=True))


def covered(intervals: pd.DataFrame) -> set[int]:
    found: set[int] = set()
    for begin, end in zip(intervals["from_at"], intervals["to_at"], strict=True):
        found |= set(range(int((begin - BEGIN).total_seconds() // 60), int((end - BEGIN).total_seconds() // 60)))
    return found


@given(st.lists(st.tuples(minutes, minutes), max_size=8))
def test_joining_keeps_every_minute_and_leaves_no_overlap(pairs: list[tuple[int, int]]) -> None:
    intervals = frame(pairs)
    whole = joined(intervals, ["who"])
    assert covered(whole) == covered(intervals)
    assert (whole["from_at"].iloc[1:].to_numpy() > whole["to_at"].iloc[:-1].to_numpy()).all()


@given(st.lists(st.tuples(minutes, minutes), max_size=8), st.integers(0, 20), st.integers(30, 60))
def test_gaps_are_what_is_not_covered(pairs: list[tuple[int, int]], first: int, last: int) -> None:
    window = pd.DataFrame(
        {"who": ["p"], "begins_at": [BEGIN + pd.Timedelta(minutes=first)], "ends_at": [BEGIN + pd.Timedelta(minutes=last)]}
    )
    intervals = frame(pairs)
    assert covered(gaps(intervals, window, ["who"])) == set(range(first, last)) - covered(intervals)
    inside = clipped(intervals.merge(window, on="who"), "begins_at", "ends_at")
    assert covered(inside) == covered(intervals) & set(range(first, last))


def grouped(intervals: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The same by groups of groups."""
    order = intervals[[*keys, "from_at", "to_at"]].sort_values([*keys, "from_at", "to_at"]).reset_index(drop=True)
    before = order.groupby(keys)["to_at"].cummax().groupby([order[key] for key in keys]).shift()
    block = (before.isna() | (order["from_at"] > before)).cumsum().rename("block")
    found = order.groupby([*keys, block], sort=False).agg(from_at=("from_at", "min"), to_at=("to_at", "max"))
    return found.reset_index().drop(columns="block")


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=12))
def test_each_person_is_joined_apart(rows: list[tuple[int, int, int, int]]) -> None:
    intervals = pd.DataFrame(
        {
            "station_id": [row[0] for row in rows],
            "author_id": [row[1] for row in rows],
            "from_at": [BEGIN + pd.Timedelta(minutes=row[2]) for row in rows],
            "to_at": [BEGIN + pd.Timedelta(minutes=row[2] + row[3]) for row in rows],
        }
    )
    pd.testing.assert_frame_equal(joined(intervals, ["station_id", "author_id"]), grouped(intervals, ["station_id", "author_id"]))
