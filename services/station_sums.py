"""What a contest's papers say inside themselves: entries of one protocol against each other, published sums, the pace of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

import pandas as pd

from analysis import entries, station_sums
from analysis.entries import FirstTwo
from analysis.station_sums import BallotsAndVotes, Pace
from analysis.wide import last_values
from data.store import frames_coverage, frames_entries, published
from schemas.counting import CountRule
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.person import Actor
from services import counting, house, registry
from services.permissions import Act, require
from services.reading import Reading, read

C = FigureCode
CODES = (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_INVALID, C.VOTES, C.VOTES_FOR_OPTIONS, C.VOTERS_BY_HOUR)
NEEDED = (C.BALLOTS_ISSUED.value, C.BALLOTS_INVALID.value, C.VOTES_FOR_OPTIONS.value)
VOTES = "votes for "
"""Before an option's code, as a column's name."""


@dataclass(frozen=True, slots=True)
class StationSums:
    """`shared_differ_n`: stations whose first two entries give two values to a field that both have. `totals`: published figures summed
    over stations, by figure code and option code; a station without the figure adds nothing, and `stations_n` beside it leaves it out."""

    first_two: FirstTwo
    shared_differ_n: int
    ballots: BallotsAndVotes
    pace: tuple[Pace, ...]
    totals: dict[tuple[str, str], int]
    stations_n: dict[tuple[str, str], int]


def _published(election: Election, contest_id: str) -> pd.DataFrame:
    """The newest published figure of each station (data.store.published.of_stations), in whole numbers."""
    store, election_id = house.store(), election.election_id
    stations = frames_coverage.stations(store, election_id)["station_id"]
    found = published.of_stations(store, election_id, contest_id, [code.value for code in CODES], stations)
    return found.astype({"value": "int64"})


def _by_station(figures: pd.DataFrame, options: Sequence[str]) -> pd.DataFrame:
    kinds = figures[["figure_code", "option_code"]].drop_duplicates().astype("str")
    rest = [(code, option) for code, option in kinds.itertuples(index=False) if code != C.VOTES]
    wanted = {f"{code}_{option}" if option else code: (code, option) for code, option in rest}
    of_options = {f"{VOTES}{each}": (C.VOTES.value, each) for each in options}
    wide = last_values(figures, {code: (code, "") for code in NEEDED} | wanted | of_options).astype("Int64")
    votes = wide[list(of_options)]
    whole = station_sums.votes_for_all(votes, wide["votes_for_options"]).astype("Int64")
    return wide.drop(columns=votes.columns).assign(votes=whole, in_part=votes.notna().any(axis=1) & whole.isna())


def _minutes(begin: time, end: time) -> int:
    return (end.hour - begin.hour) * 60 + end.minute - begin.minute


def _pace(election: Election, stations: pd.DataFrame) -> tuple[Pace, ...]:
    """The intervals between opening, the protocol's printed hours and closing; none where no hours are printed."""
    lines = sorted((line for line in election.protocol_lines if line.as_of and line.key in stations), key=lambda line: line.hour_code)
    if not lines:
        return ()
    ends = [*(line.as_of for line in lines if line.as_of), election.voting_closes]
    begins = [election.voting_opens, *ends[:-1]]
    columns = [*(line.key for line in lines), C.BALLOTS_ISSUED.value]
    labels = [f"{begin:%H:%M}–{end:%H:%M}" for begin, end in zip(begins, ends, strict=True)]
    minutes = [_minutes(begin, end) for begin, end in zip(begins, ends, strict=True)]
    return station_sums.pace(stations, columns, minutes, labels, election.people_a_minute)


def _by_field(numbers: "pd.Series[Any]") -> dict[tuple[str, str], int]:
    return {(str(code), str(option)): int(number) for (code, option), number in zip(numbers.index, numbers, strict=True)}


def _compute(election: Election, contest_id: str, rule: CountRule) -> StationSums:
    figures = _published(election, contest_id)
    contest = election.contest(contest_id) or election.leading_contest
    stations = _by_station(figures, contest.option_codes)
    values = figures.groupby(["figure_code", "option_code"], observed=True)["value"]
    copies = frames_entries.first_entries(house.store(), election.election_id, contest_id, rule=rule)
    return StationSums(
        entries.first_two(copies), entries.differ_on_shared(copies), station_sums.ballots_and_votes(stations), _pace(election, stations),
        _by_field(values.sum()), _by_field(values.count()),
    )


def comparison(election: Election, contest_id: str = "") -> Reading[StationSums]:
    """For other services: without a question of who asks; without a contest of the leading one."""
    contest, rule = contest_id or election.leading_contest.contest_id, counting.in_force(election.election_id)
    return read("station_sums", election.election_id, (contest, rule), lambda: _compute(election, contest, rule))


def of(actor: Actor, election_id: str, contest_id: str = "") -> StationSums:
    """Raises Problem (forbidden, not found). Zeros of nothing where no station's results are published."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest_id).value
