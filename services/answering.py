"""From typed texts to a report that can be sent: each field read by its kind, the whole sent through the one way in."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from schemas.day import DAY_BEGINS, DAY_ENDS_NEXT, instant, moment, observation_day, second_morning
from schemas.election import Election
from schemas.form import FieldKind, Form, FormField
from schemas.message import Message
from schemas.model import unseen
from schemas.person import Actor
from schemas.problem import FieldProblem, Problem, ProblemCode
from schemas.report import Channel, NeedsAnswers, Receipt, Submission
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.reports.values import nested
from schemas.unit import PollingStation, StationType
from services import clock, dictation, drafts, registry, reports
from services.drafts import Draft
from services.numbers import parse_clock, parse_count, split_day
from services.parsing import EXPECTED

LONGEST = {FieldKind.LINE: 200, FieldKind.ACCOUNT: 1_500}
OBSERVED: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.PRESENCE: ("arrived_at",),
    ReportKind.OPENING: ("opened_at",),
    ReportKind.TURNOUT: ("counted_at",),
    ReportKind.VIOLATION: ("happened_at",),
    ReportKind.AWAY: ("away_to_at",),
    ReportKind.COUNT: ("copy_given_at", "copy_refused_at"),
    ReportKind.CLOSING: ("last_voter_at",),
    ReportKind.LEAVING: ("left_at",),
}
"""The answer that says of when a report tells; a kind without one tells of when it was begun."""
WHY_CORRECTED = Message("Say why you correct it: a few words are enough.")
WHY_BOTH = Message("Say why both are as you saw them: a few words are enough.")
EXTRA_LINE = Message("Row {n}: the printed text, then a colon, then the number.")
AT_MOST = Message("This cannot be more than {limit}. Check the digits.")
NEEDED = Message("An answer is needed here.")
WHY_NONE = Message("Choose why there is no answer, or answer after all.")
NEEDED_ONCE_ASKED = frozenset({"counter_reset_at"})
"""Needed on the form once it is asked; what comes by another door is taken without."""
CHOOSE_ONE = Message("Choose one of the answers.")
FIRST_VIOLATION_STEPS = ("what", "when")


class Sent(StrEnum):
    STORED = "stored"
    REHEARSED = "rehearsed"


def form_for(draft: Draft, election: Election) -> Form:
    """The form a draft answers; a violation first asks only what can be sent in twenty seconds."""
    form = form_of(draft.kind, election, election.contest(draft.contest_id) if draft.contest_id else None)
    if draft.kind is ReportKind.VIOLATION and not draft.with_details:
        return Form(form.kind, form.title, tuple(step for step in form.steps if step.id in FIRST_VIOLATION_STEPS))
    return form


def goes_on(form: Form, answered: Collection[str]) -> bool:
    """Whether a report says more than a violation's first twenty seconds do."""
    return any(field.id in answered for step in form.steps if step.id not in FIRST_VIOLATION_STEPS for field in step.fields)


def is_shown(field: FormField, draft: Draft, form: Form) -> bool:
    """Whether a question applies, given the draft's other answers, also when the question it hangs on does not apply itself."""
    if field.shown_if is None:
        return True
    parent = form.field(field.shown_if[0])
    return field.is_shown(draft.answered) and (parent is None or (parent.id in draft.typed and is_shown(parent, draft, form)))


def shown(fields: Iterable[FormField], draft: Draft, form: Form) -> tuple[FormField, ...]:
    return tuple(field for field in fields if is_shown(field, draft, form))


def _problem(code: str, limit: int | str = "") -> FieldProblem:
    return FieldProblem(code, EXPECTED[code], {"limit": limit})


FORM_TAKES = timedelta(hours=1)
"""What happens while a form is filled in can be told in it: so much later than its beginning a time may be."""


def instant_of(
    field: FormField, at: time, election: Election, station: PollingStation, begun_at: datetime | None = None
) -> datetime:
    """The instant that a time typed into this field means. A closed institution may vote and count before noon: there only the hours
    before 05:00 are of the next day. `begun_at`: when the form was begun that is filled in; never the present minute, so that the same
    draft says the same tomorrow."""
    if field.any_morning and begun_at is not None and begun_at >= second_morning(election, station.time_zone):
        late = moment(election, station.time_zone, at, DAY_ENDS_NEXT)
        # Told at 9:40, "11:30" was the day before.
        if late <= begun_at + FORM_TAKES:
            return late
    if field.night_until is None or station.station_type is StationType.CLOSED:
        return moment(election, station.time_zone, at)
    return moment(election, station.time_zone, at, field.night_until)


