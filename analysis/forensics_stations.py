"""Which stations may enter a screen, what else can cause its pattern, and when a screen stays off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.columns import Booleans, Column, Integers, figures


class LeftOut(StrEnum):
    """Why a station does not enter a screen: the first of these that applies."""

    MISSING_FIGURE = "a figure is missing"
    IMPOSSIBLE = "a figure is negative or a part is larger than its whole"
    NO_BALLOTS = "no ballots"
    SMALL_LIST = "the list is too small"
    NEARLY_ALL = "turnout or share is too near to 100 %"


class NotScreened(StrEnum):
    """Why a screen has no result."""

    NO_STATIONS = "no station can enter the screen"
    NO_OTHER_VOTES = "no votes for others in the clean range"
    NO_NEIGHBOURHOOD = "no neighbourhood has enough stations"


@dataclass(frozen=True)
class Stations:
    """Whole numbers of the stations that entered; `kept` marks them among all rows, `left_out` counts the others."""

    voters: Integers
    issued: Integers
    cast: Integers
    leader: Integers
    kept: Booleans
    left_out: dict[LeftOut, int]

    def __len__(self) -> int:
        return len(self.voters)


def enter(
    registered_voters: Column,
    ballots_issued: Column,
    ballots_cast: Column,
    leader_votes: Column,
    *,
    least_list: int = 1,
    greatest_share: float = 1.0,
) -> Stations:
    """The stations with four possible figures, at least `least_list` voters, and shares up to `greatest_share`.

    Figures that are missing or not numbers leave the station out, counted. Raises ValueError if the columns differ in length.
    """
    columns = [figures(column) for column in (registered_voters, ballots_issued, ballots_cast, leader_votes)]
    if len({len(column) for column in columns}) != 1:
        raise ValueError("the four columns must have one figure per station each")
    voters, issued, cast, leader = columns
    rules = {
        LeftOut.MISSING_FIGURE: ~np.isfinite(voters + issued + cast + leader),
        LeftOut.IMPOSSIBLE: (np.minimum.reduce(columns) < 0) | (issued > voters) | (leader > cast),
        LeftOut.NO_BALLOTS: cast == 0,
        LeftOut.SMALL_LIST: voters < least_list,
        LeftOut.NEARLY_ALL: (issued > greatest_share * voters) | (leader > greatest_share * cast),
    }
    kept, left_out = np.ones(len(voters), dtype=bool), {}
    for reason, applies in rules.items():
        if number := int((kept & applies).sum()):
            left_out[reason] = number
        kept &= ~applies
    whole = [column[kept].astype(np.int64) for column in columns]
    return Stations(whole[0], whole[1], whole[2], whole[3], kept, left_out)


def ranges(first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """All integers first..last of every row, one after another, with the row each belongs to; empty where last < first."""
    lengths = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(first)), lengths)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return row, first[row] + offset
