"""The queue and one report's history: empty, full, forbidden, in three languages; taking a report, calling back, deciding."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from schemas.person import Role
from schemas.report import RevisionState
from schemas.review import Action
from services import clock, quarantine, reports, review
from tests.people import ELECTION, NOON, People
from tests.reviewing import PRESENCE, sent
from ui import navigation

QUEUE, HISTORY = "pages/review/queue.py", "pages/review/history.py"
REPORT = str(UUID(int=1))
pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def full(people: People) -> People:
    """Two reports that wait, the first corrected once."""
    author = people.account(Role.OBSERVER, code="SHY-0417-A")
    sent(author, 1)
    sent(author, 1, revision=2, body={**PRESENCE, "admission": "after_waiting", "admission_wait": 20})
    sent(author, 2)
    return people


def opened(people: People, role: Role, code: str = "") -> AppTest:
    """The first report's history, as by its link in the queue."""
    at = people.page(HISTORY, role, code=code)
    at.query_params["report"] = REPORT
    return at.run()


@pytest.mark.parametrize("path", [QUEUE, HISTORY])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.ADMIN])
def test_an_empty_election_says_what_is_missing(people: People, path: str, role: Role) -> None:
    at = people.page(path, role)
    assert not at.exception
    assert at.title[0].value


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(("path", "role"), [(QUEUE, Role.COORDINATOR), (HISTORY, Role.ANALYST), (HISTORY, Role.ADMIN)])
def test_what_waits_and_one_report_in_each_language(full: People, path: str, role: Role, language: str) -> None:
    at = full.page(path, role, query={"lang": language, "election": ELECTION.election_id})
    at.query_params["report"] = REPORT
    at.run()
    assert not at.exception
    assert at.dataframe


def test_a_report_out_of_the_figures_says_so_and_when(full: People) -> None:
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        quarantine.decide(full.account(Role.COORDINATOR, code="NIGHT-1"), ELECTION.election_id, "SHY-0417-A", is_out=True, reason="r")
        at = opened(full, Role.ANALYST)
    assert any("out of the figures" in each.value for each in at.markdown), "in the line of badges"
    assert at.dataframe[-1].value.iloc[-1].to_list()[:2] == ["15 Jan 2029, 12:00", "All reports of this observer"], "another day: dated"


def test_who_typed_a_report_for_its_observer_is_not_offered_the_decision(people: People) -> None:
    typist = people.signed_in(Role.COORDINATOR, code="NIGHT-1")
    sent(typist, 1, dictated_by=people.account(Role.OBSERVER, code="SHY-0417-A"))
    at = people.page(HISTORY)
    at.query_params["report"] = REPORT
    at.run()
    assert not at.exception and not [each for each in at.button if each.key == "take"]
    assert any("your own report" in each.value for each in at.markdown)
    assert opened(people, Role.ANALYST).button(key="take").label


def test_an_observer_sees_neither(full: People) -> None:
    assert not {entry.path for entry in navigation.entries(Role.OBSERVER)} & {QUEUE, HISTORY}


def test_a_report_is_taken_called_about_and_decided_on_the_page(full: People) -> None:
    at = opened(full, Role.COORDINATOR, code="NIGHT-1")
    at.button(key="take").click().run()
    holder = review.holder(REPORT)
    assert holder is not None
    assert holder.observer_code == "NIGHT-1"
    at.radio(key="heard").set_value(review.CallOutcome.CONFIRMED)
    at.text_input(key="note").set_value("read out again")
    next(button for button in at.button if button.label == "Keep the call").click().run()
    at.radio(key="action").set_value(Action.VERIFY)
    at.text_input(key="reason").set_value("the same on the paper")
    next(button for button in at.button if button.label == "Decide").click().run()
    assert not at.exception
    assert reports.history(full.account(Role.ANALYST), REPORT)[-1].state is RevisionState.VERIFIED
    assert review.holder(REPORT) is None


def test_a_decision_without_a_reason_is_refused_on_the_page(full: People) -> None:
    at = opened(full, Role.COORDINATOR)
    at.button(key="take").click().run()
    at.radio(key="action").set_value(Action.VERIFY)
    next(button for button in at.button if button.label == "Decide").click().run()
    assert not at.exception
    assert reports.history(full.account(Role.ANALYST), REPORT)[-1].state is RevisionState.SUBMITTED


def test_another_cannot_take_what_somebody_has(full: People) -> None:
    review.claim(full.account(Role.COORDINATOR, code="NIGHT-1"), REPORT)
    at = opened(full, Role.ANALYST)
    assert at.button(key="take").disabled


def test_who_comes_second_sees_at_once_who_has_it(full: People) -> None:
    at = opened(full, Role.ANALYST)
    assert not at.button(key="take").disabled
    review.claim(full.account(Role.COORDINATOR, code="NIGHT-1"), REPORT)
    at.button(key="take").click().run()
    assert not at.exception
    assert at.button(key="take").disabled
    said = " ".join(each.value for each in at.markdown)
    assert "NIGHT-1" in said
