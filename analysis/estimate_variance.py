"""The variance of a weighted total under the design: the sum over strata of the spread between primary units."""

from __future__ import annotations

import numpy as np

from analysis.columns import Floats, Integers
from analysis.estimate_design import CannotEstimate, Design, Lonely, NotEstimated


def variance_of_total(values: Floats, design: Design, lonely: Lonely) -> float:
    """Var(Σ z) for weighted values z, one per row of the design, zero outside the domain.

    Var = Σ_h (1 − n_h/N_h) · n_h/(n_h − 1) · Σ_c (t_hc − t̄_h)², t_hc the total of unit c; no correction where N_h is not
    known. With a second stage, plus Σ_h n_h/N_h Σ_c (1 − m_c/M_c) · m_c/(m_c − 1) · Σ_i (z_i − z̄_c)².
    Cochran (1977) §5.5, §6.8, §11.8; Lumley (2010) §2; R `survey`. **Assumes units were drawn at random in each stratum.**
    Raises CannotEstimate if no stratum has two units.
    """
    units = np.bincount(design.unit, weights=values, minlength=len(design.unit_stratum)).astype(np.float64)
    sampled = design.stratum_units / design.stratum_population
    spread = _spread(units, design.unit_stratum, design.stratum_units, design.stratum_population, lonely)
    first = float(np.sum(np.where(np.isnan(sampled), 1.0, 1.0 - sampled) * spread))
    if design.second_stage is None or np.isnan(sampled).any():
        return first
    rows = np.bincount(design.unit)
    _, at = np.unique(design.unit, return_index=True)
    sizes = design.second_stage[at]
    if (rows > sizes).any():
        raise CannotEstimate(NotEstimated.SAMPLE_ABOVE_POPULATION)
    within = _spread(values, design.unit, rows, sizes, Lonely.AVERAGE if (rows > 1).any() else Lonely.REMOVE)
    return first + float(np.sum(sampled[design.unit_stratum] * (1.0 - rows / sizes) * within))


def _spread(totals: Floats, group: Integers, units: Integers, population: Floats, lonely: Lonely) -> Floats:
    """n/(n − 1) Σ (t − t̄)² for each group; a group of one follows the rule, unless it is all of its population."""
    means = np.bincount(group, weights=totals, minlength=len(units)) / units
    squares = np.bincount(group, weights=(totals - means[group]) ** 2, minlength=len(units))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(units > 1, squares * units / (units - 1), 0.0)
    alone = (units == 1) & ~(population == 1)
    if not alone.any():
        return spread
    if (units > 1).sum() == 0 and lonely is not Lonely.REMOVE:
        raise CannotEstimate(NotEstimated.ONE_UNIT)
    if lonely is Lonely.AVERAGE:
        return np.where(alone, spread[~alone].mean(), spread)
    if lonely is Lonely.ADJUST:
        return np.where(alone, (means - totals.mean()) ** 2, spread)
    return spread


def design_effect(variance: float, linearised: Floats, weights: Floats, *, without_replacement: bool = True) -> float | None:
    """Variance under the design ÷ variance of a simple random sample of as many stations.

    DEFF = Var / [N̂² (1 − n/N̂) S²/n], N̂ = Σ w, S² = n/(n − 1) · Σ w (u − ū)² / Σ w, u the linearised value of a station;
    without the factor (1 − n/N̂) against sampling with replacement. Kish (1965) §8.2; R `survey` deff = TRUE.
    None for fewer than two rows or where the simple variance is zero.
    """
    n, whole = len(linearised), float(weights.sum())
    if n < 2 or whole <= 0:
        return None
    mean = float((weights * linearised).sum()) / whole
    spread = n / (n - 1) * float((weights * (linearised - mean) ** 2).sum()) / whole
    correction = 1 - n / whole if without_replacement and whole > n else 1.0
    simple = whole**2 * correction * spread / n
    return variance / simple if simple > 0 else None
