"""k of n: intervals for a proportion, the exact sign test, and what a random sample says about how many stations differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.distributions import beta_quantile, drawn_up_to, fair_coin_two_sided, normal_quantile


class NotStated(StrEnum):
    """Why there is no share, no interval or no bound."""

    NOTHING_ASKED = "no station where it could be seen"
    NOT_DRAWN_AT_RANDOM = "the stations were not drawn at random"
    NO_DIRECTION = "no difference in either direction"


@dataclass(frozen=True)
class Proportion:
    """`found` of `asked`; both 95% intervals as shares. None with a reason where nothing was asked."""

    found: int
    asked: int
    share: float | None
    wilson: tuple[float, float] | None
    clopper_pearson: tuple[float, float] | None
    confidence: float
    reason: NotStated | None


@dataclass(frozen=True)
class SignTest:
    """How many differences go each way, the share that goes `up` with its exact interval, and the two-sided p-value."""

    up: int
    down: int
    p_value: float | None
    up_share: Proportion
    reason: NotStated | None


@dataclass(frozen=True)
class AlteredBound:
    """How many of all `population` stations have the property found in `found` of `drawn` stations drawn at random."""

    population: int
    drawn: int
    found: int
    at_least: int | None
    at_most: int | None
    confidence: float
    reason: NotStated | None


def proportion(found: int, asked: int, confidence: float = 0.95) -> Proportion:
    """k of n with Wilson and Clopper–Pearson intervals for an infinite population of like cases.

    Wilson (1927): (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n). Clopper–Pearson (1934): exact, beta quantiles, never
    below its level, therefore wider. Newcombe (1998) has worked examples of both. **An interval is about chance only**:
    for stations not drawn at random it does not speak of other stations. Raises ValueError unless 0 ≤ found ≤ asked.
    """
    if not 0 <= found <= asked:
        raise ValueError(f"{found} of {asked} is not a proportion")
    if asked == 0:
        return Proportion(found, asked, None, None, None, confidence, NotStated.NOTHING_ASKED)
    share, z = found / asked, normal_quantile(0.5 + confidence / 2)
    centre = (share + z**2 / (2 * asked)) / (1 + z**2 / asked)
    half = z / (1 + z**2 / asked) * float(np.sqrt(share * (1 - share) / asked + z**2 / (4 * asked**2)))
    # At 0 and n the formula gives 0 and 1 up to rounding; print them as such.
    wilson = (0.0 if found == 0 else centre - half, 1.0 if found == asked else centre + half)
    tail = (1 - confidence) / 2
    low = 0.0 if found == 0 else float(beta_quantile(tail, found, asked - found + 1))
    high = 1.0 if found == asked else float(beta_quantile(1 - tail, found + 1, asked - found))
    return Proportion(found, asked, share, wilson, (low, high), confidence, None)


def sign_test(up: int, down: int, confidence: float = 0.95) -> SignTest:
    """Are differences as often upwards as downwards? Exact binomial test with p = ½; ties (no difference) are left out.

    **Assumes stations err independently**; honest typing errors have no direction. Dixon and Mood (1946).
    """
    share = proportion(up, up + down, confidence)
    if up + down == 0:
        return SignTest(up, down, None, share, NotStated.NO_DIRECTION)
    return SignTest(up, down, fair_coin_two_sided(up, down), share, None)


def altered_stations(population: int, drawn: int, found: int, *, drawn_at_random: bool, confidence: float = 0.95) -> AlteredBound:
    """Bounds for the number M of stations with a property, from a random sample without replacement (hypergeometric).

    at_least: the smallest M with P(X ≥ found | N, M, n) > α/2; at_most: the largest M with P(X ≤ found | N, M, n) > α/2,
    α = 1 − confidence; where nothing was found only the upper bound speaks and takes all of α (about 3/n at 95 %), and
    likewise the lower one where all were. **Only for stations drawn at random**: otherwise no bound, and the reason.
    """
    if not 0 <= found <= drawn <= population:
        raise ValueError(f"{found} found of {drawn} drawn of {population} cannot be")
    if drawn == 0 or not drawn_at_random:
        reason = NotStated.NOTHING_ASKED if drawn == 0 else NotStated.NOT_DRAWN_AT_RANDOM
        return AlteredBound(population, drawn, found, None, None, confidence, reason)
    one_sided = found in (0, drawn)
    tail = (1 - confidence) if one_sided else (1 - confidence) / 2
    candidates = range(found, population - (drawn - found) + 1)
    # With more marked ones many found are likelier and few less so: the edges are looked up, not every candidate.
    low = bisect_right(candidates, tail, key=lambda marked: 1 - drawn_up_to(found - 1, population, marked, drawn))
    high = bisect_left(candidates, -tail, key=lambda marked: -drawn_up_to(found, population, marked, drawn))
    return AlteredBound(population, drawn, found, candidates[low], candidates[high - 1], confidence, None)
