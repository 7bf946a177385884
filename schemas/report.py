"""A submission: who says what about which station, and the receipt for it. The payload's bytes are the evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from schemas.finding import Answer, Finding
from schemas.model import Instant, Line, Model
from schemas.reports.body import SCHEMA_VERSION, ReportKind


class Channel(StrEnum):
    PAGE = "page"
    API = "api"
    OFFLINE = "offline"
    ODK = "odk"
    TABLE = "table"
    SMS = "sms"


class EnteredBy(StrEnum):
    OBSERVER = "observer"
    COORDINATOR = "coordinator"


class RevisionState(StrEnum):
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"
    REJECTED = "rejected"
    UNVERIFIABLE = "unverifiable"
    WITHDRAWN = "withdrawn"
    """A tombstone: the observer took the report back; every earlier revision stays."""


class Submission(Model):
    """One revision of one report, as it arrives at any door.

    `report_id` is a UUID made by the client, so that a resend is the same report. `revision` counts from 1; a correction is
    the next number and names in `reason` why. `body` holds the fields of the kind (schemas.reports) as JSON types."""

    report_id: UUID
    revision: int = Field(default=1, ge=1, le=999)
    kind: ReportKind
    election_id: str = Field(max_length=60)
    station_id: str = Field(max_length=60)
    contest_id: str = Field(default="", max_length=40)
    observed_at: Instant
    sent_at: Instant | None = None
    """The device's clock at sending: both clocks are kept."""
    body: dict[str, object]
    withdrawn: bool = False
    reason: Line = ""
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the observer holds. `created` is False when the same bytes were stored before: the same receipt again."""

    report_id: str
    revision: int
    code: str
    received_at: datetime
    sha256: str
    created: bool
    line: tuple[int | str, ...] = ()
    """The line of the ledger, where it was written with this very commit."""


@dataclass(frozen=True, slots=True)
class NeedsAnswers:
    """Nothing is stored yet: each finding is to be answered, then the same submission sent with the answers."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A stored revision with all it carries."""

    revision_id: int
    report_id: str
    revision: int
    kind: ReportKind
    election_id: str
    station_id: str
    contest_id: str
    author_id: str
    observer_code: str
    organisation_code: str
    entered_by: EnteredBy
    channel: Channel
    observed_at: datetime
    received_at: datetime
    payload: str
    sha256: str
    state: RevisionState
    is_current: bool
    findings: tuple[Finding, ...] = ()
    answers: tuple[Answer, ...] = ()
    withdrawn: bool = False
    reason: str = ""
    entered_by_code: str = ""
    """Whoever typed it for the observer; "" where the observer did."""
    confirmed_at: datetime | None = None
    """When the observer said that what was typed for them is right."""
