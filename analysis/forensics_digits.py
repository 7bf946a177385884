"""The last digit of counts: even if nobody rounds; and, as an educational box only, why the second digit says nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analysis.columns import Column, figures
from analysis.distributions import chi_square_above
from analysis.forensics_stations import NotScreened
from analysis.proportions import Proportion, proportion
from analysis.screens import LEAST_STATIONS, InnocentCause

LEAST_COUNT = 100
"""Smaller counts have uneven last digits by arithmetic (Beber and Scacco)."""

SECOND_DIGIT_SHARES = tuple(sum(math.log10(1 + 1 / (10 * first + second)) for first in range(1, 10)) for second in range(10))
"""Benford's shares of the second digit. Not used for any claim: clean elections reject them at p = 1e−20 and below (Poland
2020), others pass; Deckert, Myagkov and Ordeshook (2011) found a success rate like a coin's. For the educational box."""


@dataclass(frozen=True)
class LastDigit:
    """How often each last digit stands at the end of the counts; the largest departure from 1/10 with its own interval.

    `departure` = share of `digit` − 0.1. `zero_or_five`: k of n with intervals (0.2 expected). The p-value is of Pearson's
    χ² with 9 degrees of freedom; **it measures the number of stations as much as the departure: show the effect first.**
    """

    counts: tuple[int, ...]
    digit: int | None
    departure: float | None
    digit_share: Proportion | None
    zero_or_five: Proportion | None
    mean_digit: float | None
    chi_square: float | None
    p_value: float | None
    stations: int
    left_out: int
    reason: NotScreened | None

    @property
    def is_shown(self) -> bool:
        return self.stations >= LEAST_STATIONS

    @property
    def innocent_causes(self) -> tuple[InnocentCause, ...]:
        return (InnocentCause.SMALL_COUNTS, InnocentCause.TARGETS_WITHOUT_BALLOTS, InnocentCause.CLOSED_INSTITUTIONS)


def last_digit(counts: Column) -> LastDigit:
    """Last digits of counts of at least 100, against 1/10 each. Smaller and missing counts are left out and counted.

    χ² = Σ (n_d − n/10)² ÷ (n/10). Assumes counts that vary by much more than ten between stations; clerks who round a
    figure of the protocol leave the same mark as invented figures. Beber and Scacco (2012), Political Analysis 20:211–234.
    """
    numbers = figures(counts)
    kept = numbers[np.isfinite(numbers) & (numbers >= LEAST_COUNT)].astype(np.int64)
    n, left_out = len(kept), len(numbers) - len(kept)
    if n == 0:
        return LastDigit((0,) * 10, None, None, None, None, None, None, None, 0, left_out, NotScreened.NO_STATIONS)
    found = np.bincount(kept % 10, minlength=10)
    digit = int(np.abs(found - n / 10).argmax())
    chi_square = float(((found - n / 10) ** 2).sum() / (n / 10))
    return LastDigit(
        counts=tuple(int(number) for number in found),
        digit=digit,
        departure=float(found[digit]) / n - 0.1,
        digit_share=proportion(int(found[digit]), n),
        zero_or_five=proportion(int(found[0] + found[5]), n),
        mean_digit=float((kept % 10).mean()),
        chi_square=chi_square,
        p_value=chi_square_above(chi_square, 9),
        stations=n,
        left_out=left_out,
        reason=None,
    )
