"""The integer-percentage screen: are round percentages more frequent than chance makes them? Exact, without random numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from analysis.columns import Booleans, Column, Floats, Integers
from analysis.forensics_stations import LeftOut, NotScreened, enter, ranges
from analysis.screens import LEAST_STATIONS, InnocentCause

LEAST_LIST = 100
"""Voters. On a smaller list every percentage is a small fraction, and many are whole by arithmetic alone."""
GREATEST_SHARE = 0.99
"""At 100 % the percentage is whole for reasons that have nothing to do with rounding."""
PER_POINT = 20
"""A percentage counts as whole within 1/20 of a point: half of a bin of 0.1 (Kobak, Shpilkin and Pshenichnikov)."""

LEAST_Z = 3.0
LEAST_EXCESS_SHARE = 0.01
"""Of the stations. Canada 2011, with its small lists, reaches z = 2.2; with both rules no clean comparator is flagged."""

TAIL_EXPONENT = 23.0
"""Outcomes further from the mean than Bernstein's bound exp(−23) ≈ 1e−10 allows are left out of the sums."""
STATIONS_AT_ONCE = 8_192
LARGEST_TABLE = 1_000_000


@dataclass(frozen=True)
class IntegerAnomaly:
    """Stations with a whole turnout or leader's percentage: observed, expected by chance, and the difference.

    `observed`, `expected`, `excess`, `standard_deviation` are stations with either percentage whole; the same three for
    turnout alone and the leader alone. `stations` entered; `left_out` did not, by reason. None, with `reason`, if none did.
    """

    observed: int | None
    expected: float | None
    excess: float | None
    standard_deviation: float | None
    turnout_observed: int | None
    turnout_excess: float | None
    leader_observed: int | None
    leader_excess: float | None
    stations: int
    left_out: dict[LeftOut, int]
    reason: NotScreened | None

    @property
    def z(self) -> float | None:
        """excess ÷ standard deviation; None where chance alone cannot vary."""
        return self.excess / self.standard_deviation if self.excess is not None and self.standard_deviation else None

    @property
    def is_shown(self) -> bool:
        """Screens are off below 300 stations."""
        return self.stations >= LEAST_STATIONS

    @property
    def flagged(self) -> bool:
        """At least 300 stations, z above 3, and an excess of at least 1 % of the stations. Never a verdict."""
        if not self.is_shown or self.z is None or self.excess is None:
            return False
        return self.z > LEAST_Z and self.excess >= LEAST_EXCESS_SHARE * self.stations

    @property
    def innocent_causes(self) -> tuple[InnocentCause, ...]:
        return (InnocentCause.SMALL_LISTS, InnocentCause.CLOSED_INSTITUTIONS, InnocentCause.TARGETS_WITHOUT_BALLOTS)


def integer_anomaly(registered_voters: Column, ballots_issued: Column, ballots_cast: Column, leader_votes: Column) -> IntegerAnomaly:
    """Compare the number of stations with a whole percentage of turnout or of the leader with the number chance gives.

    One number per station: people on the list V, ballots issued G, ballots cast R (valid and invalid), votes L for the
    leader. Turnout = G/V, share = L/R. A percentage 100·k/n is whole if it lies within 0.05 of an integer, tested in
    integers. Null: G ~ Bin(V, G/V) and L ~ Bin(R, L/R), independent; each station's probability P is summed exactly,
    expected = Σ P, SD = √Σ P(1 − P). **A station with a small list is whole by arithmetic: the null is its own.** Using the
    observed share as p is slightly conservative. Stations enter with R > 0, V ≥ 100, G/V ≤ 0.99, L/R ≤ 0.99.
    Kobak, Shpilkin and Pshenichnikov (2016), Annals of Applied Statistics 10:54–73, whose null is drawn at random 1,000
    times; here it is computed. Missing figures leave the station out. Raises ValueError if the columns differ in length.
    """
    entered = enter(registered_voters, ballots_issued, ballots_cast, leader_votes, least_list=LEAST_LIST, greatest_share=GREATEST_SHARE)
    if len(entered) == 0:
        return IntegerAnomaly(None, None, None, None, None, None, None, None, 0, entered.left_out, NotScreened.NO_STATIONS)
    turnout_whole, leader_whole = is_whole(entered.issued, entered.voters), is_whole(entered.leader, entered.cast)
    turnout_chance = chance_of_whole(entered.voters, entered.issued / entered.voters)
    leader_chance = chance_of_whole(entered.cast, entered.leader / entered.cast)
    either = 1.0 - (1.0 - turnout_chance) * (1.0 - leader_chance)
    observed, expected = int((turnout_whole | leader_whole).sum()), float(either.sum())
    return IntegerAnomaly(
        observed=observed,
        expected=expected,
        excess=observed - expected,
        standard_deviation=math.sqrt(float((either * (1.0 - either)).sum())),
        turnout_observed=int(turnout_whole.sum()),
        turnout_excess=float(turnout_whole.sum() - turnout_chance.sum()),
        leader_observed=int(leader_whole.sum()),
        leader_excess=float(leader_whole.sum() - leader_chance.sum()),
        stations=len(entered),
        left_out=entered.left_out,
        reason=None,
    )


