"""Storing much in turns of the writer, each short, so that anybody's report gets in between and nobody waits."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from services import house

Item = TypeVar("Item")
WANTED_SECONDS = 0.03
"""Aimed at; the promise is 0.2, also on a machine that does five other things. A slow disk makes the next turn smaller."""
FIRST_ITEMS = 50
GROWS_AT_MOST = 2.0
MOST_ITEMS = 5_000
"""Of one turn, however quick the last one was: the next may meet a disk that others write to."""


@dataclass(slots=True)
class Turns:
    """How long the writer was held, turn by turn, and the most items that one turn stored."""

    seconds: list[float] = field(default_factory=list)
    most_items: int = 0
    progress: Callable[[float], None] | None = None
    """Told after every turn which share of the items is stored."""

    @property
    def longest_seconds(self) -> float:
        return max(self.seconds, default=0.0)

    def once(self, work: Callable[[Any], object]) -> float:
        """One turn; its length in seconds, from the asking to the durable commit."""
        began = time.perf_counter()
        house.store().write(work)
        took = time.perf_counter() - began
        self.seconds.append(took)
        return took

    def each(
        self, items: Sequence[Item], work: Callable[[Any, Any], object], ready: Callable[[Sequence[Item]], Any] = lambda some: some
    ) -> None:
        """All items in order, as many a turn as the last turn took time for. `ready` makes them ready before their turn begins."""
        start, size = 0, FIRST_ITEMS
        while start < len(items):
            chunk = items[start : start + size]
            made = ready(chunk)
            took = self.once(lambda connection, made=made: work(connection, made))  # type: ignore[misc]
            start += len(chunk)
            self.most_items = max(self.most_items, len(chunk))
            if self.progress is not None:
                self.progress(start / len(items))
            size = min(MOST_ITEMS, max(1, int(len(chunk) * min(GROWS_AT_MOST, WANTED_SECONDS / max(took, 0.001)))))
