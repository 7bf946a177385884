"""Forms and models say the same; values become figures; nothing missing becomes 0."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import to_json

from schemas.election import Contest, Election, ElectionKind, LocalName, Option, ProtocolLine
from schemas.figure import FIGURE_NAMES, FIGURE_UNITS, FigureCode
from schemas.form import FieldKind
from schemas.missing import MISSING_NAMES, MissingReason
from schemas.model import BIDI_CONTROLS, COUNT_MAXIMUM
from schemas.reports.body import ReportKind
from schemas.reports.count import CountReport, ProtocolSource
from schemas.reports.kinds import MODELS, form_of
from schemas.reports.opening import OpeningReport
from schemas.reports.turnout import TurnoutReport
from schemas.reports.values import figures_of, nested, value_of
from schemas.reports.violation import ViolationReport
from schemas.violation_class import BY_CODE
from schemas.voice import VOICE_NAMES, Voice

NAME = LocalName(en="x")
ELECTION = Election(
    election_id="test-2029",
    kind=ElectionKind.PARLIAMENTARY,
    name=NAME,
    held_on=date(2029, 1, 14),
    contests=(
        Contest(contest_id="list", name=NAME, leading=True, options=(Option(code="A", name=NAME), Option(code="B", name=NAME))),
        Contest(contest_id="council", name=NAME, options=(Option(code="C", name=NAME),)),
    ),
    protocol_lines=(
        ProtocolLine(code=FigureCode.REGISTERED_VOTERS),
        ProtocolLine(code=FigureCode.BALLOTS_ISSUED),
        ProtocolLine(code=FigureCode.VOTES),
    ),
)
NOON = datetime(2029, 1, 14, 7, tzinfo=UTC)
NOT_ASKED = {ReportKind.TURNOUT: {"due_at"}}
"""Fields the screen fills in by itself: the hour a report answers."""


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_form_asks_exactly_the_fields_of_its_model(kind: ReportKind) -> None:
    asked = {field.id.partition(".")[0] for field in form_of(kind, ELECTION).fields()}
    assert asked == set(MODELS[kind].model_fields) - {"missing"} - NOT_ASKED.get(kind, set())


@pytest.mark.parametrize("kind", list(ReportKind))
def test_field_ids_are_unique_and_conditions_name_earlier_fields(kind: ReportKind) -> None:
    seen: list[str] = []
    for field in form_of(kind, ELECTION).fields():
        assert field.id not in seen
        if field.shown_if is not None:
            assert field.shown_if[0] in seen
        seen.append(field.id)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_choice_is_accepted_by_the_model(kind: ReportKind) -> None:
    for field in form_of(kind, ELECTION).fields():
        for choice in field.choices:
            given_value: object = [choice.code] if field.kind is FieldKind.CHOICES else choice.code
            body = MODELS[kind].model_validate_json(to_json(nested({field.id: given_value})))
            assert value_of(body, field.id) in (choice.code, (choice.code,))


def test_every_code_has_its_words() -> None:
    assert set(FIGURE_NAMES) == set(FIGURE_UNITS) == set(FigureCode)
    assert set(MISSING_NAMES) == set(MissingReason)
    assert set(VOICE_NAMES) == set(Voice)
    assert "PRT-03" not in BY_CODE


def test_a_missing_number_is_a_row_with_its_reason_and_no_value() -> None:
    body = TurnoutReport(voters_counted=240, counted_at=NOON, missing={"stated_voters": MissingReason.REFUSED})
    rows = figures_of(body, form_of(ReportKind.TURNOUT, ELECTION), ELECTION, "", NOON)
    assert [(row.voice, row.code, row.value, row.missing) for row in rows] == [
        (Voice.COUNT, FigureCode.VOTERS_COUNTED, 240, None),
        (Voice.STATED, FigureCode.VOTERS_STATED, None, MissingReason.REFUSED),
    ]


@pytest.mark.parametrize(
    ("source", "voice"), [(ProtocolSource.OWN_TALLY, Voice.COUNT), (ProtocolSource.READ_OUT, Voice.PROTOCOL), (None, Voice.PROTOCOL)]
)
def test_an_own_tally_is_a_count_and_every_paper_a_protocol(source: ProtocolSource | None, voice: Voice) -> None:
    body = CountReport(protocol_source=source, lines={FigureCode.BALLOTS_ISSUED: 1244}, votes={"A": 100})
    rows = figures_of(body, form_of(ReportKind.COUNT, ELECTION), ELECTION, "list", NOON)
    assert {(row.voice, row.code, row.option_code, row.value, row.contest_id) for row in rows} == {
        (voice, FigureCode.BALLOTS_ISSUED, "", 1244, "list"),
        (voice, FigureCode.VOTES, "A", 100, "list"),
    }


@pytest.mark.parametrize(("ballots", "is_possible"), [(0, False), (1, True), (6, True), (7, False)])
def test_a_voter_gets_one_to_six_ballots(ballots: int, is_possible: bool) -> None:
    if is_possible:
        assert OpeningReport(contests_count=ballots).contests_count == ballots
        return
    with pytest.raises(ValidationError):
        OpeningReport(contests_count=ballots)


def test_the_minute_of_what_was_said_may_have_a_reason_for_its_absence() -> None:
    field = form_of(ReportKind.TURNOUT, ELECTION).field("stated_at")
    assert field is not None and MissingReason.DO_NOT_KNOW in field.reasons and not field.required


@given(st.integers(min_value=0, max_value=COUNT_MAXIMUM))
def test_a_count_comes_back_as_it_was_given(value: int) -> None:
    assert TurnoutReport.model_validate_json(TurnoutReport(voters_counted=value).model_dump_json()).voters_counted == value


@pytest.mark.parametrize("impossible", [-1, COUNT_MAXIMUM + 1, 3.5, "12", True])
def test_an_impossible_count_is_refused(impossible: object) -> None:
    with pytest.raises(ValidationError):
        TurnoutReport.model_validate({"voters_counted": impossible})


@pytest.mark.parametrize("sign", list(BIDI_CONTROLS))
def test_a_text_with_a_reordering_mark_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError):
        ViolationReport(account=f"seen {sign}here")


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValidationError):
        TurnoutReport(counted_at=datetime(2029, 1, 14, 7))  # noqa: DTZ001  # the point of the test
