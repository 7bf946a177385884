"""The only place that reads the clock. Tests set it; the demonstration moves it; nothing else may ask the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

DEMONSTRATION_BEGINS = datetime(2029, 1, 15, 4, 40, tzinfo=UTC)
"""09:40 in Almaty on the day after the demonstration's election: the day's reports and the protocols are in (docs/adr/0002)."""

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)
_fixed_everywhere: list[datetime] = []
_moved_by: list[timedelta] = []


def now() -> datetime:
    """The present instant, aware UTC; in the demonstration, its own."""
    fixed_at = _fixed.get() or (_fixed_everywhere[-1] if _fixed_everywhere else None)
    if fixed_at is not None:
        return fixed_at
    return datetime.now(UTC) + _moved_by[-1] if _moved_by else datetime.now(UTC)


def machine_now() -> datetime:
    """What this machine's clock says, also in the demonstration: for what another device's clock must agree with (sign-in codes)."""
    return _fixed.get() or (_fixed_everywhere[-1] if _fixed_everywhere else datetime.now(UTC))


def beside_figures(*, is_simulated: bool) -> datetime:
    """The minute that is written beside figures and leaves the house with them: the demonstration's own beside invented ones; beside
    real ones the machine's, since nobody has read a figure of a real election in an invented year."""
    return now() if is_simulated else machine_now()


def start_demonstration(latest_at: datetime | None = None) -> datetime:
    """Moves the clock of this process to the demonstration's morning, or to a minute after `latest_at` if that is later; from there
    it runs on at its own pace. Returns the instant it starts at. Never called in production (services.opening)."""
    begins = DEMONSTRATION_BEGINS if latest_at is None else max(DEMONSTRATION_BEGINS, latest_at + timedelta(minutes=1))
    _moved_by[:] = [begins - datetime.now(UTC)]
    return begins


def stop_demonstration() -> None:
    """Back to the machine's own time."""
    _moved_by.clear()


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
