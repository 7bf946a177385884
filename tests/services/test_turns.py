"""The writer is held for short turns: a slow one makes the next smaller, by half at most, a quick one at most twice as large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from types import SimpleNamespace

import pytest

from services import house, turns
from services.turns import FEWEST_ITEMS, FIRST_ITEMS, FULL_SECONDS, MOST_ITEMS, PARTS, WANTED_SECONDS, Turns


class Writer:
    """A store whose turns take as long as told; the clock stands still otherwise. Others wait while `awaited` says so."""

    def __init__(self, seconds: Iterator[float], awaited: Iterator[bool] | None = None) -> None:
        self.seconds, self.now, self.awaited = seconds, 0.0, awaited or repeat(False)
        self.turns: list[list[int]] = []

    def write_until(self, work) -> float:
        self.turns.append([])
        work(None)
        self.now += next(self.seconds)
        return self.now

    def is_awaited(self) -> bool:
        return next(self.awaited)

    def perf_counter(self) -> float:
        return self.now


def sizes(monkeypatch: pytest.MonkeyPatch, items: int, seconds: list[float]) -> list[int]:
    """How many items each turn stored, the last of `seconds` lasting for ever."""
    writer = Writer(iter([*seconds, *[seconds[-1]] * items]))
    monkeypatch.setattr(house, "store", lambda: writer)
    monkeypatch.setattr(turns, "time", SimpleNamespace(perf_counter=writer.perf_counter))
    stored: list[list[int]] = []
    made = Turns()
    monkeypatch.setattr(writer, "turns", stored)
    made.each(range(items), lambda _, some: stored[-1].extend(some))
    assert [each for some in stored for each in some] == list(range(items)), "each once, in order"
    assert made.most_items == max(map(len, stored))
    assert len(made.seconds) == len(stored)
    return [len(some) for some in stored]


def test_quick_turns_double_up_to_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sizes(monkeypatch, 40_000, [0.0001])
    assert found[:4] == [FIRST_ITEMS, 100, 200, 400]
    assert max(found) == MOST_ITEMS and found.count(MOST_ITEMS) > 2


def test_a_slow_turn_makes_the_next_smaller_and_never_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, 150, [WANTED_SECONDS * 1.25, 0.0001])[:3] == [50, 40, 60]
    assert sizes(monkeypatch, 120, [60.0]) == [50, 25, 12, FEWEST_ITEMS, FEWEST_ITEMS, FEWEST_ITEMS, 3]


def test_a_moment_without_a_processor_does_not_make_every_later_turn_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, 300, [WANTED_SECONDS, WANTED_SECONDS * 50, WANTED_SECONDS / 2])[:4] == [50, 50, 25, 50]


def test_a_turn_ends_early_when_a_part_of_it_was_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is busy for a moment: the parts that are ready already wait for the next turn instead of making this one long."""
    writer = Writer(iter([0.0] * 100))
    monkeypatch.setattr(house, "store", lambda: writer)
    monkeypatch.setattr(turns, "time", SimpleNamespace(perf_counter=writer.perf_counter))
    made_ready: list[int] = []

    def slow(_, some) -> None:
        writer.turns[-1].extend(some)
        writer.now += 2 * FULL_SECONDS

    def ready(some):
        made_ready.extend(some)
        return some

    Turns().each(range(FIRST_ITEMS), slow, ready)
    part = -(-FIRST_ITEMS // PARTS)
    assert [len(each) for each in writer.turns] == [part, part, part, FIRST_ITEMS - 3 * part]
    assert made_ready == list(range(FIRST_ITEMS)), "nothing is made ready twice"


def test_waiting_for_others_makes_no_turn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer(iter([0.0001] * 100))
    monkeypatch.setattr(house, "store", lambda: writer)
    monkeypatch.setattr(turns, "time", SimpleNamespace(perf_counter=writer.perf_counter))
    at_once = writer.write_until

    def after_others(work) -> float:
        writer.now += 3.0
        return at_once(work)

    monkeypatch.setattr(writer, "write_until", after_others)
    made = Turns()
    made.each(range(FIRST_ITEMS * 7), lambda _, some: writer.turns[-1].extend(some))
    assert [len(each) for each in writer.turns] == [FIRST_ITEMS, 2 * FIRST_ITEMS, 4 * FIRST_ITEMS]
    assert made.waited_seconds == pytest.approx(9.0) and made.longest_seconds == pytest.approx(0.0001)


def test_a_turn_ends_when_somebody_waits_and_the_next_is_no_smaller_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes with one report waits for a part of a turn, not for the whole of it."""
    writer = Writer(repeat(WANTED_SECONDS / PARTS), chain([False] * PARTS, [True], repeat(False)))
    monkeypatch.setattr(house, "store", lambda: writer)
    monkeypatch.setattr(turns, "time", SimpleNamespace(perf_counter=writer.perf_counter))
    Turns().each(range(FIRST_ITEMS * 5), lambda _, some: writer.turns[-1].extend(some))
    part = 2 * FIRST_ITEMS // PARTS
    assert [len(each) for each in writer.turns] == [FIRST_ITEMS, part, 3 * part, 2 * FIRST_ITEMS]
    assert [each for some in writer.turns for each in some] == list(range(FIRST_ITEMS * 5))


def at_once(write_until: Callable[..., float]) -> SimpleNamespace:
    """A store that nobody waits for."""
    return SimpleNamespace(write_until=write_until, is_awaited=lambda: False)


def test_a_turn_that_is_run_again_stores_each_item_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer runs a work again, alone, when a neighbour in the same commit has failed."""
    stored: list[int] = []

    def twice(work) -> float:
        work(None)
        stored.clear()
        work(None)
        return 0.0

    monkeypatch.setattr(house, "store", lambda: at_once(twice))
    Turns().each(range(FIRST_ITEMS), lambda _, some: stored.extend(some))
    assert stored == list(range(FIRST_ITEMS))


def test_the_share_that_is_stored_is_told_after_every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(house, "store", lambda: at_once(lambda work: work(None) or 0.0))
    Turns(progress=told.append).each(range(130), lambda _, some: None)
    assert told == sorted(set(told)) and told[0] == FIRST_ITEMS / 130 and told[-1] == 1.0
