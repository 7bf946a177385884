"""Closing: the end of voting, the seals, the voting check (yes, no, could not see: what gives "k of n" its n), two ratings."""

from enum import StrEnum

from schemas.figure import FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import SEEING
from schemas.model import Account, Count, Instant, Line
from schemas.reports.body import Body, Ynx
from schemas.reports.count import NOON
from schemas.reports.questions import number, one_of, seen


class Rating(StrEnum):
    """Never averaged."""

    VERY_BAD = "very_bad"
    BAD = "bad"
    GOOD = "good"
    VERY_GOOD = "very_good"
    CANNOT_SAY = "cannot_say"


class VotingCheckReport(Body):
    """What was seen during voting, up to the time of the report."""

    check_no_document: Ynx | None = None
    check_several_ballots: Ynx | None = None
    check_voting_for_others: Ynx | None = None
    check_person_refused: Ynx | None = None
    check_group_led: Ynx | None = None
    check_money_gifts: Ynx | None = None
    check_campaign_material: Ynx | None = None
    check_booth_view: Ynx | None = None
    check_bundle_in_box: Ynx | None = None
    check_list_withheld: Ynx | None = None
    check_outsiders: Ynx | None = None
    check_observer_hindered: Ynx | None = None


class VotingEndReport(Body):
    """The end of voting itself: the first page of a closing."""

    last_voter_at: Instant | None = None
    queue_at_close: Count | None = None
    queue_allowed: Ynx | None = None
    closed_early_all_voted: Ynx | None = None
    seals_intact: Ynx | None = None


class ClosingReport(VotingCheckReport, VotingEndReport):
    count_started_at: Instant | None = None
    count_ended_at: Instant | None = None
    protocol_taken_to: Line | None = None
    result_entered_elsewhere: Ynx | None = None
    rating_voting: Rating | None = None
    rating_count: Rating | None = None
    anything_else: Account | None = None
    paper_kept: Ynx | None = None


VOTING_CHECK: tuple[FormField, ...] = (
    seen("check_no_document", Message("Ballots given without a document?"), Message("Ballots without a document")),
    seen("check_several_ballots", Message("Extra ballots given to one person?"), Message("Several ballots to one person")),
    seen("check_voting_for_others", Message("Did anyone vote for someone else?"), Message("Voting for others")),
    seen("check_person_refused", Message("Was a voter on the list refused?"), Message("A voter on the list refused")),
    seen("check_group_led", Message("Was a group led or told how to vote?"), Message("A group led or told how to vote")),
    seen("check_money_gifts", Message("Money or gifts for voters?"), Message("Money or gifts for voters")),
    seen("check_campaign_material", Message("Campaign material nearby?"), Message("Campaign material nearby")),
    seen("check_booth_view", Message("Camera or view into a booth?"), Message("Camera or view into a booth")),
    seen("check_bundle_in_box", Message("A bundle of ballots put into the box?"), Message("A bundle of ballots into the box")),
    seen("check_list_withheld", Message("Was a voter not shown the list?"), Message("The list not shown to a voter")),
    seen("check_outsiders", Message("Did outsiders direct the commission?"), Message("Outsiders directing the commission")),
    seen("check_observer_hindered", Message("Were observers hindered?"), Message("Observers hindered")),
)

CHECK_CLASSES: dict[str, str] = {
    "check_no_document": "VOT-01",
    "check_several_ballots": "VOT-02",
    "check_voting_for_others": "VOT-05",
    "check_person_refused": "VOT-06",
    "check_group_led": "VOT-08",
    "check_money_gifts": "VOT-09",
    "check_campaign_material": "EQP-01",
    "check_booth_view": "EQP-02",
    "check_bundle_in_box": "VOT-04",
    "check_list_withheld": "LST-01",
    "check_outsiders": "OTHER",
    "check_observer_hindered": "ACC-03",
}
"""The class each item of the voting check belongs to (product brief §1)."""

RATINGS = (
    Choice("very_bad", Message("very bad", "rating_very_bad")),
    Choice("bad", Message("bad", "rating_bad")),
    Choice("good", Message("good", "rating_good")),
    Choice("very_good", Message("very good", "rating_very_good")),
    Choice("cannot_say", Message("cannot say", "rating_cannot_say")),
)

CHECK_STEPS: tuple[Step, ...] = (
    Step("check_ballots", VOTING_CHECK[:4], Message("Seen today during voting")),
    Step("check_pressure", VOTING_CHECK[4:8], Message("Seen today during voting")),
    Step("check_box", VOTING_CHECK[8:], Message("Seen today during voting")),
)

VOTING_CHECK_FORM = Form("voting_check", Message("Voting check", "kind_voting_check"), CHECK_STEPS)

CLOSING_FORM = Form(
    "closing",
    Message("Closing", "kind_closing"),
    (
        Step(
            "end",
            (
                FormField(
                    "last_voter_at",
                    FieldKind.TIME,
                    Message("When did the last voter vote?"),
                    Message("Last voter"),
                    reasons=SEEING,
                    required=True,
                ),
                number(
                    "queue_at_close",
                    Message("How many stood in line at closing?"),
                    Message("Queue at closing"),
                    FigureUnit.PEOPLE,
                    reasons=SEEING,
                ),
                seen("queue_allowed", Message("Were they allowed to vote?"), Message("Queue allowed to vote")),
                seen("closed_early_all_voted", Message("Closed early because all had voted?"), Message("Closed early, all had voted")),
                seen("seals_intact", Message("Are the seals whole, numbers the same?"), Message("Seals intact")),
            ),
        ),
        *CHECK_STEPS,
        Step(
            "count",
            (
                FormField(
                    "count_started_at",
                    FieldKind.TIME,
                    Message("When did the count start?"),
                    Message("Count started"),
                    reasons=SEEING,
                    night_until=NOON,
                ),
                FormField(
                    "count_ended_at",
                    FieldKind.TIME,
                    Message("When did the count end?"),
                    Message("Count ended"),
                    reasons=SEEING,
                    night_until=NOON,
                ),
                FormField(
                    "protocol_taken_to",
                    FieldKind.LINE,
                    Message("Where was the protocol taken?"),
                    Message("Protocol taken to"),
                    reasons=SEEING,
                ),
                seen(
                    "result_entered_elsewhere",
                    Message("Was it rewritten at the higher commission?"),
                    Message("Rewritten at the higher commission"),
                ),
            ),
        ),
        Step(
            "end_of_day",
            (
                one_of("rating_voting", Message("How did voting go, in your view?"), Message("How voting went"), RATINGS),
                one_of("rating_count", Message("How did the count go, in your view?"), Message("How the count went"), RATINGS),
                FormField(
                    "anything_else",
                    FieldKind.ACCOUNT,
                    Message("What else should we know?"),
                    Message("Anything else"),
                    help=Message("Write no names: not the voters', not your own", "safe_no_names"),
                ),
                FormField(
                    "paper_kept",
                    FieldKind.CHOICE,
                    Message("Did you keep the paper form?"),
                    Message("Paper form kept"),
                    choices=(Choice("yes", Message("yes", "answer_yes")), Choice("no", Message("no", "answer_no"))),
                ),
            ),
        ),
    ),
)
