"""Who is where?: inviting, sending elsewhere, a new link, on the page and in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locales import using
from schemas.person import Actor, Role
from services import access, invitations
from tests.people import ELECTION
from ui.enrolling import Step

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

PAGE = "pages/review/assignments.py"


def invited() -> invitations.Invitation:
    return invitations.invite(Actor("shell", Role.ADMIN), ELECTION.election_id, "KZ-79/0417", "ORG-1")[0]


def step(at: AppTest, wanted: Step) -> AppTest:
    next(each for each in at.button_group if each.key == "enrolling_step").set_value(wanted).run()
    return at


def choose_station(at: AppTest, typed: str, station: str) -> None:
    at.text_input(key="enrolling_search").set_value(typed).run()
    at.selectbox(key=f"enrolling_of_{typed}").set_value(station).run()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_links_are_shown_until_they_are_written_down_and_each_lets_one_in(people: People, language: str) -> None:
    coordinator = people.signed_in(Role.COORDINATOR)
    with using(language):
        access.choose_language(coordinator, language)
        at = step(people.page(PAGE), Step.INVITE)
        assert at.button(key="enrolling_invite").disabled
        choose_station(at, "0418", "KZ-79/0418")
        at.number_input(key="enrolling_count").set_value(2).run()
        at.button(key="enrolling_invite").click().run()
    assert not at.exception
    links = [each.value for each in at.code]
    assert len(links) == 2 and all("/i#" in each for each in links)
    at.run()
    assert [each.value for each in at.code] == links, "kept while something else is touched"
    at.button(key="enrolling_done").click().run()
    assert not at.code
    actors = [access.visitor_of(invitations.exchange(each.partition("#")[2]).token).actor for each in links]
    assert [each.station_ids for each in actors] == [("KZ-79/0418",)] * 2


def test_somebody_is_sent_elsewhere_on_the_page(people: People) -> None:
    made = invited()
    at = step(people.page(PAGE, Role.COORDINATOR), Step.SEND)
    at.text_input(key="enrolling_code").set_value(made.observer_code).run()
    choose_station(at, "0418", "KZ-79/0418")
    at.button(key="enrolling_send").click().run()
    assert not at.exception and made.observer_code in at.toast[0].value
    assert list(at.dataframe[0].value["station"]) == ["KZ-79/0417", "KZ-79/0418"]
    at.button(key="enrolling_send").click().run()
    assert any("already" in each.value for each in [*at.warning, *at.error, *at.markdown])


def test_a_lost_phone_gets_a_new_link_and_an_unknown_code_a_sentence(people: People) -> None:
    made = invited()
    at = step(people.page(PAGE, Role.COORDINATOR), Step.RENEW)
    at.text_input(key="enrolling_code").set_value("NOBODY").run()
    at.button(key="enrolling_renew").click().run()
    assert not at.exception and not at.code
    at.text_input(key="enrolling_code").set_value(made.observer_code).run()
    at.button(key="enrolling_renew").click().run()
    assert len(at.code) == 1
    assert access.visitor_of(invitations.exchange(at.code[0].value.partition("#")[2]).token).actor.observer_code == made.observer_code


def test_analysts_only_read(people: People) -> None:
    invited()
    at = people.page(PAGE, Role.ANALYST)
    assert not at.exception and not [each for each in at.button_group if each.key == "enrolling_step"]
