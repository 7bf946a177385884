"""The report read back before it is sent: in sentences, with what follows from the numbers, one card a question group."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from locales import clock as clock_of
from locales import date_short, share, text
from schemas.election import Election
from schemas.figure import FigureUnit
from schemas.form import FieldKind, Form, FormField, Step
from schemas.missing import MISSING_NAMES
from schemas.problem import FieldProblem
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import answering
from services.drafts import Draft
from services.formwords import choice_of, label_of
from services.wording import begun, strong


@dataclass(frozen=True, slots=True)
class Card:
    """`sentences` are our words and may be bold; `own_words` (label, text) are the observer's and are shown as typed; the
    label is "" where it is the card's title."""

    step_id: str
    title: str
    sentences: tuple[str, ...]
    consequences: tuple[str, ...] = ()
    own_words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sentences are made of: the values by field id, and the list the shares are of."""

    draft: Draft
    form: Form
    election: Election
    station: PollingStation
    list_voters: int | None
    values: dict[str, object] = field(default_factory=dict)

    def time(self, field_id: str) -> str | None:
        at = self.values.get(field_id)
        return self.clock(at) if isinstance(at, datetime) else None

    def clock(self, at: datetime) -> str:
        """The station's time, with its date where it is not voting day: after midnight one must see which morning is meant."""
        time, day = clock_of(at, self.station.time_zone), at.astimezone(ZoneInfo(self.station.time_zone)).date()
        return time if day == self.election.held_on else text("{date}, {time}", date=date_short(day), time=time)

    def count(self, field_id: str) -> int | None:
        value = self.values.get(field_id)
        return value if isinstance(value, int) else None

    def share_of_list(self, count: int) -> str | None:
        return share(count / self.list_voters) if self.list_voters else None


def _why_none(reading: Reading, asked: FormField) -> str | None:
    reason = reading.draft.missing.get(asked.id)
    return None if reason is None else text("no answer, because: {reason}", reason=MISSING_NAMES[reason])


def _said(reading: Reading, asked: FormField) -> str | None:
    """One answer in words; None where nothing was answered, or the words are the observer's own."""
    value = reading.values.get(asked.id)
    if value is None:
        return _why_none(reading, asked)
    if isinstance(value, datetime):
        return strong(reading.clock(value))
    if isinstance(value, int):
        return text("{n} min", n=strong(value)) if asked.unit is FigureUnit.MINUTES else strong(value)
    if asked.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(choice_of(asked, str(code), reading.election) for code in codes)
    return None


def _counted(reading: Reading) -> tuple[list[str], list[str], set[str]]:
    """You counted 1,083 people since 07:00. That is 43.4% of 2,494 on the list."""
    counted, since = reading.count("voters_counted"), reading.time("counting_since_at")
    if counted is None:
        return [], [], set()
    if since:
        sentences = [text("You counted {n} people since {time}.", n=strong(counted), time=since)]
    else:
        sentences = [text("You counted {n} people.", n=strong(counted))]
    part = reading.share_of_list(counted)
    follows = [text("That is {share} of {list} on the list.", share=part, list=reading.list_voters)] if part else []
    if at := reading.time("counted_at"):
        sentences.append(text("You read the counter at {time}.", time=strong(at)))
    return sentences, follows, {"voters_counted", "counted_at"}


def _stated(reading: Reading) -> tuple[list[str], list[str], set[str]]:
    """The commission said 1,131 at 12:02. 48 more than your count; 45.3% of the list."""
    stated, counted = reading.count("stated_voters"), reading.count("voters_counted")
    if stated is None:
        return [], [], set()
    at = reading.time("stated_at")
    sentences = [
        text("The commission said {n} at {time}.", n=strong(stated), time=at) if at else text("The commission said {n}.", n=strong(stated))
    ]
    follows = []
    if counted is not None:
        if stated > counted:
            follows.append(text("{n} more than your count.", n=stated - counted))
        elif stated < counted:
            follows.append(text("{n} fewer than your count.", n=counted - stated))
        else:
            follows.append(text("The same as your count."))
    if part := reading.share_of_list(stated):
        follows.append(text("That is {share} of {list} on the list.", share=part, list=reading.list_voters))
    return sentences, follows, {"stated_voters", "stated_at"}


def _opening(reading: Reading) -> tuple[list[str], list[str], set[str]]:
    """The list of the morning against the registry's."""
    listed, registry = reading.count("registered_voters"), reading.station.registered_voters
    if listed is None or not registry:
        return [], [], set()
    if listed == registry:
        return [], [text("The same as in the registry.")], set()
    if listed > registry:
        return [], [text("{n} more than in the registry.", n=listed - registry)], set()
    return [], [text("{n} fewer than in the registry.", n=registry - listed)], set()


SPECIAL = {(ReportKind.TURNOUT, "counted"): _counted, (ReportKind.TURNOUT, "stated"): _stated, (ReportKind.OPENING, "start"): _opening}


def _card(reading: Reading, step: Step) -> Card | None:
    asked = [
        each
        for each in answering.shown(step.fields, reading.draft, reading.form)
        if each.id in reading.values or each.id in reading.draft.missing
    ]
    if not asked:
        return None
    special = SPECIAL.get((reading.draft.kind, step.id))
    sentences, follows, said = special(reading) if special else ([], [], set())
    own_words: list[tuple[str, str]] = []
    title = text(step.title) if step.title else begun(label_of(asked[0], reading.election, reading.draft.contest_id))
    for each in asked:
        if each.id in said:
            continue
        words = _said(reading, each)
        label = begun(label_of(each, reading.election, reading.draft.contest_id))
        if words is None:
            told = reading.values[each.id]
            said_so = answering.written_lines(told).replace("\n", "; ") if each.kind is FieldKind.LINES else str(told)
            own_words.append(("" if label == title else label, said_so))
        elif label == title:
            # Its name stands above already.
            sentences.insert(0, begun(words))
        else:
            sentences.append(text("{label}: {value}", label=label, value=words))
    return Card(step.id, title, tuple(sentences), tuple(follows), tuple(own_words))


def cards(draft: Draft, form: Form, election: Election, station: PollingStation, list_voters: int | None) -> tuple[Card, ...]:
    """The whole draft read back in the language in use; answers that cannot be read are left out (the form marks them)."""
    values = {}
    for asked in answering.shown(form.fields(), draft, form):
        typed = draft.answered(asked.id)
        value = None if typed is None else answering.read_field(asked, typed, election, station, draft.begun_at)
        if value is not None and not isinstance(value, FieldProblem):
            values[asked.id] = value
    reading = Reading(draft, form, election, station, list_voters, values)
    return tuple(card for step in form.steps if (card := _card(reading, step)) is not None)
