"""Whether an observer counted from opening to closing without a gap: asked only of a count whose protocol has more than they counted, so
that nobody else's report costs a question more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from data.store import own_watch
from data.store.series import SeriesPoint
from schemas.checks.protocol import is_above
from schemas.day import observation_day
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.report import Submission
from schemas.reports.body import ReportKind
from schemas.reports.turnout import CountingUnit
from schemas.unit import PollingStation
from schemas.voice import Voice
from services import house

KINDS = frozenset({ReportKind.TURNOUT, ReportKind.AWAY})
"""Reports that say what part of the day was watched."""


def is_asked(election: Election, submission: Submission, series: Sequence[SeriesPoint]) -> bool:
    """Whether the protocol of this count has more voters inside than its author's last number with the allowance."""
    lines = submission.body.get("lines")
    if submission.kind is not ReportKind.COUNT or submission.withdrawn or not isinstance(lines, dict):
        return False
    counted = [each.value for each in series if each.figure_code == FigureCode.VOTERS_COUNTED and each.voice == Voice.COUNT]
    return bool(counted) and is_above(lines, counted[-1], election.allowance.above_share)


def found(
    election: Election, station: PollingStation, author_id: str, beside: Sequence[tuple[ReportKind, dict[str, Any]]] = (),
) -> bool:
    """Whether their numbers cover the whole voting, by what is stored and what comes `beside` it in the same table."""
    with house.store().read() as connection:
        told = own_watch.bodies(connection, election.election_id, station.station_id, author_id)
    return is_whole(election, station, [*told, *beside])


def is_whole(election: Election, station: PollingStation, told: Sequence[tuple[ReportKind, dict[str, Any]]]) -> bool:
    """The same of the turnout reports and breaks of one observer. A break, a counter started again, a gap that a later start tells of, a
    count at the door that another station may share, or a start that was not told: then it is not known here, and the ceiling is computed
    when the figures are read."""
    day = observation_day(election, station.time_zone)
    turnout = [body for kind, body in told if kind is ReportKind.TURNOUT and body.get("voters_counted") is not None]
    if not turnout or len([kind for kind, _ in told if kind is ReportKind.AWAY]):
        return False
    if any(body.get("counter_reset") == "yes" or body.get("counting_unit") == CountingUnit.AT_DOOR for body in turnout):
        return False
    since, read = ([at for body in turnout if (at := _instant(body, name))] for name in ("counting_since_at", "counted_at"))
    if not since or not read or max(since) > min(read):
        return False
    return min(since) <= day.opens_at and max(read) >= day.closes_at


def _instant(body: dict[str, Any], name: str) -> datetime | None:
    told = body.get(name)
    return datetime.fromisoformat(told) if isinstance(told, str) else None
