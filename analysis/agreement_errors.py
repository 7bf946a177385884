"""What kind of difference it is: a slip of the hand, numbers in the wrong rows, or votes that go one way."""

from __future__ import annotations

from enum import StrEnum


class Slip(StrEnum):
    """How two numbers of one line differ, judged by their digits."""

    NONE = "the same number"
    ONE_DIGIT = "one digit differs"
    DIGIT_ADDED = "one digit more or less"
    TRANSPOSED = "two neighbouring digits exchanged"
    OTHER = "no single slip explains it"


SLIPS = frozenset({Slip.ONE_DIGIT, Slip.DIGIT_ADDED, Slip.TRANSPOSED})


class StationDifference(StrEnum):
    """How two protocols of one station differ: the first of these that applies.

    A class describes; it says nothing of intent, and every class has its stations in either direction.
    """

    IDENTICAL = "identical"
    ROWS_EXCHANGED = "the same numbers in other rows"
    TYPO_LIKE = "slips of single digits"
    ONE_OPTION_GAINS = "one option has more, none of the others has"
    ONE_OPTION_LOSES = "one option has less, none of the others has"
    MIXED = "options differ in both directions"
    OTHER_LINES = "only lines other than votes differ"
    NOT_COMPARED = "no line is in both"


def slip(first: int, second: int) -> Slip:
    """The single slip that turns one number into the other: a wrong, an extra or missing, or two exchanged digits.

    Leading zeros are not digits: 0 and 7 differ in one digit, 7 and 70 by one digit more.
    """
    if first == second:
        return Slip.NONE
    short, long = sorted((str(first), str(second)), key=len)
    if len(short) == len(long):
        apart = [at for at in range(len(long)) if short[at] != long[at]]
        if len(apart) == 1:
            return Slip.ONE_DIGIT
        if len(apart) == 2 and apart[1] == apart[0] + 1 and short[apart[0]] == long[apart[1]] and short[apart[1]] == long[apart[0]]:
            return Slip.TRANSPOSED
        return Slip.OTHER
    if len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long))):
        return Slip.DIGIT_ADDED
    return Slip.OTHER


def station_difference(votes: list[tuple[int, int]], slips: list[Slip], differing_votes: int) -> StationDifference:
    """The class of one station and contest from its option votes (first, second), the slips of all lines that differ, and how
    many of those lines are votes. Rows are exchanged if the options have the same numbers in another order."""
    if not slips:
        return StationDifference.IDENTICAL
    if differing_votes and differing_votes == len(slips) and sorted(one for one, _ in votes) == sorted(two for _, two in votes):
        return StationDifference.ROWS_EXCHANGED
    if all(each in SLIPS for each in slips):
        return StationDifference.TYPO_LIKE
    if differing_votes == 0:
        return StationDifference.OTHER_LINES
    gains, losses = sum(two > one for one, two in votes), sum(two < one for one, two in votes)
    if gains == 1:
        return StationDifference.ONE_OPTION_GAINS
    if losses == 1 and gains == 0:
        return StationDifference.ONE_OPTION_LOSES
    return StationDifference.MIXED
