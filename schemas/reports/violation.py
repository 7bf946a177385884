"""A violation: twenty seconds for the first screen, the rest later. Names of voters are never asked."""

from enum import StrEnum

from schemas.figure import FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.model import Account, Count, Instant, Line
from schemas.reports.body import Body, Ynx
from schemas.violation_class import VIOLATION_CLASSES

R = MissingReason


class SawMyself(StrEnum):
    SAW = "saw"
    HEARD = "heard"
    TOLD = "told"


class PeopleAffected(StrEnum):
    ONE = "one"
    TWO_TO_TEN = "two_to_ten"
    MORE = "more"
    EXACT = "exact"


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    VIDEO_OUTSIDE = "video_outside"
    DOCUMENT = "document"
    SECOND_WITNESS = "second_witness"
    NOTHING = "nothing"


class RaisedWith(StrEnum):
    CORRECTED = "corrected"
    REFUSED = "refused"
    IGNORED = "ignored"
    NOT_TOLD_UNSAFE = "not_told_unsafe"


class ComplaintTo(StrEnum):
    COMMISSION = "commission"
    HIGHER_COMMISSION = "higher_commission"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    POLICE = "police"
    NONE = "none"


class ComplaintAnswer(StrEnum):
    NO_ANSWER = "no_answer"
    GRANTED = "granted"
    REJECTED = "rejected"


class Danger(StrEnum):
    NO = "no"
    WATCHED = "watched"
    THREATENED = "threatened"
    HELD = "held"


ViolationCode = StrEnum("ViolationCode", {each.code.replace("-", "_"): each.code for each in VIOLATION_CLASSES})  # type: ignore[misc]


class ViolationReport(Body):
    what: ViolationCode | None = None
    danger: Danger | None = None
    happened_at: Instant | None = None
    still_going_on: Ynx | None = None
    saw_myself: SawMyself | None = None
    told_by: Line | None = None
    people_affected: PeopleAffected | None = None
    people_affected_exact: Count | None = None
    account: Account | None = None
    evidence_kind: tuple[EvidenceKind, ...] = ()
    raised_with: RaisedWith | None = None
    act_written: Ynx | None = None
    act_signatures: Count | None = None
    complaint_to: ComplaintTo | None = None
    complaint_at: Instant | None = None
    complaint_number: Line | None = None
    complaint_answer: ComplaintAnswer | None = None
    complaint_answered_at: Instant | None = None


HANDED_IN = tuple(to.value for to in ComplaintTo if to is not ComplaintTo.NONE)

