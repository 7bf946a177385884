"""The coordinator takes a report down by phone; the observer then finds it and says that it is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from schemas.person import Actor, Role
from schemas.report import EnteredBy
from schemas.reports.body import ReportKind
from services import access, assignments, clock, drafts, reports
from tests.observing import DUE, STATION
from tests.people import ELECTION, NOON, People
from tests.services.test_reports import submission
from ui import navigation

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

PAGE = "pages/review/dictate.py"
CODE = "SHY-0417-A"
WHERE = {"station": STATION, "observer": CODE}
KEY = drafts.dictated_key(CODE, drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1]))


@pytest.fixture
def observer(people: People) -> Iterator[Actor]:
    with clock.fixed(NOON + timedelta(minutes=20), everywhere=True):
        yield people.account(Role.OBSERVER, code=CODE)


@pytest.fixture
def coordinator(people: People, observer: Actor) -> Actor:
    return people.signed_in(Role.COORDINATOR, code="CO-7")


def opened(people: People, path: str = PAGE, **query: str) -> AppTest:
    at = people.page(path)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join([*(each.value for each in at.title), *(each.value for each in at.markdown), *(each.label for each in at.button)])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_observer_is_found_by_station_or_code(people: People, coordinator: Actor, language: str) -> None:
    access.choose_language(coordinator, language)
    at = opened(people)
    for wanted in ("0417", "SHY-0417"):
        at.text_input(key="dictation-search").set_value(wanted).run()
        assert [each.label for each in at.button if CODE in each.label] == [f"{STATION} · {CODE}"]
    at.text_input(key="dictation-search").set_value("nobody").run()
    assert not [each for each in at.button if CODE in each.label] and not at.exception


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_observers_day_is_offered_and_each_form_opens(people: People, coordinator: Actor, language: str) -> None:
    access.choose_language(coordinator, language)
    at = opened(people, **WHERE)
    assert f"dictate-{KEY.split('~', 2)[2]}" in {each.key for each in at.button}
    at = opened(people, **WHERE, form=KEY)
    assert at.title[0].value and "form-next" in {each.key for each in at.button}
    assert "exit-leave" not in {each.key for each in at.button}, "the ways out of an observer in a hall are not the coordinator's"


def test_an_unknown_observer_is_named_and_another_can_be_chosen(people: People, coordinator: Actor) -> None:
    at = opened(people, station=STATION, observer="NOBODY")
    assert "NOBODY" in words(at) and "dictation-search" in {each.key for each in at.text_input}


@pytest.mark.parametrize("form", ["dictate~SHY-0418-B~opening", "opening"], ids=["of_another", "of_nobody"])
def test_what_is_typed_is_of_whom_the_page_names(people: People, coordinator: Actor, form: str) -> None:
    """“SHY-0417-A dictates” stands above; a report of another would be stored under the wrong name."""
    people.account(Role.OBSERVER, code="SHY-0418-B")
    at = opened(people, **WHERE, form=form)
    assert "There is no form" in words(at) and "form-next" not in {each.key for each in at.button}


def test_nobody_else_types_for_an_observer() -> None:
    assert [role for role in Role if PAGE in {entry.path for entry in navigation.entries(role)}] == [Role.COORDINATOR]


def test_filled_sent_and_confirmed(people: People, coordinator: Actor, observer: Actor) -> None:
    draft = drafts.begin(coordinator, STATION, KEY)
    typed = {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "07:00", "voters_counted": "610",
             "counted_at": "12:00", "stated_voters": "620", "nothing_wrong": "nothing_to_report"}
    drafts.save(coordinator, draft.model_copy(update={"typed": typed, "place": "check"}))
    at = opened(people, **WHERE, form=KEY)
    at.button(key="form-send").click().run()
    kept = reports.mine(observer, ELECTION.election_id)
    assert [(each.entered_by, each.entered_by_code, each.observer_code) for each in kept] == [(EnteredBy.COORDINATOR, "CO-7", CODE)]
    receipt = words(opened(people, **WHERE, report=kept[0].report_id))
    assert "Read the code to the observer" in receipt, "whoever typed it has no paper form"
    assert "paper form" not in receipt

    people.sign_in(observer)
    assignments.confirm(observer, STATION)
    at = opened(people, "pages/observe/day.py")
    assert "to-confirm" in {each.key for each in at.button}
    at = opened(people, "pages/observe/my_reports.py")
    assert "You counted **610** people since 07:00." in words(at), "what is confirmed is read back"
    at.button(key=f"confirm-{kept[0].report_id}").click().run()
    assert not at.exception
    assert reports.mine(observer, ELECTION.election_id)[0].confirmed_at is not None
    assert f"confirm-{kept[0].report_id}" not in {each.key for each in at.button}
    assert "to-confirm" not in {each.key for each in opened(people, "pages/observe/day.py").button}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_question_stands_in_every_language(people: People, coordinator: Actor, observer: Actor, language: str) -> None:
    reports.submit(coordinator, submission(), dictated_by=observer)
    people.sign_in(observer)
    assignments.confirm(observer, STATION)
    access.choose_language(observer, language)
    at = opened(people, "pages/observe/my_reports.py")
    assert any(each.key and each.key.startswith("confirm-") for each in at.button)
