"""How far apart are two independent counts of the same thing? What an allowance for counting errors can be calibrated from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Column, figures
from analysis.distributions import t_quantile
from schemas.election import Allowance

Z = 1.959964
CONTRADICTS = 3.5
"""Modified z (Iglewicz and Hoaglin 1993) beyond which two counts contradict each other: somebody must ask, no allowance covers it."""
WIDEST = 0.5
"""Share of the count; what an election's description takes too."""
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
    share_error: float | None = None
    """Half the width of the 95% interval of each of the two limits of the shares: t(n − 1) · s · √(3/n)."""
    contradicting: int = 0
    """Pairs left out because they contradict each other."""

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
    shares = [2 * (b - a) / (a + b) for a, b in pairs if a + b > 0]
    share_bias, share_spread = _moments(shares)
    return Agreement(
        pairs=len(pairs),
        bias=bias,
        standard_deviation=spread,
        low=_limit(bias, spread, -Z),
        high=_limit(bias, spread, Z),
        share_bias=share_bias,
        share_low=_limit(share_bias, share_spread, -Z),
        share_high=_limit(share_bias, share_spread, Z),
        share_error=None if share_spread is None else error_of_limit(share_spread, len(shares)),
    )


def error_of_limit(spread: float, pairs: int) -> float:
    """Half the width of the 95% interval of a limit, in the unit of `spread` (standard deviation of `pairs` ≥ 2 differences). Bland
    and Altman (1986): standard error √(3 s²/n), t with n − 1 degrees of freedom."""
    return t_quantile(0.975, pairs - 1) * spread * math.sqrt(3 / pairs)


def of_pairs(pairs: pd.DataFrame) -> Agreement:
    """Limits of agreement of `PAIR_COLUMNS` (analysis `whole_day_pairs`), without those that contradict each other: their modified z
    of the differences' shares, 0.6745 · |d − median| ÷ MAD, is above `CONTRADICTS`. Where half of the pairs agree to a person no
    spread is known, and none is left out."""
    first, second = (pairs[name].to_numpy(dtype=float, na_value=np.nan) for name in ("first", "second"))
    both = np.where(first + second > 0, first + second, np.nan)
    shares = 2 * (second - first) / both
    known = shares[np.isfinite(shares)]
    middle = float(np.median(known)) if len(known) else 0.0
    scatter = float(np.median(np.abs(known - middle))) if len(known) else 0.0
    apart = np.nan_to_num(0.6745 * np.abs(shares - middle)) > CONTRADICTS * scatter if scatter else np.zeros(len(pairs), dtype=bool)
    return replace(limits_of_agreement(first[~apart], second[~apart]), contradicting=int(apart.sum()))


class Grounds(StrEnum):
    """What an allowance rests on, and why not on double counts."""

    PAIRS = "pairs"
    ELSEWHERE = "elsewhere"
    """Double counts named in the election's description."""
    TOO_FEW = "too_few"
    AS_SET = "as_set"
    """The election's description says that its shares stand."""


def grounds(setting: Allowance, found: Agreement) -> Grounds:
    """Which allowance is used: a choice of the election first, then its own double counts where there are enough."""
    if not setting.calibrate:
        return Grounds.ELSEWHERE if setting.calibrated_pairs else Grounds.AS_SET
    if found.is_enough and found.share_low is not None:
        return Grounds.PAIRS
    return Grounds.ELSEWHERE if setting.calibrated_pairs else Grounds.TOO_FEW


def calibrated(setting: Allowance, found: Agreement) -> Allowance:
    """The allowance in use; shares of the count, to a tenth of a point, rounded up.

    below = the farther of the two limits from 0 (which of the two counted right is not known); above = below + what the setting has
    above more than below: **people whom both missed are seen by no pair**, so that part stays set. `setting` unless `Grounds.PAIRS`."""
    if grounds(setting, found) is not Grounds.PAIRS or found.share_low is None or found.share_high is None:
        return setting
    below = _tenths(max(-found.share_low, found.share_high))
    above = min(WIDEST, below + max(0.0, setting.above_share - setting.below_share))
    return setting.model_copy(update={"below_share": below, "above_share": round(above, 4), "calibrated_pairs": found.pairs})


def _tenths(share: float) -> float:
    return min(WIDEST, math.ceil(1000 * share - 1e-9) / 1000)


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
