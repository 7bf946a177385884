"""Arithmetic that holds a printed claim to other printed figures: bases implied by a percentage, remainders, bands, overlaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class ImpliedBase:
    """The whole that a count and a printed percentage imply, in the unit of the count; `low` and `high` allow for rounding in print."""

    low: int
    value: int
    high: int


def implied_base(count: int, percent: str) -> ImpliedBase:
    """count ÷ percentage, with the half of the last printed decimal either way. Raises ValueError for a percentage of 0 or below."""
    printed = Decimal(percent)
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    if printed - half <= 0:
        raise ValueError("a percentage must be above 0")
    low, value, high = (round(100 * count / each) for each in (printed + half, printed, printed - half))
    return ImpliedBase(low, value, high)


def remainder(total: int, parts: Sequence[int]) -> int:
    """What the named parts leave of the total; below 0 where they exceed it."""
    return total - sum(parts)


def band_of(percent: float, bands: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The band that holds a percentage: above the lower edge, up to the upper one, and the lowest band also its lower edge."""
    first = min(low for low, _ in bands)
    return next((band for band in bands if band[0] < percent <= band[1] or percent == band[0] == first), None)


def days_in_common(first: tuple[date, date], second: tuple[date, date]) -> int:
    """Days that two periods share, both ends counted; 0 where they do not meet."""
    return max(0, (min(first[1], second[1]) - max(first[0], second[0])).days + 1)


def months_between(first: date, last: date) -> float:
    """Whole months, and the days left over thirty."""
    return (last.year - first.year) * 12 + last.month - first.month + (last.day - first.day) / 30


def is_a_number(printed: str) -> bool:
    """Whether it is printed as a number, so that it can be held to another; "" and words are not."""
    try:
        return Decimal(printed).is_finite()
    except InvalidOperation:
        return False


def as_printed(value: float, printed: str) -> bool:
    """Whether a computed value, rounded to the decimals of the printed one, is that value. `printed` is a number (`is_a_number`)."""
    written = Decimal(printed)
    exponent = int(written.as_tuple().exponent)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(min(exponent, 0))) == written


def counts(standings: Sequence[str], order: Sequence[str]) -> Mapping[str, int]:
    """How many there are of each, in the order given, also where there is none."""
    return {name: sum(each == name for each in standings) for name in order}
