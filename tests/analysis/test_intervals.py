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
