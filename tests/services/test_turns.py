"""The writer is held for short turns: a slow one makes the next smaller, a quick one at most twice as large."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from types import SimpleNamespace

import pytest

from services import house, turns
from services.turns import FIRST_ITEMS, MOST_ITEMS, WANTED_SECONDS, Turns


class Writer:
    """A store whose turns take as long as told; the clock stands still otherwise."""

    def __init__(self, seconds: Iterator[float]) -> None:
        self.seconds, self.now = seconds, 0.0

    def write(self, work) -> None:
        work(None)
        self.now += next(self.seconds)

    def perf_counter(self) -> float:
        return self.now


def sizes(monkeypatch: pytest.MonkeyPatch, items: int, seconds: list[float]) -> list[int]:
    """How many items each turn stored, the last of `seconds` lasting for ever."""
    writer = Writer(iter([*seconds, *[seconds[-1]] * items]))
    monkeypatch.setattr(house, "store", lambda: writer)
    monkeypatch.setattr(turns, "time", SimpleNamespace(perf_counter=writer.perf_counter))
    stored: list[list[int]] = []
    made = Turns()
    made.each(range(items), lambda _, some: stored.append(list(some)))
    assert [each for some in stored for each in some] == list(range(items)), "each once, in order"
    assert made.most_items == max(map(len, stored))
    assert len(made.seconds) == len(stored)
    return [len(some) for some in stored]


def test_quick_turns_double_up_to_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sizes(monkeypatch, 40_000, [0.0001])
    assert found[:4] == [FIRST_ITEMS, 100, 200, 400]
    assert max(found) == MOST_ITEMS and found.count(MOST_ITEMS) > 5


def test_a_slow_turn_makes_the_next_smaller_and_never_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, 75, [WANTED_SECONDS * 10, 0.0001])[:3] == [50, 5, 10]
    assert sizes(monkeypatch, 53, [60.0]) == [50, 1, 1, 1]


def test_the_share_that_is_stored_is_told_after_every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(house, "store", lambda: SimpleNamespace(write=lambda work: work(None)))
    done: list[int] = []
    Turns(progress=told.append).each(range(130), lambda _, some: done.append(len(some)))
    assert told == [each / 130 for each in accumulate(done)] and told[-1] == 1.0
