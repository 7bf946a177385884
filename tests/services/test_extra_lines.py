"""Printed lines that a form does not know: typed with their text, read back, stored, corrected, shown and in the download."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from analysis import merge_reports
from schemas.person import Role
from schemas.problem import FieldProblem
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import answering, clock, drafts, own, readback, registry, reports
from services.parsing import parse
from tests.observing import STATION, election_with_two_ballots
from tests.people import ELECTION, NOON, People

TYPED = "12. Voters helped at home: by list: 1 204\n\nSpare envelopes : 7"
LINES = [{"text": "12. Voters helped at home: by list", "value": 1204}, {"text": "Spare envelopes", "value": 7}]


def test_each_row_is_a_text_and_a_number() -> None:
    assert answering.read_lines(TYPED) == LINES
    assert answering.read_lines(" \n") == []
    assert answering.read_lines(answering.written_lines(LINES)) == LINES


@pytest.mark.parametrize("typed", ["no number", "text: many", ": 12", "fine: 1\nnot fine", "a\u202eb: 1", "x" * 201 + ": 1"])
def test_a_row_that_cannot_be_read_is_named(typed: str) -> None:
    found = answering.read_lines(typed)
    assert isinstance(found, FieldProblem) and found.values["n"] == (2 if typed.startswith("fine") else 1)


def test_read_back_stored_and_begun_again_as_a_correction(people: People) -> None:
    with clock.fixed(NOON + timedelta(hours=12)):
        election_with_two_ballots()
        observer = people.account(Role.OBSERVER)
        election, station = registry.election(ELECTION.election_id), registry.station(ELECTION.election_id, STATION)
        typed = {"count_present": "whole", "protocol_source": "signed_copy", "votes.A": "5", "votes.B": "4", "extra_lines": TYPED,
                 "lines.registered_voters": "20", "lines.ballots_issued": "9", "copy_given": "refused"}
        draft = drafts.begin(observer, STATION, "count~list").model_copy(update={"typed": typed})
        form = answering.form_for(draft, election)
        said = [words for card in readback.cards(draft, form, election, station, None) for _, words in card.own_words]
        assert said == ["12. Voters helped at home: by list: 1204; Spare envelopes: 7"]
        sent = answering.submission_of(draft, election, station)
        assert sent.body["extra_lines"] == LINES
        assert isinstance(reports.submit(observer, sent, ask=False), Receipt)
        stored = reports.mine(observer, ELECTION.election_id)[0]
        again = own.correction(stored, election, station)
        assert answering.read_lines(str(again.typed["extra_lines"])) == LINES
        assert answering.submission_of(again, election, station).body["extra_lines"] == LINES


def test_a_machine_sends_them_too_and_they_stand_in_the_download() -> None:
    votes = {"A": 5, "B": 4}
    body: dict[str, object] = {"count_present": "whole", "protocol_source": "signed_copy", "votes": votes, "copy_given": "refused"}
    body = {**body, "extra_lines": LINES}
    sent = Submission(
        report_id=uuid4(), kind=ReportKind.COUNT, election_id=ELECTION.election_id, station_id=STATION, contest_id="list", observed_at=NOON,
        body=body,
    )
    parsed, _ = parse(sent, ELECTION)
    assert [(line.text, line.value) for line in parsed.extra_lines] == [(each["text"], each["value"]) for each in LINES]  # type: ignore[attr-defined]
    row = merge_reports.answers(["count"], [body], ELECTION).iloc[0]
    assert row["extra_lines"] == "12. Voters helped at home: by list: 1204; Spare envelopes: 7"
