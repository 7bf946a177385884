"""A finding: something possible but contradictory. It is asked about, answered and stored, never refused."""

from enum import StrEnum

from pydantic import Field

from schemas.message import Message
from schemas.model import Line, Model


class Level(StrEnum):
    RED = "red"
    AMBER = "amber"
    INFO = "info"


class FindingAnswer(StrEnum):
    BOTH_AS_SEEN = "both_as_seen"
    """The observer re-read both numbers: they are as seen, with a reason."""
    CORRECTED = "corrected"
    UNANSWERED = "unanswered"
    """A machine's submission: nobody was there to ask."""


class Finding(Model):
    """Code, level, the fields it concerns and the numbers of its formula. The text comes from schemas.checks.CHECKS."""

    code: str = Field(pattern=r"^[OTVPDW][0-9]{3}$")
    level: Level
    fields: tuple[str, ...]
    values: dict[str, int | float | str | None] = {}
    """The numbers the sentence prints, keyed by placeholder; times as ISO instants ending `_at`."""
    tolerance: float | None = None


class Answer(Model):
    """What the observer said to one finding."""

    code: str = Field(pattern=r"^[OTVPDW][0-9]{3}$")
    answer: FindingAnswer
    reason: Line = ""


LEVEL_NAMES: dict[Level, Message] = {
    Level.RED: Message("urgent", "level_red"),
    Level.AMBER: Message("to be looked at", "level_amber"),
    Level.INFO: Message("for information", "level_info"),
}
