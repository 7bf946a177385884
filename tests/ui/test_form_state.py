"""A form between two runs: a tap begins the next while the one before it may still be storing the draft."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import streamlit as st

from schemas.finding import Finding, Level
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import answering, drafts, house, questions
from services.drafts import Draft
from tests.people import ELECTION, STATIONS
from ui import form_state
from ui.form_state import OWN, Held

STATION = STATIONS[0]
OBSERVER = Actor("a", Role.OBSERVER, ELECTION.election_id, "OBS", "ORG", (STATION.station_id,))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    draft = Draft.model_validate({
        "form_key": "turnout", "election_id": ELECTION.election_id, "station_id": STATION.station_id, "kind": ReportKind.TURNOUT,
        "report_id": "b993c9f9-29df-4ad5-a2d0-2e5846cb34e5", "begun_at": "2029-01-14T05:00:00Z", "typed": {"counted_at": "12"},
    })
    return Held(OBSERVER, draft, ELECTION, STATION, OWN)


def test_what_is_typed_while_a_draft_is_stored_is_stored_after_it(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[dict[str, object]] = []
    storing, go_on = Event(), Event()

    def slow(_: Actor, draft: Draft) -> None:
        storing.set()
        assert go_on.wait(10)
        stored.append(dict(draft.typed))

    monkeypatch.setattr(drafts, "save", slow)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(form_state.keep, held)
        assert storing.wait(10)
        held.change(typed={**held.draft.typed, "voters_counted": "1 083"})
        go_on.set()
        first.result(10)
        form_state.keep(held)
    assert stored == [{"counted_at": "12"}, {"counted_at": "12", "voters_counted": "1 083"}]
    assert held.saved == held.draft


def test_next_is_not_taken_by_a_run_that_is_broken_off_while_it_reads_the_fields(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    class BrokenOffError(Exception):
        pass

    def broken_off(_: Held) -> None:
        raise BrokenOffError

    held.waiting = True
    monkeypatch.setattr(form_state, "collect", broken_off)
    with pytest.raises(BrokenOffError):
        form_state.move(held, 1)
    assert held.waiting and not held.moved, "whoever brings the texts back takes it"


def test_an_answered_question_is_no_longer_said_to_need_an_answer(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.change(place="method", typed={})
    monkeypatch.setattr(st, "session_state", {})
    form_state.move(held, 1)
    assert list(held.problems) == ["counting_method"]
    monkeypatch.setattr(st, "session_state", {held.key("counting_method"): "not_counting"})
    form_state.collect(held)
    assert held.problems == {}


def test_reasons_that_were_opened_need_one(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the report would not say that the question was asked at all."""
    held.change(place="around", typed={"nothing_wrong": "nothing_to_report"})
    held.opened.add("added_to_list")
    monkeypatch.setattr(st, "session_state", {})
    form_state.move(held, 1)
    assert held.problems["added_to_list"].message == answering.WHY_NONE
    monkeypatch.setattr(st, "session_state", {f"{held.key('added_to_list')}-why": "not_asked"})
    form_state.move(held, 1)
    assert held.problems == {} and held.draft.place == "outside"


def test_a_count_started_again_needs_its_time(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = {"counting_method": "tally", "voters_counted": "12", "counted_at": "12", "counter_reset": "yes"}
    held.change(place="counted", typed=counting)
    monkeypatch.setattr(st, "session_state", {})
    form_state.move(held, 1)
    assert list(held.problems) == ["counter_reset_at"]
    zero = Finding(code="T204", level=Level.AMBER, fields=("voters_counted",), values={"a": 5, "time_at": "2029-01-14T06:00:00Z"})
    held.change(place=drafts.QUESTION, typed={**counting, "counter_reset": "no"}, findings=(zero,))
    asked = questions.answer(held.draft, held.form, zero, questions.RESET, "")
    assert (asked.place, asked.typed["counter_reset"], asked.findings) == ("counted", "yes", ())


def test_that_a_report_was_not_stored_is_not_hidden_by_its_draft(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the report was refused, then its draft is; Send was tapped, so the report is what is asked about."""
    def full(*_: object) -> None:
        raise Problem(ProblemCode.BUSY, drafts.NOT_KEPT, values={"n": 5})

    monkeypatch.setattr(drafts, "save", full)
    form_state.keep(held)
    assert held.problem is not None and held.problem.message == drafts.NOT_KEPT
    held.problem = house.not_stored()
    form_state.keep(held)
    assert held.problem.message == house.not_stored().message
