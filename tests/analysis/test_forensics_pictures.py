"""Fingerprint, clean peak, small stations, last digit: small cases by hand, and data that cannot be screened."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics_clean_peak import clean_peak, excess_over_share
from analysis.forensics_digits import SECOND_DIGIT_SHARES, last_digit
from analysis.forensics_fingerprint import fingerprint, percentage_histogram
from analysis.forensics_small_stations import small_stations
from analysis.forensics_stations import LeftOut, NotScreened


def test_fingerprint_by_hand() -> None:
    """Turnout 50, 50 and 100 %; share 40, 40 and 100 %: one hundred per cent belongs to the last cell."""
    result = fingerprint([100, 300, 10], [50, 150, 10], [50, 150, 10], [20, 60, 10])
    assert result.cells.to_dict("records") == [
        {"turnout_from_share": 0.5, "leader_from_share": 0.4, "stations": 2, "registered_voters": 400},
        {"turnout_from_share": 0.99, "leader_from_share": 0.99, "stations": 1, "registered_voters": 10},
    ]
    assert result.correlation == pytest.approx(1)
    assert not result.is_shown


def test_fingerprint_of_nothing_and_of_like_stations() -> None:
    assert fingerprint([], [], [], []).reason is NotScreened.NO_STATIONS
    assert fingerprint([100, 100], [50, 50], [50, 50], [20, 20]).correlation is None


@given(st.lists(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=30))
def test_histogram_loses_no_station(pairs: list[tuple[int, int]]) -> None:
    histogram = percentage_histogram([k for k, _ in pairs], [n for _, n in pairs])
    assert histogram["stations"].sum() == pytest.approx(len(pairs))
    assert (histogram["stations"] >= 0).all()


def test_a_small_list_draws_no_spike() -> None:
    """1 of 2 spreads evenly over 25 to 75 %."""
    histogram = percentage_histogram([1], [2], bins=4)
    assert histogram["stations"].tolist() == pytest.approx([0, 0.5, 0.5, 0])
    with pytest.raises(ValueError, match="no whole is 0"):
        percentage_histogram([0], [0])


PEAK = ([100] * 3, [50, 51, 80], [50, 51, 80], [20, 21, 60])


def test_clean_peak_by_hand() -> None:
    """Others 30, 30, 20: the first peak is at 50 %, where the leader has 20 per 30. Excess at 51: 21 − 20; at 80: 60 − 13.33."""
    result = clean_peak(*PEAK)
    assert (result.clean_from_share, result.clean_to_share) == (0, 0.51)
    assert result.votes_per_other_vote == pytest.approx(2 / 3)
    assert result.excess_votes == pytest.approx(1 + 60 - 40 / 3)
    chosen = clean_peak(*PEAK, clean_from_share=0.4, clean_to_share=0.52)
    assert chosen.excess_votes == pytest.approx(60 - 20 * 41 / 60)
    assert result.lowest == pytest.approx(chosen.excess_votes)
    assert set(result.choices["clean_to_share"]) >= {0.51, 0.52, 0.81}


def test_clean_peak_without_other_votes_says_so() -> None:
    assert clean_peak([100], [50], [50], [50]).reason is NotScreened.NO_OTHER_VOTES
    assert clean_peak(*PEAK, clean_to_share=0.3).reason is NotScreened.NO_OTHER_VOTES
    assert clean_peak([], [], [], []).excess_votes is None


def test_excess_over_share() -> None:
    assert excess_over_share(700, 300, 0.5) == 400
    with pytest.raises(ValueError, match="nothing for others"):
        excess_over_share(700, 300, 1)


def test_small_stations_by_hand() -> None:
    """Twenty stations, the two smallest at turnout 70 %, the others at 50 %: mean 52 %, SD with 19 is √(2·0.18² + 18·0.02²)/√19."""
    voters = np.array([100, 110, *range(200, 380, 10)])
    issued = np.where(voters < 200, voters * 7 // 10, voters // 2)
    result = small_stations(voters, issued, issued, issued // 2, ["d"] * 20)
    turnout = issued / voters
    assert result.turnout_shift == pytest.approx((0.7 - turnout.mean()) / turnout.std(ddof=1))
    assert (result.small_stations, result.neighbourhoods, result.stations, result.both_up) == (2, 1, 20, True)
    assert not result.is_shown


def test_a_neighbourhood_needs_twenty_stations() -> None:
    result = small_stations([200] * 19, [100] * 19, [100] * 19, [50] * 19, ["d"] * 19)
    assert (result.reason, result.both_up) == (NotScreened.NO_NEIGHBOURHOOD, None)
    assert small_stations([], [], [], [], []).reason is NotScreened.NO_STATIONS
    like = small_stations([200] * 20, [100] * 20, [100] * 20, [50] * 20, ["d"] * 20)
    assert (like.turnout_shift, like.leader_shift) == (None, None)


def test_last_digit_by_hand() -> None:
    """Ten counts ending in 7, ninety spread evenly: 19 of 100; χ² = (9² + 9·1²)/10 = 9."""
    counts = [107] * 10 + [100 + digit for digit in range(10)] * 9 + [99, 7]
    result = last_digit(counts)
    assert (result.digit, result.stations, result.left_out) == (7, 100, 2)
    assert result.departure == pytest.approx(0.09)
    assert result.chi_square == pytest.approx(9)
    assert result.zero_or_five is not None and result.zero_or_five.found == 18


def test_no_counts_no_digits() -> None:
    assert last_digit([None, 5]).reason is NotScreened.NO_STATIONS


def test_second_digits_of_benford() -> None:
    """Newcomb–Benford, for the educational box: .11968 … .08500, mean 4.18739."""
    assert SECOND_DIGIT_SHARES[0] == pytest.approx(0.11968, abs=5e-6)
    assert SECOND_DIGIT_SHARES[9] == pytest.approx(0.08500, abs=5e-6)
    assert sum(digit * share for digit, share in enumerate(SECOND_DIGIT_SHARES)) == pytest.approx(4.18739, abs=5e-6)


def test_stations_with_more_ballots_than_voters_are_left_out_and_counted() -> None:
    assert fingerprint([100, 100], [101, 50], [50, 50], [20, 20]).left_out == {LeftOut.IMPOSSIBLE: 1}
