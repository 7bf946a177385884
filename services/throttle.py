"""How often a door may be tried: per token or account, and all together. Never per address: a village shares one."""

import threading
import time
from dataclasses import dataclass

from schemas.message import Message
from schemas.problem import Problem, ProblemCode

WINDOW_SECONDS = 60
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Tries a minute: for one key, and for everybody together."""

    door: str
    one: int
    everybody: int


INVITATION = Allowed("invitation", one=10, everybody=600)
STAFF = Allowed("staff", one=6, everybody=120)
REPORTS = Allowed("reports", one=3_000, everybody=180_000)
"""Far above any person and above a phone that sends its whole queue; against a token gone wild."""

PHOTOS = Allowed("photos", one=120, everybody=6_000)
"""Ten full reports a minute from one person; a hundred photos a second from all."""

PROOFS = Allowed("proofs", one=30, everybody=3_000)
"""Of one receipt, and of all; the first after a start reads the whole ledger."""


class Counts:
    """Tries of the present minute; those of the minute before are forgotten together, so memory is bounded by one minute's keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = -1
        self._tries: dict[tuple[str, str], int] = {}

    def add(self, allowed: Allowed, key: str, window: int) -> bool:
        """Counts one try in this window; whether it is allowed. A refused try of one key does not use up everybody's."""
        one, everybody = (allowed.door, key or "none"), (allowed.door, EVERYBODY)
        with self._lock:
            if window != self._window:
                self._window, self._tries = window, {}
            tries = self._tries
            if tries.get(one, 0) >= allowed.one or tries.get(everybody, 0) >= allowed.everybody:
                return False
            tries[one] = tries.get(one, 0) + 1
            tries[everybody] = tries.get(everybody, 0) + 1
            return True

    def clear(self) -> None:
        with self._lock:
            self._window = -1


_counts = Counts()


def check(allowed: Allowed, key: str) -> None:
    """Counts one try. Raises Problem (too many) with the seconds to wait: until the minute is over."""
    elapsed = time.monotonic()
    if _counts.add(allowed, key, int(elapsed // WINDOW_SECONDS)):
        return
    wait = max(1, WINDOW_SECONDS - int(elapsed % WINDOW_SECONDS))
    raise Problem(ProblemCode.TOO_MANY, Message("Too many tries. Wait {n} s and try again."), values={"n": wait}, retry_after=wait)


def reset() -> None:
    """Forgets every count: between tests."""
    _counts.clear()
