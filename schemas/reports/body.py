"""The body of a report: the fields of its kind, and a reason for each asked field without a value."""

from enum import StrEnum

from schemas.message import Message
from schemas.missing import MissingReason
from schemas.model import Model

SCHEMA_VERSION = 1


class ReportKind(StrEnum):
    PRESENCE = "presence"
    OPENING = "opening"
    TURNOUT = "turnout"
    VIOLATION = "violation"
    AWAY = "away"
    COUNT = "count"
    CLOSING = "closing"
    VOTING_CHECK = "voting_check"
    """The voting check of the closing, answered in the afternoon: what was seen up to then."""
    LEAVING = "leaving"


KIND_NAMES: dict[ReportKind, Message] = {
    ReportKind.PRESENCE: Message("Arrival", "kind_presence"),
    ReportKind.OPENING: Message("Opening", "kind_opening"),
    ReportKind.TURNOUT: Message("Turnout", "kind_turnout"),
    ReportKind.VIOLATION: Message("Violation", "kind_violation"),
    ReportKind.AWAY: Message("Break", "kind_away"),
    ReportKind.COUNT: Message("Count of votes", "kind_count"),
    ReportKind.CLOSING: Message("Closing", "kind_closing"),
    ReportKind.VOTING_CHECK: Message("Voting check", "kind_voting_check"),
    ReportKind.LEAVING: Message("Leaving", "kind_leaving"),
}


class Ynx(StrEnum):
    """Yes or no; "could not see" is a missing reason beside it."""

    YES = "yes"
    NO = "no"


class Body(Model):
    """`missing` maps a field id to the reason why it has no value."""

    missing: dict[str, MissingReason] = {}