def is_whole(part: Integers, whole: Integers) -> Booleans:
    """100·part/whole within 0.05 of an integer, without division: |2000·k − 20·r·n| ≤ n for the nearest r."""
    scaled, point = 2000 * part, PER_POINT * whole
    away = scaled % point
    return np.asarray(np.minimum(away, point - away) <= whole, dtype=np.bool_)


def chance_of_whole(trials: ArrayLike, share: ArrayLike) -> Floats:
    """P(100·K/n within 0.05 of an integer) for K ~ Bin(n, p), each station with its own n and p.

    Σ over integers r of Σ_{k: |2000k − 20rn| ≤ n} C(n,k) pᵏ (1−p)ⁿ⁻ᵏ, over those r that lie within reach of the mean.
    Raises ValueError for a trial below 1 or a share outside [0, 1].
    """
    n, p = np.atleast_1d(np.asarray(trials, dtype=np.int64)), np.atleast_1d(np.asarray(share, dtype=np.float64))
    n, p = np.broadcast_arrays(n, p)
    if (n < 1).any() or not ((p >= 0) & (p <= 1)).all():
        raise ValueError("trials are at least 1 and shares lie between 0 and 1")
    log_factorial = _log_factorials(int(n.max(initial=0)))
    chance = np.empty(len(n))
    for start in range(0, len(n), STATIONS_AT_ONCE):
        part = slice(start, start + STATIONS_AT_ONCE)
        chance[part] = _chances(n[part], p[part], log_factorial)
    return chance


def _log_factorials(largest: int) -> Callable[[Integers], Floats]:
    """log k! for many k: read from a table, unless one impossible list in the data would make the table huge."""
    if largest > LARGEST_TABLE:
        return lambda k: np.asarray(gammaln(k + 1.0), dtype=np.float64)
    table = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, largest + 1)))))
    return lambda k: np.asarray(table[k], dtype=np.float64)


def _chances(n: Integers, p: Floats, log_factorial: Callable[[Integers], Floats]) -> Floats:
    variance = n * p * (1 - p)
    reach = TAIL_EXPONENT / 3 + np.sqrt(TAIL_EXPONENT**2 / 9 + 2 * TAIL_EXPONENT * variance)
    low = np.maximum(np.ceil(100 * (n * p - reach) / n), 0).astype(np.int64)
    high = np.minimum(np.floor(100 * (n * p + reach) / n), 100).astype(np.int64)
    station, points = ranges(low, high)
    size = n[station]
    middle = PER_POINT * points * size
    first, last = -((size - middle) // 2000), (middle + size) // 2000
    at, k = ranges(np.maximum(first, 0), np.minimum(last, size))
    station = station[at]
    size = n[station]
    # 0·log 0 is 0 here: a share of exactly 0 or 1 has one outcome with probability 1.
    with np.errstate(divide="ignore", invalid="ignore"):
        successes = np.where(k > 0, k * np.log(p)[station], 0.0)
        failures = np.where(size > k, (size - k) * np.log1p(-p)[station], 0.0)
    log_mass = log_factorial(size) - log_factorial(k) - log_factorial(size - k) + successes + failures
    # The sum of a certain event may exceed 1 in the last binary digit.
    return np.minimum(np.bincount(station, weights=np.exp(log_mass), minlength=len(n)), 1.0)
