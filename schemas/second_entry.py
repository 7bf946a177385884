"""A protocol typed a second time from its photo: who may type, who settles what differs, what a second entry says of the report.

docs/states.md holds the table (`python -m schemas.review`)."""

from enum import StrEnum

from schemas.form import Form, Step
from schemas.message import Message


class Standing(StrEnum):
    """What the second entries of a report's present version say of it."""

    AGREES = "agrees"
    """Every field is typed alike."""
    DIFFERS = "differs"
    """A field is typed differently and nobody has settled it."""
    SETTLED = "settled"


STANDING_NAMES: dict[Standing, Message] = {
    Standing.AGREES: Message("second entry agrees", "second_entry"),
    Standing.DIFFERS: Message("second entry differs", "second_entry"),
    Standing.SETTLED: Message("second entry differed, settled", "second_entry"),
}


class Part(StrEnum):
    """What a person has had to do with a report before."""

    FIRST = "first"
    """Wrote it, or typed it for its author by phone."""
    DECIDED = "decided"
    """Has decided on one of its versions: who has judged the figures does not type them blind."""
    SEEN = "seen"
    """Has opened the report and its figures: its history, its station's page, or the reports of its station side by side."""
    SECOND = "second"
    """Has typed a second entry of this version."""
    NONE = "none"


class EntryAct(StrEnum):
    TYPE = "type_again"
    SETTLE = "settle"


MAY: dict[EntryAct, frozenset[Part]] = {
    EntryAct.TYPE: frozenset({Part.NONE}),
    EntryAct.SETTLE: frozenset({Part.NONE, Part.DECIDED, Part.SEEN}),
}
"""For whoever has the right at all: type_again and review_report, coordinators and analysts."""
PAPER_STEPS = ("lines", "votes")


def paper(form: Form) -> Form:
    """Of the form of a count, what stands on the paper: its printed lines and the votes, in their order."""
    steps = tuple(step for step in form.steps if step.id in PAPER_STEPS)
    return Form(form.kind, form.title, tuple(Step(step.id, step.fields, step.title) for step in steps if step.fields))


def document() -> str:
    """The section of docs/states.md."""
    rows = [f"| {act} | {' | '.join('x' if part in MAY[act] else '–' for part in Part)} |" for act in EntryAct]
    return "\n".join(("", "## Second entry", "",
                      "A protocol with a photo is typed again by somebody who does not see the first figures (docs/adr/0063). It changes",
                      "no state of the report. Equal: *second entry agrees* stands in its history. Different: a third person settles each",
                      "field, and the settled value enters results (docs/adr/0051). Who has opened the report's history, the page of its",
                      "station or its reports side by side does not type it; while somebody types it, these are closed to them.", "",
                      f"| act | {' | '.join(Part)} |", "|---" * (len(Part) + 1) + "|", *rows, ""))
