"""From what a door received to a submission and a body that are possible; everything impossible is named at its field."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from schemas.day import instant
from schemas.election import Election
from schemas.form import Form
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.model import CONTROL, unseen
from schemas.problem import FieldProblem, Problem, ProblemCode
from schemas.report import Submission
from schemas.reports.body import Body, ReportKind
from schemas.reports.count import CountReport
from schemas.reports.kinds import MODELS, form_of
from schemas.reports.opening import OpeningReport
from schemas.reports.values import value_of

AHEAD = timedelta(hours=24)
"""How far a phone's clock may run ahead. A time a little ahead is asked about (T206); one beyond that is of no observation."""
BEHIND = {ReportKind.VIOLATION: timedelta(days=366)}
"""How long before the election something may have been that a report of this kind tells of: a violation, or the complaint about it. A
clock that was reset says 1970."""
LONGEST_REASON = 200
"""Characters of a reason."""
DAY_BEFORE = timedelta(days=1)
"""The same for every other kind, which tells of the day: it begins earlier in the east than in the capital."""
EXPECTED: dict[str, Message] = {
    "int": Message("Digits only, a whole number. Type it again."),
    "greater_than_equal": Message("This cannot be less than {limit}. Type it again."),
    "less_than_equal": Message("This number is too large. Check the digits."),
    "string_too_long": Message("The text is too long: at most {limit} characters. Shorten it."),
    "string": Message("Text was expected here. Type it again."),
    "choice": Message("This answer is not in the list. Choose one of those shown."),
    "time": Message("A time was expected, such as 14:05. Type it again."),
    "future": Message("This time has not come yet. Check the date and the clock of the device, and type it again."),
    "past": Message(
        "This time is before the day that this report tells of. Check the date and the clock of the device, and type it again."),
    "unknown": Message("There is no such field in this form. Update the application and send again."),
    "control": Message("There are invisible characters in the text. Type it again by hand."),
    "required": Message("An answer is needed here, or the reason why there is none."),
    "reason": Message("This reason does not fit the question. Choose one of those shown."),
    "both": Message("There is a value and a reason for having none. Keep one of them."),
    "option": Message("There is no such line or option in this election. Check the ballot."),
    "json": Message("One JSON object in UTF-8 was expected here, not compressed."),
    "other": Message("This value is not possible here. Type it again."),
}


def _kind_of_error(kind: str) -> str:
    if kind.startswith(("int", "finite", "float")):
        return "int"
    if kind in ("enum", "literal_error"):
        return "choice"
    if kind.startswith(("datetime", "timezone", "date", "time")):
        return "time"
    if kind == "missing":
        return "required"
    if kind == "extra_forbidden":
        return "unknown"
    if kind in ("json_invalid", "model_type"):
        return "json"
    if kind.startswith("string") and kind != "string_too_long":
        return "string"
    return kind if kind in EXPECTED else "other"


def code_typed(typed: str) -> str:
    """A code as it is stored: pages keep it on one line with hyphens that do not break, and it may have been copied from there."""
    return typed.strip().replace("\N{NON-BREAKING HYPHEN}", "-")


def too_long(typed: str, most: int) -> FieldProblem | None:
    """What is wrong with words that have more than `most` characters; None where they have not."""
    code = "string_too_long"
    return FieldProblem(code, EXPECTED[code], {"limit": most}) if len(typed.strip()) > most else None


def at_most(typed: str, most: int) -> str:
    """Somebody's words as they are kept. Raises Problem (impossible) where they are more than `most` characters: none is cut off unseen."""
    found = too_long(typed, most)
    if found is not None:
        raise Problem(ProblemCode.IMPOSSIBLE, found.message, values=found.values)
    return typed.strip()


def reason_given(typed: str, needed: Message, most: int = LONGEST_REASON) -> str:
    """Why somebody did something, in their words, as it is kept. Raises Problem (impossible): there are no words (`needed` asks for
    them), more than `most` characters of them, or signs among them that nobody sees. None is cut off unseen."""
    said = typed.strip()
    if not said:
        raise Problem(ProblemCode.IMPOSSIBLE, needed)
    at_most(said, most)
    if unseen(said):
        raise Problem(ProblemCode.IMPOSSIBLE, EXPECTED[CONTROL])
    return said


def about_unseen(error: ValidationError) -> Problem | None:
    """The problem to tell where all that is wrong with somebody's words are signs that nobody sees; None of any other error."""
    if any(each["type"] != CONTROL for each in error.errors(include_url=False, include_input=False)):
        return None
    return Problem(ProblemCode.IMPOSSIBLE, EXPECTED[CONTROL])


