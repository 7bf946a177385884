"""Funnel: shares of many units against their size, with the limits that chance draws around the common share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Booleans, Column, Floats, figures, placed
from analysis.distributions import binomial_at, binomial_quantile, binomial_up_to, normal_quantile

UNIT_COLUMNS = ("found", "asked", "share", "z", "low_95", "high_95", "low_998", "high_998", "place")
LIMIT_COLUMNS = ("asked", "low_95", "high_95", "low_998", "high_998")
LEVELS = {"95": 0.95, "998": 0.998}
WINSORISED = 0.1
"""Share of the z-scores pulled in at each end before the overdispersion is measured, so that the outliers do not hide themselves."""
LEAST_FOR_OVERDISPERSION = 10
"""Units. With fewer, one outlier would widen the limits around itself."""


class Place(StrEnum):
    """Where a unit lies."""

    WITHIN = "within 95 %"
    BETWEEN = "between 95 and 99.8 %"
    ABOVE = "above 99.8 %"
    BELOW = "below 99.8 %"
    NOT_ASKED = "nothing asked"


class NoFunnel(StrEnum):
    NOTHING_ASKED = "no unit was asked"


@dataclass(frozen=True)
class Funnel:
    """`units` in the order given (`UNIT_COLUMNS`) around `target`; `overdispersion` φ ≥ 1 by which limits are widened (√φ)."""

    units: pd.DataFrame
    target: float | None
    overdispersion: float | None
    reason: NoFunnel | None


def funnel(found: Column, asked: Column, target: float | None = None, *, overdispersed: bool = True) -> Funnel:
    """Each unit's share with 95 % and 99.8 % limits around the target (the common share Σy/Σn if not given).

    Without overdispersion exact binomial limits; with it φ = mean of the squared z-scores, winsorised at 10 % on each side,
    and normal limits times √φ where φ > 1 (ten units or more). Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
    **Without φ nearly every large unit is an outlier**, because units differ for a hundred harmless reasons.
    """
    y, n = figures(found), figures(asked)
    known = np.isfinite(y) & np.isfinite(n) & (n > 0)
    if not known.any():
        return Funnel(_units(y, n, {}, known), target, None, NoFunnel.NOTHING_ASKED)
    if (y[known] < 0).any() or (y[known] > n[known]).any():
        raise ValueError("found must lie between 0 and asked")
    centre = float(y[known].sum() / n[known].sum()) if target is None else target
    share = y[known] / n[known]
    error = np.sqrt(centre * (1 - centre) / n[known])
    z = np.divide(share - centre, error, out=np.zeros_like(share), where=error > 0)
    wideness = _overdispersion(z) if overdispersed else 1.0
    limits = _limits(n[known], centre, wideness)
    within = {"share": share, "z": z / wideness**0.5, **limits}
    return Funnel(_units(y, n, within, known, _place(share, limits)), centre, wideness, None)


def _units(y: Floats, n: Floats, within: Mapping[str, Floats], known: Booleans, at: Sequence[str] = ()) -> pd.DataFrame:
    """`UNIT_COLUMNS`; `within` and `at` (places) of those that are known. Made in one piece: a page asks for dozens of small ones."""
    place = np.full(len(y), Place.NOT_ASKED.value, dtype=object)
    place[known] = list(at)
    columns = {name: placed(within[name], known) if within else np.full(len(y), np.nan) for name in UNIT_COLUMNS[2:-1]}
    return pd.DataFrame({"found": y, "asked": n, **columns, "place": pd.Series(place, dtype=object)})


def funnel_limits(asked: Column, target: float, overdispersion: float = 1.0) -> pd.DataFrame:
    """`LIMIT_COLUMNS` for each size: exact and interpolated for φ = 1, target ± z √φ √(θ(1 − θ)/n) otherwise; within [0, 1].

    Interpolation: with r the smallest count with P(Y ≤ r) > p, the limit is (r − α)/n, α = (P(Y ≤ r) − p)/P(Y = r).
    """
    n = figures(asked)
    return pd.DataFrame({"asked": n, **_limits(n, target, overdispersion)})[list(LIMIT_COLUMNS)]


def _limits(n: Floats, target: float, overdispersion: float) -> dict[str, Floats]:
    return {
        f"{side}_{name}": np.clip(_limit(n, target, p, overdispersion), 0, 1)
        for name, level in LEVELS.items()
        for side, p in (("low", (1 - level) / 2), ("high", (1 + level) / 2))
    }


def _limit(n: Floats, target: float, p: float, overdispersion: float) -> Floats:
    if overdispersion > 1 or target in (0, 1):
        return np.asarray(target + normal_quantile(p) * np.sqrt(overdispersion * target * (1 - target) / n), dtype=np.float64)
    reach = binomial_quantile(p, n, target)
    # The quantile is the smallest r with P(Y ≤ r) ≥ p; the same r unless p is hit exactly, where the limit is r itself.
    return (reach - (binomial_up_to(reach, n, target) - p) / binomial_at(reach, n, target)) / n


def _overdispersion(z: Floats) -> float:
    if len(z) < LEAST_FOR_OVERDISPERSION:
        return 1.0
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return max(1.0, float((np.clip(z, low, high) ** 2).mean()))


def _place(share: Floats, limits: Mapping[str, Floats]) -> list[str]:
    far_above, far_below = share > limits["high_998"], share < limits["low_998"]
    outside = (share > limits["high_95"]) | (share < limits["low_95"])
    chosen = np.select([far_above, far_below, outside], [Place.ABOVE.value, Place.BELOW.value, Place.BETWEEN.value], Place.WITHIN.value)
    return [str(place) for place in chosen]
