"""What the other stations of a region make usual: ratios of lines, shares of rows, round numbers. Known on the night, before official data.

Middles are medians and spreads are median distances, so that a few wrong figures among the neighbours change little."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

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


def _median(ordered: list[float]) -> float:
    """The middle of values in order."""
    half, is_odd = divmod(len(ordered), 2)
    return ordered[half] if is_odd else (ordered[half - 1] + ordered[half]) / 2


def _usual(ordered: list[float]) -> Usual:
    middle = _median(ordered)
    spread = NORMAL_MEDIAN_DISTANCE * _median(sorted(abs(value - middle) for value in ordered))
    return Usual(middle, max(spread, LEAST_SPREAD), len(ordered))


@dataclass(frozen=True, slots=True)
class Measured:
    """One other station's ratios, shares of its votes, and whether its received ballots are a round number; None where unknown."""

    ratios: Mapping[tuple[str, str], float]
    shares: Mapping[str, float]
    is_round: bool | None


def measured(told: Told) -> Measured:
    """What of one station's figures goes into the middles."""
    received, total = told.lines.get(C.BALLOTS_RECEIVED), sum(told.votes.values())
    return Measured(
        {pair: ratio(told.lines[pair[0]], told.lines[pair[1]]) for pair in pairs(told.lines)},
        {option: votes / total for option, votes in told.votes.items()} if total else {},
        None if received is None else received % ROUND_TO == 0,
    )


@dataclass(slots=True)
class Sample:
    """Stations that can come and go one at a time: every ratio and share is held in order, so that a middle costs no sorting."""

    stations_n: int = 0
    _ratios: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _shares: dict[str, list[float]] = field(default_factory=dict)
    _received_n: int = 0
    _round_n: int = 0

    def add(self, each: Measured) -> None:
        """A station comes in."""
        self._change(each, 1)
        for pair, value in each.ratios.items():
            insort(self._ratios.setdefault(pair, []), value)
        for option, share in each.shares.items():
            insort(self._shares.setdefault(option, []), share)

    def remove(self, each: Measured) -> None:
        """A station that had come in goes."""
        self._change(each, -1)
        for pair, value in each.ratios.items():
            del self._ratios[pair][bisect_left(self._ratios[pair], value)]
        for option, share in each.shares.items():
            del self._shares[option][bisect_left(self._shares[option], share)]

    def _change(self, each: Measured, by: int) -> None:
        self.stations_n += by
        self._received_n += by * (each.is_round is not None)
        self._round_n += by * bool(each.is_round)

    def usual(self, least: int, *, is_region: bool = True) -> Neighbours | None:
        """What is usual among the stations in it; None, also for a ratio or a share, where there are fewer than `least`."""
        if self.stations_n < least:
            return None
        return Neighbours(
            self.stations_n,
            {pair: _usual(values) for pair, values in self._ratios.items() if len(values) >= least},
            {option: _median(values) for option, values in self._shares.items() if len(values) >= least},
            self._round_n / self._received_n if self._received_n >= least else None,
            is_region,
        )


def expectation(told: Iterable[Told], least: int, *, is_region: bool = True) -> Neighbours | None:
    """What is usual among other stations' reports (one a station); None where there are fewer than `least`."""
    sample = Sample()
    for each in told:
        sample.add(measured(each))
    return sample.usual(least, is_region=is_region)
