"""The Senate and the primaries of 2020: the funnel, winners in bands, the base that makes 84 percent true, removals that leave three."""

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import senate

PAGE = "pages/background/senate.py"


def test_the_electors_who_voted_stand_beside_the_share(shown) -> None:
    assert "**82.69%**; electors who voted: 105 of 111" in shown("pages/background/senate.py", view="senate")


def test_the_funnel(people, shown) -> None:
    found = senate.senate(people.account(Role.ANALYST))
    assert [n for _, n in found.steps] == [94, 58, 46, 17]
    assert "**94** nominated, **58** registered, **46** on the ballot, **17** seats. From nomination to ballot **51.06%**" in shown(PAGE)


def test_known_shares_lie_in_the_bands_as_they_are_read(people) -> None:
    found = senate.senate(people.account(Role.ANALYST))
    assert [(each.low, each.high, each.stated) for each in found.bands] == [(70, 80, 5), (80, 90, 7), (90, 100, 5)]
    assert [[round(100 * (each.share or 0), 2) for each in band.found] for band in found.bands] == [[70.3], [82.69], [90.76, 100.0]]
    assert (len(found.winners), found.not_found) == (7, 10)


def test_winners_without_a_share_say_so(shown) -> None:
    page = shown(PAGE)
    assert page.count("**share not found**") == 3
    assert "**90.76%** (computed from votes and ballots)" in page
    assert "5 + 7 + 5 = **17**" in page


def test_each_winner_and_each_computed_loss_stands_on_a_source_that_says_so(people, shown) -> None:
    found = senate.senate(people.account(Role.ANALYST))
    assert not any("2020-07" in each.source.published_text for each in found.winners), "July is before the day"
    page = shown(PAGE)
    assert "computed: **20.69**" in page and "**21**" not in page


def test_what_base_makes_84_percent_true(shown) -> None:
    page = shown(PAGE, view="primaries")
    assert "**662,687** people voted. 84% is true of a base of **788,913**, 84.2% of **787,039** (between 786,572 and 787,507)" in page
    assert "not party members" in page
    for part in ("Campaign and voting share **3** days", "extended to 4 October 2020", "**30%** for women and **20%** for people under 35"):
        assert part in page, part


def test_removals_leave_three_without_a_reason(people) -> None:
    found = senate.primaries(people.account(Role.ANALYST))
    assert found.unexplained == 3
    assert found.figures["candidates_removed"].count == 37 == 7 + 27 + found.unexplained


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["senate", "primaries"])
def test_every_view_speaks_every_language(opened, language: str, view: str) -> None:
    at = opened(PAGE, language=language, view=view)
    with using(language):
        assert at.title[0].value == text("How were candidates chosen in 2020?")


def test_an_observer_may_not_read_it(people) -> None:
    for read in (senate.senate, senate.primaries):
        with pytest.raises(Problem) as caught:
            read(people.account(Role.OBSERVER))
        assert caught.value.status == 403
