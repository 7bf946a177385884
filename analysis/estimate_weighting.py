"""Weights that meet known totals of groups: post-stratification (one grouping) and raking (several)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Floats, Integers
from analysis.estimate_design import CannotEstimate, NotEstimated

TOLERANCE = 1e-10
"""Share of a group's total by which raked weights may miss it."""
MAXIMUM_ROUNDS = 500


@dataclass(frozen=True)
class Margin:
    """A grouping of stations with the number of stations (or voters) of the whole population in each group."""

    column: str
    totals: Mapping[Any, float]


@dataclass(frozen=True)
class _Coded:
    group: Integers
    totals: Floats


def rake(frame: pd.DataFrame, weights: Floats, margins: tuple[Margin, ...]) -> Floats:
    """Weights that meet every margin: multiply by N_g / Σ_g w, margin by margin, until nothing moves.

    One margin is post-stratification, exact in one round: w' = w · N_g / Σ_g w. Deming and Stephan (1940); Kalton and
    Flores-Cervantes (2003). **Assumes that within a group the stations that report are like those that do not.**
    Raises CannotEstimate if a group has no station or the margins contradict each other.
    """
    coded = _code(frame, margins)
    raked = weights.astype(float)
    for _ in range(MAXIMUM_ROUNDS):
        for margin in coded:
            raked = raked * (margin.totals / _sums(margin, raked))[margin.group]
        if all(np.abs(_sums(margin, raked) / margin.totals - 1).max() <= TOLERANCE for margin in coded):
            return raked
    raise CannotEstimate(NotEstimated.RAKING_DID_NOT_CONVERGE)


def residuals(frame: pd.DataFrame, values: Floats, weights: Floats, margins: tuple[Margin, ...]) -> Floats:
    """What the groups do not explain: values less their weighted projection on the group indicators of all margins.

    The linearised value of a calibrated estimator (Deville and Särndal 1992); for one margin, value less group mean.
    Found by taking out the means of one margin after the other until nothing moves.
    """
    coded = _code(frame, margins)
    left, scale = values.astype(float), float(np.abs(values).max(initial=0.0))
    for _ in range(MAXIMUM_ROUNDS):
        before = left
        for margin in coded:
            left = left - (_sums(margin, weights * left) / _sums(margin, weights))[margin.group]
        if np.abs(left - before).max() <= TOLERANCE * scale:
            return left
    raise CannotEstimate(NotEstimated.RAKING_DID_NOT_CONVERGE)


def _sums(margin: _Coded, values: Floats) -> Floats:
    return np.bincount(margin.group, weights=values, minlength=len(margin.totals)).astype(np.float64)


def _code(frame: pd.DataFrame, margins: tuple[Margin, ...]) -> list[_Coded]:
    coded = []
    for margin in margins:
        group, levels = pd.factorize(frame[margin.column], sort=True)
        needed = {level for level, total in margin.totals.items() if total > 0}
        if (group < 0).any() or set(levels) != needed:
            raise CannotEstimate(NotEstimated.MARGIN_NOT_COVERED)
        coded.append(_Coded(group.astype(np.int64), np.array([float(margin.totals[level]) for level in levels])))
    return coded
