"""The commission's own figures held to each other: the tests of eight elections, the night and later, five exit polls."""

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import consistency
from services.consistency import Rule

PAGE = "pages/background/consistency.py"


def test_every_rule_looks_at_what_was_published(people) -> None:
    found = consistency.read(people.account(Role.ANALYST))
    tested = {each.election.election_id: {rule: held.tested for rule, held in each.held.items()} for each in found.elections}
    assert len(tested) == 8
    assert tested["kz-2021-mazhilis"] == {
        Rule.NOT_FALLING: 72, Rule.STOPS_AT_CLOSING: 12, Rule.BETWEEN_REGIONS: 5, Rule.WITHIN_LIST: 91, Rule.COUNT_MAKES_SHARE: 1,
        Rule.VOTES_MAKE_SHARE: 5, Rule.PARTS_MAKE_WHOLE: 1}  # fmt: skip
    assert tested["kz-2016-mazhilis"][Rule.NOT_FALLING] == 0
    assert (found.tested, found.broken) == (1_124, 0)
    assert (found.contradictions, found.undecided) == (23, 4)


def test_four_of_the_values_that_were_not_kept_break_a_rule(people) -> None:
    found = consistency.read(people.account(Role.ANALYST))
    broken = {each.conflict.contradiction_id: each.broken for each in found.rejected}
    assert len(broken) == 9
    assert {code: rules for code, rules in broken.items() if rules} == {
        "V08": (Rule.NOT_FALLING,), "V12": (Rule.NOT_FALLING,), "V13": (Rule.NOT_FALLING,), "V18": (Rule.COUNT_MAKES_SHARE,)}  # fmt: skip


def test_the_tests_on_the_page(opened, shown) -> None:
    tests, rejected = (each.value for each in opened(PAGE).dataframe)
    assert tests.iloc[1].tolist() == ["Still after closing", "–", "–", "● 12", "–", "–", "● 15", "–", "–"]
    assert rejected.set_index("code").loc["V12", ["printed", "kept"]].tolist() == ["41.07%", "51.07%"]
    assert "**1,124** tests" in shown(PAGE) and "**0** do not hold, **1,124** hold" in shown(PAGE)


def test_the_night_beside_the_later_value(opened) -> None:
    table = opened(PAGE, view="later").dataframe[0].value
    assert table["announced"].tolist()[0] == "63.3%" and table["later"].tolist()[0] == "63.25%", "as their sources printed them"
    assert table["difference"].tolist() == ["−0.05", "−0.38", "+0.01", "+0.02", "−0.21", "−0.12"]
    assert table["issued"].tolist() == ["", "−44,446", "+545", "", "−714", "+342"]
    assert table["registered"].tolist() == ["", "", "", "", "+39,804", "+20,817"]


def test_five_polls_with_their_own_error_or_none(opened, shown) -> None:
    tables = [each.value for each in opened(PAGE, view="polls").dataframe]
    assert [len(each) for each in tables] == [10, 24]
    assert set(tables[1]["within"]) == {"not stated"}
    assert shown(PAGE, view="polls").count("own error not stated") == 4


def test_disputed_shares_are_counted_by_region(people) -> None:
    found = consistency.read(people.account(Role.ANALYST))
    assert len(found.regions) == 20 and "KZ" not in found.regions
    assert found.regions["KZ-61"][0] >= 1 and all(k <= n for k, n in found.regions.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["tests", "later", "polls"])
def test_every_view_speaks_every_language(opened, language: str, view: str) -> None:
    at = opened(PAGE, language=language, view=view)
    with using(language):
        assert at.title[0].value == text("Do the commission's own figures agree with each other?")


def test_an_observer_may_not_read_it(people) -> None:
    with pytest.raises(Problem) as caught:
        consistency.read(people.account(Role.OBSERVER))
    assert caught.value.status == 403
