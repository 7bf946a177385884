"""How often protocols agree, which way they differ, how many votes moved, and how many copies were refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import Column
from analysis.multiple import benjamini_hochberg
from analysis.proportions import AlteredBound, Proportion, SignTest, altered_stations, proportion, sign_test
from analysis.states import State
from schemas.figure import FigureCode

FIELD_COLUMNS = ("contest_id", "figure_code", "option_code", "agrees", "within_tolerance", "differs", "cannot_be_compared", "match")
OPTION_COLUMNS = ("option_code", "stations", "first_votes", "second_votes", "gained", "lost", "net", "stations_up", "stations_down")


@dataclass(frozen=True)
class MatchRate:
    """Stations whose compared lines all agree, of those with any line compared; the others by state."""

    match: Proportion
    within_tolerance: int
    differing: int
    not_compared: int


@dataclass(frozen=True)
class CopyAccess:
    """Copies asked for: how many in each status, and the refused as k of n. **A match rate speaks only of copies held**: they are
    refused more often where something is wrong, so it is an upper bound."""

    statuses: dict[str, int]
    refused: Proportion
    not_asked: int


def match_rate(stations: pd.DataFrame) -> MatchRate:
    """k of n stations without any difference, with Wilson and Clopper–Pearson intervals (`agreement.by_station`)."""
    states = stations["state"].value_counts()
    agrees, within = int(states.get(State.AGREES.value, 0)), int(states.get(State.WITHIN_TOLERANCE.value, 0))
    differing, none = int(states.get(State.DIFFERS.value, 0)), int(states.get(State.CANNOT_COMPARE.value, 0))
    return MatchRate(proportion(agrees, agrees + within + differing), within, differing, none)


def match_by_field(lines: pd.DataFrame) -> pd.DataFrame:
    """`FIELD_COLUMNS`: stations in each state by line, and `match` (a Proportion of those compared), most differing first."""
    counted = lines.groupby(["contest_id", "figure_code", "option_code", "state"]).size().unstack(fill_value=0)
    for state in State:
        if state.value not in counted:
            counted[state.value] = 0
    table = counted.reset_index()
    compared = table[[State.AGREES.value, State.WITHIN_TOLERANCE.value, State.DIFFERS.value]].sum(axis=1)
    matches = [proportion(int(found), int(asked)) for found, asked in zip(table[State.AGREES.value], compared, strict=True)]
    table = table.assign(match=pd.Series(matches, index=table.index, dtype=object))
    return table.sort_values(State.DIFFERS.value, ascending=False, kind="stable")[list(FIELD_COLUMNS)].reset_index(drop=True)


def direction(lines: pd.DataFrame, option_code: str) -> SignTest:
    """At how many stations the second voice gives the option more, and at how many less, than the first; exact sign test.

    One contest. Stations where the two agree are left out: honest slips have no direction."""
    votes = lines[lines["figure_code"].eq(FigureCode.VOTES.value) & lines["option_code"].eq(option_code)]["difference"].dropna()
    return sign_test(int((votes > 0).sum()), int((votes < 0).sum()))


def votes_by_option(lines: pd.DataFrame) -> pd.DataFrame:
    """`OPTION_COLUMNS`: votes in both voices over the stations where both are known, and what was gained and lost; largest net first."""
    votes = lines[lines["figure_code"].eq(FigureCode.VOTES.value)].dropna(subset=["difference"])
    if votes.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in OPTION_COLUMNS})
    change = votes["difference"].astype("int64")
    table = (
        votes.assign(
            gained=change.clip(lower=0),
            lost=(-change).clip(lower=0),
            net=change,
            up=(change > 0).astype(int),
            down=(change < 0).astype(int),
        )
        .groupby("option_code", as_index=False)
        .agg(
            stations=("station_id", "nunique"),
            first_votes=("first", "sum"),
            second_votes=("second", "sum"),
            gained=("gained", "sum"),
            lost=("lost", "sum"),
            net=("net", "sum"),
            stations_up=("up", "sum"),
            stations_down=("down", "sum"),
        )
    )
    return table.sort_values("net", ascending=False, kind="stable")[list(OPTION_COLUMNS)].reset_index(drop=True)


def options_tested(options: pd.DataFrame) -> pd.DataFrame:
    """`votes_by_option` with `p_value` (exact sign test of each option's direction; missing where nothing differs) and `q_value`
    (Benjamini–Hochberg over the options that could be tested, because several are looked at)."""
    tests = [sign_test(int(up), int(down)) for up, down in zip(options["stations_up"], options["stations_down"], strict=True)]
    p = pd.Series([each.p_value for each in tests], index=options.index, dtype="float64")
    return options.assign(p_value=p, q_value=benjamini_hochberg(p.to_numpy()))


def classes(stations: pd.DataFrame) -> dict[str, int]:
    """How many stations are in each class of difference, most frequent first."""
    return {str(name): int(number) for name, number in stations["difference_class"].value_counts().items()}


def copy_access(statuses: Column, refused: str = "refused") -> CopyAccess:
    """Refusals as a category of their own. `statuses`: one word per station (given, refused, promised …), missing if not asked."""
    column = pd.Series(np.asarray(statuses, dtype=object))
    counts = column.dropna().value_counts()
    return CopyAccess(
        statuses={str(name): int(number) for name, number in counts.items()},
        refused=proportion(int(counts.get(refused, 0)), int(counts.sum())),
        not_asked=int(column.isna().sum()),
    )


def altered_bound(stations: pd.DataFrame, population: int, *, drawn_at_random: bool) -> AlteredBound:
    """At least and at most how many of all stations differ, where those compared were drawn at random; otherwise the reason.

    From stations beyond tolerance among those compared. For any other selection the sentence is "at least k"."""
    compared = stations[stations["state"] != State.CANNOT_COMPARE.value]
    differing = int((compared["state"] == State.DIFFERS.value).sum())
    return altered_stations(population, len(compared), differing, drawn_at_random=drawn_at_random)
