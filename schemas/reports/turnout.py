"""Turnout: what the observer counted, and what the commission says at that minute. Three numbers at most a report."""

from enum import StrEnum

from schemas.figure import FigureCode, FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import ASKING, SEEING, MissingReason
from schemas.model import Count, Instant
from schemas.reports.body import Body, Ynx
from schemas.voice import Voice

R = MissingReason


class CountingMethod(StrEnum):
    HAND_COUNTER = "hand_counter"
    TALLY = "tally"
    VIDEO_LATER = "video_later"
    NOT_COUNTING = "not_counting"


class CountingUnit(StrEnum):
    AT_BOX = "at_box"
    GIVEN_BALLOTS = "given_ballots"
    AT_DOOR = "at_door"
    """Not comparable where another station shares the hall."""


class StatedHow(StrEnum):
    ANNOUNCED = "announced"
    ANSWERED = "answered"
    ON_BOARD = "on_board"
    IN_PAPERS = "in_papers"


class Queue(StrEnum):
    NONE = "none"
    UP_TO_10 = "up_to_10"
    UP_TO_50 = "up_to_50"
    MORE = "more"


class NothingWrong(StrEnum):
    NOTHING_TO_REPORT = "nothing_to_report"
    REPORTED_SEPARATELY = "reported_separately"


class MobileAccompanied(StrEnum):
    YES = "yes"
    REFUSED = "refused"
    DID_NOT_ASK = "did_not_ask"
    NOT_APPLICABLE = "not_applicable"


class TurnoutReport(Body):
    """`counted_at` is the minute the counter was read: the instant `voters_counted` is true of."""

    due_at: Instant | None = None
    """The set hour this report answers; empty for one made on arrival, around a break or at the close."""
    counting_method: CountingMethod | None = None
    counting_unit: CountingUnit | None = None
    counting_since_at: Instant | None = None
    voters_counted: Count | None = None
    counted_at: Instant | None = None
    counter_reset: Ynx | None = None
    counter_reset_at: Instant | None = None
    stated_voters: Count | None = None
    stated_at: Instant | None = None
    stated_how: StatedHow | None = None
    added_to_list: Count | None = None
    mobile_out_at: Instant | None = None
    mobile_back_at: Instant | None = None
    mobile_voters: Count | None = None
    mobile_accompanied: MobileAccompanied | None = None
    queue: Queue | None = None
    nothing_wrong: NothingWrong | None = None


COUNTING = tuple(method.value for method in CountingMethod if method is not CountingMethod.NOT_COUNTING)

