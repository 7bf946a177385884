"""Counting tries: one key, everybody together, minute by minute."""

from __future__ import annotations

from services.throttle import Allowed, Counts

FEW = Allowed("door", one=2, everybody=5)


def test_one_key_is_stopped_and_lets_others_in() -> None:
    counts = Counts()
    assert [counts.add(FEW, "a", 1) for _ in range(4)] == [True, True, False, False]
    assert counts.add(FEW, "b", 1)


def test_everybody_together_is_stopped() -> None:
    counts = Counts()
    assert [counts.add(FEW, str(place), 1) for place in range(7)] == [True] * 5 + [False] * 2


def test_refused_tries_of_one_do_not_stop_everybody() -> None:
    counts = Counts()
    for _ in range(100):
        counts.add(FEW, "guesser", 1)
    assert [counts.add(FEW, str(place), 1) for place in range(3)] == [True] * 3


def test_the_next_minute_begins_anew() -> None:
    counts = Counts()
    assert [counts.add(FEW, "a", minute) for minute in (1, 1, 1, 2, 2, 2)] == [True, True, False, True, True, False]


def test_doors_are_counted_apart() -> None:
    counts = Counts()
    assert all(counts.add(Allowed(door, 1, 1), "a", 1) for door in ("left", "right"))
    assert not counts.add(Allowed("left", 1, 1), "a", 1)


def test_an_empty_key_is_not_everybody() -> None:
    counts = Counts()
    assert [counts.add(FEW, "", 1) for _ in range(3)] == [True, True, False]
    assert counts.add(FEW, "a", 1)
