"""My day: what is to be reported from one station, what is done, due, late, or not possible and why."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from schemas.day import ObservationDay, due_at_place, instant, observation_day
from schemas.election import Election
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.report import Revision
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.reports.presence import Admission, LeftBecause
from schemas.unit import PollingStation
from services import answering, clock, dictation, drafts, own, registry, reports
from services.drafts import Draft


class DutyState(StrEnum):
    DONE = "done"
    DUE = "due"
    LATE = "late"
    OFFERED = "offered"
    """May be done, and nothing is late without it."""
    NOT_YET = "not_yet"
    NOT_POSSIBLE = "not_possible"


STATE_NAMES: dict[DutyState, Message] = {
    DutyState.DONE: Message("done"),
    DutyState.DUE: Message("due", "task_due"),
    DutyState.LATE: Message("late"),
    DutyState.OFFERED: Message("open", "task_offered"),
    DutyState.NOT_YET: Message("not yet"),
    DutyState.NOT_POSSIBLE: Message("not possible"),
}
BEFORE, AFTER = timedelta(minutes=15), timedelta(minutes=45)
"""A turnout is due from a quarter before its hour; three quarters after it, it is late (and still taken)."""
OPENING_BEFORE = timedelta(hours=1)
CLOSING_TIME = timedelta(hours=2)
CHECK_FROM = time(14)
"""The voting check of the closing is offered from this local hour until voting ends; what is answered is filled into the closing."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the day. `due_at` is the hour a turnout answers; `from_at` when the duty begins, `until_at` when it is late."""

    form_key: str
    kind: ReportKind
    from_at: datetime
    until_at: datetime
    state: DutyState
    due_at: datetime | None = None
    contest_id: str = ""
    report: Revision | None = None
    reason: MissingReason | None = None
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    election: Election
    station: PollingStation
    hours: ObservationDay
    now: datetime
    duties: tuple[Duty, ...]
    waiting: tuple[Draft, ...]
    to_confirm: int
    """Reports that a coordinator typed and this observer has not yet said are right."""

    @property
    def presence(self) -> Revision | None:
        return self.duties[0].report

    @property
    def next_duty(self) -> Duty | None:
        """What to report now: arrival first, then the earliest not done, then what comes. Leaving only when nothing else is left."""
        if self.presence is None:
            return self.duties[0]
        undone = [duty for duty in self.duties if duty.state in (DutyState.DUE, DutyState.LATE)]
        coming = [duty for duty in self.duties if duty.state is DutyState.NOT_YET]
        offered = [duty for duty in self.duties if duty.state is DutyState.OFFERED]
        in_turn = [*(duty for duty in undone if duty.kind is not ReportKind.LEAVING), *offered, *coming, *undone]
        return next(iter(in_turn), None)

    @property
    def next_due(self) -> Duty | None:
        """The report that falls due next; None while an earlier one is owed: which, the list of the day says."""
        if any(duty.state is DutyState.LATE and duty.kind is not ReportKind.LEAVING for duty in self.duties):
            return None
        awaited = (duty for duty in self.duties if duty.kind is not ReportKind.VOTING_CHECK)
        due = (duty for duty in awaited if duty.state in (DutyState.NOT_YET, DutyState.DUE))
        return min(due, key=lambda duty: duty.due_at or duty.from_at, default=None)


def _duties(election: Election, hours: ObservationDay) -> list[Duty]:
    def duty(kind: ReportKind, from_at: datetime, until_at: datetime, *, due_at: datetime | None = None, contest_id: str = "") -> Duty:
        return Duty(
            drafts.key_of(kind, due_at=due_at, contest_id=contest_id), kind, from_at, until_at, DutyState.NOT_YET, due_at, contest_id
        )

    return [
        duty(ReportKind.PRESENCE, hours.begins_at, hours.opens_at),
        duty(ReportKind.OPENING, hours.opens_at - OPENING_BEFORE, hours.opens_at + OPENING_BEFORE),
        *(duty(ReportKind.TURNOUT, at - BEFORE, at + AFTER, due_at=at) for at in due_at_place(election, hours.zone)),
        duty(ReportKind.VOTING_CHECK, instant(election.held_on, CHECK_FROM, hours.zone), hours.closes_at),
        duty(ReportKind.CLOSING, hours.closes_at, hours.closes_at + CLOSING_TIME),
        *(duty(ReportKind.COUNT, hours.closes_at, hours.ends_at, contest_id=contest.contest_id) for contest in election.contests),
        duty(ReportKind.LEAVING, hours.closes_at, hours.ends_at),
    ]


def duty_of(revision: Revision) -> str:
    """The form key of the duty a stored report answers."""
    body = reports.submission_of(revision).body
    due_at = body.get("due_at")
    if revision.kind is ReportKind.TURNOUT and isinstance(due_at, str):
        return drafts.key_of(revision.kind, due_at=datetime.fromisoformat(due_at))
    if revision.kind in drafts.REPEATED:
        return ""
    return drafts.key_of(revision.kind, contest_id=revision.contest_id)


