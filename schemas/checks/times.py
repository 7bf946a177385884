"""Checks on the clock, for reports that tell of an event: V3xx and O1xx."""

from datetime import datetime

from schemas.checks.check import Check, Context
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.opening import OpeningReport
from schemas.reports.violation import ViolationReport


def _in_future(code: str, field: str, at: datetime | None, context: Context) -> Finding | None:
    if at is None or at <= context.now:
        return None
    return Finding(code=code, level=Level.AMBER, fields=(field,), values={"time_at": at.isoformat(), "now_at": context.now.isoformat()})


def violation_in_future(body: Body, context: Context) -> Finding | None:
    """V301: an event at a time that has not come yet."""
    assert isinstance(body, ViolationReport)
    return _in_future("V301", "happened_at", body.happened_at, context)


def opened_in_future(body: Body, context: Context) -> Finding | None:
    """O101: voting started at a time that has not come yet."""
    assert isinstance(body, OpeningReport)
    return _in_future("O101", "opened_at", body.opened_at, context)


def list_differs(body: Body, context: Context) -> Finding | None:
    """O102: the list stated this morning differs from the registry's by more than the election's tolerance."""
    assert isinstance(body, OpeningReport)
    listed, registry = body.registered_voters, context.station.registered_voters
    if listed is None or not registry or abs(listed - registry) <= context.election.list_tolerance_share * registry:
        return None
    return Finding(code="O102", level=Level.INFO, fields=("registered_voters",), values={"a": registry, "b": listed},
                   tolerance=context.election.list_tolerance_share)


TIME_CHECKS: tuple[Check, ...] = (
    Check("V301", ReportKind.VIOLATION, Level.AMBER, Message("An event cannot be at a time that has not come."),
          Message("You gave the time {time}, it is now {now}. Is the time right?"),
          Message("Ask for the minute at which it happened; the phone's clock may be wrong."), violation_in_future),
    Check("O101", ReportKind.OPENING, Level.AMBER, Message("Voting cannot start at a time that has not come."),
          Message("You gave the time {time}, it is now {now}. Is the time right?"),
          Message("Ask when voting started; the phone's clock may be wrong."), opened_in_future),
    Check("O102", ReportKind.OPENING, Level.INFO, Message("The list of the morning is near the registry's."),
          Message("The registry has {a} voters on this list, the commission says {b}. Is that what it said?"),
          Message("Both are kept. Ask whether voters were added before the morning."), list_differs, "list_tolerance_share"),
)
