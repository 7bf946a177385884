"""One thing an observer sends, before it is parsed and checked like everybody's."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from schemas.report import Channel, Submission
from schemas.reports.body import ReportKind
from services.demonstration.plan import report_id
from services.demonstration.watchers import Watcher

LATE_NETWORK = 0.05


@dataclass(frozen=True, slots=True)
class Told:
    watcher: Watcher
    submission: Submission
    received_at: datetime
    channel: Channel


def at(moment: datetime) -> str:
    """An instant as a body carries it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def arrival_of(chance: Random, observed_at: datetime, until: datetime) -> datetime:
    """When the server had it: minutes later, or hours where the network was gone; never after `until`."""
    wait = chance.uniform(70, 320) if chance.random() < LATE_NETWORK else chance.uniform(0.6, 9.0)
    return min(observed_at + timedelta(seconds=round(wait * 60)), until)


def tell(
    watcher: Watcher,
    kind: ReportKind,
    observed_at: datetime,
    body: dict[str, object],
    until: datetime,
    *,
    contest_id: str = "",
    of_report: UUID | None = None,
    revision: int = 1,
    reason: str = "",
    withdrawn: bool = False,
    received_at: datetime | None = None,
) -> Told:
    """A submission of this watcher; a correction names the report it revises."""
    chance = watcher.chance
    submission = Submission(
        report_id=of_report or report_id(chance),
        revision=revision,
        kind=kind,
        election_id=watcher.actor.election_id,
        station_id=watcher.station.station_id,
        contest_id=contest_id,
        observed_at=observed_at.replace(second=0, microsecond=0),
        body=body,
        reason=reason,
        withdrawn=withdrawn,
    )
    channel = Channel.PAGE if watcher.is_demo else chance.choices((Channel.PAGE, Channel.OFFLINE, Channel.ODK), (86, 11, 3))[0]
    return Told(watcher, submission, received_at or arrival_of(chance, observed_at, until), channel)


def corrected(watcher: Watcher, first: Told, body: dict[str, object], reason: str, until: datetime) -> Told:
    """The next revision of a report: other values, and why."""
    received = min(first.received_at + timedelta(minutes=watcher.chance.randint(4, 55)), until)
    return tell(
        watcher,
        first.submission.kind,
        first.submission.observed_at,
        body,
        until,
        contest_id=first.submission.contest_id,
        of_report=first.submission.report_id,
        revision=first.submission.revision + 1,
        reason=reason,
        received_at=received,
    )


def withdrawn(watcher: Watcher, first: Told, reason: str, until: datetime) -> Told:
    """A tombstone: the observer takes the report back."""
    received = min(first.received_at + timedelta(minutes=watcher.chance.randint(6, 90)), until)
    return tell(
        watcher,
        first.submission.kind,
        first.submission.observed_at,
        {},
        until,
        contest_id=first.submission.contest_id,
        of_report=first.submission.report_id,
        revision=first.submission.revision + 1,
        reason=reason,
        withdrawn=True,
        received_at=received,
    )