def _instant(revision: Revision | None, field: str) -> datetime | None:
    value = reports.submission_of(revision).body.get(field) if revision else None
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _obstacle(duty: Duty, presence: Revision | None, leaving: Revision | None) -> MissingReason | None:
    """Why a duty cannot be done: not let in, not there yet, gone already."""
    if duty.kind in (ReportKind.PRESENCE, ReportKind.LEAVING):
        return None
    body = reports.submission_of(presence).body if presence else {}
    if body.get("admission") in (Admission.NOT_LET_IN, Admission.OTHER_ROOM):
        return MissingReason.NOT_ADMITTED
    moment, arrived, left = duty.due_at or duty.until_at, _instant(presence, "arrived_at"), _instant(leaving, "left_at")
    if arrived is not None and arrived > moment:
        return MissingReason.ARRIVED_LATE
    if left is not None and left < (duty.due_at or duty.from_at):
        because = reports.submission_of(leaving).body.get("left_because") if leaving else None
        return MissingReason.EXPELLED if because == LeftBecause.REMOVED else MissingReason.LEFT_EARLY
    return None


def _by_clock(duty: Duty, now: datetime) -> DutyState:
    if now < duty.from_at:
        return DutyState.NOT_YET
    if duty.kind is ReportKind.VOTING_CHECK:
        return DutyState.OFFERED
    return DutyState.DUE if now < duty.until_at else DutyState.LATE


def my_day(actor: Actor, station_id: str) -> Day:
    """The day of one observer at one station, as of now. Raises Problem (not found, forbidden)."""
    election, station = registry.election(actor.election_id), registry.station(actor.election_id, station_id)
    now, hours = clock.now(), observation_day(election, station.time_zone)
    done: dict[str, Revision] = {}
    mine = [revision for revision in reports.mine(actor, election.election_id) if revision.station_id == station_id]
    for revision in mine:
        if not revision.withdrawn:
            done.setdefault(duty_of(revision), revision)
    waiting = drafts.waiting(actor, station_id)
    begun = {draft.form_key for draft in waiting}
    presence, leaving = done.get(ReportKind.PRESENCE), done.get(ReportKind.LEAVING)
    duties = []
    for duty in _duties(election, hours):
        if duty.kind is ReportKind.VOTING_CHECK and now >= duty.until_at and duty.form_key not in done:
            continue
        report, obstacle = done.get(duty.form_key), _obstacle(duty, presence, leaving)
        state = DutyState.DONE if report else DutyState.NOT_POSSIBLE if obstacle else _by_clock(duty, now)
        duties.append(replace(duty, state=state, report=report, reason=obstacle, is_begun=duty.form_key in begun))
    return Day(election, station, hours, now, tuple(duties), waiting, len(dictation.to_confirm(mine)))


def report_for(actor: Actor, station_id: str, form_key: str) -> Revision | None:
    """The stored report a form key stands for: so that a second tap or a reload after sending shows its receipt, not an empty form."""
    report_id = form_key.partition("~")[2]
    for revision in reports.mine(actor, actor.election_id):
        if (
            revision.station_id == station_id
            and not revision.withdrawn
            and (duty_of(revision) == form_key or revision.report_id == report_id)
        ):
            return revision
    return None


METHOD = ("counting_method", "counting_unit", "counting_since_at")
"""How an observer counts is asked once; it stays until it is changed, or until there is a gap."""


def _last(observer: Actor, station_id: str, *kinds: ReportKind) -> Revision | None:
    """The observer's report of these kinds that speaks of the latest moment."""
    found = [each for each in reports.mine(observer, observer.election_id) if each.station_id == station_id and not each.withdrawn]
    return max((each for each in found if each.kind in kinds), key=lambda each: each.observed_at, default=None)


def _begin_closing(actor: Actor, station_id: str, form_key: str, check: Revision | None) -> Draft:
    """With the voting check as it was answered, to be changed where more has been seen since."""
    if check is None:
        return drafts.begin(actor, station_id, form_key)
    told = own.correction(check, registry.election(actor.election_id), registry.station(actor.election_id, station_id))
    return drafts.begin(actor, station_id, form_key, typed=told.typed, missing=told.missing, prefilled_at=check.observed_at)


def begin(actor: Actor, station_id: str, form_key: str, dictated_by: Actor | None = None) -> Draft:
    """A new form, the actor's own or that of the observer who dictates it. A turnout begins with the way of counting of the one before, a
    closing with the voting check of the afternoon; a figure is never filled in."""
    plain, observer = drafts.plain_key(form_key), dictated_by or actor
    if plain == ReportKind.CLOSING:
        return _begin_closing(actor, station_id, form_key, _last(observer, station_id, ReportKind.VOTING_CHECK))
    if not plain.startswith(ReportKind.TURNOUT):
        return drafts.begin(actor, station_id, form_key)
    election, station = registry.election(actor.election_id), registry.station(actor.election_id, station_id)
    earlier = _last(observer, station_id, ReportKind.TURNOUT, ReportKind.AWAY)
    if earlier is None or earlier.kind is ReportKind.AWAY:
        return drafts.begin(actor, station_id, form_key)
    body = reports.submission_of(earlier).body
    form = form_of(ReportKind.TURNOUT, election)
    told = answering.typed_from(body, form, election, station, earlier.observed_at)
    typed = {name: value for name, value in told.items() if name in METHOD}
    complete = len(typed) == len(METHOD) and body.get("counter_reset") != "yes"
    return drafts.begin(actor, station_id, form_key, typed=typed if complete else {}, place=form.steps[1].id if complete else "")
