"""Sums inside one station's published protocol: ballots against votes, and how many people voted in a minute.

They are screens: 12 to 33 % of genuine protocols do not add up (most by a ballot taken away). Direction matters: more votes than
ballots is urgent, fewer is common."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


def votes_for_all(options: pd.DataFrame, stated: pd.Series) -> pd.Series:
    """Votes for all options of a contest by station, missing where they are not known.

    `options`: a column for each option of the contest; `stated`: what the table itself gives as their sum. The sum of the options where
    each has its figure; else what is stated; else nothing: an empty cell is not 0."""
    if not len(options.columns):
        return stated
    return options.sum(axis=1, min_count=len(options.columns)).fillna(stated)


@dataclass(frozen=True, slots=True)
class BallotsAndVotes:
    """Stations whose ballots given out are more (fewer) than invalid ballots and votes together, and by how many in all. `unknown_n`:
    stations without one of the three; `in_part_n`: those of them with votes for some options and not for all."""

    stations_n: int
    more_ballots_n: int
    ballots: int
    more_votes_n: int
    votes: int
    unknown_n: int
    in_part_n: int = 0


def ballots_and_votes(stations: pd.DataFrame) -> BallotsAndVotes:
    """`stations`: one row a station; ballots_issued (voters who received ballots), ballots_invalid, votes (for all options), Int64;
    `in_part`, where it is there: whether some of the options have votes and no sum is known.

    A station without one of the three is counted in `unknown_n` and compared with nothing."""
    difference = (stations["ballots_issued"] - stations["ballots_invalid"] - stations["votes"]).astype("Int64")
    known = difference.dropna().astype(int)
    more_ballots, more_votes = known[known > 0], known[known < 0]
    in_part = int(stations["in_part"].sum()) if "in_part" in stations else 0
    return BallotsAndVotes(
        len(known), len(more_ballots), int(more_ballots.sum()), len(more_votes), int(-more_votes.sum()), int(difference.isna().sum()),
        in_part,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """One interval of the day: stations with both numbers, and those where more people voted a minute than `limit`."""

    label: str
    minutes: int
    stations_n: int
    above_n: int


def pace(stations: pd.DataFrame, columns: Sequence[str], minutes: Sequence[int], labels: Sequence[str], limit: float) -> tuple[Pace, ...]:
    """People a minute between the printed hours of the day.

    `stations`: one row a station; `columns` hold running numbers of people in the order of the day (Int64), the first counted from 0
    at opening; `minutes` is the length of each interval. `limit` in people a minute. Raises ValueError where an interval has no length."""
    if any(length <= 0 for length in minutes) or not len(columns) == len(minutes) == len(labels):
        raise ValueError("each interval has a column, a label and a length in minutes")
    found = []
    before = pd.Series(0, index=stations.index, dtype="Int64")
    for column, length, label in zip(columns, minutes, labels, strict=True):
        more = (stations[column].astype("Int64") - before).dropna()
        found.append(Pace(label, length, len(more), int((more > limit * length).sum())))
        before = stations[column].astype("Int64")
    return tuple(found)
