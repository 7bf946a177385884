"""The collector of cycles rests while a result is computed."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_resting_n = 0


@contextmanager
def collector() -> Iterator[None]:
    """No search for cycles until the last of those who compute is done: reading a country makes hundreds of thousands of tuples, none of
    them garbage, and each search looks at all of them again (a tenth of the time). Where it rested before, it goes on resting."""
    global _resting_n
    with _lock:
        rested_before = _resting_n == 0 and not gc.isenabled()
        if not rested_before:
            _resting_n += 1
            gc.disable()
    try:
        yield
    finally:
        if not rested_before:
            with _lock:
                _resting_n -= 1
                if _resting_n == 0:
                    gc.enable()
