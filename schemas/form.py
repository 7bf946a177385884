"""The neutral form description: what is asked, of which type, with which reasons for having no answer.

One description is drawn by the page, written as XLSForm, printed on paper and offered offline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cached_property

from schemas.figure import FigureCode, FigureUnit
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.voice import Voice


class FieldKind(StrEnum):
    COUNT = "count"
    """A whole number of people, ballots, votes…; typed digits, empty at start."""
    LINE = "line"
    ACCOUNT = "account"
    CHOICE = "choice"
    CHOICES = "choices"
    TIME = "time"
    """A local time on the observation day; stored as an instant."""
    LINES = "lines"
    """Printed lines that the form does not know, one a row: the text, a colon, the number."""


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Message


YES_NO_UNSEEN: tuple[Choice, ...] = (Choice("yes", Message("yes", "answer_yes")), Choice("no", Message("no", "answer_no")))
"""Yes, no; "could not see" is a missing reason, which tells why."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. `figure` and `voice` make its value a row of `report_figure`."""

    id: str
    kind: FieldKind
    question: Message
    label: Message
    help: Message | None = None
    unit: FigureUnit | None = None
    choices: tuple[Choice, ...] = ()
    reasons: tuple[MissingReason, ...] = ()
    required: bool = False
    """A required field has a value or, where reasons exist, a reason."""
    voice: Voice | None = None
    figure: FigureCode | None = None
    option_code: str = ""
    printed_number: str = ""
    shown_if: tuple[str, tuple[str, ...]] | None = None
    """(field id, values): asked only when that field has one of these values."""
    most: int | None = None
    """The largest number that can be meant, where it is smaller than what any count may have."""
    optional_mark: bool = False
    as_of: time | None = None
    """The hour of which the figure speaks (capital time), where it is not the time of the report."""
    night_until: time | None = None
    """Of a time: before this hour the morning after voting day is meant, as counts go on into it; None: only the night before 05:00."""
    any_morning: bool = False
    """Of a time that may be of either morning of the observation day: the form was begun in the one that is meant."""

    def is_shown(self, values: Callable[[str], object]) -> bool:
        """Whether the question applies, given the other answers; a multiple choice matches when any of its codes does."""
        if self.shown_if is None:
            return True
        field, wanted = self.shown_if
        given = values(field)
        return any(code in wanted for code in given) if isinstance(given, (list, tuple)) else given in wanted


@dataclass(frozen=True, slots=True)
class Step:
    """One question group: one screen of the phone."""

    id: str
    fields: tuple[FormField, ...]
    title: Message | None = None


@dataclass(frozen=True)
class Form:
    kind: str
    title: Message
    steps: tuple[Step, ...]

    def fields(self) -> Iterator[FormField]:
        for step in self.steps:
            yield from step.fields

    def field(self, field_id: str) -> FormField | None:
        return self._by_id.get(field_id)

    @cached_property
    def figure_fields(self) -> tuple[FormField, ...]:
        """Those whose answer is a row of `report_figure`."""
        return tuple(field for field in self.fields() if field.figure is not None and field.voice is not None)

    @cached_property
    def required_fields(self) -> tuple[FormField, ...]:
        return tuple(field for field in self.fields() if field.required)

    @cached_property
    def _by_id(self) -> dict[str, FormField]:
        return {field.id: field for field in self.fields()}
