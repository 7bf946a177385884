"""Words of a form: the election's own names of printed lines, options and ballots, in each language."""

from __future__ import annotations

from datetime import time

import pytest

from locales import LANGUAGES, using
from schemas.election import LocalName, ProtocolLine
from schemas.figure import FigureCode
from schemas.reports.count import count_form
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