def field_problems(error: ValidationError) -> dict[str, FieldProblem]:
    """Pydantic's findings by field id, each as a sentence of ours."""
    found: dict[str, FieldProblem] = {}
    for each in error.errors(include_url=False, include_input=False):
        field = ".".join(str(part) for part in each["loc"] if part not in ("[key]", "missing")) or "body"
        context: Mapping[str, Any] = each.get("ctx") or {}
        limit = context.get("max_length", context.get("ge", context.get("le", "")))
        code = _kind_of_error(each["type"])
        found.setdefault(field, FieldProblem(code, EXPECTED[code], {"limit": limit}))
    return found


def _impossible(fields: Mapping[str, FieldProblem]) -> Problem:
    return Problem(
        ProblemCode.IMPOSSIBLE, Message("Something here cannot be. Look at the marked fields; nothing you typed is lost."), fields=fields
    )


def _against_form(body: Body, form: Form, *, from_table: bool) -> dict[str, FieldProblem]:
    found: dict[str, FieldProblem] = {}

    def problem(field_id: str, code: str) -> None:
        found.setdefault(field_id, FieldProblem(code, EXPECTED[code]))

    for field_id, reason in body.missing.items():
        field = form.field(field_id)
        if field is None:
            problem(field_id, "unknown")
        elif reason not in field.reasons and not (from_table and reason is MissingReason.NOT_APPLICABLE):
            problem(field_id, "reason")
        elif value_of(body, field_id) not in (None, ()):
            problem(field_id, "both")
    for field in form.required_fields:
        if (
            field.id not in body.missing
            and value_of(body, field.id) in (None, ())
            and field.is_shown(lambda name: value_of(body, name))
        ):
            problem(field.id, "required")
    for name in _unknown_keys(body, form):
        problem(name, "option")
    return found


def _unknown_keys(body: Body, form: Form) -> list[str]:
    keyed: dict[str, Mapping[Any, int]] = {}
    if isinstance(body, CountReport):
        keyed = {"lines": body.lines, "votes": body.votes}
    elif isinstance(body, OpeningReport):
        keyed = {"ballots_received": body.ballots_received}
    unknown = [f"{name}.{key}" for name, values in keyed.items() for key in values if form.field(f"{name}.{key}") is None]
    if not isinstance(body, OpeningReport):
        return unknown
    given = form.field("contests_given")
    named = set(body.contests_given)
    return unknown + (["contests_given"] if named - {choice.code for choice in (given.choices if given else ())} else [])


def parse(submission: Submission, election: Election, *, from_table: bool = False) -> tuple[Body, Form]:
    """The body of a submission as its kind's model, with the form it answers. Raises Problem (impossible) naming each field.

    A withdrawal carries no answers, so nothing in it is required. A table may say of any question that it does not apply: who typed
    from photographs was not in the room."""
    contest = election.contest(submission.contest_id) if submission.contest_id else None
    if submission.contest_id and contest is None:
        raise _impossible({"contest_id": FieldProblem("option", EXPECTED["option"])})
    form = form_of(submission.kind, election, contest)
    try:
        body = MODELS[submission.kind].model_validate_json(_json(submission.body))
    except ValidationError as error:
        raise _impossible(field_problems(error)) from None
    if not submission.withdrawn and (found := _against_form(body, form, from_table=from_table)):
        raise _impossible(found)
    return body, form


@lru_cache(maxsize=64)
def _midnight(on: date, zone: str) -> datetime:
    return instant(on, time(), zone)


def refuse_other_days(submission: Submission, body: Body, election: Election, now: datetime) -> None:
    """Raises Problem (impossible) naming each time that lies more than AHEAD after `now`, which nobody has seen yet, or more than BEHIND
    or DAY_BEFORE the election: one such time beside the others would make a series of them unreadable."""
    given = {"observed_at": submission.observed_at, **{name: value for name, value in vars(body).items() if isinstance(value, datetime)}}
    earliest, latest = _midnight(election.held_on, election.capital_zone) - BEHIND.get(submission.kind, DAY_BEFORE), now + AHEAD
    wrong = {name: "future" if value > latest else "past" for name, value in given.items() if not earliest <= value <= latest}
    if wrong and not submission.withdrawn:
        raise _impossible({name: FieldProblem(code, EXPECTED[code]) for name, code in wrong.items()})


def _json(body: Mapping[str, object]) -> bytes:
    from pydantic_core import to_json

    return to_json(body)