VIOLATION_FORM = Form(
    "violation",
    Message("Violation", "kind_violation"),
    (
        Step(
            "what",
            (
                FormField(
                    "what",
                    FieldKind.CHOICE,
                    Message("What happened?"),
                    Message("What happened", "what_label"),
                    required=True,
                    choices=tuple(Choice(each.code, each.sentence) for each in VIOLATION_CLASSES),
                ),
                FormField(
                    "danger",
                    FieldKind.CHOICE,
                    Message("Are you or someone else in danger?"),
                    Message("Danger"),
                    required=True,
                    choices=(
                        Choice("no", Message("no", "answer_no")),
                        Choice("watched", Message("being watched", "danger_watched")),
                        Choice("threatened", Message("threatened", "danger_threatened")),
                        Choice("held", Message("held", "danger_held")),
                    ),
                ),
            ),
        ),
        Step(
            "when",
            (
                FormField(
                    "happened_at",
                    FieldKind.TIME,
                    Message("When was it?"),
                    Message("When", "happened_at_label"),
                    any_morning=True,
                    reasons=(R.DO_NOT_KNOW,),
                    required=True,
                ),
                FormField(
                    "still_going_on",
                    FieldKind.CHOICE,
                    Message("Is it still going on?"),
                    Message("Still going on"),
                    reasons=(R.DO_NOT_KNOW,),
                    choices=(Choice("yes", Message("yes", "answer_yes")), Choice("no", Message("no", "answer_no"))),
                ),
                FormField(
                    "saw_myself",
                    FieldKind.CHOICE,
                    Message("Did you see it yourself?"),
                    Message("Seen or told"),
                    required=True,
                    choices=(
                        Choice("saw", Message("yes, with my own eyes", "saw_own_eyes")),
                        Choice("heard", Message("I heard it", "saw_heard")),
                        Choice("told", Message("I was told by somebody", "saw_told_by")),
                    ),
                ),
                FormField(
                    "told_by",
                    FieldKind.LINE,
                    Message("Who told you? Their role, no name"),
                    Message("Told by"),
                    shown_if=("saw_myself", ("told",)),
                ),
            ),
        ),
        Step(
            "scale",
            (
                FormField(
                    "people_affected",
                    FieldKind.CHOICE,
                    Message("How many people or ballots?"),
                    Message("Scale", "people_affected_label"),
                    reasons=(R.DO_NOT_KNOW,),
                    choices=(
                        Choice("one", Message("about 1", "affected_one")),
                        Choice("two_to_ten", Message("2 to 10", "affected_two_to_ten")),
                        Choice("more", Message("more than 10", "affected_more")),
                        Choice("exact", Message("exact number", "affected_exact")),
                    ),
                ),
                FormField(
                    "people_affected_exact",
                    FieldKind.COUNT,
                    Message("Which number?"),
                    Message("Exact number"),
                    unit=FigureUnit.PEOPLE,
                    shown_if=("people_affected", ("exact",)),
                ),
                FormField(
                    "account",
                    FieldKind.ACCOUNT,
                    Message("Tell it in your own words"),
                    Message("In your words"),
                    help=Message("Who did it (their role), what, where in the room. No names: not the voters', not your own"),
                ),
            ),
        ),
        Step(
            "evidence",
            (
                FormField(
                    "evidence_kind",
                    FieldKind.CHOICES,
                    Message("What is there to show it?"),
                    Message("What shows it"),
                    choices=(
                        Choice("photo", Message("photo", "evidence_photo")),
                        Choice("video_outside", Message("video kept outside", "evidence_video_outside")),
                        Choice("document", Message("document", "evidence_document")),
                        Choice("second_witness", Message("second witness", "evidence_second_witness")),
                        Choice("nothing", Message("nothing", "evidence_nothing")),
                    ),
                ),
                FormField(
                    "raised_with",
                    FieldKind.CHOICE,
                    Message("Did you tell the commission? What did they do?"),
                    Message("Told to the commission"),
                    choices=(
                        Choice("corrected", Message("corrected", "raised_corrected")),
                        Choice("refused", Message("refused", "raised_refused")),
                        Choice("ignored", Message("ignored", "raised_ignored")),
                        Choice("not_told_unsafe", Message("not told, unsafe", "raised_not_told_unsafe")),
                    ),
                ),
                FormField(
                    "act_written",
                    FieldKind.CHOICE,
                    Message("Was a written act made?"),
                    Message("Written act"),
                    choices=(Choice("yes", Message("yes", "answer_yes")), Choice("no", Message("no", "answer_no"))),
                ),
                FormField(
                    "act_signatures",
                    FieldKind.COUNT,
                    Message("Signed by how many?"),
                    Message("Signatures on the act"),
                    unit=FigureUnit.SIGNATURES,
                    shown_if=("act_written", ("yes",)),
                ),
            ),
        ),
        Step(
            "complaint",
            (
                FormField(
                    "complaint_to",
                    FieldKind.CHOICE,
                    Message("Where was the complaint handed in?"),
                    Message("Complaint"),
                    choices=(
                        Choice("none", Message("not handed in", "complaint_none")),
                        Choice("commission", Message("precinct commission", "complaint_commission")),
                        Choice("higher_commission", Message("higher commission", "complaint_higher_commission")),
                        Choice("court", Message("court", "complaint_court")),
                        Choice("prosecutor", Message("prosecutor", "complaint_prosecutor")),
                        Choice("police", Message("police", "complaint_police")),
                    ),
                ),
                FormField(
                    "complaint_at",
                    FieldKind.TIME,
                    Message("When was it handed in?"),
                    Message("Complaint handed in"),
                    any_morning=True,
                    shown_if=("complaint_to", HANDED_IN),
                ),
                FormField(
                    "complaint_number",
                    FieldKind.LINE,
                    Message("Registration number"),
                    Message("Registration number"),
                    reasons=(R.REFUSED,),
                    shown_if=("complaint_to", HANDED_IN),
                ),
                FormField(
                    "complaint_answer",
                    FieldKind.CHOICE,
                    Message("What was the answer?"),
                    Message("Answer", "complaint_answer"),
                    shown_if=("complaint_to", HANDED_IN),
                    choices=(
                        Choice("no_answer", Message("no answer", "complaint_no_answer")),
                        Choice("granted", Message("granted", "complaint_granted")),
                        Choice("rejected", Message("not granted", "complaint_rejected")),
                    ),
                ),
                FormField(
                    "complaint_answered_at",
                    FieldKind.TIME,
                    Message("When did the answer come?"),
                    Message("Complaint answered"),
                    any_morning=True,
                    shown_if=("complaint_answer", ("granted", "rejected")),
                ),
            ),
        ),
    ),
)
