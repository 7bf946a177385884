"""What the other stations of a region make usual: ratios of lines, shares of rows, round numbers. Known on the night, before official data.

Middles are medians and spreads are median distances, so that a few wrong figures among the neighbours change little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from schemas.figure import FigureCode

C = FigureCode
RATIOS: tuple[tuple[str, str], ...] = (
    (C.BALLOTS_RECEIVED, C.REGISTERED_VOTERS),
    (C.VOTERS_ADDED, C.REGISTERED_VOTERS),
)
"""Numerator and denominator, by the line's key; every printed hour is held against ballots issued besides."""
LEAST_SPREAD = 0.05
"""In logarithms: neighbours never agree better than to five per cent."""
NORMAL_MEDIAN_DISTANCE = 1.4826
"""Turns a median distance into a standard deviation where values are normal."""
ROUND_TO = 50
NEIGHBOURS_MOST = 60
"""The stations of the region heard last: enough for a middle and a spread, and cheap to hold."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Middle and spread of the logarithm of a ratio among `stations_n` stations."""

    middle: float
    spread: float
    stations_n: int


@dataclass(frozen=True, slots=True)
class Told:
    """One other station's figures as its report gave them: lines by key, votes by option."""

    lines: Mapping[str, int]
    votes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`ratios` by (numerator, denominator) keys, `shares` of all votes by option, `round_share` of received ballots divisible by 50."""

    stations_n: int
    ratios: Mapping[tuple[str, str], Usual]
    shares: Mapping[str, float]
    round_share: float | None
    is_region: bool = True
    """False: of the whole country, while the region has too few. Ratios are then not compared: regions differ in them."""


def ratio(numerator: int, denominator: int) -> float:
    """Logarithm of a ratio; half a unit keeps a zero in it."""
    return log((numerator + 0.5) / (denominator + 1))


def pairs(lines: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """The ratios these lines allow, printed hours included."""
    hours = tuple((key, str(C.BALLOTS_ISSUED)) for key in lines if key.startswith(C.VOTERS_BY_HOUR))
    return tuple((str(a), str(b)) for a, b in (*RATIOS, *hours) if a in lines and b in lines)


def _usual(values: Sequence[float]) -> Usual:
    middle = median(values)
    spread = NORMAL_MEDIAN_DISTANCE * median(abs(value - middle) for value in values)
    return Usual(middle, max(spread, LEAST_SPREAD), len(values))


def expectation(told: Sequence[Told], least: int, *, is_region: bool = True) -> Neighbours | None:
    """What is usual among other stations' reports (one a station); None where there are fewer than `least`."""
    if len(told) < least:
        return None
    ratios: dict[tuple[str, str], list[float]] = {}
    shares: dict[str, list[float]] = {}
    received: list[bool] = []
    for each in told:
        for pair in pairs(each.lines):
            ratios.setdefault(pair, []).append(ratio(each.lines[pair[0]], each.lines[pair[1]]))
        if total := sum(each.votes.values()):
            for option, votes in each.votes.items():
                shares.setdefault(option, []).append(votes / total)
        if C.BALLOTS_RECEIVED in each.lines:
            received.append(each.lines[C.BALLOTS_RECEIVED] % ROUND_TO == 0)
    return Neighbours(
        len(told),
        {pair: _usual(values) for pair, values in ratios.items() if len(values) >= least},
        {option: median(values) for option, values in shares.items() if len(values) >= least},
        sum(received) / len(received) if len(received) >= least else None,
        is_region,
    )
