"""The formulas of scipy.special against scipy.stats, which states the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import distributions as own

TAILS = (0.001, 0.025, 0.5, 0.9, 0.975, 0.999)
SHARES = (0.001, 0.02, 0.3, 0.5, 0.97, 0.9995)


def near(value: object) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("p", TAILS)
def test_quantiles_are_those_of_scipy_stats(p: float) -> None:
    from scipy import stats

    a, b = np.array([0.5, 3.0, 41.0, 9_000.0]), np.array([0.5, 900.0, 2.0, 1_060.0])
    n = np.array([1.0, 7.0, 60.0, 2_494.0, 10_060.0])
    assert own.normal_quantile(p) == near(stats.norm.ppf(p))
    assert [own.t_quantile(p, freedom) for freedom in (1, 4, 599)] == near([stats.t.ppf(p, freedom) for freedom in (1, 4, 599)])
    assert own.beta_quantile(p, a, b) == near(stats.beta.ppf(p, a, b))
    assert own.beta_quantile_above(p, a, b) == near(stats.beta.isf(p, a, b))
    for share in SHARES:
        assert list(own.binomial_quantile(p, n, share)) == list(np.asarray(stats.binom.ppf(p, n, share))), share


def test_a_binomial_quantile_that_is_hit_exactly_is_the_smallest() -> None:
    # Four tosses of a fair coin: 1, 4, 6, 4, 1 sixteenths.
    assert [float(own.binomial_quantile(sixteenths / 16, 4, 0.5)) for sixteenths in (1, 5, 11, 15)] == [0, 1, 2, 3]


@pytest.mark.parametrize("share", SHARES)
def test_tails_are_those_of_scipy_stats(share: float) -> None:
    from scipy import stats

    for n in (1, 9, 640, 10_060):
        k = np.unique(np.clip(np.array([-1.0, 0, 1, n * share // 2, n * share // 1, n * share // 1 + 5, n - 1, n]), -1, n))
        assert own.binomial_up_to(k, n, share) == near(stats.binom.cdf(k, n, share))
        assert own.binomial_at(k[k >= 0], n, share) == near(stats.binom.pmf(k[k >= 0], n, share))
    a, b = np.array([0.5, 3.0, 41.0]), np.array([0.5, 900.0, 2.0])
    assert own.beta_above(share, a, b) == near(stats.beta.sf(share, a, b))
    assert own.normal_above(np.array([share, -share])) == near(stats.norm.sf([share, -share]))
    assert own.t_above(3 * share, 7) == near(stats.t.sf(3 * share, 7))
    assert own.chi_square_above(20 * share, 9) == near(stats.chi2.sf(20 * share, 9))


def test_drawing_without_replacement_is_that_of_scipy_stats() -> None:
    from scipy import stats

    small, large = [(-1, 10, 4, 3), (0, 10, 4, 3), (2, 10, 4, 3), (3, 10, 9, 5)], [(12, 10_060, 300, 600), (600, 10_060, 9_900, 600)]
    for k, population, marked, drawn in small + large:
        assert own.drawn_up_to(k, population, marked, drawn) == near(stats.hypergeom.cdf(k, population, marked, drawn))


def test_both_sides_of_a_fair_coin_are_the_exact_test() -> None:
    from scipy import stats

    for up, down in ((0, 1), (1, 1), (2, 7), (7, 2), (30, 12), (0, 40), (312, 288)):
        assert own.fair_coin_two_sided(up, down) == near(stats.binomtest(up, up + down, 0.5).pvalue)
