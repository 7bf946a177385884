"""A contradiction as a question: one sentence, both numbers, and answers of which none is marked as the right one.

"Both as I saw it, because …" is always among them; the answer is stored with the report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from locales import clock as clock_of
from locales import number, text
from schemas.checks.run import CHECKS
from schemas.election import Election
from schemas.finding import Answer, Finding, FindingAnswer
from schemas.form import FieldKind, Form, FormField
from schemas.message import Message
from schemas.reports.body import Ynx
from schemas.reports.count import ProtocolSource
from services.answering import WHY_BOTH, is_shown
from services.drafts import CHECK, QUESTION, Draft
from services.formwords import choice_of, label_of
from services.numbers import parse_count
from services.parsing import LONGEST_REASON, reason_given
from services.wording import begun

AS_SEEN, NOW_RIGHT, OTHER_RIGHT, RESET, CHANGE, EXCHANGE = "as_seen", "now_right", "other_right", "reset", "change", "exchange"
CORRECT: dict[str, Message] = {
    "voters_counted": Message("I correct my count"),
    "stated_voters": Message("I correct the commission's number"),
    "counted_at": Message("I correct the time"),
}
"""What an observer says who set a number wrong; of other fields their name and what was answered stand in the sentence."""
ROWS = {"row": 0, "first": 0, "last": -1}
"""Values of findings that are rows of the paper: the place of each among the finding's fields."""
SERIES = ("T201", "T207", "T208")
"""Two numbers for one question: each of them is an answer."""
IN_WORDS = ("O104", "P416")
"""Asked for what no field holds: who refused, whether somebody asked."""
SAY_IT = Message("Say it: a few words are enough.")
TOLD = ("told", Message("on the list, as told in the morning"))
FIGURES: dict[str, tuple[tuple[str, Message], ...]] = {
    "T201": (("a", Message("{time}, your report")), ("b", Message("now"))),
    "T208": (("a", Message("{time}, your report")), ("b", Message("this report"))),
    "T207": (("a", Message("{time}, the commission")), ("b", Message("now"))),
    "T202": (("n", Message("you counted")), ("list", Message("in the registry")), TOLD),
    "T203": (("n", Message("you counted")), ("stated", Message("the commission says"))),
    "T204": (("a", Message("{time}, your report")), ("zero", Message("now"))),
    "T205": (("a", Message("{time}, your report")), ("b", Message("now"))),
    "T209": (("n", Message("the commission says")), ("list", Message("in the registry")), TOLD),
    "O105": (("a", Message("ballots each voter gets")), ("b", Message("kinds of ballots received"))),
    "O107": (("a", Message("ballots each voter gets")), ("b", Message("ballots you named"))),
    "O102": (("a", Message("in the registry")), ("b", Message("the commission says"))),
}


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`figures`: label and number of each of the two; empty where the sentence says it all."""

    finding: Finding
    sentence: str
    figures: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]


def _spoken(finding: Finding, zone: str, name_of: Callable[[str], str]) -> dict[str, Any]:
    """The finding's numbers as the sentences name them: instants become the station's time of day, rows are called by `name_of`, which
    takes the id of a field."""
    values: dict[str, Any] = {"zero": 0}
    for name, value in finding.values.items():
        if name.endswith("_at") and isinstance(value, str):
            values[name.removesuffix("_at")] = clock_of(datetime.fromisoformat(value), zone)
        else:
            values[name] = name_of(finding.fields[ROWS[name]]) if name in ROWS else value
    return values


def names_in(form: Form, election: Election, contest_id: str) -> Callable[[str], str]:
    """What the fields of this form are called."""

    def name_of(field_id: str) -> str:
        field = form.field(field_id)
        return label_of(field, election, contest_id) if field is not None else field_id

    return name_of


def _shown(code: str, values: dict[str, Any]) -> tuple[tuple[str, Message], ...]:
    """The figures of this finding: of two lists only the one it was held against."""
    return tuple((name, label) for name, label in FIGURES.get(code, ()) if name in values)


def _options(finding: Finding, form: Form, draft: Draft, election: Election, values: dict[str, Any]) -> tuple[Option, ...]:
    options: list[Option] = []
    if finding.code in SERIES:
        options.append(Option(NOW_RIGHT, text("{b} is right, {a} was a slip", a=values["a"], b=values["b"])))
        options.append(Option(OTHER_RIGHT, text("{a} is right, I correct {b}", a=values["a"], b=values["b"])))
    elif finding.code == "T204":
        options.append(Option(RESET, begun(text("yes, I started again from zero"))))
        options.append(Option(f"{CHANGE}.voters_counted", begun(text("no, I correct the number"))))
    else:
        if finding.code == "P428":
            options.append(Option(EXCHANGE, text("I exchange the two numbers")))
        for field_id in finding.fields:
            field = form.field(field_id)
            if field is not None and is_shown(field, draft, form):
                options.append(Option(f"{CHANGE}.{field_id}", _correcting(field, draft, election)))
    options.append(Option(AS_SEEN, begun(text(_as_seen(finding.code, values)))))
    return tuple(options)


def _as_seen(code: str, values: dict[str, Any]) -> Message:
    if code in IN_WORDS:
        return Message("I answer in my own words")
    return Message("both as I saw it, because …") if len(_shown(code, values)) == 2 else Message("it is as I saw it, because …")


def _correcting(field: FormField, draft: Draft, election: Election) -> str:
    """Which of the answers is set right, in the form's own name for it, and as it stands now."""
    if field.id in CORRECT:
        return text(CORRECT[field.id])
    name, given = begun(label_of(field, election, draft.contest_id)), draft.answered(field.id)
    if not given:
        return text("I correct: {label}", label=name)
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        said = ", ".join(choice_of(field, code, election) for code in ([given] if isinstance(given, str) else given))
    else:
        said = given if isinstance(given, str) else ", ".join(given)
    count = parse_count(said) if field.kind is FieldKind.COUNT else None
    return text("I correct: {label} – {answer}", label=name, answer=number(count) if isinstance(count, int) else said)


