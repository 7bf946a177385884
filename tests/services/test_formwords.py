"""Words of a form: the election's own names of printed lines, options and ballots, in each language."""

from __future__ import annotations

from datetime import time

import pytest

from analysis import merge_reports
from locales import LANGUAGES, using
from schemas.election import LocalName, ProtocolLine
from schemas.figure import FigureCode
from schemas.missing import SEEING, MissingReason
from schemas.reports.body import ReportKind
from schemas.reports.count import count_form
from schemas.reports.kinds import form_of
from services.formwords import label_of, question_of
from tests.people import ELECTION

NOON = LocalName(en="Voted by noon", ru="Проголосовали к полудню", kk="Түске дейін дауыс берді")
EVENING = LocalName(en="Voted by five", ru="Проголосовали к пяти", kk="Беске дейін дауыс берді")
HOURS = ELECTION.model_copy(
    update={
        "protocol_lines": (
            ProtocolLine(code=FigureCode.VOTERS_BY_HOUR, printed_number="2", label=NOON, as_of=time(12)),
            ProtocolLine(code=FigureCode.VOTERS_BY_HOUR, printed_number="3", label=EVENING, as_of=time(17)),
        )
    }
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_two_lines_of_one_figure_have_their_own_printed_names(code: str) -> None:
    form = count_form(HOURS, HOURS.leading_contest)
    fields = [field for field in form.fields() if field.id.startswith("lines.")]
    with using(code):
        assert [label_of(field, HOURS, "list") for field in fields] == [NOON.in_language(code), EVENING.in_language(code)]
        assert EVENING.in_language(code) in question_of(fields[1], HOURS, "list")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_question_begins_with_a_capital(code: str) -> None:
    """Also that of a line whose number on the paper is not known: it is asked by the figure's name alone."""
    with using(code):
        for kind in ReportKind:
            form = form_of(kind, ELECTION, ELECTION.leading_contest if kind is ReportKind.COUNT else None)
            asked = [question_of(field, ELECTION, "list") for field in form.fields()]
            assert asked and not [each for each in asked if each[:1] != each[:1].upper()]


def test_two_lines_of_one_figure_have_their_own_columns_in_the_download() -> None:
    columns = [field.column for field in merge_reports.fields(HOURS)]
    assert [name for name in columns if name.startswith("line_")] == ["line_voters_by_hour_1200", "line_voters_by_hour_1700"]
    body = {"lines": {"voters_by_hour_1200": 410, "voters_by_hour_1700": 800}}
    row = merge_reports.answers(["count"], [body], HOURS).iloc[0]
    assert (row["line_voters_by_hour_1200"], row["line_voters_by_hour_1700"]) == (410, 800)


def test_the_closing_and_the_check_of_the_afternoon_share_their_columns() -> None:
    columns = [field.column for field in merge_reports.fields(ELECTION)]
    assert columns.count("check_money_gifts") == 1
    bodies = [{"check_money_gifts": each} for each in ("yes", "no", "yes")]
    told = merge_reports.answers(["voting_check", "closing", "opening"], bodies, ELECTION)
    assert told["check_money_gifts"].tolist()[:2] == ["yes", "no"]
    assert told["check_money_gifts"].isna().tolist() == [False, False, True], "an opening does not ask this"


def test_what_can_only_be_refused_has_its_hour_and_corrections_can_be_unreadable() -> None:
    form = count_form(ELECTION, ELECTION.leading_contest)
    refused_at, corrections = form.field("copy_refused_at"), form.field("corrections_seen")
    assert refused_at is not None and corrections is not None
    assert refused_at.is_shown({"copy_given": "refused"}.get) and not refused_at.is_shown({"copy_given": "given"}.get)
    assert set(corrections.reasons) == {MissingReason.UNREADABLE, *SEEING}
    answered_at = form_of(ReportKind.VIOLATION, ELECTION).field("complaint_answered_at")
    assert answered_at is not None
    assert not answered_at.is_shown({"complaint_answer": "no_answer"}.get)
