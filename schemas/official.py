"""Official figures: who published what, when, where to find it, as of which hour, on which basis."""

from enum import StrEnum

from pydantic import Field

from schemas.figure import FigureCode, FigureUnit
from schemas.message import Message
from schemas.model import Instant, Model


class OfficialStatus(StrEnum):
    INTERIM = "interim"
    PRELIMINARY = "preliminary"
    FINAL = "final"


STATUS_NAMES: dict[OfficialStatus, Message] = {
    OfficialStatus.INTERIM: Message("interim", "interim_status"),
    OfficialStatus.PRELIMINARY: Message("preliminary", "preliminary_status"),
    OfficialStatus.FINAL: Message("final", "final_status"),
}


class Basis(StrEnum):
    """What a share is a share of. Two bases are never compared."""

    NONE = ""
    ISSUED_OF_LIST = "issued_of_list"
    OPTION_OF_VOTES = "option_of_votes"
    OPTION_OF_ISSUED = "option_of_issued"
    OPTION_OF_LIST = "option_of_list"
    UNKNOWN = "unknown"


BASIS_NAMES: dict[Basis, Message] = {
    Basis.NONE: Message("a number, not a share"),
    Basis.ISSUED_OF_LIST: Message("voters who received ballots, of voters on the list"),
    Basis.OPTION_OF_VOTES: Message("votes for the option, of votes for all options"),
    Basis.OPTION_OF_ISSUED: Message("votes for the option, of voters who received ballots"),
    Basis.OPTION_OF_LIST: Message("votes for the option, of voters on the list"),
    Basis.UNKNOWN: Message("basis not stated"),
}


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    DERIVED = "derived"


PUBLISHER_LENGTH, TITLE_LENGTH, ADDRESS_LENGTH = 200, 400, 500


class Publication(Model):
    """Who published what, where and when."""

    publisher: str = Field(max_length=PUBLISHER_LENGTH)
    title: str = Field(max_length=TITLE_LENGTH)
    address: str = Field(default="", max_length=ADDRESS_LENGTH)
    published_at: Instant | None = None
    published_text: str = Field(default="", max_length=60)
    """The date as printed in the source, where it is not an exact instant."""
    retrieved_at: Instant | None = None
    language: str = Field(default="", max_length=8)


class OfficialSource(Publication):
    """One publication. `sha256` is of the original bytes, or of the canonical row where only a transcription is held."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class OfficialFigure(Model):
    """One published figure. A correction is a new row that supersedes; both stay.

    `value` is a whole number for counts and a share in [0, 1] for shares (unit `share`); `as_printed` is the source's own text."""

    election_id: str
    unit_id: str
    contest_id: str = ""
    code: FigureCode
    option_code: str = ""
    unit: FigureUnit
    value: float
    as_printed: str = Field(default="", max_length=60)
    basis: Basis = Basis.NONE
    status: OfficialStatus
    as_of_at: Instant | None = None
    locator: str = Field(default="", max_length=200)
    confidence: Confidence = Confidence.HIGH
    note: str = Field(default="", max_length=500)
    speaker: str = Field(default="", max_length=200)
    """Who says it, where that is not a commission: a pollster, a prosecutor."""