def read_time(
    field: FormField, typed: str, election: Election, station: PollingStation, begun_at: datetime | None
) -> datetime | FieldProblem:
    """A time of day; of what may be of either morning, with the day before it where the other one would be meant (`19.03 8:30`)."""
    day, clock_typed = split_day(typed)
    at = parse_clock(clock_typed)
    if isinstance(at, FieldProblem) or day is None:
        return at if isinstance(at, FieldProblem) else instant_of(field, at, election, station, begun_at)
    on = next((each for each in days_of(election) if field.any_morning and (each.day, each.month) == day), None)
    return _problem("time") if on is None else instant(on, at, station.time_zone)


def days_of(election: Election) -> tuple[date, date]:
    """The two days that an observation day lies on."""
    return election.held_on, election.held_on + timedelta(days=1)


def other_day(field: FormField, typed: str, election: Election, station: PollingStation, begun_at: datetime | None) -> date | None:
    """The day that is not meant by what was typed, where both can be: this may be either morning, and both have come."""
    if not field.any_morning or clock.now() < second_morning(election, station.time_zone):
        return None
    meant = read_time(field, typed or "8", election, station, begun_at)
    first, second = days_of(election)
    if isinstance(meant, FieldProblem) or not DAY_BEGINS <= (local := meant.astimezone(ZoneInfo(station.time_zone))).time() < DAY_ENDS_NEXT:
        return None
    return second if local.date() == first else first


def read_field(
    field: FormField, typed: str | tuple[str, ...], election: Election, station: PollingStation, begun_at: datetime | None = None
) -> object:
    """The value behind what was typed or chosen, or a FieldProblem with the sentence for the field."""
    if field.kind is FieldKind.CHOICES:
        codes = {choice.code for choice in field.choices}
        given = typed if isinstance(typed, tuple) else (typed,)
        return list(given) if set(given) <= codes else _problem("choice")
    text = typed if isinstance(typed, str) else ""
    if field.kind is FieldKind.LINES:
        return read_lines(text)
    if field.kind is FieldKind.CHOICE:
        return text if text in {choice.code for choice in field.choices} else _problem("choice")
    if field.kind is FieldKind.COUNT:
        count = parse_count(text)
        is_above = field.most is not None and isinstance(count, int) and count > field.most
        return FieldProblem("less_than_equal", AT_MOST, {"limit": field.most or 0}) if is_above else count
    if field.kind is FieldKind.TIME:
        return read_time(field, text, election, station, begun_at)
    if len(text) > LONGEST[field.kind]:
        return _problem("string_too_long", LONGEST[field.kind])
    if unseen(text):
        return _problem("control")
    return text


def read_lines(text: str) -> list[dict[str, object]] | FieldProblem:
    """Printed lines as typed, one a row, empty rows left out: `text` and `value` of each, or a FieldProblem that names the row. The number
    stands after the last colon, because a printed text may have colons of its own."""
    found: list[dict[str, object]] = []
    for place, row in enumerate(filter(None, (each.strip() for each in text.splitlines())), 1):
        printed, colon, number = row.rpartition(":")
        value = parse_count(number)
        if not colon or not printed.strip() or isinstance(value, FieldProblem):
            return FieldProblem("extra_line", EXTRA_LINE, {"n": place})
        if len(printed) > LONGEST[FieldKind.LINE] or unseen(printed) or "\t" in printed:
            return FieldProblem("extra_line", EXTRA_LINE, {"n": place})
        found.append({"text": printed.strip(), "value": value})
    return found


def written_lines(lines: object) -> str:
    """Printed lines as they would be typed."""
    given = lines if isinstance(lines, (list, tuple)) else ()
    return "\n".join(f"{line['text']}: {line['value']}" for line in given if isinstance(line, Mapping))


def problems_in(
    fields: Iterable[FormField], draft: Draft, form: Form, election: Election, station: PollingStation
) -> dict[str, FieldProblem]:
    """What stands in the way of going on from these fields: something impossible, or no answer where one is needed."""
    found: dict[str, FieldProblem] = {}
    for field in shown(fields, draft, form):
        typed = draft.answered(field.id)
        if typed is None:
            if (field.required or field.id in NEEDED_ONCE_ASKED) and field.id not in draft.missing:
                found[field.id] = _problem("required") if field.reasons else FieldProblem("required", NEEDED)
        elif isinstance(value := read_field(field, typed, election, station, draft.begun_at), FieldProblem):
            found[field.id] = value
    return found


