"""Seats: published allocations, the rules for ties and for a lone list, and the fewest votes that change a seat."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.seats import NoSeats, allocate, apportion, fewest_moved_votes

VOTES_2021 = {"NUR_OTAN": 5_148_074, "AK_ZHOL": 792_828, "PPK": 659_019, "AUYL": 383_023, "ADAL": 258_618}


def test_mazhilis_2021_is_76_12_10() -> None:
    """Votes and seats: final results announced by the Central Election Commission on 12 January 2021."""
    allocation = apportion(VOTES_2021, 98, 0.07)
    assert allocation.seats == {"NUR_OTAN": 76, "AK_ZHOL": 12, "PPK": 10, "AUYL": 0, "ADAL": 0}
    assert [round(value, 3) for value in allocation.quotients.values()] == [76.442, 11.772, 9.786]
    assert allocation.tied == ()


@pytest.mark.parametrize(
    ("shares", "seats", "threshold", "base", "expected"),
    [
        # 2023: shares of 6,366,441 votes that include "against all" (3.90 %), five per cent threshold.
        ((53.90, 10.90, 8.59, 8.41, 6.80, 5.20, 2.30), 69, 0.05, 100, (40, 8, 6, 6, 5, 4, 0)),
        ((82.20, 7.18, 7.14, 2.01, 1.18, 0.29), 98, 0.07, 100, (84, 7, 7, 0, 0, 0)),  # 2016
        ((80.99, 7.47, 7.19), 98, 0.07, 100, (83, 8, 7)),  # 2012
    ],
)
def test_other_mazhilis_elections(shares: tuple[float, ...], seats: int, threshold: float, base: int, expected: tuple[int, ...]) -> None:
    assert tuple(allocate({f"list {n}": share for n, share in enumerate(shares)}, seats, threshold, base).values()) == expected


def test_the_base_decides_who_passes() -> None:
    votes = {"A": 60, "B": 30, "C": 10}
    assert allocate(votes, 10, 0.1) == {"A": 6, "B": 3, "C": 1}
    assert allocate(votes, 10, 0.1, base=101)["C"] == 0


def test_exactly_the_threshold_passes_although_007_is_no_binary_fraction() -> None:
    assert apportion({"A": 93, "B": 7}, 100, 0.07).passed == ("A", "B")
    assert apportion({"A": 85, "B": 8, "C": 7}, 100, 0.07).passed == ("A", "B", "C")


def test_a_tie_goes_to_the_list_registered_earlier_and_is_named() -> None:
    allocation = apportion({"later by name": 1, "earlier by name": 1}, 1, 0)
    assert allocation.seats == {"later by name": 1, "earlier by name": 0}
    assert allocation.tied == ("later by name", "earlier by name")


def test_a_lone_list_leaves_two_seats_to_the_runner_up() -> None:
    votes = {"A": 96, "B": 1, "C": 3}
    assert allocate(votes, 98, 0.07) == {"A": 95, "B": 0, "C": 3}
    assert allocate({"A": 970, "B": 1, "C": 3}, 98, 0.07) == {"A": 96, "B": 0, "C": 2}
    assert allocate(votes, 98, 0.07, runner_up_seats=0) == {"A": 98, "B": 0, "C": 0}


def test_nothing_to_allocate_says_why() -> None:
    assert apportion({}, 98, 0.07).reason is NoSeats.NO_OPTIONS
    assert apportion({"A": 0}, 98, 0.07).reason is NoSeats.NO_VOTES
    nobody = apportion({"A": 5, "B": 5}, 98, 0.07, base=1000)
    assert nobody.reason is NoSeats.NOBODY_PASSED
    assert nobody.seats == {"A": 0, "B": 0}


@pytest.mark.parametrize("wrong", [{"A": -1}, {"A": math.nan}, {"A": None}])
def test_impossible_votes_are_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="A"):
        allocate(wrong, 98, 0.07)


@given(
    votes=st.dictionaries(st.text("ABCDEFG", min_size=1, max_size=1), st.integers(0, 10**7), min_size=1),
    seats=st.integers(0, 200),
    threshold=st.sampled_from([0, 0.03, 0.05, 0.07]),
)
def test_all_seats_are_given_and_each_list_is_within_one_of_its_quotient(votes: dict[str, int], seats: int, threshold: float) -> None:
    allocation = apportion(votes, seats, threshold, runner_up_seats=0)
    assert list(allocation.seats) == list(votes)
    if allocation.reason is None:
        assert sum(allocation.seats.values()) == seats
        for option, quotient in allocation.quotients.items():
            assert abs(allocation.seats[option] - quotient) < 1


def test_fewest_votes_that_change_a_seat_in_2021() -> None:
    """By hand, quota 67,346.13: NUR_OTAN is 29,767.9 votes above 76 quotas, AK_ZHOL 52,020.5 above 11 and takes the last
    seat; half of that gap of 22,252.6, rounded up, is 11,127."""
    first = fewest_moved_votes(VOTES_2021, 98, 0.07)[0]
    assert (first.from_option, first.to_option) == ("AK_ZHOL", "NUR_OTAN")
    assert first.seats == {"NUR_OTAN": 77, "AK_ZHOL": 11, "PPK": 10, "AUYL": 0, "ADAL": 0}
    one_less = VOTES_2021 | {"AK_ZHOL": 792_828 - first.votes + 1, "NUR_OTAN": 5_148_074 + first.votes - 1}
    assert allocate(one_less, 98, 0.07) == allocate(VOTES_2021, 98, 0.07)
    assert first.votes == 11_127


@given(
    votes=st.lists(st.integers(0, 40), min_size=2, max_size=4),
    seats=st.integers(1, 8),
    threshold=st.sampled_from([0, 0.07, 0.2]),
)
def test_fewest_moved_votes_agree_with_trying_every_number(votes: list[int], seats: int, threshold: float) -> None:
    named = {f"list {number}": value for number, value in enumerate(votes)}
    before, total = allocate(named, seats, threshold), sum(votes)
    brute = {}
    for giver, taker in permutations(named, 2):
        for moved in range(1, named[giver] + 1):
            after = {**named, giver: named[giver] - moved, taker: named[taker] + moved}
            if allocate(after, seats, threshold, total) != before:
                brute[giver, taker] = moved
                break
    found = {(change.from_option, change.to_option): change.votes for change in fewest_moved_votes(named, seats, threshold)}
    assert found == brute
