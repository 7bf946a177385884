"""A case: one event or one difference, with everything that lets somebody else check it. A version is whole, canonical and never changed.

People appear as roles and codes only; there is no field for a name."""

import hashlib
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Self

from pydantic import Field, model_validator

from schemas import canonical
from schemas.figure import FigureCode
from schemas.missing import MissingReason
from schemas.model import Account, Count, Instant, Line, Model
from schemas.reports.violation import ComplaintAnswer, ComplaintTo
from schemas.voice import Voice

SHA256 = r"^[0-9a-f]{64}$"
CODE_LENGTH, NOTE_LENGTH, QUESTION_LENGTH = 40, 500, 500
CODE = rf"^[A-Za-z0-9._-]{{1,{CODE_LENGTH}}}$"
"""A pseudonym, an organisation's or a person's code: no spaces, so that no name fits in by habit."""
CASE_SCHEMA_VERSION = 1


class EvidenceKind(StrEnum):
    SIGNED_COPY = "signed_copy"
    POSTED_PROTOCOL = "posted_protocol"
    PUBLICATION = "publication"
    WRITTEN_ACT = "written_act"
    COMPLAINT = "complaint"
    ANSWER = "answer"
    JOURNAL = "journal"
    VIDEO = "video"
    AUDIO = "audio"
    PHOTO = "photo"


class Origin(StrEnum):
    """Who made the document: two documents of one origin can say the same wrong thing."""

    PRECINCT = "precinct"
    HIGHER_COMMISSION = "higher_commission"
    AUTHORITY = "authority"
    OBSERVERS = "observers"


class CustodyAct(StrEnum):
    RECEIVED = "received"
    SEALED = "sealed"
    OPENED = "opened"
    COPIED = "copied"
    HANDED_OVER = "handed_over"
    CHECKED = "checked"


class CustodyStep(Model):
    """What was done with an original, by whom (a code), when."""

    act: CustodyAct
    at: Instant
    by_code: str = Field(pattern=CODE)
    note: Line = ""


class Evidence(Model):
    """A document, a recording, a picture: known by the SHA-256 of its bytes, wherever these are kept."""

    sha256: str = Field(pattern=SHA256)
    kind: EvidenceKind
    origin: Origin
    shows: Line
    media_type: Line = ""
    made_at: Instant | None = None
    held_by: str = Field(default="", max_length=CODE_LENGTH)
    report_id: str = Field(default="", max_length=36)
    custody: tuple[CustodyStep, ...] = ()


class GatheredReport(Model):
    """One revision of a report as it stood when it was gathered: its bytes are known by their hash."""

    report_id: str = Field(max_length=36)
    revision: int = Field(ge=1)
    revision_id: int = Field(ge=1)
    sha256: str = Field(pattern=SHA256)
    kind: str = Field(max_length=12)
    station_id: str = Field(max_length=60)
    observer_code: str = Field(default="", max_length=24)
    organisation_code: str = Field(default="", max_length=16)
    received_at: Instant
    saw_myself: bool = True
    """False where the observer tells what others told: hearsay stays apart."""


class Side(Model):
    """One figure in one voice. Exactly one of `value` and `missing`. It stands in a report's revision, or in a publication or a number of
    papers (`source`); `documents` (SHA-256) are those of the gathered ones in which it stands: a sum rests on several. `figure_code` only
    where it is another figure than the row's (people counted, ballots issued)."""

    voice: Voice
    figure_code: FigureCode | None = None
    value: Count | None = None
    missing: MissingReason | None = None
    as_of_at: Instant | None = None
    report_id: str = Field(default="", max_length=36)
    revision: int = Field(default=0, ge=0)
    source: str = Field(default="", max_length=400)
    documents: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.value is None) == (self.missing is None):
            raise ValueError("a side has a value or the reason why there is none")
        return self


class ComparisonRow(Model):
    """One field at one place, side by side. `unit_id` is a station or, for published sums, a district, region or country.

    With `floor` or `ceiling` (people, DESIGN §6) the protocol is held against these; without, every side ought to be the same number."""

    unit_id: str = Field(max_length=60)
    contest_id: str = Field(default="", max_length=40)
    figure_code: FigureCode
    option_code: str = Field(default="", max_length=24)
    sides: tuple[Side, ...] = Field(min_length=1, max_length=8)
    floor: Count | None = None
    ceiling: Count | None = None
    outside: Count | None = None
    """Voters outside the premises, taken off the protocol's voters already: observers count inside."""
    copies_n: Count | None = None
    stations_n: Count | None = None
    """Of a unit: from how many of its stations a copy is held."""

    def contradicts(self, first: Side, second: Side) -> bool:
        """Whether two of the sides cannot both be right."""
        if first.value is None or second.value is None:
            return False
        if self.floor is None and self.ceiling is None:
            return first.value != second.value
        if Voice.COUNT not in (first.voice, second.voice) or first.voice is second.voice:
            return False
        other = second.value if first.voice is Voice.COUNT else first.value
        return (self.floor is not None and other < self.floor) or (self.ceiling is not None and other > self.ceiling)

    @property
    def differs(self) -> bool:
        return any(self.contradicts(first, second) for first, second in combinations(self.sides, 2))


