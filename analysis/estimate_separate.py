"""The total a group of stations would imply for all: a ratio for each district, applied to the district's whole list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Floats, Integers
from analysis.distributions import normal_quantile


class NotImplied(StrEnum):
    """Why there is no total, or one without a margin."""

    NO_STATIONS = "no observed station with figures"
    NOT_DRAWN_AT_RANDOM = "the stations were not drawn at random"
    ONE_STATION_EACH = "no district has two observed stations"


@dataclass(frozen=True)
class ImpliedTotal:
    """What the observed stations imply for the districts they lie in, beside the official total of the same districts.

    `difference` = official − implied, in the unit of the numerator. Districts without an observed station are in neither
    total and counted. A margin only where the observed stations were drawn at random. `above`, `below`: districts whose official
    total lies above, below what their observed stations imply; compared in whole numbers.
    """

    official: float | None
    implied: float | None
    difference: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    districts: int
    districts_without: int
    observed: int
    reason: NotImplied | None
    above: int = 0
    below: int = 0


def implied_total(
    frame: pd.DataFrame, numerator: str, denominator: str, observed: str, district: str, *, drawn_at_random: bool = False
) -> ImpliedTotal:
    """T̂ = Σ_h X_h · (Σ_obs y / Σ_obs x), the separate ratio estimator; y votes, x voters on the list, X_h the district's list.

    Var = Σ_h (X_h / x_h)² · n_h (1 − n_h/N_h) · s²_h with s² of y − R_h x in the observed stations (n_h − 1), x_h their list;
    districts with one observed station take the mean of the others; normal interval. Cochran (1977) §6.10–6.11. Biased where
    the n_h are small, and **as good as the observed stations are like their neighbours**. Rows with a missing figure are left
    out of both totals.
    """
    table = frame.dropna(subset=[numerator, denominator, observed, district])
    code = pd.factorize(table[district])[0].astype(np.int64)
    y, x = (table[name].to_numpy(dtype=float) for name in (numerator, denominator))
    watched = table[observed].to_numpy(dtype=bool)
    count = int(code.max(initial=-1)) + 1
    seen_y, seen_x = _sums(code[watched], y[watched], count), _sums(code[watched], x[watched], count)
    has = seen_x > 0
    if not has.any():
        return ImpliedTotal(None, None, None, None, None, None, 0, count, 0, NotImplied.NO_STATIONS)
    whole_y, whole_x = _sums(code, y, count)[has], _sums(code, x, count)[has]
    rate = np.divide(seen_y, seen_x, out=np.zeros(count), where=has)
    official, implied = float(whole_y.sum()), float((whole_x * rate[has]).sum())
    reason: NotImplied | None = NotImplied.NOT_DRAWN_AT_RANDOM
    error = None
    if drawn_at_random:
        residual = (y - rate[code] * x)[watched]
        error = _error(residual, code[watched], np.bincount(code, minlength=count), seen_x, _sums(code, x, count))
        reason = NotImplied.ONE_STATION_EACH if error is None else None
    difference, z = official - implied, normal_quantile(0.975)
    low, high = (None, None) if error is None else (difference - z * error, difference + z * error)
    kept = int((watched & has[code]).sum())
    side = np.sign(whole_y * seen_x[has] - whole_x * seen_y[has])
    above, below = int((side > 0).sum()), int((side < 0).sum())
    return ImpliedTotal(official, implied, difference, error, low, high, int(has.sum()), int((~has).sum()), kept, reason, above, below)


def _error(residual: Floats, code: Integers, stations: Integers, seen_x: Floats, whole_x: Floats) -> float | None:
    count = len(stations)
    seen = np.bincount(code, minlength=count)
    squares = _sums(code, residual**2, count)
    several = seen > 1
    if not several.any():
        return None
    scale = np.divide(whole_x, seen_x, out=np.zeros(count), where=seen_x > 0)
    spread = np.divide(squares, seen - 1, out=np.zeros(count), where=several)
    variance = scale**2 * seen * (1 - seen / np.maximum(stations, 1)) * spread
    lonely = (seen == 1) & (stations > 1)
    return math.sqrt(float(variance.sum() + lonely.sum() * variance[several].mean()))


def _sums(code: Integers, values: Floats, count: int) -> Floats:
    return np.bincount(code, weights=values, minlength=count).astype(np.float64)
