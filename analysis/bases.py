"""What a share is a share of, and which two shares may be compared: never across bases, and the refusal says why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Base(StrEnum):
    """Numerator / denominator of a published or computed share. The value is what provenance prints."""

    ISSUED_OF_LIST = "ballots issued / voters on the list"
    COUNTED_OF_LIST = "voters counted / voters on the list"
    VOTES_FOR_OPTIONS_OF_LIST = "votes for options / voters on the list"
    OPTION_OF_LIST = "votes for the option / voters on the list"
    OPTION_OF_ISSUED = "votes for the option / ballots issued"
    OPTION_OF_VOTES_FOR_OPTIONS = "votes for the option / votes for options"
    OPTION_OF_VOTES_WITH_AGAINST_ALL = "votes for the option / votes for options and against all"
    OPTION_OF_ANSWERS = "answers naming the option / answers naming any option"

    @property
    def numerator(self) -> str:
        return self.value.split(" / ")[0]

    @property
    def denominator(self) -> str:
        return self.value.split(" / ")[1]


class NotComparable(StrEnum):
    """Why two shares cannot be compared, or one cannot be computed or restated."""

    MISSING_FIGURE = "a figure is missing"
    ZERO_DENOMINATOR = "the denominator is zero"
    DIFFERENT_DENOMINATOR = "shares of different wholes"
    DIFFERENT_NUMERATOR = "shares of different things"
    DIFFERENT_LIST = "the lists are not the same list"


class Caveat(StrEnum):
    """What must stand beside a comparison that is allowed."""

    ESTIMATE_OF_VOTES = "answers of some voters stand for the votes of all"
    COUNT_OF_PEOPLE = "people counted stand for ballots issued"


# An exit poll estimates the share of votes, an observer's count the ballots issued: allowed, never without saying so.
STANDS_FOR = {
    (Base.OPTION_OF_ANSWERS, Base.OPTION_OF_VOTES_FOR_OPTIONS): Caveat.ESTIMATE_OF_VOTES,
    (Base.COUNTED_OF_LIST, Base.ISSUED_OF_LIST): Caveat.COUNT_OF_PEOPLE,
}

# Published percentages carry this much binary noise once divided by 100; far below any printed digit.
ROUNDING_NOISE = 1e-12


@dataclass(frozen=True)
class Share:
    """A share in [0, 1] with what it is of; `share` is None with a reason where it could not be computed.

    `half_width`: half a unit of the last printed digit where only a rounded percentage was published (0.0005 for 63.3 %).
    `list_source`: which list the voters were counted from (registry, opening, protocol), where that is known.
    """

    share: float | None
    base: Base
    numerator: int | None = None
    denominator: int | None = None
    half_width: float = 0.0
    list_source: str | None = None
    reason: NotComparable | None = None


@dataclass(frozen=True)
class ShareComparison:
    """`difference` = second − first, a share in [−1, 1]; `within_rounding` if printing alone can explain it."""

    difference: float | None
    within_rounding: bool | None
    reason: NotComparable | None
    caveat: Caveat | None


@dataclass(frozen=True)
class Totals:
    """Counts of one contest in one area, people and ballots; None where not known."""

    registered_voters: int | None = None
    ballots_issued: int | None = None
    votes_for_options: int | None = None
    votes_with_against_all: int | None = None

    def denominator(self, base: Base) -> int | None:
        return {
            "voters on the list": self.registered_voters,
            "ballots issued": self.ballots_issued,
            "votes for options": self.votes_for_options,
            "votes for options and against all": self.votes_with_against_all,
        }.get(base.denominator)


def share_of(numerator: int | None, denominator: int | None, base: Base, *, list_source: str | None = None) -> Share:
    """The share with its counts; a missing figure or a zero denominator gives no share and says which it was.

    A numerator above its denominator is kept: more ballots than voters is a finding, not an error of arithmetic.
    """
    if numerator is None or denominator is None:
        return Share(None, base, numerator, denominator, list_source=list_source, reason=NotComparable.MISSING_FIGURE)
    if denominator == 0:
        return Share(None, base, numerator, denominator, list_source=list_source, reason=NotComparable.ZERO_DENOMINATOR)
    return Share(numerator / denominator, base, numerator, denominator, list_source=list_source)


def published_percentage(percentage: float, decimals: int, base: Base, *, list_source: str | None = None) -> Share:
    """A share from a printed percentage with so many decimals: 63.3 with 1 decimal stands for 63.25 to 63.35 %."""
    return Share(percentage / 100, base, half_width=0.5 * 10.0 ** -(decimals + 2), list_source=list_source)


def why_not_comparable(first: Base, second: Base) -> NotComparable | None:
    """None if shares on these two bases may be compared; otherwise the reason. The order does not matter."""
    if first == second or (first, second) in STANDS_FOR or (second, first) in STANDS_FOR:
        return None
    if first.denominator != second.denominator:
        return NotComparable.DIFFERENT_DENOMINATOR
    return NotComparable.DIFFERENT_NUMERATOR


def compare_shares(first: Share, second: Share) -> ShareComparison:
    """second − first on one base, or the reason why there is no such difference.

    Two lists with named, different sources are two denominators: refused. `within_rounding` compares the difference with the
    sum of both half widths.
    """
    reason = why_not_comparable(first.base, second.base) or first.reason or second.reason
    if reason is None and None not in (first.list_source, second.list_source) and first.list_source != second.list_source:
        reason = NotComparable.DIFFERENT_LIST
    if reason is not None:
        return ShareComparison(None, None, reason, None)
    if first.share is None or second.share is None or math.isnan(first.share) or math.isnan(second.share):
        return ShareComparison(None, None, NotComparable.MISSING_FIGURE, None)
    difference = second.share - first.share
    caveat = STANDS_FOR.get((first.base, second.base)) or STANDS_FOR.get((second.base, first.base))
    allowed = first.half_width + second.half_width + ROUNDING_NOISE
    return ShareComparison(difference, abs(difference) <= allowed, None, caveat)


def restate(share: Share, totals: Totals, base: Base) -> Share:
    """The same votes on another base: share · old denominator ÷ new denominator, from the totals of the same area.

    Only for shares that count the same thing (the option's votes); otherwise, or if a total is missing, the reason.
    """
    old, new = share.denominator or totals.denominator(share.base), totals.denominator(base)
    reason = share.reason
    if share.base.numerator != base.numerator:
        reason = NotComparable.DIFFERENT_NUMERATOR
    elif share.share is None or old is None or new is None:
        reason = reason or NotComparable.MISSING_FIGURE
    elif new == 0:
        reason = NotComparable.ZERO_DENOMINATOR
    if reason is not None or share.share is None or old is None or new is None:
        return Share(None, base, share.numerator, new, reason=reason)
    return Share(share.share * old / new, base, share.numerator, new, half_width=share.half_width * old / new)
