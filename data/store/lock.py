"""One writer at a time among all processes: `flock` on a file beside the database.

The system's SQLite before 3.51.3 can corrupt its WAL when two connections write or checkpoint at once; with one writer it cannot."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writer_lock(path: Path | None) -> Iterator[None]:
    """Holds the lock for the block. None: a database that orders its writers itself (PostgreSQL)."""
    if path is None:
        yield
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
