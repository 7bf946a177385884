"""The only place that reads the clock. Tests set it; nothing else may ask the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)
_fixed_everywhere: list[datetime] = []


def now() -> datetime:
    """The present instant, aware UTC."""
    return _fixed.get() or (_fixed_everywhere[-1] if _fixed_everywhere else datetime.now(UTC))


@contextmanager
def fixed(at: datetime, *, everywhere: bool = False) -> Iterator[None]:
    """Stops the clock for the block: in this context, or in every thread (a page script runs in its own)."""
    if everywhere:
        _fixed_everywhere.append(at)
        try:
            yield
        finally:
            _fixed_everywhere.remove(at)
        return
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
