"""Stations with observers beside stations without: the raw difference, and what is left of it among like stations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Booleans, Floats, Integers
from analysis.estimate_regression import Coefficient, NoFit, first_coefficient, without_means

NEIGHBOURS = 3
"""Unobserved stations of the same district, nearest in size, that stand beside each observed one."""
EQUAL = 1e-12
"""Shares nearer than this are the same share: a mean of three equal ones may be apart by a rounding."""
BALANCE_COLUMNS = ("characteristic", "observed_mean", "unobserved_mean", "standardised_difference", "matched_mean", "matched_difference")


class Method(StrEnum):
    """From the plain difference to the most alike; shown in this order, never one alone."""

    RAW = "all observed against all unobserved"
    WITHIN_DISTRICT = "within the same district"
    WITHIN_DISTRICT_AND_SIZE = "within the same district, at equal size of the list"
    MATCHED = "each observed beside the nearest in size of its district"


class Bias(StrEnum):
    """What a difference can mean besides; spelled out beside every result."""

    CHOICE = "observers choose stations that are easy to reach"
    PRESENCE = "presence itself changes what happens: the difference is the effect of being watched"
    DISPLACEMENT = "what is prevented at one station may move to the next, which widens the difference"
    EXPULSION = "observers who were sent away count as unobserved, or not, and both change the result"


@dataclass(frozen=True)
class Effect:
    """observed − unobserved in the unit of the outcome. `observed`, `unobserved`: stations that entered this method."""

    method: Method
    difference: Coefficient
    observed: int
    unobserved: int
    districts: int


@dataclass(frozen=True)
class ObservedComparison:
    """`balance` (`BALANCE_COLUMNS`) belongs above `effects`. `missing`: stations without one of the figures. `below`, `above`: observed
    stations whose outcome lies below, above the mean of their matched neighbours; the rest are equal to it."""

    effects: tuple[Effect, ...]
    balance: pd.DataFrame
    biases: tuple[Bias, ...]
    missing: int
    below: int
    above: int


@dataclass(frozen=True)
class _Data:
    outcome: Floats
    observed: Booleans
    district: Integers
    log_size: Floats


def compare_observed(
    frame: pd.DataFrame,
    outcome: str,
    observed: str,
    district: str,
    size: str,
    characteristics: tuple[str, ...] = (),
    caliper: float | None = None,
) -> ObservedComparison:
    """Four estimates of observed − unobserved with district-clustered margins, and the balance of `size` and `characteristics`.

    `frame`: one row per station; `outcome` a share (turnout, leader's share), `observed` true or false, `district` a code,
    `size` voters on the list. RAW: difference in means. WITHIN_DISTRICT: district means taken out, in districts with both
    kinds. … AND_SIZE: log list beside it. MATCHED: outcome less the mean of the three unobserved stations of the district
    nearest in log list (nearer than `caliper` if given). Enikolopov et al. (2013), PNAS 110:448; Asunka et al. (2017).
    **Nothing here makes the observed stations a random sample**; an interval is about chance, not about the biases listed.
    """
    columns = [outcome, observed, district, size]
    usable = frame[columns].notna().all(axis=1) & (pd.to_numeric(frame[size]) > 0)
    table = frame[usable]
    data = _Data(
        outcome=table[outcome].to_numpy(dtype=float),
        observed=table[observed].to_numpy(dtype=bool),
        district=pd.factorize(table[district])[0].astype(np.int64),
        log_size=np.log(table[size].to_numpy(dtype=float)),
    )
    neighbours = _neighbours(data, caliper)
    matched, below, above = _matched(data, neighbours)
    effects = (_raw(data), _within(data, sized=False), _within(data, sized=True), matched)
    balance = _balance(table, (size, *characteristics), data.observed, neighbours)
    return ObservedComparison(effects, balance, tuple(Bias), int((~usable).sum()), below, above)


def _raw(data: _Data) -> Effect:
    return _effect(Method.RAW, data, np.ones(len(data.outcome), dtype=bool), np.ones(len(data.outcome)), None)


def _within(data: _Data, *, sized: bool) -> Effect:
    groups = int(data.district.max(initial=-1)) + 1
    watched = np.bincount(data.district, weights=data.observed, minlength=groups)
    both = ((watched > 0) & (watched < np.bincount(data.district, minlength=groups)))[data.district]
    method = Method.WITHIN_DISTRICT_AND_SIZE if sized else Method.WITHIN_DISTRICT
    return _effect(method, data, both, None, data.log_size if sized else None)


def _effect(method: Method, data: _Data, rows: Booleans, constant: Floats | None, log_size: Floats | None) -> Effect:
    """Least squares of the outcome on being observed; without a constant the district means are taken out of everything."""
    observed, district = data.observed[rows], data.district[rows]
    parts = [observed.astype(float)] + ([] if log_size is None else [log_size[rows]])
    outcome, absorbed = data.outcome[rows], 0
    if constant is None and rows.any():
        outcome, parts = without_means(outcome, district), [without_means(part, district) for part in parts]
        absorbed = len(np.unique(district))
    elif constant is not None:
        parts.append(constant[rows])
    difference = (
        first_coefficient(outcome, np.column_stack(parts), district, absorbed)
        if rows.any()
        else Coefficient(None, None, None, None, None, None, NoFit.TOO_FEW)
    )
    return Effect(method, difference, int(observed.sum()), int((~observed).sum()), len(np.unique(district)))


def _neighbours(data: _Data, caliper: float | None) -> dict[int, Integers]:
    """For each observed station, by position, the positions of its neighbours; stations without any are not in the result."""
    found: dict[int, Integers] = {}
    for code in np.unique(data.district[data.observed]):
        here = np.flatnonzero(data.district == code)
        others = here[~data.observed[here]]
        if len(others) == 0:
            continue
        for station in here[data.observed[here]]:
            distance = np.abs(data.log_size[others] - data.log_size[station])
            nearest = np.argsort(distance, kind="stable")[:NEIGHBOURS]
            if caliper is not None:
                nearest = nearest[distance[nearest] <= caliper]
            if len(nearest):
                found[int(station)] = others[nearest]
    return found


def _matched(data: _Data, neighbours: dict[int, Integers]) -> tuple[Effect, int, int]:
    """The effect, and at how many observed stations the outcome lies below and above their neighbours' mean."""
    stations = np.array(sorted(neighbours), dtype=np.int64)
    beside = np.array([data.outcome[neighbours[int(station)]].mean() for station in stations])
    district, apart = data.district[stations], data.outcome[stations] - beside
    difference = (
        first_coefficient(apart, np.ones((len(stations), 1)), district)
        if len(stations)
        else Coefficient(None, None, None, None, None, None, NoFit.TOO_FEW)
    )
    used = len({int(other) for others in neighbours.values() for other in others})
    effect = Effect(Method.MATCHED, difference, len(stations), used, len(np.unique(district)))
    return effect, int((apart < -EQUAL).sum()), int((apart > EQUAL).sum())


def _balance(table: pd.DataFrame, names: tuple[str, ...], observed: Booleans, neighbours: dict[int, Integers]) -> pd.DataFrame:
    """Means of both kinds, their difference in pooled standard deviations, and the same for the matched neighbours."""
    rows = []
    stations = np.array(sorted(neighbours), dtype=np.int64)
    for name in names:
        values = table[name].to_numpy(dtype=float, na_value=np.nan)
        one, other = values[observed], values[~observed]
        beside = np.array([_mean(values[neighbours[int(station)]]) for station in stations])
        spread = np.sqrt((_variance(one) + _variance(other)) / 2)
        rows.append(
            (
                name,
                _mean(one),
                _mean(other),
                (_mean(one) - _mean(other)) / spread if spread > 0 else np.nan,
                _mean(beside),
                (_mean(values[stations]) - _mean(beside)) / spread if spread > 0 else np.nan,
            )
        )
    return pd.DataFrame(rows, columns=list(BALANCE_COLUMNS))


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan


def _variance(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.var(ddof=1)) if len(known) > 1 else np.nan