def sentence(finding: Finding, name_of: Callable[[str], str], zone: str, source: object = None) -> str:
    """What a finding asks, with its numbers, in the language in use; `name_of`: what a field of its report is called; `source`: what the
    report says its figures come from."""
    check = CHECKS.get(finding.code)
    if check is None:
        return finding.code
    return text(check.asked(finding, own_tally=source == ProtocolSource.OWN_TALLY), **_spoken(finding, zone, name_of))


def question(finding: Finding, form: Form, draft: Draft, election: Election, zone: str) -> Question:
    """One finding as it is asked, in the language in use."""
    names = names_in(form, election, draft.contest_id)
    values = _spoken(finding, zone, names)
    figures = tuple((text(label, **values), _written(values[name])) for name, label in _shown(finding.code, values))
    said = sentence(finding, names, zone, draft.answered("protocol_source"))
    return Question(finding, said, figures, _options(finding, form, draft, election, values))


def _written(value: object) -> str:
    return number(value) if isinstance(value, int) else str(value)


def _answered(draft: Draft, code: str, answer: FindingAnswer, reason: str) -> tuple[Answer, ...]:
    kept = tuple(each for each in draft.answers if each.code != code)
    return (*kept, Answer(code=code, answer=answer, reason=reason[:LONGEST_REASON]))


def step_of(form: Form, field_id: str) -> str:
    return next((step.id for step in form.steps if any(field.id == field_id for field in step.fields)), form.steps[0].id)


def answer(draft: Draft, form: Form, finding: Finding, option: str, reason: str) -> Draft:
    """The draft after one answer: with the answer kept, or with the number set right, or back at the field that is to be changed.

    Raises Problem (impossible): AS_SEEN without a `reason` that can be kept."""
    values = finding.values
    left = tuple(each for each in draft.findings if each.code != finding.code)
    place = QUESTION if left else CHECK
    if option.startswith(f"{CHANGE}."):
        return draft.model_copy(update={"findings": (), "place": step_of(form, option.partition(".")[2])})
    typed = dict(draft.typed)
    said = reason
    outcome = FindingAnswer.CORRECTED
    if option == AS_SEEN:
        outcome, said = FindingAnswer.BOTH_AS_SEEN, reason_given(reason, SAY_IT if finding.code in IN_WORDS else WHY_BOTH)
    elif option == OTHER_RIGHT:
        typed[finding.fields[0]] = str(values["a"])
        said = f"{values['b']} → {values['a']}"
    elif option == RESET:
        typed["counter_reset"] = Ynx.YES.value
        if not draft.answered("counter_reset_at"):
            left, place = (), step_of(form, "counter_reset_at")
    elif option == EXCHANGE:
        # What else was asked rested on these numbers: all of it is looked at again before sending.
        typed |= {field_id: str(values[name]) for field_id, name in zip(finding.fields, ("b", "a"), strict=True)}
        said, left, place = f"{values['a']} ↔ {values['b']}", (), CHECK
    elif option == NOW_RIGHT:
        said = text("{b} is right, {a} was a slip", a=values["a"], b=values["b"])
    return draft.model_copy(
        update={"typed": typed, "findings": left, "place": place, "answers": _answered(draft, finding.code, outcome, said)}
    )
