"""Estimates from a random sample of stations: ratio, mean and total with Taylor-linearised margins of error."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import expit

from analysis.columns import Floats
from analysis.distributions import t_quantile
from analysis.estimate_design import (
    CannotEstimate,
    Columns,
    Design,
    EstimateCaveat,
    Lonely,
    NotEstimated,
    Population,
    Selection,
    StratumSample,
    read_design,
)
from analysis.estimate_variance import design_effect, variance_of_total
from analysis.estimate_weighting import Margin, rake, residuals


@dataclass(frozen=True)
class Choices:
    """What the design leaves open; the columns are names in the frame.

    `weights`: own design weights instead of N_h/n_h. `domain`: true for the rows the estimate is about (the others stay in
    the variance). `margins`: known totals to weight to, one for post-stratification, several for raking. `second_stage`:
    number of stations in the cluster, where only some of them were drawn. `selection`: convenience samples get no margin.
    `logit`: the interval on the logit scale, for shares near 0 or 1.
    """

    weights: str | None = None
    domain: str | None = None
    margins: tuple[Margin, ...] = field(default=())
    second_stage: str | None = None
    selection: Selection = Selection.RANDOM
    lonely: Lonely = Lonely.AVERAGE
    confidence: float = 0.95
    logit: bool = False


@dataclass(frozen=True)
class Estimate:
    """An estimate in the unit of its numerator ÷ denominator, with everything a reader needs to judge it.

    `low`, `high`: estimate ± t · standard_error with `degrees_of_freedom` (units − strata); None, with `reason`, where no
    margin can be stated. `strata` is the coverage: print it above the interval. `stations` have figures, `missing` do not.
    """

    estimate: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    degrees_of_freedom: int | None
    design_effect: float | None
    confidence: float
    stations: int
    units: int
    missing: int
    strata: tuple[StratumSample, ...]
    reason: NotEstimated | None
    caveats: tuple[EstimateCaveat, ...]

    @property
    def margin(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def ratio(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    strata: str | None = None,
    clusters: str | None = None,
    population: Population = None,
    choices: Choices | None = None,
) -> Estimate:
    """Σ w·y ÷ Σ w·x with its margin: turnout (issued, list), a share of votes, observers' count against protocol.

    `frame`: one row per drawn station; `numerator`, `denominator`, `strata`, `clusters`: its columns. `population`: units in
    the frame the sample was drawn from (stations, or clusters if given): a number, one per stratum (mapping or series), or
    a column; without it no finite population correction, and every station weighs the same.
    R = Σ w y / Σ w x; z = w (y − R x) / Σ w x; Var(R) as `variance_of_total(z)`. Rows without a figure are non-response.
    **Assumes a random draw of stations, never of voters; nothing else carries a margin of error.** Nothing is raised for bad
    figures: `reason` says what could not be computed. Cochran (1977) ch. 6; Lumley (2010); golden values from R `survey`.
    """
    return _estimate(frame, (numerator, denominator), (strata, clusters, population), choices or Choices(), _ratio)


def mean(
    frame: pd.DataFrame,
    value: str,
    strata: str | None = None,
    clusters: str | None = None,
    population: Population = None,
    choices: Choices | None = None,
) -> Estimate:
    """Σ w·y ÷ Σ w, the mean per station (a mean of stations' turnouts is not the turnout of voters: use `ratio`)."""
    return _estimate(frame, (value,), (strata, clusters, population), choices or Choices(), _ratio)


def total(
    frame: pd.DataFrame,
    value: str,
    strata: str | None = None,
    clusters: str | None = None,
    population: Population = None,
    choices: Choices | None = None,
) -> Estimate:
    """Σ w·y over all stations. Needs the population (or weights) and a station in every stratum, otherwise a reason."""
    return _estimate(frame, (value,), (strata, clusters, population), choices or Choices(), _total)


def _ratio(values: Floats, weights: Floats) -> tuple[float, Floats]:
    """The estimate and the linearised value u of each row, so that the estimate moves like Σ w u. Columns of `values`: y, x."""
    bottom = float((weights * values[:, 1]).sum())
    if bottom == 0:
        raise CannotEstimate(NotEstimated.ZERO_DENOMINATOR)
    estimate = float((weights * values[:, 0]).sum()) / bottom
    return estimate, (values[:, 0] - estimate * values[:, 1]) / bottom


def _total(values: Floats, weights: Floats) -> tuple[float, Floats]:
    return float((weights * values[:, 0]).sum()), values[:, 0]


Linearise = Callable[[Floats, Floats], tuple[float, Floats]]


def _estimate(
    frame: pd.DataFrame,
    columns: tuple[str, ...],
    drawn: tuple[str | None, str | None, Population],
    choices: Choices,
    linearise: Linearise,
) -> Estimate:
    strata, clusters, population = drawn
    try:
        design = read_design(frame, Columns(columns, strata, clusters, choices.weights, choices.domain, choices.second_stage), population)
        weights = rake(design.rows, design.weights, choices.margins) if choices.margins else design.weights
        if linearise is _total:
            _require_whole(design, choices)
        estimate, linearised = linearise(_values(design, columns), weights)
    except CannotEstimate as refusal:
        return _nothing(len(frame), choices, refusal.reason)
    try:
        if choices.selection is not Selection.RANDOM:
            raise CannotEstimate(NotEstimated.NOT_DRAWN_AT_RANDOM)
        error, effect = _standard_error(design, linearised, weights, choices)
    except CannotEstimate as refusal:
        return _result(design, choices, estimate, None, None, refusal.reason)
    return _result(design, choices, estimate, error, effect, None)


def _values(design: Design, columns: tuple[str, ...]) -> Floats:
    """Columns y and x, zero outside the domain; x is 1 where only y was named."""
    values = np.ones((len(design.rows), 2))
    for position, name in enumerate(columns):
        values[:, position] = design.rows[name].astype("Float64").fillna(0.0).to_numpy(dtype=float)
    return values * design.inside[:, None]


def _require_whole(design: Design, choices: Choices) -> None:
    if EstimateCaveat.STRATA_NOT_COVERED in design.caveats:
        raise CannotEstimate(NotEstimated.STRATUM_NOT_COVERED)
    if np.isnan(design.stratum_population).any() and choices.weights is None and not choices.margins:
        raise CannotEstimate(NotEstimated.POPULATION_UNKNOWN)


def _standard_error(design: Design, linearised: Floats, weights: Floats, choices: Choices) -> tuple[float, float | None]:
    if design.degrees_of_freedom < 1:
        raise CannotEstimate(NotEstimated.ONE_UNIT)
    left = residuals(design.rows, linearised, design.weights, choices.margins) if choices.margins else linearised
    variance = variance_of_total(weights * left, design, choices.lonely)
    return math.sqrt(variance), design_effect(variance, left, weights)


def _result(
    design: Design, choices: Choices, estimate: float, error: float | None, effect: float | None, reason: NotEstimated | None
) -> Estimate:
    low, high, freedom, caveats = None, None, None, design.caveats
    if error is not None:
        freedom = design.degrees_of_freedom
        low, high = _interval(estimate, error, t_quantile(0.5 + choices.confidence / 2, freedom), logit=choices.logit)
        if error == 0 and not (design.stratum_units == design.stratum_population).all():
            caveats = (*caveats, EstimateCaveat.NO_VARIATION)
    return Estimate(
        estimate=estimate,
        standard_error=error,
        low=low,
        high=high,
        degrees_of_freedom=freedom,
        design_effect=effect,
        confidence=choices.confidence,
        stations=int(design.inside.sum()),
        units=len(np.unique(design.unit[design.inside])),
        missing=sum(stratum.missing for stratum in design.strata),
        strata=design.strata,
        reason=reason,
        caveats=caveats,
    )


def _interval(estimate: float, error: float, t: float, *, logit: bool) -> tuple[float, float]:
    """Linear, or on the logit scale: logit R ± t · SE / (R (1 − R)), which stays between 0 and 1."""
    if not logit or not 0 < estimate < 1:
        return estimate - t * error, estimate + t * error
    centre, half = math.log(estimate / (1 - estimate)), t * error / (estimate * (1 - estimate))
    return float(expit(centre - half)), float(expit(centre + half))


def _nothing(rows: int, choices: Choices, reason: NotEstimated) -> Estimate:
    return Estimate(None, None, None, None, None, None, choices.confidence, 0, 0, rows, (), reason, ())
