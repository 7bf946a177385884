"""The base of every pydantic model: frozen, nothing unknown allowed, and the field types they share."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

COUNT_MAXIMUM = 99_999_999
"""Eight digits: above any national list of a country this is used in, below every integer limit on the way."""

BIDI_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
"""Invisible marks that reorder text on a screen: what is read would not be what is stored."""

CONTROL = "control"
"""The kind of pydantic's error that says a text holds signs nobody sees."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, ser_json_inf_nan="null")


EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""Beyond them an instant is a slip of a clock or a hand, and not every program on the way reads it alike."""


def _utc(value: datetime) -> datetime:
    # At the ends of the calendar there is no such instant in UTC, so the year is looked at before.
    if EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        return value.astimezone(UTC)
    raise PydanticCustomError("datetime_range", "a year from {first} to {last}", {"first": EARLIEST_YEAR, "last": LATEST_YEAR})


def unseen(value: str) -> list[str]:
    """The signs of a text that nobody sees, by code point: marks that reorder it, and control characters other than ends of lines and
    tabs."""
    return sorted({f"U+{ord(sign):04X}" for sign in value if sign in BIDI_CONTROLS or (ord(sign) < 32 and sign not in "\n\t")})


def _plain(value: str) -> str:
    if found := unseen(value):
        raise PydanticCustomError(CONTROL, "invisible control characters: {found}", {"found": ", ".join(found)})
    return value


Instant = Annotated[AwareDatetime, AfterValidator(_utc)]
Count = Annotated[int, Field(strict=True, ge=0, le=COUNT_MAXIMUM)]
LINE_LENGTH, ACCOUNT_LENGTH = 200, 1_500
Line = Annotated[str, Field(max_length=LINE_LENGTH), AfterValidator(_plain)]
Account = Annotated[str, Field(max_length=ACCOUNT_LENGTH), AfterValidator(_plain)]
