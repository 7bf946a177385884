"""The seats page, held to the Mazhilis election of 10 January 2021: 76, 12 and 10 seats (CEC, 12 January 2021, The Astana Times)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analysis.seats import allocate
from locales import LANGUAGES
from schemas.person import Role
from schemas.problem import Problem
from services import registry, seats
from tests.pages.methods.opening import opener

if TYPE_CHECKING:
    from tests.people import People

ELECTION = "kz-2021-mazhilis"
opened = opener("pages/methods/seats.py")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seats_of_2021_in_each_language(loaded: People, language: str) -> None:
    table = opened(loaded, language, ELECTION).dataframe[0].value
    assert list(table["seats"]) == list(table["published"]) == ["76", "12", "10", "0", "0"]


def test_a_lower_threshold_lets_a_fourth_list_in(loaded: People) -> None:
    table = opened(loaded, "en", ELECTION, threshold="50").dataframe[0].value
    assert [seat != "0" for seat in table["seats"]] == [True, True, True, True, False]


def test_the_nearest_change_really_is_the_nearest(loaded: People) -> None:
    contest = registry.election(ELECTION).contests[0]
    found = seats.of(loaded.account(Role.ANALYST), ELECTION, contest).value
    closest = found.closest
    assert closest is not None and found.allocation is not None and found.allocation.seats == found.published

    def after(moved: int) -> dict[str, int]:
        votes = dict(found.votes)
        votes[closest.from_option] -= moved
        votes[closest.to_option] += moved
        return allocate(votes, 98, 0.07, sum(found.votes.values()))

    assert after(closest.votes) == closest.seats != after(closest.votes - 1) == found.published


def test_an_election_without_seats_says_so(loaded: People) -> None:
    assert not opened(loaded, "en", "kz-2019-president").dataframe


def test_an_observer_is_refused(loaded: People) -> None:
    with pytest.raises(Problem):
        seats.of(loaded.account(Role.OBSERVER), ELECTION, registry.election(ELECTION).contests[0])