def values_of(draft: Draft, form: Form, election: Election, station: PollingStation) -> dict[str, object]:
    """Every answered question's value by field id. Raises Problem (impossible) naming the fields that cannot be read."""
    problems = {}
    values: dict[str, object] = {}
    for field in shown(form.fields(), draft, form):
        typed = draft.answered(field.id)
        if typed is None:
            continue
        value = read_field(field, typed, election, station, draft.begun_at)
        if isinstance(value, FieldProblem):
            problems[field.id] = value
        else:
            values[field.id] = value
    if problems:
        raise Problem(
            ProblemCode.IMPOSSIBLE,
            Message("Something here cannot be. Look at the marked fields; nothing you typed is lost."),
            fields=problems,
        )
    return values


def submission_of(draft: Draft, election: Election, station: PollingStation) -> Submission:
    """The draft as a submission; the same draft gives the same bytes each time, so that a resend is recognised."""
    form = form_for(draft, election)
    values = values_of(draft, form, election, station)
    missing = {
        field.id: draft.missing[field.id]
        for field in shown(form.fields(), draft, form)
        if field.id in draft.missing and field.id not in values
    }
    observed = next((values[field_id] for field_id in OBSERVED.get(draft.kind, ()) if field_id in values), None)
    body: dict[str, object] = {**nested({field_id: _plain(value) for field_id, value in values.items()})}
    if missing:
        body["missing"] = {field_id: reason.value for field_id, reason in missing.items()}
    if draft.kind is ReportKind.TURNOUT and draft.due_at is not None:
        body["due_at"] = _plain(draft.due_at)
    return Submission(
        report_id=draft.report_id,
        revision=draft.revision,
        kind=draft.kind,
        election_id=draft.election_id,
        station_id=draft.station_id,
        contest_id=draft.contest_id,
        observed_at=observed if isinstance(observed, datetime) else draft.due_at or draft.begun_at,
        body=body,
        reason=draft.reason,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def is_rehearsal(election: Election, station: PollingStation, now: datetime) -> bool:
    """Before the observation day begins a report is a rehearsal: it goes all the way and is not stored."""
    return now < observation_day(election, station.time_zone).begins_at


def send(actor: Actor, draft: Draft) -> Receipt | NeedsAnswers | Sent:
    """Sends a draft and, once it is stored, forgets it. Raises what services.reports.submit raises; the draft then stays."""
    election, station = registry.election(draft.election_id), registry.station(draft.election_id, draft.station_id)
    now = clock.now()
    submission = submission_of(draft, election, station).model_copy(update={"sent_at": now})
    code = draft.observer_code
    dictated_by = dictation.observer(actor, draft.election_id, draft.station_id, code) if code else None
    if is_rehearsal(election, station, now):
        reports.prepare(actor, submission, draft.answers, Channel.PAGE, ask=False, dictated_by=dictated_by, is_rehearsal=True)
        drafts.drop(actor, draft)
        return Sent.REHEARSED
    outcome = reports.submit(actor, submission, draft.answers, dictated_by=dictated_by)
    if isinstance(outcome, Receipt):
        drafts.drop(actor, draft)
    return outcome


def _typed_time(field: FormField, at: datetime, election: Election, station: PollingStation, begun_at: datetime) -> str:
    local = at.astimezone(ZoneInfo(station.time_zone))
    alone = f"{local:%H:%M}"
    if not field.any_morning or read_time(field, alone, election, station, begun_at) == at.replace(second=0, microsecond=0):
        return alone
    return f"{local:%d.%m} {alone}"


def typed_from(
    body: Mapping[str, object], form: Form, election: Election, station: PollingStation, begun_at: datetime
) -> dict[str, str | tuple[str, ...]]:
    """A stored body as it would have been typed into a form begun then, to begin a correction with."""
    typed: dict[str, str | tuple[str, ...]] = {}
    for field in form.fields():
        name, _, key = field.id.partition(".")
        value = body.get(name)
        if key:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is None:
            continue
        if field.kind is FieldKind.TIME:
            typed[field.id] = _typed_time(field, datetime.fromisoformat(str(value)), election, station, begun_at)
        elif field.kind is FieldKind.LINES:
            typed[field.id] = written_lines(value)
        elif isinstance(value, (list, tuple)):
            typed[field.id] = tuple(str(each) for each in value)
        else:
            typed[field.id] = str(value)
    return typed
