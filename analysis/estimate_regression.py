"""Least squares with standard errors that allow stations of one district to be alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.columns import Floats, Integers
from analysis.distributions import t_above, t_quantile

CONDITION_LIMIT = 1e10


class NoFit(StrEnum):
    """Why there is no coefficient, or one without a margin."""

    TOO_FEW = "too few stations"
    NO_VARIATION = "the stations do not differ in what is compared"
    ONE_CLUSTER = "one district: no margin can be stated"


@dataclass(frozen=True)
class Coefficient:
    """A coefficient in the unit of y per unit of its column, with its interval; None, with `reason`, where it cannot be stated."""

    value: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    p_value: float | None
    degrees_of_freedom: int | None
    reason: NoFit | None


def first_coefficient(
    y: Floats, columns: Floats, clusters: Integers, absorbed: int = 0, confidence: float = 0.95, *, cautious: bool = False
) -> Coefficient:
    """The coefficient of the first column of `columns`, with a cluster-robust standard error.

    b = (X'X)⁻¹X'y; V = (X'X)⁻¹ (Σ_g X_g'u_g u_g'X_g) (X'X)⁻¹ · G/(G − 1) · (N − 1)/(N − K); t with G − 1 degrees of freedom.
    Liang and Zeger (1986); Cameron and Miller (2015). `absorbed`: district means already taken out, nested in the clusters
    and therefore not counted in K. With every station its own cluster this is White's HC1. `cautious`: never less than the error that one
    common spread gives, because a robust error takes the spread of a small group from that group alone and is too small where few large
    deviations fell outside it (Angrist and Pischke 2009, ch. 8: take the larger of the two).
    """
    rows, width = columns.shape
    groups = len(np.unique(clusters))
    if rows < width + absorbed + 1:
        return _none(NoFit.TOO_FEW)
    square = columns.T @ columns
    if np.linalg.cond(square) > CONDITION_LIMIT:
        return _none(NoFit.NO_VARIATION)
    inverse = np.linalg.inv(square)
    solution = inverse @ columns.T @ y
    value = float(solution[0])
    if groups < 2:
        return Coefficient(value, None, None, None, None, None, NoFit.ONE_CLUSTER)
    residuals = y - columns @ solution
    scores = columns * residuals[:, None]
    _, code = np.unique(clusters, return_inverse=True)
    sums = np.column_stack([np.bincount(code, weights=scores[:, column]) for column in range(width)])
    factor = groups / (groups - 1) * (rows - 1) / (rows - width)
    # Where nothing is left to explain, rounding can make the variance a hair less than nothing.
    error = math.sqrt(max(float((inverse @ (sums.T @ sums) @ inverse)[0, 0]), 0.0) * factor)
    if cautious and rows > width + absorbed:
        error = max(error, math.sqrt(float(residuals @ residuals) / (rows - width - absorbed) * float(inverse[0, 0])))
    t = t_quantile(0.5 + confidence / 2, groups - 1)
    p_value = 2 * t_above(abs(value) / error, groups - 1) if error > 0 else None
    return Coefficient(value, error, value - t * error, value + t * error, p_value, groups - 1, None)


def without_means(values: Floats, group: Integers) -> Floats:
    """Each value less the mean of its group."""
    means = np.bincount(group, weights=values) / np.maximum(np.bincount(group), 1)
    return np.asarray(values - means[group], dtype=np.float64)


def _none(reason: NoFit) -> Coefficient:
    return Coefficient(None, None, None, None, None, None, reason)
