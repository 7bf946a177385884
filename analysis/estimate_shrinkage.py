"""Rates and differences of many stations, pulled towards their mean as far as their own uncertainty deserves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Column, Floats, figures, placed
from analysis.distributions import beta_above, beta_quantile, beta_quantile_above, normal_above, normal_quantile

RATE_COLUMNS = ("found", "asked", "raw_share", "shrunk_share", "low_share", "high_share", "above_probability")
DIFFERENCE_COLUMNS = ("raw", "standard_error", "shrunk", "low", "high", "above_probability")


class NotShrunk(StrEnum):
    """Why nothing was pulled, or everything was."""

    TOO_FEW = "fewer than two units with figures"
    NO_SPREAD = "the units differ no more than chance makes them: all take the mean"


@dataclass(frozen=True)
class ShrunkRates:
    """One row per unit in the order given (`RATE_COLUMNS`; missing where nothing was asked); prior Beta(a, b) with mean `mean`.

    `strength` = a + b: how many observations the prior weighs; None where it outweighs everything.
    """

    units: pd.DataFrame
    mean: float | None
    strength: float | None
    reason: NotShrunk | None


@dataclass(frozen=True)
class ShrunkDifferences:
    """One row per unit in the order given (`DIFFERENCE_COLUMNS`), in the unit of the differences; θ ~ N(`mean`, `spread`²)."""

    units: pd.DataFrame
    mean: float | None
    mean_standard_error: float | None
    spread: float | None
    reason: NotShrunk | None


def shrink_rates(found: Column, asked: Column, threshold: float = 0.5, confidence: float = 0.95) -> ShrunkRates:
    """Posterior means (y + a)/(n + a + b) with intervals and P(rate > threshold), for ranking; never rank by raw shares.

    y ~ Bin(n, p), p ~ Beta(a, b); mean Σy/Σn, and 1/(a + b + 1) from the analysis of variance: with S = Σ n (p̂ − p̄)² and
    k units, ρ = (S − (k − 1) p̄ q̄) / (p̄ q̄ (Σn − Σn²/Σn − (k − 1))). Kleinman (1973), JASA 68:46–54. **Assumes units that are
    alike before looking**: rank within groups where they are not. Where ρ ≤ 0 chance explains all, and all take the mean.
    """
    y, n = figures(found), figures(asked)
    known = np.isfinite(y) & np.isfinite(n) & (n > 0)
    k, whole = int(known.sum()), float(n[known].sum())
    if k < 2:
        units = pd.DataFrame({"found": y, "asked": n}).reindex(columns=list(RATE_COLUMNS))
        return ShrunkRates(units, float(y[known].sum()) / whole if k else None, None, NotShrunk.TOO_FEW)
    if (y[known] < 0).any() or (y[known] > n[known]).any():
        raise ValueError("found must lie between 0 and asked")
    mean = float(y[known].sum()) / whole
    strength = _strength(y[known], n[known], mean)
    raw = y[known] / n[known]
    columns: dict[str, Floats] = {"raw_share": raw}
    if strength is None:
        columns |= {"shrunk_share": np.full(k, mean), "low_share": np.full(k, mean), "high_share": np.full(k, mean)}
        columns["above_probability"] = np.full(k, float(mean > threshold))
    else:
        a, b = y[known] + mean * strength, n[known] - y[known] + (1 - mean) * strength
        tail = (1 - confidence) / 2
        columns["shrunk_share"] = a / (a + b)
        columns["low_share"], columns["high_share"] = beta_quantile(tail, a, b), beta_quantile_above(tail, a, b)
        columns["above_probability"] = beta_above(threshold, a, b)
    units = pd.DataFrame({"found": y, "asked": n, **{name: placed(values, known) for name, values in columns.items()}})
    return ShrunkRates(units, mean, strength, NotShrunk.NO_SPREAD if strength is None else None)


def shrink_differences(differences: Column, standard_errors: Column, threshold: float = 0.0, confidence: float = 0.95) -> ShrunkDifferences:
    """θ̂ = μ + B (d − μ), B = τ²/(τ² + s²), with intervals and P(θ > threshold); the noisier a unit, the more it is pulled.

    τ² by DerSimonian and Laird (1986): (Q − (k − 1)) ÷ (Σw − Σw²/Σw), w = 1/s², not below 0; μ weighted by 1/(τ² + s²).
    Interval variance B s² + (1 − B)² Var(μ). Missing figures and non-positive errors leave the unit out. **Assumes units
    that are alike before looking, and errors that are roughly normal.**
    """
    d, s = figures(differences), figures(standard_errors)
    known = np.isfinite(d) & np.isfinite(s) & (s > 0)
    units = pd.DataFrame({"raw": d, "standard_error": s}).reindex(columns=list(DIFFERENCE_COLUMNS))
    k = int(known.sum())
    if k < 2:
        return ShrunkDifferences(units, None, None, None, NotShrunk.TOO_FEW)
    d, s = d[known], s[known]
    w = 1 / s**2
    centre = (w * d).sum() / w.sum()
    spread = max(0.0, float(((w * (d - centre) ** 2).sum() - (k - 1)) / (w.sum() - (w**2).sum() / w.sum())))
    weight = 1 / (spread + s**2)
    mean, mean_variance = float((weight * d).sum() / weight.sum()), 1 / float(weight.sum())
    kept = spread * weight
    shrunk, error = mean + kept * (d - mean), np.sqrt(kept * s**2 + (1 - kept) ** 2 * mean_variance)
    z = normal_quantile(0.5 + confidence / 2)
    columns = {
        "shrunk": shrunk,
        "low": shrunk - z * error,
        "high": shrunk + z * error,
        "above_probability": normal_above((threshold - shrunk) / error),
    }
    for name, values in columns.items():
        units.loc[known, name] = values
    return ShrunkDifferences(units, mean, mean_variance**0.5, spread**0.5, NotShrunk.NO_SPREAD if spread == 0 else None)


def james_stein_factor(values: Column, variance: float) -> float:
    """1 − (k − 3) σ² ÷ Σ (x − x̄)², not below 0: what is kept of each distance from the mean, for equal known variances.

    Efron and Morris (1975), JASA 70:311–319. Raises ValueError for fewer than four values.
    """
    x = figures(values)
    if len(x) < 4:
        raise ValueError("the rule needs at least four values")
    spread = float(((x - x.mean()) ** 2).sum())
    return max(0.0, 1 - (len(x) - 3) * variance / spread) if spread > 0 else 0.0


def _strength(y: Floats, n: Floats, mean: float) -> float | None:
    k, whole, chance = len(y), float(n.sum()), mean * (1 - mean)
    room = whole - float((n**2).sum()) / whole - (k - 1)
    if chance == 0 or room <= 0:
        return None
    spread = float((n * (y / n - mean) ** 2).sum())
    correlation = (spread - (k - 1) * chance) / (chance * room)
    return 1 / min(correlation, 1.0) - 1 if correlation > 0 else None
