"""The releases page: nothing yet, proposed and confirmed by two people, a second with what changed, in three languages, forbidden."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from data.store import elections
from data.store.reports import append_revisions
from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import access, clock, house, reading, releases
from tests.data.store.made import revision
from tests.people import ELECTION, NOON

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

PAGE = "pages/analyse/releases.py"
ID = ELECTION.election_id


@pytest.fixture(autouse=True)
def the_day_after():
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        yield


def opened(people: People, role: Role, language: str = "en") -> AppTest:
    access.choose_language(people.signed_in(role), language)
    with using(language):
        at = people.page(PAGE, state={"election": ID})
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(each.value for each in at.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_was_released(people: People, language: str) -> None:
    reading.forget()
    at = opened(people, Role.ANALYST, language)
    assert not at.dataframe and len(at.text_area) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_election_with_published_figures_alone_no_release_is_offered(people: People, language: str) -> None:
    bare = ELECTION.model_copy(update={"has_stations": False, "held_on": ELECTION.held_on})
    house.store().write(lambda connection: elections.save(connection, bare, clock.now()))
    reading.forget()
    at = opened(people, Role.ANALYST, language)
    assert not at.text_area and not any(each.key == "confirm_release" for each in at.button)
    with using(language):
        assert text(releases.NOTHING_OWN) in words(at)
    with pytest.raises(Problem) as refused:
        releases.propose(people.account(Role.ANALYST), ID, "the morning after")
    assert refused.value.message == releases.NOTHING_OWN


def test_proposed_on_the_page_and_confirmed_by_another(people: People) -> None:
    at = opened(people, Role.ANALYST)
    at.text_area(key="release_reason").input("the morning after")
    next(each for each in at.button if each.label == "Propose").click().run()
    assert not at.exception and not at.error
    assert "somebody else confirms it" in words(at) and not any(each.key == "confirm_release" for each in at.button)
    at = opened(people, Role.ADMIN)
    at.button(key="confirm_release").click().run()
    assert not at.exception and "Release **1**" in words(at) and len(at.dataframe) == 1


def test_a_second_release_says_what_changed(people: People) -> None:
    first, second = people.account(Role.ANALYST), people.account(Role.ADMIN)
    releases.confirm(second, ID, releases.propose(first, ID, "the morning after"))
    house.store().append(append_revisions, revision())
    releases.confirm(second, ID, releases.propose(first, ID, "a report more", "a report was forgotten"))
    spoken = set()
    for language in LANGUAGES:
        at = opened(people, Role.COORDINATOR, language)
        assert "a report was forgotten" in words(at)
        assert not at.text_area, "a coordinator reads"
        spoken.add(at.markdown[0].value)
    assert len(spoken) == 3
    reading.forget()
    assert "release 2" in words(opened(people, Role.ANALYST)), "provenance carries the number"


def test_an_observer_is_refused(people: People) -> None:
    with pytest.raises(Problem):
        releases.every(people.account(Role.OBSERVER), ID)
