"""One report from its first version to what became of it: answers field by field, what was asked and said, who decided what and when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from data.store import adjudications, dictation, frames_review, quarantines, reviews
from locales import number, text
from schemas.election import Election
from schemas.finding import Finding
from schemas.form import FieldKind, FormField
from schemas.message import Message
from schemas.missing import MISSING_NAMES, MissingReason
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Revision, RevisionState
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.review import STATE_WORDS
from schemas.second_entry import STANDING_NAMES
from schemas.unit import PollingStation
from services import answering, house, questions, registry, reports, second_entry, second_entry_draft
from services.formwords import choice_of, label_of
from services.permissions import Act, require
from services.review import CALL_NAMES, CallOutcome
from services.wording import begun


class What(StrEnum):
    VERSION = "version"
    CONFLICT = "conflict"
    CALL = "call"
    DECISION = "decision"
    SECOND_ENTRY = "second_entry"
    QUARANTINE = "quarantine"
    SETTLED = "settled"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history; `words` is what a person wrote, shown as written. `settled`: figure, option and the value chosen."""

    at: datetime
    what: What
    code: str
    revision: int
    message: Message
    words: str = ""
    settled: tuple[str, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: as it stands in each version, "" where it was not asked or answered. `changed`: whether versions differ."""

    label: str
    values: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version, or bytes that arrived under a number that was taken (`is_conflict`)."""

    revision: int
    body: Mapping[str, object]
    received_at: datetime
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """`lines` have a value for each of `versions`, in their order. `is_out`: the observer is in quarantine, so this report is in no
    figure. `is_own`: whoever asks wrote it or typed it for its observer, so a second person decides."""

    election: Election
    station: PollingStation
    revisions: tuple[Revision, ...]
    versions: tuple[Version, ...]
    lines: tuple[Line, ...]
    events: tuple[Event, ...]
    is_out: bool = False
    is_own: bool = False

    @property
    def newest(self) -> Revision:
        return self.revisions[-1]

    def asked(self, finding: Finding) -> str:
        """What was asked back, in the language in use."""
        contest_id = self.newest.contest_id
        form = form_of(self.newest.kind, self.election, self.election.contest(contest_id) if contest_id else None)
        names, body = questions.names_in(form, self.election, contest_id), json.loads(self.newest.payload)["body"]
        return questions.sentence(finding, names, self.station.time_zone, body.get("protocol_source"))


def _answer(election: Election, field: FormField, typed: Mapping[str, str | tuple[str, ...]], missing: object) -> str:
    given = typed.get(field.id)
    if given is None:
        reason = missing.get(field.id) if isinstance(missing, Mapping) else None
        return text("no answer, because: {reason}", reason=MISSING_NAMES[MissingReason(str(reason))]) if reason else ""
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        return ", ".join(choice_of(field, code, election) for code in (given if isinstance(given, tuple) else (given,)))
    if field.kind is FieldKind.COUNT and isinstance(given, str) and given.isdecimal():
        return number(int(given))
    return given if isinstance(given, str) else ", ".join(given)


def _lines(versions: tuple[Version, ...], first: Revision, election: Election, station: PollingStation) -> tuple[Line, ...]:
    form = form_of(first.kind, election, election.contest(first.contest_id) if first.contest_id else None)
    typed = [answering.typed_from(version.body, form, election, station, first.observed_at) for version in versions]
    lines = (
        Line(
            begun(label_of(field, election, first.contest_id)),
            tuple(_answer(election, field, answers, version.body.get("missing")) for answers, version in zip(typed, versions, strict=True)),
        )
        for field in form.fields()
    )
    return tuple(line for line in lines if any(line.values))


def _typed_again(newest: Revision) -> tuple[Event, ...]:
    """The second entry of the present version; which figures it has stands on its own page."""
    found = second_entry.of_report(newest.election_id, newest.report_id)
    if found is None:
        return ()
    standing, code, at, _ = found
    return (Event(at, What.SECOND_ENTRY, code, newest.revision, STANDING_NAMES[standing]),)


def _set_aside(decided: Any, newest: Revision) -> tuple[Event, ...]:
    """All reports of the observer out of the figures or back: it is no decision on this report, and decides whether it counts."""
    return tuple(
        Event(each.decided_at, What.QUARANTINE, each.by_code or "", newest.revision,
              Message("out of the figures") if each.is_out else Message("back in the figures"), each.reason)
        for each in decided
    )


def _taken_down(revisions: tuple[Revision, ...]) -> tuple[Event, ...]:
    """Who typed which version for its observer, and whether the observer has said that it is right."""
    return tuple(
        Event(each.received_at, What.TYPED, each.entered_by_code, each.revision,
              Message("confirmed by the observer") if each.confirmed_at else Message("not yet confirmed by the observer"))
        for each in revisions if each.entered_by_code
    )


def _settled(decided: Any, number: Mapping[int, int]) -> tuple[Event, ...]:
    """Fields of this report on which somebody has decided: with another report, or with the second entry of its paper."""
    return tuple(
        Event(row.decided_at, What.SETTLED, row.observer_code or "", number[revision_id], Message("Settled"), row.reason,
              (row.figure_code, row.option_code, row.value))
        for revision_id, row in decided
    )


def _events(revisions: tuple[Revision, ...], decisions: Any, calls: Any, conflicts: Any, more: tuple[Event, ...]) -> tuple[Event, ...]:
    number = {revision.revision_id: revision.revision for revision in revisions}
    events = [
        Event(each.received_at, What.VERSION, each.observer_code, each.revision,
              Message("withdrawn") if each.withdrawn else Message("received"), each.reason)
        for each in revisions
    ]
    events += [
        Event(each.received_at, What.CONFLICT, each.observer_code or "", each.revision,
              Message("kept as a conflict: this version was there already"))
        for each in conflicts
    ]
    events += [
        Event(each.called_at, What.CALL, each.observer_code or "", number[each.revision_id],
              CALL_NAMES[CallOutcome(each.outcome)], each.note)
        for each in calls
    ]
    events += [
        Event(each.decided_at, What.DECISION, each.observer_code or "", number[each.revision_id],
              STATE_WORDS[RevisionState(each.decision)], each.reason)
        for each in decisions
    ]
    return tuple(sorted((*events, *more), key=lambda event: event.at))


def of(actor: Actor, report_id: str) -> History:
    """For those who may follow what comes in. Whoever opens a protocol here does not type it a second time afterwards.
    Raises Problem: not found, forbidden (also while they type it themselves)."""
    require(actor, Act.FOLLOW_COVERAGE)
    revisions = tuple(reports.history(actor, report_id))
    first = revisions[0]
    if actor.election_id and actor.election_id != first.election_id:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report."))
    if first.kind is ReportKind.COUNT and first.author_id != actor.account_id:
        second_entry_draft.look(actor, report_id, revisions[-1].revision_id)
    ids = [revision.revision_id for revision in revisions]
    with house.store().read() as connection:
        decisions, calls = reviews.of_revisions(connection, ids), reviews.calls_of(connection, ids)
        conflicts = frames_review.conflicts_of(connection, report_id)
        settled = adjudications.of_revisions(connection, first.station_id, ids)
        typed = dictation.typed_by(connection, actor.account_id).values()
        aside = quarantines.of_author(connection, first.election_id, first.author_id)
    versions = [Version(each.revision, reports.submission_of(each).body, each.received_at) for each in revisions]
    versions += [Version(each.revision, json.loads(each.payload)["body"], each.received_at, is_conflict=True) for each in conflicts]
    versions.sort(key=lambda version: (version.revision, version.is_conflict))
    election, station = registry.election(first.election_id), registry.station(first.election_id, first.station_id)
    kept = tuple(versions)
    more = (*_taken_down(revisions), *_typed_again(revisions[-1]), *_set_aside(aside, revisions[-1]),
            *_settled(settled, {revision.revision_id: revision.revision for revision in revisions}))
    events = _events(revisions, decisions, calls, conflicts, more)
    is_out = bool(aside) and bool(aside[-1].is_out)
    is_own = first.author_id == actor.account_id or report_id in typed
    return History(election, station, revisions, kept, _lines(kept, first, election, station), events, is_out, is_own)
