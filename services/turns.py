"""Storing much in turns of the writer, each short, so that anybody's report gets in between and nobody waits."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from services import house

Item = TypeVar("Item")
WANTED_SECONDS = 0.016
"""Aimed at; the promise is 0.2, also on a machine that does five other things. A slow disk makes the next turn smaller. One report in a
hundred waits for a whole turn and its own commit: a turn as long as that commit would leave no margin below twice the quiet wait."""
FULL_SECONDS = 0.010
"""A turn that has lasted so long takes nothing more in: what is left of the time is for the commit."""
FIRST_ITEMS = 50
GROWS_AT_MOST, SHRINKS_AT_MOST = 2.0, 0.5
"""One turn that had to wait for a processor or a disk says little of the next: by its length alone a busy machine would be down to a
report a turn, and do the work of a turn for each of them."""
FEWEST_ITEMS = 10
"""Of a turn and of a part: its beginning and its commit take as long as storing some reports."""
MOST_ITEMS = 8_000
"""Of one turn, however quick the last one was: the next may meet a disk that others write to."""
PARTS, PART_ITEMS = 4, 1_000
"""A turn is stored part by part, with a look at the clock, and at who waits, after each."""


def _next(size: int, n: int, took: float) -> int:
    """How many items the next turn may store, after one that was meant for `size` and stored `n`: one that ended early says how long an
    item takes, and nothing else."""
    fitting = n * WANTED_SECONDS / max(took, 0.001)
    return min(MOST_ITEMS, max(FEWEST_ITEMS, round(max(SHRINKS_AT_MOST * size, min(GROWS_AT_MOST * size, fitting)))))


@dataclass(slots=True)
class Turns:
    """How long the writer was held, turn by turn, how long was waited for it, and the most items that one turn stored."""

    seconds: list[float] = field(default_factory=list)
    waited_seconds: float = 0.0
    most_items: int = 0
    progress: Callable[[float], None] | None = None
    """Told after every turn which share of the items is stored."""

    @property
    def longest_seconds(self) -> float:
        return max(self.seconds, default=0.0)

    def once(self, work: Callable[[Any], object]) -> float:
        """One turn; its length in seconds, from its beginning, when the writer is ours, to the durable commit. Waiting for those before
        us is no part of it: it says nothing of how much a turn may store."""
        asked = begun = time.perf_counter()

        def timed(connection: Any) -> None:
            nonlocal begun
            begun = time.perf_counter()
            work(connection)

        took = house.store().write_until(timed) - begun
        self.waited_seconds += begun - asked
        self.seconds.append(took)
        return took

    def each(
        self, items: Sequence[Item], work: Callable[[Any, Any], object], ready: Callable[[Sequence[Item]], Any] = lambda some: some
    ) -> None:
        """All items in order, as many a turn as the last turn took time for. `ready` makes a part ready before its turn begins; a turn
        ends early, with the parts it has stored, when time is up, so that no slow part makes it long, or when somebody waits."""
        taken, size, stored = 0, FIRST_ITEMS, 0
        waiting: list[tuple[int, Any]] = []
        while stored < len(items):
            if not waiting:
                part = min(PART_ITEMS, max(FEWEST_ITEMS, -(-size // PARTS)))
                end = min(taken + size, len(items))
                chunks = [items[start : min(start + part, end)] for start in range(taken, end, part)]
                waiting, taken = [(len(chunk), ready(chunk)) for chunk in chunks], end
            n, parts_n, took = self._turn(waiting, work)
            waiting, stored = waiting[parts_n:], stored + n
            self.most_items = max(self.most_items, n)
            if self.progress is not None:
                self.progress(stored / len(items))
            size = _next(size, n, took)

    def _turn(self, waiting: Sequence[tuple[int, Any]], work: Callable[[Any, Any], object]) -> tuple[int, int, float]:
        """Stores the first of the waiting parts; how many items and parts they were, and how long it took."""
        store, done = house.store(), list[int]()

        def some(connection: Any) -> None:
            done.clear()  # the writer may run it again, alone, after a neighbour's work has failed
            began = time.perf_counter()
            for n, made in waiting:
                work(connection, made)
                done.append(n)
                if time.perf_counter() - began >= FULL_SECONDS or store.is_awaited():
                    break

        took = self.once(some)
        return sum(done), len(done), took
