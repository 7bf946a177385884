"""The page of second entries: what waits, the empty form beside the photo, both side by side, settled; closed to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.store import elections
from locales import using
from schemas.person import Actor, Role
from services import access, clock, house, reading, registry, second_entry
from tests.papers import COUNTED, PAPER, REPORT, count, photographed
from tests.people import ELECTION, NOON, ROOT, People
from tests.reviewing import STATION
from ui import navigation

PAGE = "pages/review/second_entry.py"
FIRST = "4321"
"""The first entry of party A: what whoever types must not see."""


@pytest.fixture
def full(people: People) -> Iterator[People]:
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        house.store().write(lambda connection: elections.save(connection, COUNTED, clock.now()))
        registry._election.cache_clear()
        author = people.account(Role.OBSERVER, code="SHY-1")
        count(author, votes=int(FIRST))
        photographed(author)
        reading.forget()
        yield people
    registry._election.cache_clear()


def opened(people: People, actor: Actor, language: str = "en") -> AppTest:
    """The report's second entry, as by its link in the list."""
    people.sign_in(actor)
    access.choose_language(actor, language)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    at.switch_page(PAGE)
    at.query_params["report"] = REPORT
    at.run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    """Every word and figure on the page."""
    parts = [str(each.value) for kind in (at.title, at.markdown, at.text_input) for each in kind]
    return " ".join([*parts, *[str(table.value.to_dict()) for table in at.dataframe]])


def test_links_are_told_apart_by_their_names(full: People) -> None:
    """By station, contest and observer: who hears the list hears where each goes."""
    actor = full.account(Role.COORDINATOR)
    full.sign_in(actor)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    at.switch_page(PAGE)
    at.run()
    links = [str(link) for link in at.dataframe[0].value["report"]]
    assert links and all(link.endswith(f"#{STATION} · {COUNTED.leading_contest.name.en} · SHY-1") for link in links), links


def type_in(at: AppTest, **other: str) -> None:
    for field, value in {**PAPER, **{f"votes.{name}": value for name, value in other.items()}}.items():
        at.text_input(key=f"q-00000000-1-{field.replace('.', '-')}".lower()).set_value(value)
    at.button(key="second-store").click().run()
    assert not at.exception


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_typed_blind_compared_and_settled_by_a_third(full: People, language: str) -> None:
    typist, judge = full.account(Role.COORDINATOR, code="NIGHT-1"), full.account(Role.ANALYST, code="DAY-1")
    at = opened(full, typist, language)
    assert len(at.image) == 1 and not at.dataframe
    assert FIRST not in shown(at) and "4,321" not in shown(at) and "4 321" not in shown(at)
    type_in(at, A="4312")
    reading.forget()
    at.run()
    table = at.dataframe[0].value
    assert table["mark"].to_list() == ["●", "◆", "●"] and not at.radio, "who typed does not settle"
    at = opened(full, judge, language)
    with using(language):
        at.radio[0].set_value(4312)
        at.text_input(key="second-reason").set_value("the photo says so")
        at.button[-1].click().run()
    assert not at.exception
    reading.forget()
    at.run()
    assert set(at.dataframe[0].value["mark"]) == {"●"} and not at.radio
    assert second_entry.board(judge, ELECTION.election_id)["standing"].to_list() == ["settled"]


def test_what_cannot_be_read_is_named_and_stays(full: People) -> None:
    at = opened(full, full.account(Role.COORDINATOR))
    type_in(at, A="three hundred", B="")
    assert at.text_input(key="q-00000000-1-votes-a").value == "three hundred"
    assert at.text_input(key="q-00000000-1-lines-ballots_issued").value == "1 200"
    assert second_entry.compared(full.account(Role.ANALYST), REPORT) is None


def test_what_was_typed_survives_a_reload(full: People) -> None:
    typist = full.account(Role.COORDINATOR)
    at = opened(full, typist)
    at.text_input(key="q-00000000-1-votes-a").set_value("312").run()
    again = opened(full, typist)
    assert again.text_input(key="q-00000000-1-votes-a").value == "312"
    again.switch_page("pages/review/history.py")
    again.query_params["report"] = REPORT
    again.run()
    assert not again.exception and FIRST not in shown(again) and "from its photo" in " ".join(str(each.value) for each in again.markdown)


def test_the_list_has_what_waits_and_what_was_typed(full: People) -> None:
    at = full.page(PAGE, Role.COORDINATOR)
    assert not at.exception
    assert len(at.dataframe[0].value) == 1
    assert FIRST not in shown(at)
    at.button(key="next").click().run()
    assert not at.exception
    type_in(at, A=FIRST)
    reading.forget()
    at = full.page(PAGE, Role.ANALYST)
    assert not at.exception
    assert at.dataframe[0].value["standing"].to_list() == ["second entry agrees"]


def test_the_page_is_for_those_who_review(full: People) -> None:
    for role in (Role.OBSERVER, Role.ADMIN):
        assert PAGE not in {entry.path for entry in navigation.entries(role)}
    at = opened(full, full.account(Role.COORDINATOR))
    at.query_params["report"] = "nothing"
    at.run()
    assert not at.exception


@pytest.mark.parametrize("page", ["pages/analyse/station.py", "pages/review/conflicts.py"])
def test_no_page_of_the_station_shows_the_figures_while_they_are_typed(full: People, page: str) -> None:
    """A second observer's count differs, so that the station stands among those that conflict."""
    count(full.account(Role.OBSERVER, code="SHY-2"), number=2, votes=4_000)
    reading.forget()
    typist = full.account(Role.COORDINATOR)
    second_entry.begin(typist, REPORT)
    full.sign_in(typist)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    at.switch_page(page)
    at.query_params["station"] = STATION
    at.run()
    assert not at.exception
    words = shown(at) + " ".join(each.value for each in (*at.error, *at.warning, *at.info))
    assert at.title and "You are typing this protocol from its photo" in words and FIRST not in words and "4,321" not in words
