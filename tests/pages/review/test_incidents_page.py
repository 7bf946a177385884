"""The page on incidents: empty, a suggested group joined and parted, a station looked at, to read for an administrator, three languages."""

from __future__ import annotations

import pytest

from locales import text, using
from schemas.person import Role
from services import access, incidents, reading
from tests.people import ELECTION, People
from tests.reviewing import STATION
from tests.services.test_incidents import report_id, told
from ui import navigation

PAGE = "pages/review/incidents.py"

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def full(people: People) -> People:
    for number in (1, 2):
        told(people.account(Role.OBSERVER, code=f"SHY-{number}"), number)
    return people


def test_nothing_reported(people: People) -> None:
    at = people.page(PAGE, Role.COORDINATOR)
    assert not at.exception
    assert any("No violation has been reported." in each.value for each in at.markdown)
    assert not at.dataframe


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_group_is_joined_and_parted_in_each_language(full: People, language: str) -> None:
    judge = full.signed_in(Role.COORDINATOR, code="NIGHT-1")
    access.choose_language(judge, language)
    at = full.page(PAGE, actor=judge)
    assert not at.exception
    with using(language):
        title, tie = text("Which reports tell one event?"), text(incidents.TIE_NAMES[incidents.Tie.SAME_ORGANISATION])
    assert at.title[0].value == title
    assert any(tie in str(table.value.to_dict()) for table in at.dataframe)
    next(each for each in at.text_input if str(each.key).startswith("why-")).set_value("one bundle")
    at.button[-1].click().run()
    assert not at.exception
    assert incidents.decisions(judge, ELECTION.election_id)["reason"].tolist() == ["one bundle", "one bundle"]
    reading.forget()
    at.run()
    at.multiselect[-1].select(report_id(2))
    next(each for each in at.text_input if str(each.key).startswith("out-why-")).set_value("another")
    at.button[-1].click().run()
    assert not at.exception
    assert incidents.decisions(judge, ELECTION.election_id)["is_joined"].tolist() == [True, True, False]


def test_a_refusal_is_said(full: People) -> None:
    at = full.page(PAGE, Role.ANALYST)
    at.button[-1].click().run()
    assert not at.exception
    assert any("Say why" in each.value for each in [*at.markdown, *at.warning, *at.error, *at.info])


def test_one_stations_reports_by_its_number(full: People) -> None:
    at = full.page(PAGE, Role.ANALYST)
    at.text_input(key="wanted").set_value(STATION).run()
    assert not at.exception
    assert len(at.dataframe[0].value) == 2
    at.text_input(key="wanted").set_value("KZ-79/0418").run()
    assert any("There is nothing to join here." in each.value for each in at.markdown)


def test_an_administrator_reads_and_an_observer_has_no_such_page(full: People) -> None:
    at = full.page(PAGE, Role.ADMIN)
    assert not at.exception
    assert at.dataframe
    assert not at.multiselect
    assert PAGE not in {entry.path for entry in navigation.entries(Role.OBSERVER)}
