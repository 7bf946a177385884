"""Quantiles and tails of the distributions that intervals and tests rest on, by the formulas of scipy.special.

`scipy.stats` computes the same numbers, but loading it takes as long as loading pandas: every start of a server and of every process
that makes a file would pay for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.columns import Floats

Numbers = float | Floats


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def normal_quantile(p: float) -> float:
    return float(special.ndtri(p))


def normal_above(x: Numbers) -> Floats:
    """P(Z > x)."""
    return _floats(special.ndtr(-_floats(x)))


def t_quantile(p: float, freedom: float) -> float:
    return float(special.stdtrit(freedom, p))


def t_above(x: float, freedom: float) -> float:
    """P(T > x)."""
    return float(special.stdtr(freedom, -x))


def chi_square_above(x: float, freedom: float) -> float:
    return float(special.chdtrc(freedom, x))


def beta_quantile(p: float, a: Numbers, b: Numbers) -> Floats:
    return _floats(special.betaincinv(_floats(a), _floats(b), p))


def beta_quantile_above(p: float, a: Numbers, b: Numbers) -> Floats:
    """What is exceeded with probability p: as exact near 1 as the quantile is near 0."""
    return _floats(special.betainccinv(_floats(a), _floats(b), p))


def beta_above(x: float, a: Numbers, b: Numbers) -> Floats:
    """P(B > x)."""
    return _floats(special.betaincc(_floats(a), _floats(b), x))


def binomial_up_to(k: Numbers, n: Numbers, share: float) -> Floats:
    """P(Y ≤ k), k whole; 0 below 0."""
    k, n = _floats(k), _floats(n)
    # NIST, Digital Library of Mathematical Functions, 8.17.5: P(Y ≤ k) is P(B > share) with B of Beta(k + 1, n − k).
    inside = special.betaincc(np.maximum(k, 0) + 1, np.maximum(n - k, 1), share)
    return np.where(k < 0, 0.0, np.where(k >= n, 1.0, inside))


def binomial_at(k: Numbers, n: Numbers, share: float) -> Floats:
    """P(Y = k)."""
    k, n = _floats(k), _floats(n)
    return np.exp(_log_choose(n, k) + special.xlogy(k, share) + special.xlog1py(n - k, -share))


def binomial_quantile(p: float, n: Numbers, share: float) -> Floats:
    """The smallest whole k with P(Y ≤ k) ≥ p."""
    near = np.ceil(_floats(special.bdtrik(p, _floats(n), share)))
    below = np.maximum(near - 1, 0)
    return np.where(binomial_up_to(below, n, share) >= p, below, near)


def fair_coin_two_sided(up: int, down: int) -> float:
    """The exact probability that tosses of a fair coin come out at least as unevenly."""
    return min(1.0, 2 * float(binomial_up_to(min(up, down), up + down, 0.5)))


def drawn_up_to(k: int, population: int, marked: int, drawn: int) -> float:
    """P(X ≤ k): marked ones among those drawn without replacement (hypergeometric)."""
    found = np.arange(max(0, drawn - (population - marked)), min(k, drawn, marked) + 1, dtype=np.float64)
    ways = _log_choose(marked, found) + _log_choose(population - marked, drawn - found) - _log_choose(population, drawn)
    return min(1.0, float(np.exp(ways).sum()))


def _log_choose(n: Numbers, k: Numbers) -> Floats:
    n, k = _floats(n), _floats(k)
    return _floats(-np.log1p(n) - special.betaln(n - k + 1, k + 1))
