"""k of n: worked examples of Newcombe (1998), exact tests by hand, and bounds that must hold for every sample."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.proportions import NotStated, altered_stations, proportion, sign_test


@pytest.mark.parametrize(
    ("found", "asked", "wilson", "exact"),
    [
        # Newcombe, R. G. (1998), Statistics in Medicine 17:857–872, table I, methods 3 and 5.
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
        # Not in Newcombe; computed with the same formulas.
        (12, 100, (0.0700, 0.1981), (0.0636, 0.2002)),
    ],
)
def test_intervals_are_newcombes(found: int, asked: int, wilson: tuple[float, float], exact: tuple[float, float]) -> None:
    result = proportion(found, asked)
    assert result.wilson == pytest.approx(wilson, abs=5e-5)
    assert result.clopper_pearson == pytest.approx(exact, abs=5e-5)


def test_nothing_asked_is_not_zero() -> None:
    result = proportion(0, 0)
    assert (result.share, result.wilson, result.clopper_pearson, result.reason) == (None, None, None, NotStated.NOTHING_ASKED)


def test_more_found_than_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        proportion(3, 2)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_both_intervals_hold_the_share_and_stay_between_0_and_1(case: tuple[int, int]) -> None:
    result = proportion(*case)
    for interval in (result.wilson, result.clopper_pearson):
        assert interval is not None
        assert 0 <= interval[0] <= case[0] / case[1] <= interval[1] <= 1


def test_sign_test_by_hand() -> None:
    """12 of 12: 2 · ½¹² = 0.000488; 11 of 12: 2 · (1 + 12) · ½¹² = 0.00635."""
    assert sign_test(12, 0).p_value == pytest.approx(2 * 0.5**12)
    assert sign_test(11, 1).p_value == pytest.approx(2 * 13 * 0.5**12)
    assert sign_test(1, 11).p_value == pytest.approx(2 * 13 * 0.5**12)


def test_no_difference_has_no_direction() -> None:
    result = sign_test(0, 0)
    assert (result.p_value, result.reason) == (None, NotStated.NO_DIRECTION)


def test_bounds_for_a_random_sample_of_ten_thousand_stations() -> None:
    """12 of 100 drawn of 10,000: at least 639 (97.5 % one-sided); none of 100: at most 293 (95 %), about 3/n."""
    assert altered_stations(10_000, 100, 12, drawn_at_random=True).at_least == 639
    nothing = altered_stations(10_000, 100, 0, drawn_at_random=True)
    assert (nothing.at_least, nothing.at_most) == (0, 293)


def test_bound_is_the_smallest_that_is_not_excluded() -> None:
    """3 of 5 drawn of 20, by counting combinations."""

    def at_least_three(altered: int) -> float:
        ways = sum(math.comb(altered, k) * math.comb(20 - altered, 5 - k) for k in (3, 4, 5))
        return ways / math.comb(20, 5)

    bound = altered_stations(20, 5, 3, drawn_at_random=True).at_least
    assert bound == min(altered for altered in range(3, 19) if at_least_three(altered) > 0.025)


def test_no_bound_for_stations_that_were_not_drawn() -> None:
    bound = altered_stations(10_000, 100, 12, drawn_at_random=False)
    assert (bound.at_least, bound.at_most, bound.reason) == (None, None, NotStated.NOT_DRAWN_AT_RANDOM)
    assert altered_stations(10_000, 0, 0, drawn_at_random=True).reason is NotStated.NOTHING_ASKED


def test_a_census_has_no_uncertainty() -> None:
    bound = altered_stations(50, 50, 7, drawn_at_random=True)
    assert (bound.at_least, bound.at_most) == (7, 7)