class Event(Model):
    """Something that happened and is no number: a copy refused, an observer removed."""

    class_code: str = Field(max_length=12)
    at: Instant
    station_id: str = Field(max_length=60)
    account: Account = ""
    report_id: str = Field(default="", max_length=36)
    documents: tuple[str, ...] = ()
    """SHA-256 of each gathered document that tells of it."""


class Norm(Model):
    """A rule of law as it was read: copies differ by edition, so the edition is named or said to be unknown."""

    code: str = Field(max_length=24)
    act: Line
    article: Line
    edition: Line = ""
    source: Line = ""
    address: str = Field(default="", max_length=500)
    confidence: str = Field(default="", max_length=8)


class Complaint(Model):
    """A complaint and what became of it. When it is due is computed (schemas.deadlines), never typed."""

    body: ComplaintTo
    filed_at: Instant
    about_list: bool = False
    number: Line = ""
    answer: ComplaintAnswer = ComplaintAnswer.NO_ANSWER
    answered_at: Instant | None = None
    answer_text: Account = ""


class JournalEntry(Model):
    """When and under which number the observer was written into the commission's journal: the right to have been there."""

    station_id: str = Field(max_length=60)
    observer_code: str = Field(pattern=CODE)
    at: Instant
    number: Line = ""


class Witness(Model):
    """Who can say it again: a role and the code under which the organisation knows the person. Never a name."""

    role: Line
    code: str = Field(pattern=CODE)
    signed: bool = False


class Accreditation(Model):
    """An organisation's right to observe, as it stood on voting day."""

    organisation_code: str = Field(max_length=16)
    kind: Line = ""
    document: Line = ""
    charter_clause: Line = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, on: date) -> bool | None:
        """Whether it was valid that day; None where its dates are not known."""
        if self.valid_from is None or self.valid_to is None:
            return None
        return self.valid_from <= on <= self.valid_to


class CaseContent(Model):
    """One whole version of a case."""

    title: Line = ""
    """An analyst's own words beside the class and the place, which every page writes in its reader's language."""
    question: Account = ""
    class_code: str = Field(max_length=12)
    station_ids: tuple[str, ...] = ()
    unit_id: str = Field(default="", max_length=60)
    """The district, region or country of a case about published sums."""
    incident_ids: tuple[str, ...] = ()
    reports: tuple[GatheredReport, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    comparisons: tuple[ComparisonRow, ...] = ()
    events: tuple[Event, ...] = ()
    norms: tuple[Norm, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    journal: tuple[JournalEntry, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    act_written_at: Instant | None = None
    act_signatures: int | None = Field(default=None, ge=0, le=99)
    accreditations: tuple[Accreditation, ...] = ()
    is_closed: bool = False
    schema_version: int = CASE_SCHEMA_VERSION

    def payload(self) -> str:
        """The canonical JSON that is stored, hashed and handed out."""
        return canonical.dumps(self.model_dump(mode="json")).decode()

    @property
    def material_sha256(self) -> str:
        """SHA-256 of what a check is about: class, places, reports, evidence, figures and events. An answered complaint or a new title
        leaves it as it was; one more report does not."""
        names = {"class_code", "station_ids", "unit_id", "incident_ids", "reports", "evidence", "comparisons", "events"}
        material = self.model_dump(mode="json", include=names)
        material["evidence"] = [{**each, "custody": []} for each in material["evidence"]]
        return hashlib.sha256(canonical.dumps(material)).hexdigest()


class CheckWay(StrEnum):
    READ_DOCUMENT = "read_document"
    CALLED_BACK = "called_back"
    COMPARED_SOURCE = "compared_source"
    WATCHED_VIDEO = "watched_video"
    HEARD_WITNESS = "heard_witness"


class CaseCheck(Model):
    """One person's check of what the case rests on at that moment."""

    way: CheckWay
    confirmed: bool
    checker_id: str = Field(max_length=32)
    checker_code: str = Field(max_length=24)
    organisation_code: str = Field(default="", max_length=16)
    material_sha256: str = Field(pattern=SHA256)
    version: int = Field(ge=1)
    note: str = Field(default="", max_length=NOTE_LENGTH)
    checked_at: Instant
