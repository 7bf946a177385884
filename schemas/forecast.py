"""A forecast as it is sealed: who will win, or which shares, said before the result and never changed."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.message import Message
from schemas.model import Line, Model

Share = Annotated[float, Field(ge=0, le=1)]
MOST_ENTRIES = 200


class ForecastKind(StrEnum):
    NAMES = "names"
    SHARES = "shares"


KIND_NAMES: dict[ForecastKind, Message] = {
    ForecastKind.NAMES: Message("names of winners", "forecast_kind"),
    ForecastKind.SHARES: Message("shares", "forecast_kind"),
}


class Entry(Model):
    """One line: a name (and the option it is, where the contest has options), a share as a band in [0, 1] (a point where both ends are
    one), and how likely its author holds it: that the name wins, or that the share lies in the band."""

    name: Annotated[Line, Field(min_length=1)]
    option_code: str = ""
    low_share: Share | None = None
    high_share: Share | None = None
    probability: Share | None = None

    @model_validator(mode="after")
    def _a_band_has_both_ends(self) -> Self:
        if (self.low_share is None) != (self.high_share is None):
            raise ValueError("a band has both ends or none")
        if self.low_share is not None and self.high_share is not None and self.low_share > self.high_share:
            raise ValueError("a band begins with its lower end")
        return self


class ForecastContent(Model):
    """What is hashed. `blind`: random, so that nobody finds a hidden forecast by hashing likely ones."""

    election_id: str
    contest_id: str
    kind: ForecastKind
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=MOST_ENTRIES)]
    blind: str = Field(pattern=r"^[0-9a-f]{32}$")

    @model_validator(mode="after")
    def _shares_where_they_belong(self) -> Self:
        if any((each.low_share is not None) != (self.kind is ForecastKind.SHARES) for each in self.entries):
            raise ValueError("a forecast of shares has a share in every line, one of names in none")
        return self
