"""W6xx: the times of a break and of the count. Both say what part of the day somebody watched, so a slip here moves floor and ceiling."""

from datetime import datetime

from schemas.checks.check import Check, Context
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.closing import ClosingReport
from schemas.reports.presence import AwayReport


def _backwards(code: str, fields: tuple[str, str], begun: datetime | None, ended: datetime | None) -> Finding | None:
    """The second time is not after the first."""
    if begun is None or ended is None or ended > begun:
        return None
    return Finding(code=code, level=Level.AMBER, fields=fields, values={"out_at": begun.isoformat(), "back_at": ended.isoformat()})


def break_backwards(body: Body, context: Context) -> Finding | None:
    """W601: watching again not later than the break began."""
    assert isinstance(body, AwayReport)
    return _backwards("W601", ("away_from_at", "away_to_at"), body.away_from_at, body.away_to_at)


def count_backwards(body: Body, context: Context) -> Finding | None:
    """W602: the count ended not later than it started."""
    assert isinstance(body, ClosingReport)
    return _backwards("W602", ("count_started_at", "count_ended_at"), body.count_started_at, body.count_ended_at)


WATCH_CHECKS: tuple[Check, ...] = (
    Check("W601", ReportKind.AWAY, Level.AMBER, Message("A break ends after it has begun."),
          Message("You could not watch from {out} until {back}. Are both times right?"),
          Message("Ask for both minutes: until then the time between the two counts as not watched."), break_backwards),
    Check("W602", ReportKind.CLOSING, Level.AMBER, Message("A count ends after it has started."),
          Message("The count started at {out} and ended at {back}. Are both times right?"),
          Message("Ask for both minutes; after midnight the time belongs to the same day's count."), count_backwards),
)
