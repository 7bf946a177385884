"""Many tests at once: how many of the small p-values would chance alone give?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import Floats, figures

PValues = ArrayLike | Sequence[float | None]


@dataclass(frozen=True)
class Screened:
    """How many of `tests` are called at a level, and how many of those are expected to be false under the procedure's rule.

    `raw`: p ≤ level without correction; `false_discovery`: q ≤ level; `bonferroni`: p ≤ level ÷ tests. `expected_by_chance`:
    tests · level, what raw p-values would give if nothing were there. `missing` tests had no p-value.
    """

    level: float
    tests: int
    missing: int
    raw: int
    false_discovery: int
    bonferroni: int
    expected_by_chance: float
    expected_false: float


def benjamini_hochberg(p_values: PValues) -> Floats:
    """q-values by the step-up rule, in the order given; a missing p-value stays missing (NaN) and does not count as a test.

    q_(i) = min_{j ≥ i} m · p_(j) / j. Calling all q ≤ α keeps the expected share of false calls at most α. **Assumes tests that
    are independent or positively dependent**; otherwise `benjamini_yekutieli`. Raises ValueError for p outside [0, 1].
    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300.
    """
    return _step_up(p_values, 1.0)


def benjamini_yekutieli(p_values: PValues) -> Floats:
    """q-values valid under any dependence: the same, times Σ 1/i. Benjamini and Yekutieli (2001), Annals of Statistics 29:1165."""
    tests = int(np.isfinite(_checked(p_values)).sum())
    return _step_up(p_values, float((1 / np.arange(1, tests + 1)).sum()))


def holm(p_values: PValues) -> Floats:
    """Adjusted p-values that bound the chance of even one false call: max_{j ≤ i} (m − j + 1) p_(j). Holm (1979)."""
    p = _checked(p_values)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)), 1.0)
    return adjusted


def screened(p_values: PValues, level: float = 0.05) -> Screened:
    """Count the calls with and without correction, and the false ones to expect: at most level · calls for q-values."""
    p = _checked(p_values)
    known = p[np.isfinite(p)]
    called = int((benjamini_hochberg(known) <= level).sum())
    return Screened(
        level=level,
        tests=len(known),
        missing=len(p) - len(known),
        raw=int((known <= level).sum()),
        false_discovery=called,
        bonferroni=int((known * len(known) <= level).sum()),
        expected_by_chance=level * len(known),
        expected_false=level * called,
    )


def _step_up(p_values: PValues, factor: float) -> Floats:
    p = _checked(p_values)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    scaled = p[order] * factor * len(order) / np.arange(1, len(order) + 1)
    q = np.full(len(p), np.nan)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def _checked(p_values: PValues) -> Floats:
    p = figures(p_values)
    if ((p < 0) | (p > 1)).any():
        raise ValueError("a p-value lies between 0 and 1")
    return p
