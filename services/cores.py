"""The server's threads take turns on one core, and the programs that it starts have every core (docs/adr/0151)."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ALLOWED: frozenset[int] = frozenset(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ())
"""The cores that this process was given. None where a system has no such call: then nothing here does anything."""
LOOK_SECONDS, MOVING_SECONDS = 2.0, 0.01
STAT = Path("/proc/thread-self/stat")
PROCESSOR = 36
"""Of the fields after the name in a thread's stat, where the core stands that it runs on: proc(5), field 39 of a list that begins at 3."""

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_starting: set[int] = set()
"""Threads that start a program now: it would keep to their core as long as it runs."""


def here() -> int | None:
    """The core that the calling thread runs on; None where the system does not say."""
    try:
        return int(STAT.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[PROCESSOR])
    except OSError:
        return None


def give(cores: Iterable[int]) -> None:
    """Lets all threads of Python run on these cores and no others, but those that start a program. Threads made later follow the one
    that makes them. Raises OSError where the system does not let a program choose."""
    with _lock:
        for each in threading.enumerate():
            if each.native_id is not None and each.native_id not in _starting:
                with suppress(ProcessLookupError):  # It has ended since.
                    os.sched_setaffinity(each.native_id, cores)


@contextmanager
def every() -> Iterator[None]:
    """A program started within has every core that the server was given."""
    own = threading.get_native_id()
    with _lock:
        _starting.add(own)
        if ALLOWED:
            with suppress(OSError):  # Who may not choose was never kept to one.
                os.sched_setaffinity(own, ALLOWED)
    try:
        yield
    finally:
        with _lock:
            _starting.discard(own)


async def keep_to_one(stop: asyncio.Event) -> None:
    """Keeps all threads to the core that the loop runs on, until `stop`. Every few seconds the system may choose another for an instant,
    so that two servers, or a busy neighbour, do not stay on the same core."""
    if len(ALLOWED) < 2:
        return
    try:
        while not stop.is_set():
            give(ALLOWED)
            await asyncio.sleep(MOVING_SECONDS)
            if (core := here()) is None:
                return
            give({core})
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        give(ALLOWED)
    except OSError as error:
        _log.info("The threads of this server are not kept to one core: %s", error)