TURNOUT_FORM = Form(
    "turnout",
    Message("Turnout", "kind_turnout"),
    (
        Step(
            "method",
            (
                FormField(
                    "counting_method",
                    FieldKind.CHOICE,
                    Message("How do you count?"),
                    Message("Way of counting"),
                    required=True,
                    choices=(
                        Choice("hand_counter", Message("hand counter", "counting_hand_counter")),
                        Choice("tally", Message("tally on paper", "counting_tally")),
                        Choice("video_later", Message("from video later", "counting_video_later")),
                        Choice("not_counting", Message("I am not counting", "counting_not")),
                    ),
                ),
                FormField(
                    "counting_unit",
                    FieldKind.CHOICE,
                    Message("Whom do you count?"),
                    Message("Whom I count"),
                    required=True,
                    choices=(
                        Choice("at_box", Message("people at the box", "counting_at_box")),
                        Choice("given_ballots", Message("people given ballots", "counting_given_ballots")),
                        Choice("at_door", Message("people at the door", "counting_at_door")),
                    ),
                    shown_if=("counting_method", COUNTING),
                ),
                FormField(
                    "counting_since_at",
                    FieldKind.TIME,
                    Message("Since when do you count without a gap?"),
                    Message("Counting without a gap since"),
                    required=True,
                    shown_if=("counting_method", COUNTING),
                ),
            ),
        ),
        Step(
            "counted",
            (
                FormField(
                    "voters_counted",
                    FieldKind.COUNT,
                    Message("What does your counter show now?"),
                    Message("People counted"),
                    help=Message("One person = 1, however many ballots"),
                    unit=FigureUnit.PEOPLE,
                    reasons=(R.AWAY, R.VIEW_BLOCKED),
                    required=True,
                    voice=Voice.COUNT,
                    figure=FigureCode.VOTERS_COUNTED,
                    shown_if=("counting_method", COUNTING),
                ),
                FormField(
                    "counted_at",
                    FieldKind.TIME,
                    Message("When did you read the counter?"),
                    Message("Counter read at"),
                    required=True,
                    shown_if=("counting_method", COUNTING),
                ),
                FormField(
                    "counter_reset",
                    FieldKind.CHOICE,
                    Message("Did you start again from zero?"),
                    Message("Counter started again"),
                    choices=(Choice("no", Message("no", "answer_no")), Choice("yes", Message("yes", "answer_yes"))),
                    shown_if=("counting_method", COUNTING),
                ),
                FormField(
                    "counter_reset_at",
                    FieldKind.TIME,
                    Message("When did you start again from zero?"),
                    Message("Started again at"),
                    shown_if=("counter_reset", ("yes",)),
                ),
            ),
        ),
        Step(
            "stated",
            (
                FormField(
                    "stated_voters",
                    FieldKind.COUNT,
                    Message("What number does the commission give?"),
                    Message("Number stated by the commission"),
                    help=Message("Voters who received ballots, as the commission says"),
                    unit=FigureUnit.PEOPLE,
                    reasons=ASKING,
                    required=True,
                    voice=Voice.STATED,
                    figure=FigureCode.VOTERS_STATED,
                ),
                FormField(
                    "stated_at",
                    FieldKind.TIME,
                    Message("At what minute was it given?"),
                    Message("When it was stated"),
                    reasons=ASKING,
                ),
                FormField(
                    "stated_how",
                    FieldKind.CHOICE,
                    Message("How did you learn it?"),
                    Message("How I learned it"),
                    choices=(
                        Choice("announced", Message("announced", "stated_announced")),
                        Choice("answered", Message("answered when asked", "stated_answered")),
                        Choice("on_board", Message("on the board", "stated_on_board")),
                        Choice("in_papers", Message("seen in papers", "stated_in_papers")),
                    ),
                ),
            ),
        ),
        Step(
            "around",
            (
                FormField(
                    "queue",
                    FieldKind.CHOICE,
                    Message("How many people wait now?"),
                    Message("Queue"),
                    choices=(
                        Choice("none", Message("none", "queue_none")),
                        Choice("up_to_10", Message("up to 10", "queue_up_to_10")),
                        Choice("up_to_50", Message("up to 50", "queue_up_to_50")),
                        Choice("more", Message("more", "queue_more")),
                    ),
                ),
                FormField(
                    "nothing_wrong",
                    FieldKind.CHOICE,
                    Message("Anything wrong since the last report?"),
                    Message("Since the last report"),
                    required=True,
                    choices=(
                        Choice("nothing_to_report", Message("nothing to report", "nothing_to_report")),
                        Choice("reported_separately", Message("reported separately", "reported_separately")),
                    ),
                ),
                FormField(
                    "added_to_list",
                    FieldKind.COUNT,
                    Message("How many voters were added to the list?"),
                    Message("Added to the list"),
                    help=Message("Since your last report"),
                    unit=FigureUnit.PEOPLE,
                    reasons=ASKING + SEEING[:5],
                    voice=Voice.STATED,
                    figure=FigureCode.VOTERS_ADDED,
                ),
            ),
        ),
        Step(
            "outside",
            (
                FormField(
                    "mobile_accompanied",
                    FieldKind.CHOICE,
                    Message("Did the portable box go out? Was an observer taken along?"),
                    Message("Portable box"),
                    choices=(
                        Choice("not_applicable", Message("it did not go out", "mobile_did_not_go")),
                        Choice("yes", Message("yes, an observer went along", "mobile_observer_along")),
                        Choice("refused", Message("it went out, the observer was refused", "mobile_refused")),
                        Choice("did_not_ask", Message("it went out, did not ask", "mobile_did_not_ask")),
                    ),
                ),
                FormField(
                    "mobile_out_at",
                    FieldKind.TIME,
                    Message("When did the portable box leave?"),
                    Message("Portable box left"),
                    reasons=ASKING,
                    shown_if=("mobile_accompanied", ("yes", "refused", "did_not_ask")),
                ),
                FormField(
                    "mobile_back_at",
                    FieldKind.TIME,
                    Message("When did it come back?"),
                    Message("Portable box came back"),
                    reasons=ASKING,
                    shown_if=("mobile_accompanied", ("yes", "refused", "did_not_ask")),
                ),
                FormField(
                    "mobile_voters",
                    FieldKind.COUNT,
                    Message("How many voted outside?"),
                    Message("Voters outside"),
                    unit=FigureUnit.PEOPLE,
                    reasons=ASKING,
                    voice=Voice.STATED,
                    figure=FigureCode.VOTERS_OUTSIDE,
                    shown_if=("mobile_accompanied", ("yes", "refused", "did_not_ask")),
                ),
            ),
        ),
    ),
)
