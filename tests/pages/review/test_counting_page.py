"""The page on which reports count: the rule, what it leaves out, another rule with a reason; closed to change for an analyst."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from locales import using
from schemas.counting import CountRule
from schemas.person import Role
from schemas.report import RevisionState
from services import clock, counting, reading
from tests.people import ELECTION, NOON, People
from tests.reviewing import brought
from ui import navigation

PAGE = "pages/review/counting.py"


@pytest.fixture(autouse=True)
def night(house_dir: object) -> Iterator[None]:
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        yield


@pytest.fixture
def full(people: People) -> People:
    for number, state in enumerate((RevisionState.VERIFIED, RevisionState.RETURNED, RevisionState.REJECTED), 1):
        brought(people, people.account(Role.OBSERVER), number, state)
    reading.forget()
    return people


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_another_rule_in_each_language(full: People, language: str) -> None:
    at = full.page(PAGE, Role.COORDINATOR, query={"lang": language}, code="NIGHT-1")
    assert not at.exception
    assert [at.dataframe[0].value[name].to_list() for name in ("mark", "in", "out")] == [["●", "", ""], ["2", "1", "1"], ["1", "2", "2"]]
    with using(language):
        at.radio(key="another_rule").set_value(CountRule.CHECKED)
        at.text_input(key="counting_reason").set_value("enough are checked")
        at.button[-1].click().run()
    assert not at.exception
    assert counting.in_force(ELECTION.election_id) is CountRule.CHECKED
    reading.forget()
    with using(language):
        at.run()
    assert at.dataframe[0].value["mark"].to_list() == ["", "", "●"]
    assert any("enough are checked" in str(table.value.to_dict()) for table in at.dataframe)


def test_an_analyst_reads_and_an_observer_has_no_such_page(full: People) -> None:
    at = full.page(PAGE, Role.ANALYST)
    assert not at.exception
    assert not at.text_input
    assert PAGE not in {entry.path for entry in navigation.entries(Role.OBSERVER)}


def test_a_page_names_the_rule_and_says_when_it_has_its_own(full: People) -> None:
    at = full.page("pages/analyse/overview.py", Role.ANALYST)
    said = [each.value for each in at.markdown if "Reports that count" in each.value]
    assert len(said) == 1
    assert "all but those set aside. Left out: 1 of 3." in said[0]
    with using("en"):
        at.selectbox(key="rule").set_value(CountRule.CHECKED).run()
    said = [each.value for each in at.markdown if "Reports that count" in each.value]
    assert "checked by a second person. Left out: 2 of 3. Only on this page; the rule of this election: all but those set aside." in said[0]
