"""What a whole run needs once, however many workers it has: made by the first that asks, under a lock; the others wait and take it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path


def once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """`folder`/`name`, made by `make` in a folder that is given its name when it is complete. Nobody may change it: copy it."""
    made, making = folder / name, folder / f"{name}.making"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making.mkdir()
            make(making)
            making.rename(made)
    return made
