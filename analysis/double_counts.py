"""How far apart are two independent counts of the same thing? What an allowance for counting errors can be calibrated from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from analysis.columns import Column, figures

Z = 1.959964
LEAST_PAIRS = 10
"""Pairs under which limits of agreement are too loose to set anything by."""
PAIR_COLUMNS = ("station_id", "first", "second")


@dataclass(frozen=True)
class Agreement:
    """Differences second − first of `pairs` pairs, in the unit of the counts: their mean (`bias`), standard deviation, and limits
    between which 95 of 100 are expected (bias ± 1.96 SD). `shares`: the same of differences ÷ mean of the pair. None where fewer than
    two pairs have both counts."""

    pairs: int
    bias: float | None
    standard_deviation: float | None
    low: float | None
    high: float | None
    share_bias: float | None
    share_low: float | None
    share_high: float | None

    @property
    def is_enough(self) -> bool:
        """Whether an allowance may be set by it."""
        return self.pairs >= LEAST_PAIRS


def limits_of_agreement(first: Column, second: Column) -> Agreement:
    """Bland and Altman (1986), The Lancet 327:307–310. Pairs with a missing count are left out. **Assumes that the two counted without
    hearing each other**; who copied agrees too well. Raises ValueError if the columns differ in length."""
    one, two = figures(first), figures(second)
    if len(one) != len(two):
        raise ValueError("two counts a pair")
    pairs = [(float(a), float(b)) for a, b in zip(one, two, strict=True) if math.isfinite(a) and math.isfinite(b)]
    bias, spread = _moments([b - a for a, b in pairs])
    share_bias, share_spread = _moments([2 * (b - a) / (a + b) for a, b in pairs if a + b > 0])
    return Agreement(
        pairs=len(pairs),
        bias=bias,
        standard_deviation=spread,
        low=_limit(bias, spread, -Z),
        high=_limit(bias, spread, Z),
        share_bias=share_bias,
        share_low=_limit(share_bias, share_spread, -Z),
        share_high=_limit(share_bias, share_spread, Z),
    )


def _moments(values: list[float]) -> tuple[float | None, float | None]:
    if len(values) < 2:
        return None, None
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _limit(mean: float | None, spread: float | None, factor: float) -> float | None:
    return None if mean is None or spread is None else mean + factor * spread


def whole_day_pairs(observers: pd.DataFrame) -> pd.DataFrame:
    """`PAIR_COLUMNS`: stations counted the whole day by two observers of different organisations; the first two by author, so that
    neither is chosen for its number. `observers`: analysis.turnout.observers. People of one organisation sit together: not taken."""
    if observers.empty:
        return pd.DataFrame(columns=list(PAIR_COLUMNS))
    whole = observers[observers["whole_day"].eq(True) & observers["counted"].notna()].sort_values(["station_id", "author_id"])
    other = whole.drop_duplicates(["station_id", "organisation_code"])
    place = other.groupby("station_id").cumcount()
    first, second = (other[place == number][["station_id", "counted"]] for number in (0, 1))
    pairs: pd.DataFrame = first.rename(columns={"counted": "first"}).merge(second.rename(columns={"counted": "second"}), on="station_id")
    return pairs
