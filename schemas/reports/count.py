"""The count of votes: one report a contest, in the commission's own line order. An own tally is voice `count`, a paper `protocol`."""

from datetime import time
from enum import StrEnum

from pydantic import Field

from schemas.election import Contest, Election, ProtocolLine
from schemas.figure import FIGURE_NAMES, FIGURE_UNITS, FigureCode, FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import PAPER, SEEING, MissingReason
from schemas.model import Count, Instant, Line, Model
from schemas.reports.body import Body, Ynx
from schemas.reports.questions import number, one_of, seen
from schemas.voice import Voice

NOON = time(12)
"""No count ends voting day before it: a time before noon is of the next morning."""


class CountPresent(StrEnum):
    WHOLE = "whole"
    PART = "part"
    PUT_OUT = "put_out"
    AFAR = "afar"


class ProtocolSource(StrEnum):
    SIGNED_COPY = "signed_copy"
    PHOTO_POSTED = "photo_posted"
    PHOTO_ORIGINAL = "photo_original"
    READ_OUT = "read_out"
    OWN_TALLY = "own_tally"


class CopyGiven(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    PROMISED = "promised"
    LEFT_BEFORE = "left_before"


class ExtraLine(Model):
    """A printed line that the election's description does not know, with its text."""

    text: Line = Field(min_length=1)
    value: Count


class CountReport(Body):
    """`lines` by the line's key (schemas.election.ProtocolLine) and `votes` by option code; a line or option without a value has its
    reason in `missing` under `lines.<key>` or `votes.<option>`."""

    count_present: CountPresent | None = None
    count_present_from_at: Instant | None = None
    count_present_to_at: Instant | None = None
    close_list_signatures: Ynx | None = None
    close_list_signatures_number: Count | None = None
    unused_cancelled: Ynx | None = None
    ballots_shown_aloud: Ynx | None = None
    ballots_in_box: Count | None = None
    ballots_in_box_mobile: Count | None = None
    protocol_source: ProtocolSource | None = None
    lines: dict[str, Count] = {}
    votes: dict[str, Count] = {}
    extra_lines: tuple[ExtraLine, ...] = ()
    copy_given: CopyGiven | None = None
    copy_signed: Count | None = None
    copy_sealed: Ynx | None = None
    copy_given_at: Instant | None = None
    copy_refused_at: Instant | None = None
    copy_wait: Count | None = None
    corrections_seen: Ynx | None = None
    corrections_lines: Line | None = None
    posted_at_station: Ynx | None = None


def voice_of(source: ProtocolSource | None) -> Voice:
    """Whose figures a count report carries: the observer's own tally is `count`, every paper and reading is `protocol`."""
    return Voice.COUNT if source is ProtocolSource.OWN_TALLY else Voice.PROTOCOL


def _line(line: ProtocolLine) -> FormField:
    label = Message(line.label.en) if line.label else FIGURE_NAMES[line.code]
    return FormField(
        f"lines.{line.key}",
        FieldKind.COUNT,
        label,
        label,
        unit=FIGURE_UNITS[line.code],
        reasons=PAPER,
        required=line.sourced,
        voice=Voice.PROTOCOL,
        figure=line.code,
        printed_number=line.printed_number,
        optional_mark=not line.sourced,
        as_of=line.as_of,
        option_code=line.hour_code,
    )


WATCHED: tuple[Step, ...] = (
    Step(
        "present",
        (
            one_of(
                "count_present",
                Message("Were you in the room for the whole count?"),
                Message("Presence at the count"),
                (
                    Choice("whole", Message("the whole count", "count_present_whole")),
                    Choice("part", Message("part of it", "count_present_part")),
                    Choice("put_out", Message("I was put out", "count_present_put_out")),
                    Choice("afar", Message("watched from afar", "count_present_afar")),
                ),
                required=True,
            ),
            FormField(
                "count_present_from_at",
                FieldKind.TIME,
                Message("From when were you in the room?"),
                Message("In the room from"),
                night_until=NOON,
                shown_if=("count_present", ("part", "put_out")),
            ),
            FormField(
                "count_present_to_at",
                FieldKind.TIME,
                Message("Until when were you in the room?"),
                Message("In the room until"),
                night_until=NOON,
                shown_if=("count_present", ("part", "put_out")),
            ),
        ),
    ),
    Step(
        "before_boxes",
        (
            seen("close_list_signatures", Message("Were signatures counted before boxes were opened?"), Message("Signatures in the list")),
            number(
                "close_list_signatures_number",
                Message("How many signatures were said?"),
                Message("Signatures said"),
                FigureUnit.SIGNATURES,
                voice=Voice.STATED,
                figure=FigureCode.SIGNATURES,
                reasons=SEEING,
                shown_if=("close_list_signatures", ("yes",)),
            ),
            seen("unused_cancelled", Message("Were unused ballots cancelled first?"), Message("Unused ballots cancelled")),
        ),
    ),
    Step(
        "boxes",
        (
            seen("ballots_shown_aloud", Message("Was every ballot shown and its mark said?"), Message("Ballots shown and read aloud")),
            number(
                "ballots_in_box",
                Message("How many ballots were in the boxes?"),
                Message("Ballots found in the boxes"),
                FigureUnit.BALLOTS,
                voice=Voice.COUNT,
                figure=FigureCode.BALLOTS_IN_BOX,
                reasons=SEEING,
            ),
            number(
                "ballots_in_box_mobile",
                Message("How many were in portable boxes?"),
                Message("Of these in portable boxes"),
                FigureUnit.BALLOTS,
                voice=Voice.COUNT,
                figure=FigureCode.BALLOTS_IN_MOBILE_BOX,
                reasons=SEEING,
            ),
        ),
    ),
)


EXTRA_LINES = FormField(
    "extra_lines",
    FieldKind.LINES,
    Message("Is there a printed line that was not asked?"),
    Message("Printed lines not in the form"),
    help=Message("One a row: the printed text, a colon, the number. Leave it empty if there is none."),
)


def _paper(election: Election, contest: Contest) -> tuple[Step, ...]:
    votes = tuple(
        FormField(
            f"votes.{option.code}",
            FieldKind.COUNT,
            Message(option.name.en),
            Message(option.name.en),
            unit=FigureUnit.VOTES,
            reasons=PAPER,
            required=True,
            voice=Voice.PROTOCOL,
            figure=FigureCode.VOTES,
            option_code=option.code,
        )
        for option in contest.options
    )
    return (
        Step(
            "source",
            (
                one_of(
                    "protocol_source",
                    Message("Where do your figures come from?"),
                    Message("Source of the figures"),
                    (
                        Choice("signed_copy", Message("signed copy", "source_signed_copy")),
                        Choice("photo_posted", Message("photo of the posted protocol", "source_photo_posted")),
                        Choice("photo_original", Message("photo of the original", "source_photo_original")),
                        Choice("read_out", Message("read out", "source_read_out")),
                        Choice("own_tally", Message("my own tally", "source_own_tally")),
                    ),
                    reasons=PAPER,
                    required=True,
                ),
            ),
        ),
        Step(
            "lines",
            tuple(_line(line) for line in election.protocol_lines if line.code is not FigureCode.VOTES),
            Message("The protocol, line by line"),
        ),
        Step("extra", (EXTRA_LINES,)),
        Step("votes", votes, Message("Votes, in printed order")),
    )


GIVEN = ("copy_given", ("given",))
COPY: tuple[Step, ...] = (
    Step(
        "copy",
        (
            one_of(
                "copy_given",
                Message("Was a copy of the protocol given to you?"),
                Message("Copy of the protocol"),
                (
                    Choice("given", Message("given", "copy_given_yes")),
                    Choice("refused", Message("refused", "copy_refused")),
                    Choice("promised", Message("promised", "copy_promised")),
                    Choice("left_before", Message("I left before", "copy_left_before")),
                ),
                required=True,
            ),
            FormField(
                "copy_given_at",
                FieldKind.TIME,
                Message("When was the copy given?"),
                Message("Time the copy was given"),
                night_until=NOON,
                shown_if=GIVEN,
            ),
            FormField(
                "copy_refused_at",
                FieldKind.TIME,
                Message("When was it refused?"),
                Message("Time the copy was refused"),
                night_until=NOON,
                shown_if=("copy_given", ("refused",)),
            ),
            number(
                "copy_wait",
                Message("How long did you wait for the copy?"),
                Message("Wait for the copy"),
                FigureUnit.MINUTES,
                reasons=(),
                shown_if=GIVEN,
                help=Message("in minutes"),
            ),
            number(
                "copy_signed",
                Message("Signed by how many?"),
                Message("Signatures on the copy"),
                FigureUnit.SIGNATURES,
                reasons=PAPER,
                shown_if=GIVEN,
            ),
            FormField(
                "copy_sealed",
                FieldKind.CHOICE,
                Message("Is there a stamp on the copy?"),
                Message("Stamp on the copy"),
                reasons=PAPER,
                shown_if=GIVEN,
                choices=(Choice("yes", Message("yes", "answer_yes")), Choice("no", Message("no", "answer_no"))),
            ),
        ),
    ),
    Step(
        "after",
        (
            seen(
                "corrections_seen",
                Message("Are figures corrected?"),
                Message("Corrections in figures"),
                help=Message("Overwritten, crossed out, painted over, in the protocol or its copy"),
                also=(MissingReason.UNREADABLE,),
            ),
            FormField(
                "corrections_lines",
                FieldKind.LINE,
                Message("Which lines?"),
                Message("Corrected lines"),
                shown_if=("corrections_seen", ("yes",)),
            ),
            seen("posted_at_station", Message("Was the protocol hung up for all to see?"), Message("Protocol posted")),
        ),
    ),
)


def count_form(election: Election, contest: Contest) -> Form:
    """The form of one contest's count: watching, then the paper's own lines and options, then the copy."""
    return Form("count", Message("Count of votes", "kind_count"), WATCHED + _paper(election, contest) + COPY)
