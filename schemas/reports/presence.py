"""Presence: let in or not, when, with whom; a break; leaving. Presence makes floors and ceilings possible."""

from datetime import time
from enum import StrEnum

from schemas.figure import FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import ASKING, MissingReason
from schemas.model import Count, Instant, Line
from schemas.reports.body import Body

R = MissingReason
MORNING = time(7)
"""Nobody leaves before voting begins: an earlier hour is of the morning after."""


class Admission(StrEnum):
    AT_ONCE = "at_once"
    AFTER_WAITING = "after_waiting"
    NOT_LET_IN = "not_let_in"
    OTHER_ROOM = "other_room"


class AdmissionReason(StrEnum):
    DOCUMENT = "document"
    ACCREDITATION = "accreditation"
    TOO_MANY_OBSERVERS = "too_many_observers"
    HEALTH_RULE = "health_rule"
    NONE_GIVEN = "none_given"
    OTHER = "other"


ADMISSION_REASON_NAMES: dict[str, Message] = {
    AdmissionReason.DOCUMENT: Message("document", "reason_document"),
    AdmissionReason.ACCREDITATION: Message("accreditation", "reason_accreditation"),
    AdmissionReason.TOO_MANY_OBSERVERS: Message("too many observers", "reason_too_many_observers"),
    AdmissionReason.HEALTH_RULE: Message("health rule", "reason_health_rule"),
    AdmissionReason.NONE_GIVEN: Message("no reason given", "reason_none_given"),
    AdmissionReason.OTHER: Message("other", "answer_other"),
}


class OthersWatching(StrEnum):
    PAIR = "pair"
    NOBODY = "nobody"
    SOMEONE_ELSE = "someone_else"


class PublishStation(StrEnum):
    YES = "yes"
    ONLY_TOTALS = "only_totals"
    DECIDE_LATER = "decide_later"


class AwayReason(StrEnum):
    BREAK = "break"
    MOBILE_BOX = "mobile_box"
    SENT_AWAY = "sent_away"
    CROWD = "crowd"
    UNWELL = "unwell"


class LeftBecause(StrEnum):
    FINISHED = "finished"
    OWN_CHOICE = "own_choice"
    REMOVED = "removed"
    THREATENED = "threatened"
    ILL = "ill"


class PresenceReport(Body):
    admission: Admission | None = None
    admission_wait: Count | None = None
    admission_reason: AdmissionReason | None = None
    admission_reason_text: Line | None = None
    arrived_at: Instant | None = None
    registered_at: Instant | None = None
    others_watching: OthersWatching | None = None
    pair_code: Line | None = None
    publish_station: PublishStation | None = None


class AwayReport(Body):
    away_from_at: Instant | None = None
    away_to_at: Instant | None = None
    away_reason: AwayReason | None = None


class LeavingReport(Body):
    left_at: Instant | None = None
    left_because: LeftBecause | None = None


NOT_AT_ONCE = (Admission.AFTER_WAITING.value, Admission.NOT_LET_IN.value, Admission.OTHER_ROOM.value)

