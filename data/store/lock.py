"""One writer at a time among all processes: `flock` on a file beside the database.

The system's SQLite before 3.51.3 can corrupt its WAL when two connections write or checkpoint at once; with one writer it cannot."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEXT = ".next"


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def writer_lock(path: Path | None) -> Iterator[None]:
    """Holds the lock for the block. None: a database that orders its writers itself (PostgreSQL).

    Whoever waits first takes a second file, the place of the next. A process that stores a long table one turn after another would
    otherwise be back before those who wait have woken up, and they would wait for many of its turns instead of one."""
    if path is None:
        yield
        return
    descriptor, place = _opened(path), _opened(path.with_name(path.name + NEXT))
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.close(place)
        place = -1
        yield
    finally:
        if place >= 0:
            os.close(place)
        os.close(descriptor)


def is_awaited(path: Path | None) -> bool:
    """Whether somebody stands at the place of the next: asked by whoever holds the lock. False where a database orders its writers."""
    if path is None:
        return False
    place = _opened(path.with_name(path.name + NEXT))
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(place)
    return False
