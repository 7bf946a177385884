"""Turnout since 2019 by territory: a change of name joins, a change of territory does not."""

from datetime import date

import pytest

from analysis.regions import series_key
from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import turnout_history

PAGE = "pages/background/turnout_history.py"


def test_the_three_that_became_smaller_are_not_joined() -> None:
    before, after = date(2022, 6, 7), date(2022, 6, 8)
    assert [code for code in ("KZ-19", "KZ-35", "KZ-63", "KZ-71", "KZ-75") if series_key(code, before) != series_key(code, after)] == [
        "KZ-19",
        "KZ-35",
        "KZ-63",
    ]


def test_14_territories_go_through_all_seven_votes(people) -> None:
    found = turnout_history.read(people.account(Role.ANALYST))
    assert len(found.votes) == 7
    whole = [each.code for each in found.series if len(each.values) == 7]
    assert len(whole) == 15 and "KZ-71" in whole and "KZ-63" not in whole
    spans = {each.key: len(each.values) for each in found.series if " " in each.key}
    assert spans == {f"{code} {side}": n for code in ("KZ-19", "KZ-35", "KZ-63") for side, n in (("until", 3), ("since", 4))}
    assert {each.code for each in found.series if len(each.values) == 4 and " " not in each.key} == {"KZ-10", "KZ-33", "KZ-62"}


def test_what_nothing_settles_is_said_beside_the_table(shown) -> None:
    """Abai and Zhetisu on 15 March 2026: one value to two decimals."""
    page = shown(PAGE)
    assert "Not decided: Abai Region, Zhetisu Region, 15 Mar 2026 at 18:00: two regions carry the same value" in page


def test_the_table(opened) -> None:
    table = opened(PAGE).dataframe[0].value.set_index("unit")
    assert table.loc["Almaty", "kz-2021-mazhilis"] == "30.3%"
    assert table.loc["Kazakhstan"].ne("").all()
    assert table.loc["East Kazakhstan Region, until 7 June 2022"].ne("").sum() == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language(opened, language: str) -> None:
    at = opened(PAGE, language=language, territory="KZ-63 since")
    with using(language):
        assert at.title[0].value == text("How did announced turnout run?")


def test_an_observer_may_not_read_it(people) -> None:
    with pytest.raises(Problem) as caught:
        turnout_history.read(people.account(Role.OBSERVER))
    assert caught.value.status == 403
