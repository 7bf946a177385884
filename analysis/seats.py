"""Seats from votes: Hare quota and largest remainders above a threshold, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import permutations
from numbers import Rational

Number = int | float | Fraction

RUNNER_UP_SEATS = 2
"""Seats. The rule text of the 2021 Mazhilis election (as given by ElectionGuide): if one list alone passes the
threshold, the list with the next most votes takes part too and receives at least two seats."""


class NoSeats(StrEnum):
    """Why no seat could be given out."""

    NO_OPTIONS = "no options"
    NO_VOTES = "no votes"
    NOBODY_PASSED = "no option reached the threshold"


@dataclass(frozen=True)
class Allocation:
    """The seats of each option and everything needed to follow the arithmetic by hand.

    `seats` has every option, in the order given; `quotients` (votes ÷ quota) only those that take part. `tied` names
    options whose remainders were equal at the last seat, so that only the order of registration decided.
    """

    seats: dict[str, int]
    passed: tuple[str, ...]
    quota: float | None
    quotients: dict[str, float]
    threshold_votes: float
    tied: tuple[str, ...]
    reason: NoSeats | None


@dataclass(frozen=True)
class SeatChange:
    """The fewest votes which, moved from one option to another, change the allocation, and what it becomes."""

    from_option: str
    to_option: str
    votes: int
    seats: dict[str, int]


def allocate(
    votes: Mapping[str, Number], seats: int, threshold: float, base: Number | None = None, *, runner_up_seats: int = RUNNER_UP_SEATS
) -> dict[str, int]:
    """Seats per option by the Hare quota and largest remainders; the arithmetic behind it is in `apportion`.

    `votes`: option → votes (or shares, all on one base), in the order of registration, which decides ties.
    `threshold`: share in [0, 1] of `base`; an option passes with at least that much. `base`: what the threshold is a share
    of, in the unit of the votes (votes for all options if not given; with a line "against all" it is larger).
    Where nobody passes, every option has 0 seats. Raises ValueError for a missing or negative number.
    """
    return apportion(votes, seats, threshold, base, runner_up_seats=runner_up_seats).seats


def apportion(
    votes: Mapping[str, Number], seats: int, threshold: float, base: Number | None = None, *, runner_up_seats: int = RUNNER_UP_SEATS
) -> Allocation:
    """Allocate and keep the steps: q = Σ votes of those that pass ÷ seats; ⌊v/q⌋ each; the rest by largest remainder.

    If one option alone passes, the next one takes part too and has at least `runner_up_seats` (0 switches this off).
    Exact: votes become fractions as they are written, so 0.07 is 7/100. Source: Constitutional Law "On Elections in the
    Republic of Kazakhstan", distribution of mandates by lists; Hamilton (1792) for the method. Raises as `allocate`.
    """
    exact = {option: _exact(value, option) for option, value in votes.items()}
    share, whole = _exact(threshold, "threshold"), sum(exact.values(), Fraction(0))
    if seats < 0 or runner_up_seats < 0 or share > 1:
        raise ValueError("seats must not be negative and the threshold lies between 0 and 1")
    needed = share * (whole if base is None else _exact(base, "base"))
    nobody = dict.fromkeys(exact, 0)
    if whole == 0:
        return Allocation(nobody, (), None, {}, float(needed), (), NoSeats.NO_VOTES if exact else NoSeats.NO_OPTIONS)
    passed = [option for option, value in exact.items() if value >= needed and value > 0]
    if not passed:
        return Allocation(nobody, (), None, {}, float(needed), (), NoSeats.NOBODY_PASSED)
    minimum: dict[str, int] = {}
    others = [option for option in exact if option not in passed and exact[option] > 0]
    if len(passed) == 1 and runner_up_seats and others:
        runner_up = max(others, key=lambda option: exact[option])
        minimum[runner_up] = min(runner_up_seats, seats)
        passed = [option for option in exact if option in (passed[0], runner_up)]
    given, tied = _largest_remainders({option: exact[option] for option in passed}, seats)
    for option, least in minimum.items():
        if given[option] < least:
            given = {other: least if other == option else seats - least for other in given}
    total = sum((exact[option] for option in passed), Fraction(0))
    return Allocation(
        seats=nobody | given,
        passed=tuple(passed),
        quota=float(total / seats) if seats else None,
        quotients={option: float(exact[option] * seats / total) for option in passed},
        threshold_votes=float(needed),
        tied=tied,
        reason=None,
    )


def _largest_remainders(votes: Mapping[str, Fraction], seats: int) -> tuple[dict[str, int], tuple[str, ...]]:
    total = sum(votes.values(), Fraction(0))
    quotients = {option: value * seats / total for option, value in votes.items()}
    given = {option: int(quotient) for option, quotient in quotients.items()}
    remainders = {option: quotients[option] - given[option] for option in votes}
    # sorted() keeps the order of registration among equals, which is the law's rule for ties.
    ranked = sorted(votes, key=lambda option: remainders[option], reverse=True)
    left = seats - sum(given.values())
    for option in ranked[:left]:
        given[option] += 1
    edge = remainders[ranked[left - 1]] if 0 < left < len(ranked) else None
    split = edge is not None and remainders[ranked[left]] == edge
    return given, tuple(option for option in votes if split and remainders[option] == edge)


def fewest_moved_votes(votes: Mapping[str, int], seats: int, threshold: float, base: Number | None = None) -> tuple[SeatChange, ...]:
    """For each ordered pair of options, the fewest votes moved from one to the other that change any seat; fewest first.

    Moved votes leave the total and the base as they were. Between the two points where an option drops below the threshold
    or reaches it, the allocation changes once and stays changed, so each piece is searched by bisection. Pairs that change
    nothing even with all votes moved are left out. Votes must be whole numbers.
    """
    fixed = sum(votes.values()) if base is None else base
    before = allocate(votes, seats, threshold, fixed)
    found = [
        change
        for giver, taker in permutations(votes, 2)
        if (change := _fewest_between(votes, giver, taker, seats, threshold, fixed, before)) is not None
    ]
    return tuple(sorted(found, key=lambda change: change.votes))


def _fewest_between(
    votes: Mapping[str, int], giver: str, taker: str, seats: int, threshold: float, base: Number, before: dict[str, int]
) -> SeatChange | None:
    def after(moved: int) -> dict[str, int]:
        return allocate({**votes, giver: votes[giver] - moved, taker: votes[taker] + moved}, seats, threshold, base)

    needed = _exact(threshold, "threshold") * _exact(base, "base")
    whole_needed = -(-needed.numerator // needed.denominator)
    # The first move that drops the giver, and the first that lifts the taker: where the set of those that pass changes.
    edges = {votes[giver] - whole_needed + 1, whole_needed - votes[taker], votes[giver]}
    start = 0
    for end in sorted(edge for edge in edges | {edge - 1 for edge in edges} if 0 < edge <= votes[giver]):
        if after(end) != before:
            low, high = start, end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if after(middle) != before else (middle, high)
            return SeatChange(giver, taker, high, after(high))
        start = end
    return None


def _exact(value: Number, name: str) -> Fraction:
    """The number as it is written: 0.07 becomes 7/100, not the nearest binary fraction."""
    if isinstance(value, Rational) or hasattr(value, "__index__"):
        number = Fraction(int(value)) if not isinstance(value, Fraction) else value
    else:
        try:
            number = Fraction(str(float(value)))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name}: a number is missing") from error
    if number < 0:
        raise ValueError(f"{name}: {value} is negative")
    return number
