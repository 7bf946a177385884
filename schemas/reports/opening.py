"""Opening: the list, the ballots, boxes and seals, and what can be seen from where the observer was put."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.election import Election
from schemas.figure import FigureCode, FigureUnit
from schemas.form import Choice, FieldKind, Form, FormField, Step
from schemas.message import Message
from schemas.missing import ASKING, SEEING
from schemas.model import Count, Instant, Line
from schemas.reports.body import Body, Ynx
from schemas.reports.questions import number, one_of, seen
from schemas.voice import Voice


class OpeningProtocol(StrEnum):
    COPY_GIVEN = "copy_given"
    SHOWN = "shown"
    READ_OUT = "read_out"
    NOT_SHOWN = "not_shown"


class View(StrEnum):
    ALL = "all"
    BOX_ONLY = "box_only"
    DESK_ONLY = "desk_only"
    NONE = "none"


class SharedBuilding(StrEnum):
    NO = "no"
    BUILDING = "building"
    HALL = "hall"


class RecordingAllowed(StrEnum):
    YES = "yes"
    ONLY_DOCUMENTS = "only_documents"
    NO = "no"


CONTESTS_MOST = 6
BallotsEach = Annotated[int, Field(strict=True, ge=1, le=CONTESTS_MOST)]
"""Ballots that one voter gets: no observer sees a voter with none, and nowhere are there more than six contests on one day."""


class OpeningReport(Body):
    """`contests_given` are the contests whose ballot each voter gets; `ballots_received` is by contest: what the station got from above."""

    opened_at: Instant | None = None
    contests_count: BallotsEach | None = None
    contests_given: tuple[str, ...] = ()
    registered_voters: Count | None = None
    ballots_received: dict[str, Count] = {}
    certificates_issued: Count | None = None
    boxes_fixed: Count | None = None
    boxes_mobile: Count | None = None
    box_shown_empty: Ynx | None = None
    box_sealed: Ynx | None = None
    seal_numbers: Line | None = None
    presigned_seen: Ynx | None = None
    opening_protocol: OpeningProtocol | None = None
    view: View | None = None
    shared_building: SharedBuilding | None = None
    entrances: Count | None = None
    recording_allowed: RecordingAllowed | None = None


START = Step(
    "start",
    (
        FormField(
            "opened_at",
            FieldKind.TIME,
            Message("When did voting start?"),
            Message("Start of voting"),
            reasons=SEEING,
            required=True,
        ),
        number(
            "registered_voters",
            Message("How many voters are on the list this morning?"),
            Message("Voters on the list"),
            FigureUnit.PEOPLE,
            voice=Voice.STATED,
            figure=FigureCode.REGISTERED_VOTERS,
            required=True,
        ),
    ),
)

BOXES = Step(
    "boxes",
    (
        number("boxes_fixed", Message("How many standing boxes?"), Message("Standing boxes"), FigureUnit.BOXES, reasons=SEEING),
        number("boxes_mobile", Message("How many portable boxes?"), Message("Portable boxes"), FigureUnit.BOXES, reasons=SEEING),
        seen("box_shown_empty", Message("Were all boxes shown empty?"), Message("Boxes shown empty"), required=True),
        seen("box_sealed", Message("Were they sealed in front of you?"), Message("Boxes sealed"), required=True),
        FormField(
            "seal_numbers",
            FieldKind.LINE,
            Message("What numbers are on the seals?"),
            Message("Numbers on the seals"),
            reasons=SEEING,
        ),
    ),
)

PAPERS = Step(
    "papers",
    (
        seen(
            "presigned_seen",
            Message("Were ballots signed before being handed out?"),
            Message("Ballots signed in advance"),
            required=True,
        ),
        one_of(
            "opening_protocol",
            Message("Did you see the opening protocol?"),
            Message("Opening protocol"),
            (
                Choice("copy_given", Message("a copy was given", "opening_copy_given")),
                Choice("shown", Message("it was shown", "opening_shown")),
                Choice("read_out", Message("it was read out", "opening_read_out")),
                Choice("not_shown", Message("it was not shown", "opening_not_shown")),
            ),
            reasons=SEEING,
            required=True,
        ),
    ),
)

PLACE = Step(
    "place",
    (
        one_of(
            "view",
            Message("What can you see from your place?"),
            Message("What I can see"),
            (
                Choice("all", Message("list desk, booths and box", "view_all")),
                Choice("box_only", Message("only the box", "view_box_only")),
                Choice("desk_only", Message("only the list desk", "view_desk_only")),
                Choice("none", Message("nothing", "view_none")),
            ),
            required=True,
        ),
        one_of(
            "shared_building",
            Message("Does another station use this building?"),
            Message("Other station in the building"),
            (
                Choice("no", Message("no", "answer_no")),
                Choice("building", Message("in the same building", "shared_in_building")),
                Choice("hall", Message("in the same hall", "shared_in_hall")),
            ),
            reasons=SEEING,
        ),
        number("entrances", Message("How many doors are there?"), Message("Doors"), FigureUnit.DOORS, reasons=SEEING),
        one_of(
            "recording_allowed",
            Message("Are you allowed to take photos?"),
            Message("Photos allowed"),
            (
                Choice("yes", Message("yes", "answer_yes")),
                Choice("only_documents", Message("only documents", "recording_documents_only")),
                Choice("no", Message("no", "answer_no")),
            ),
            reasons=ASKING,
        ),
    ),
)


def _ballots(election: Election) -> Step:
    received = tuple(
        FormField(
            f"ballots_received.{contest.contest_id}",
            FieldKind.COUNT,
            Message("How many ballots did the station receive?"),
            Message(contest.name.en),
            help=Message("As the commission states, for this ballot"),
            unit=FigureUnit.BALLOTS,
            reasons=ASKING,
            voice=Voice.STATED,
            figure=FigureCode.BALLOTS_RECEIVED,
        )
        for contest in election.contests
    )
    # Of a single contest the number says it all.
    given = FormField(
        "contests_given",
        FieldKind.CHOICES,
        Message("Which ballots does each voter get?"),
        Message("Ballots each voter gets"),
        choices=tuple(Choice(contest.contest_id, Message(contest.name.en)) for contest in election.contests),
        reasons=ASKING,
    )
    return Step(
        "ballots",
        (
            number("contests_count", Message("How many ballots does each voter get?"), Message("Ballots per voter"), FigureUnit.BALLOTS,
                   most=CONTESTS_MOST),
            *((given,) if len(election.contests) > 1 else ()),
            *received,
            number(
                "certificates_issued",
                Message("How many absentee certificates were given out?"),
                Message("Absentee certificates given out"),
                FigureUnit.CERTIFICATES,
                voice=Voice.STATED,
                figure=FigureCode.CERTIFICATES_ISSUED,
            ),
        ),
    )


def opening_form(election: Election) -> Form:
    """The opening form; one question on received ballots for each contest of the election."""
    return Form("opening", Message("Opening", "kind_opening"), (START, _ballots(election), BOXES, PAPERS, PLACE))
