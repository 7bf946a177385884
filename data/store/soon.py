"""Where the outcome of a writer's work is awaited in an event loop, instead of by a thread that is held for it."""

import asyncio
from contextlib import suppress
from typing import Any

Outcomes = list[tuple["asyncio.Future[Any]", Any]]
"""Who waits, and a result or the exception that it is told."""


class Soon:
    """As much of a `concurrent.futures.Future` as the writer needs, on the loop that is running."""

    __slots__ = ("loop", "outcome", "timer")

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.outcome: asyncio.Future[Any] = self.loop.create_future()
        self.timer: asyncio.TimerHandle | None = None

    def set_exception(self, error: Exception) -> None:
        tell(self.loop, [(self.outcome, error)])


def tell(loop: asyncio.AbstractEventLoop, outcomes: Outcomes) -> None:
    """From the writer's thread. Each word to a loop wakes it: those of one commit go together."""
    # A loop that has ended has nobody in it who waits.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_set, outcomes)


def _set(outcomes: Outcomes) -> None:
    for future, outcome in outcomes:
        if future.done():  # whoever waited went away, or gave up
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
