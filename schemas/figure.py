"""Figures: what is counted, in which unit, in whose voice, as of which instant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.message import Message
from schemas.missing import MissingReason
from schemas.voice import Voice


class FigureCode(StrEnum):
    REGISTERED_VOTERS = "registered_voters"
    VOTERS_ADDED = "voters_added"
    BALLOTS_RECEIVED = "ballots_received"
    """What the station got from above; never the CEC's "ballots received", which is BALLOTS_ISSUED."""
    BALLOTS_ISSUED = "ballots_issued"
    """Voters who received ballots: the numerator of the CEC's turnout."""
    BALLOTS_UNUSED = "ballots_unused"
    BALLOTS_SPOILED = "ballots_spoiled"
    BALLOTS_IN_BOX = "ballots_in_box"
    BALLOTS_IN_MOBILE_BOX = "ballots_in_mobile_box"
    BALLOTS_VALID = "ballots_valid"
    BALLOTS_INVALID = "ballots_invalid"
    BALLOTS_NOT_ESTABLISHED_FORM = "ballots_not_established_form"
    BOTH_OPTIONS_MARKED = "both_options_marked"
    VOTES = "votes"
    VOTES_FOR_OPTIONS = "votes_for_options"
    """Sum of the votes for all options, where the commission publishes it."""
    VOTERS_COUNTED = "voters_counted"
    VOTERS_STATED = "voters_stated"
    VOTERS_BY_HOUR = "voters_by_hour"
    """Voters who had voted by a set hour, as some countries print it in the protocol; the hour (`1200`) stands in
    `option_code`, the instant in `as_of_at`."""
    VOTERS_OUTSIDE = "voters_outside"
    CERTIFICATES_ISSUED = "certificates_issued"
    CERTIFICATES_ACCEPTED = "certificates_accepted"
    SIGNATURES = "signatures"
    TURNOUT_ISSUED_SHARE = "turnout_issued_share"
    """Ballots issued divided by voters on the list, as a commission announced it."""
    VOTES_SHARE = "votes_share"
    """An option's share; the basis of the row says of what."""
    SEATS = "seats"
    STATIONS = "stations"


class FigureUnit(StrEnum):
    PEOPLE = "people"
    BALLOTS = "ballots"
    VOTES = "votes"
    CERTIFICATES = "certificates"
    SIGNATURES = "signatures"
    SHARE = "share"
    SEATS = "seats"
    STATIONS = "stations"
    MINUTES = "minutes"
    BOXES = "boxes"
    DOORS = "doors"


C, U = FigureCode, FigureUnit
STATION_BASES = (
    FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_IN_BOX, FigureCode.BALLOTS_VALID,
    FigureCode.BALLOTS_INVALID, FigureCode.VOTES_FOR_OPTIONS,
)  # fmt: skip
"""What the turnout of a station and the share of an option are computed from, beside the votes."""
ALL_OPTIONS = "all"
"""Instead of an option's code: votes for all of them."""
FIGURE_UNITS: dict[FigureCode, FigureUnit] = {
    C.REGISTERED_VOTERS: U.PEOPLE, C.VOTERS_ADDED: U.PEOPLE, C.BALLOTS_RECEIVED: U.BALLOTS, C.BALLOTS_ISSUED: U.PEOPLE,
    C.BALLOTS_UNUSED: U.BALLOTS, C.BALLOTS_SPOILED: U.BALLOTS, C.BALLOTS_IN_BOX: U.BALLOTS, C.BALLOTS_IN_MOBILE_BOX: U.BALLOTS,
    C.BALLOTS_VALID: U.BALLOTS, C.BALLOTS_INVALID: U.BALLOTS, C.BALLOTS_NOT_ESTABLISHED_FORM: U.BALLOTS,
    C.BOTH_OPTIONS_MARKED: U.BALLOTS, C.VOTES: U.VOTES, C.VOTES_FOR_OPTIONS: U.VOTES, C.VOTERS_COUNTED: U.PEOPLE,
    C.VOTERS_STATED: U.PEOPLE, C.VOTERS_BY_HOUR: U.PEOPLE, C.VOTERS_OUTSIDE: U.PEOPLE, C.CERTIFICATES_ISSUED: U.CERTIFICATES,
    C.CERTIFICATES_ACCEPTED: U.CERTIFICATES, C.SIGNATURES: U.SIGNATURES, C.TURNOUT_ISSUED_SHARE: U.SHARE,
    C.VOTES_SHARE: U.SHARE, C.SEATS: U.SEATS, C.STATIONS: U.STATIONS,
}

FIGURE_NAMES: dict[FigureCode, Message] = {
    C.REGISTERED_VOTERS: Message("voters on the list"),
    C.VOTERS_ADDED: Message("voters added to the list"),
    C.BALLOTS_RECEIVED: Message("ballots the station received"),
    C.BALLOTS_ISSUED: Message("voters who received ballots"),
    C.BALLOTS_UNUSED: Message("unused ballots"),
    C.BALLOTS_SPOILED: Message("spoiled ballots"),
    C.BALLOTS_IN_BOX: Message("ballots found in the boxes"),
    C.BALLOTS_IN_MOBILE_BOX: Message("ballots found in portable boxes"),
    C.BALLOTS_VALID: Message("valid ballots"),
    C.BALLOTS_INVALID: Message("invalid ballots"),
    C.BALLOTS_NOT_ESTABLISHED_FORM: Message("ballots not of the established form"),
    C.BOTH_OPTIONS_MARKED: Message("ballots with both options marked"),
    C.VOTES: Message("votes"),
    C.VOTES_FOR_OPTIONS: Message("votes for all options"),
    C.VOTERS_COUNTED: Message("voters counted by observers"),
    C.VOTERS_STATED: Message("voters stated by the commission"),
    C.VOTERS_BY_HOUR: Message("voters who had voted by the hour"),
    C.VOTERS_OUTSIDE: Message("voters outside the premises"),
    C.CERTIFICATES_ISSUED: Message("absentee certificates given out"),
    C.CERTIFICATES_ACCEPTED: Message("voters accepted with absentee certificates"),
    C.SIGNATURES: Message("signatures in the list"),
    C.TURNOUT_ISSUED_SHARE: Message("voters who received ballots, share of the list"),
    C.VOTES_SHARE: Message("share of votes"),
    C.SEATS: Message("seats"),
    C.STATIONS: Message("polling stations"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one report: a row of `report_figure`. Exactly one of `value` and `missing` is given."""

    voice: Voice
    code: FigureCode
    as_of_at: datetime
    value: int | None = None
    missing: MissingReason | None = None
    option_code: str = ""
    contest_id: str = ""