PRESENCE_FORM = Form(
    "presence",
    Message("Arrival", "kind_presence"),
    (
        Step(
            "admission",
            (
                FormField(
                    "admission",
                    FieldKind.CHOICE,
                    Message("Were you let in?"),
                    Message("Admission"),
                    required=True,
                    choices=(
                        Choice("at_once", Message("at once", "admission_at_once")),
                        Choice("after_waiting", Message("after waiting", "admission_after_waiting")),
                        Choice("not_let_in", Message("not let in", "admission_not_let_in")),
                        Choice("other_room", Message("sent to another room", "admission_other_room")),
                    ),
                ),
            ),
        ),
        Step(
            "admission_why",
            (
                FormField(
                    "admission_wait",
                    FieldKind.COUNT,
                    Message("How long did you wait?"),
                    Message("Waiting time"),
                    unit=FigureUnit.MINUTES,
                    help=Message("in minutes"),
                    reasons=(R.DO_NOT_KNOW,),
                    shown_if=("admission", ("after_waiting", "other_room")),
                ),
                FormField(
                    "admission_reason",
                    FieldKind.CHOICE,
                    Message("What reason was given?"),
                    Message("Reason given"),
                    reasons=ASKING,
                    choices=tuple(Choice(reason.value, ADMISSION_REASON_NAMES[reason]) for reason in AdmissionReason),
                    shown_if=("admission", NOT_AT_ONCE),
                ),
                FormField(
                    "admission_reason_text",
                    FieldKind.LINE,
                    Message("Which reason, in a few words?"),
                    Message("Reason in words"),
                    shown_if=("admission_reason", ("other",)),
                ),
            ),
        ),
        Step(
            "arrival",
            (
                FormField("arrived_at", FieldKind.TIME, Message("When did you come?"), Message("Arrival"), required=True),
                FormField(
                    "registered_at",
                    FieldKind.TIME,
                    Message("When were you written into the journal?"),
                    Message("Written into the journal"),
                    reasons=(R.REFUSED, R.DO_NOT_KNOW),
                ),
            ),
        ),
        Step(
            "others",
            (
                FormField(
                    "others_watching",
                    FieldKind.CHOICE,
                    Message("Who else of our groups watches here?"),
                    Message("Other observers of ours"),
                    choices=(
                        Choice("nobody", Message("nobody", "others_nobody")),
                        Choice("pair", Message("my pair", "others_pair")),
                        Choice("someone_else", Message("someone else", "others_someone_else")),
                    ),
                ),
                FormField(
                    "pair_code",
                    FieldKind.LINE,
                    Message("What is the code of your pair?"),
                    Message("Pair's code"),
                    shown_if=("others_watching", ("pair",)),
                ),
            ),
        ),
        Step(
            "consent",
            (
                FormField(
                    "publish_station",
                    FieldKind.CHOICE,
                    Message("May reports be shown with the station number?"),
                    Message("Show with station number"),
                    help=Message("The commission knows who observed here. Show this station with its number?", "safe_consent"),
                    choices=(
                        Choice("yes", Message("yes", "answer_yes")),
                        Choice("only_totals", Message("only in totals", "publish_only_totals")),
                        Choice("decide_later", Message("decide later with the coordinator", "publish_decide_later")),
                    ),
                ),
            ),
        ),
    ),
)

AWAY_FORM = Form(
    "away",
    Message("Break", "kind_away"),
    (
        Step(
            "away",
            (
                FormField(
                    "away_from_at", FieldKind.TIME, Message("From when could you not watch?"), Message("Not watching from"), required=True,
                    any_morning=True,
                ),
                FormField(
                    "away_to_at", FieldKind.TIME, Message("Until when could you not watch?"), Message("Watching again from"), required=True,
                    any_morning=True,
                ),
                FormField(
                    "away_reason",
                    FieldKind.CHOICE,
                    Message("Why could you not watch?"),
                    Message("Reason for the break"),
                    required=True,
                    choices=(
                        Choice("break", Message("a break", "away_break")),
                        Choice("mobile_box", Message("with the portable box", "away_with_mobile_box")),
                        Choice("sent_away", Message("asked to go out", "away_sent_away")),
                        Choice("crowd", Message("a crowd", "away_crowd")),
                        Choice("unwell", Message("unwell", "away_unwell")),
                    ),
                ),
            ),
        ),
    ),
)

LEAVING_FORM = Form(
    "leaving",
    Message("Leaving", "kind_leaving"),
    (
        Step(
            "leaving",
            (
                FormField(
                    "left_because",
                    FieldKind.CHOICE,
                    Message("Why did you leave?"),
                    Message("Reason for leaving"),
                    required=True,
                    choices=(
                        Choice("finished", Message("observation finished", "left_finished")),
                        Choice("own_choice", Message("my own decision", "left_own_choice")),
                        Choice("removed", Message("I was removed", "left_removed")),
                        Choice("threatened", Message("I was threatened", "left_threatened")),
                        Choice("ill", Message("I fell ill", "left_ill")),
                    ),
                ),
                FormField(
                    "left_at",
                    FieldKind.TIME,
                    Message("When did you leave?"),
                    Message("Departure"),
                    required=True,
                    night_until=MORNING,
                    any_morning=True,
                ),
            ),
        ),
    ),
)
