"""Words of a form in the person's language: the election's own names of ballots, lines and options where it has them."""

from locales import language, text
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.form import FormField
from schemas.reports.body import KIND_NAMES, ReportKind
from services.wording import begun


def _own_name(field: FormField, election: Election, contest_id: str) -> str | None:
    """The election's own name for a field made from its description: a printed line, an option, a ballot."""
    name, _, key = field.id.partition(".")
    contest = election.contest(contest_id) or (election.leading_contest if election.contests else None)
    if name == "votes" and contest is not None:
        return next((option.name.in_language(language()) for option in contest.options if option.code == key), None)
    if name == "ballots_received":
        ballot = election.contest(key)
        return ballot.name.in_language(language()) if ballot else None
    if name == "lines":
        line = next((line for line in election.protocol_lines if line.key == key), None)
        return line.label.in_language(language()) if line and line.label else None
    return None


def label_of(field: FormField, election: Election, contest_id: str = "") -> str:
    """What a field is called on the check screen and in lists."""
    own = _own_name(field, election, contest_id)
    if own is not None and field.id.startswith("ballots_received."):
        return f"{text(FIGURE_NAMES[FigureCode.BALLOTS_RECEIVED])} · {own}"
    return own or text(field.label)


def line_name(election: Election, figure_code: str, option_code: str) -> str | None:
    """The election's own name of a printed line, where it has one: two hours of one figure are two lines."""
    lines = (line for line in election.protocol_lines if line.code == figure_code and line.hour_code == option_code)
    return next((line.label.in_language(language()) for line in lines if line.label), None)


def question_of(field: FormField, election: Election, contest_id: str = "") -> str:
    """What is asked: a printed line is asked by its number and text."""
    own = _own_name(field, election, contest_id)
    if field.id.startswith("lines.") and field.printed_number:
        return text("Line {number}: {label}", number=field.printed_number, label=own or text(field.label))
    if own is None:
        return begun(text(field.question))
    return begun(own) if field.id.startswith(("votes.", "lines.")) else f"{text(field.question)} · {own}"


def choice_of(field: FormField, code: str, election: Election | None = None) -> str:
    """What one answer is called; a ballot by the election's own name for it."""
    contest = election.contest(code) if election is not None and field.id == "contests_given" else None
    if contest is not None:
        return contest.name.in_language(language())
    return next((text(choice.label) for choice in field.choices if choice.code == code), code)


def title_of(kind: ReportKind, election: Election, contest_id: str = "", hour: str = "") -> str:
    """The name of a report in lists: its kind, with the hour or the ballot it is about."""
    contest = election.contest(contest_id) if contest_id and len(election.contests) > 1 else None
    if kind is ReportKind.TURNOUT and hour:
        return text("Turnout {time}", time=hour)
    if contest is not None:
        # The point never begins a line.
        return f"{text(KIND_NAMES[kind])}\N{NO-BREAK SPACE}· {contest.name.in_language(language())}"
    return text(KIND_NAMES[kind])
