"""How often a door may be tried: per token or account, and all together. Never per address: a village shares one."""

from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from schemas.message import Message
from schemas.problem import Problem, ProblemCode


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

_limiter = FixedWindowRateLimiter(MemoryStorage())


def check(allowed: Allowed, key: str) -> None:
    """Counts one try. Raises Problem (too many) with the seconds to wait."""
    one = RateLimitItemPerMinute(allowed.one)
    everybody = RateLimitItemPerMinute(allowed.everybody)
    if _limiter.hit(one, allowed.door, key) and _limiter.hit(everybody, allowed.door):
        return
    raise Problem(ProblemCode.TOO_MANY, Message("Too many tries. Wait {n} s and try again."), values={"n": 60}, retry_after=60)


def reset() -> None:
    """Forgets every count: between tests."""
    _limiter.storage.reset()
