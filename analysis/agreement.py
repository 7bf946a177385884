"""One protocol beside another, line by line: copy against published figure, or copy against copy. Nothing is dropped or averaged."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd

from analysis.agreement_errors import Slip, StationDifference, slip, station_difference
from analysis.states import Reason, State
from schemas.figure import FigureCode

STATION = ["station_id", "contest_id"]
LINE = [*STATION, "figure_code", "option_code"]
LINE_COLUMNS = (*LINE, "first", "second", "difference", "state", "reason", "slip")
STATION_COLUMNS = (
    *STATION,
    "lines_n",
    "compared_n",
    "differing_n",
    "votes_moved",
    "votes_added",
    "votes_removed",
    "state",
    "difference_class",
)


def compare(first: pd.DataFrame, second: pd.DataFrame, tolerance: Mapping[str, int] | None = None) -> pd.DataFrame:
    """Every line of every station in either voice: `LINE_COLUMNS`, outer join; difference = second − first, whole numbers.

    `first`, `second`: LINE and `value` (whole numbers, missing where not known; option_code missing or "" outside votes).
    One voice each, named by the caller. `tolerance`: figure_code → largest difference that counts as within tolerance;
    exact without it. A line told twice with different values is not compared (copies differ); a line that only one voice
    has, or that is missing in it, is not compared either: counted with its reason, never read as 0.
    """
    both = _told_once(first, "first").merge(_told_once(second, "second"), on=LINE, how="outer")
    difference = (both["second"] - both["first"]).astype("Int64")
    reason = pd.Series(Reason.NONE.value, index=both.index, dtype=object)
    reason = reason.mask(both["second"].isna(), Reason.NOT_PUBLISHED.value).mask(both["first"].isna(), Reason.NO_PROTOCOL.value)
    reason = reason.mask(both["first"].isna() & both["second"].isna(), Reason.NOT_ASKED.value)
    twice = both["first_differs"].eq(True) | both["second_differs"].eq(True)
    reason = reason.mask(twice, Reason.COPIES_DIFFER.value)
    allowed = both["figure_code"].map(dict(tolerance or {})).fillna(0)
    within = (difference.abs() <= allowed).fillna(False).astype(bool)
    state = pd.Series(State.DIFFERS.value, index=both.index, dtype=object).mask(within, State.WITHIN_TOLERANCE.value)
    state = state.mask((difference == 0).fillna(False).astype(bool), State.AGREES.value)
    state = state.mask(difference.isna(), State.CANNOT_COMPARE.value)
    table = both.assign(difference=difference, reason=reason.where(difference.isna(), Reason.NONE.value), state=state)
    return table.assign(slip=_slips(table))[list(LINE_COLUMNS)]


def by_station(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a station and contest (`STATION_COLUMNS`) from the lines of `compare`.

    With G the votes gained and L the votes lost over the options compared: votes_moved = min(G, L), votes_added =
    G − L if positive, votes_removed = L − G if positive; where the totals are equal, moved is ½ Σ|d|. A station differs if
    any compared line does; it cannot be compared if none can. `difference_class`: StationDifference.
    """
    if lines.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in STATION_COLUMNS})
    compared = lines["difference"].notna()
    differs = compared & lines["difference"].fillna(0).ne(0)
    is_vote = lines["figure_code"].eq(FigureCode.VOTES.value)
    change = lines["difference"].where(is_vote).fillna(0).astype("int64")
    rows = lines[STATION].assign(
        lines_n=1,
        compared_n=compared.astype(int),
        differing_n=differs.astype(int),
        gained=change.clip(lower=0),
        lost=(-change).clip(lower=0),
        beyond=lines["state"].eq(State.DIFFERS.value).astype(int),
    )
    table = rows.groupby(STATION, as_index=False).sum()
    moved = table[["gained", "lost"]].min(axis=1)
    state = np.select(
        [table["compared_n"] == 0, table["beyond"] > 0, table["differing_n"] > 0],
        [State.CANNOT_COMPARE.value, State.DIFFERS.value, State.WITHIN_TOLERANCE.value],
        State.AGREES.value,
    )
    table = table.assign(votes_moved=moved, votes_added=table["gained"] - moved, votes_removed=table["lost"] - moved, state=state)
    return _classed(table, lines[compared], differs[compared], is_vote[compared])[list(STATION_COLUMNS)]


def protocol_of_another_station(lines: pd.DataFrame, least_votes: int = 50, least_options: int = 3) -> pd.DataFrame:
    """Stations whose second votes differ from their own first but equal the first votes of another station.

    Columns: STATION, other_station_id. The usual cause is a copy filed under a neighbour's number. Only vectors of at least
    `least_votes` votes and `least_options` options with votes are matched: small ones are equal by chance.
    """
    votes = lines[lines["figure_code"].eq(FigureCode.VOTES.value)].dropna(subset=["first", "second"])
    votes = votes.astype({"first": "int64", "second": "int64"})
    stations = votes.assign(filled=votes["second"] > 0, apart=votes["first"] != votes["second"]).groupby(STATION, as_index=False)
    totals = stations.agg(first=("first", "sum"), second=("second", "sum"), filled=("filled", "sum"), apart=("apart", "any"))
    changed = totals[totals["apart"] & (totals["second"] >= least_votes) & (totals["filled"] >= least_options)]
    # Equal vectors have equal sums: the votes themselves are looked at where the sums are.
    source = totals[totals["first"].isin(changed["second"].unique())]
    pairs = _vectors(votes, changed, "second").merge(_vectors(votes, source, "first"), on=["contest_id", "votes"], suffixes=("", "_other"))
    found = pairs[pairs["station_id"] != pairs["station_id_other"]].rename(columns={"station_id_other": "other_station_id"})
    return found[[*STATION, "other_station_id"]].sort_values([*STATION, "other_station_id"], ignore_index=True)


def _vectors(votes: pd.DataFrame, stations: pd.DataFrame, voice: str) -> pd.DataFrame:
    """STATION and `votes`: the options in their order, each with its number in one voice."""
    rows = votes[[*LINE, voice]].merge(stations[STATION], on=STATION).sort_values(LINE)
    told: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for station_id, contest_id, option_code, value in zip(*(rows[name] for name in (*STATION, "option_code", voice)), strict=True):
        told.setdefault((station_id, contest_id), []).append((option_code, value))
    made = pd.DataFrame([(*station, tuple(vector)) for station, vector in told.items()], columns=[*STATION, "votes"])
    return made.astype(dict(rows[STATION].dtypes))


def _told_once(figures: pd.DataFrame, name: str) -> pd.DataFrame:
    """LINE with the one value told, missing where values differ, and whether they do."""
    table = figures[[*LINE, "value"]].assign(
        option_code=figures["option_code"].fillna("").astype(str), value=pd.to_numeric(figures["value"]).astype("Int64")
    )
    if not table.duplicated(LINE).any():
        return table.rename(columns={"value": name}).assign(**{f"{name}_differs": False})
    told = table.groupby(LINE, as_index=False)["value"].agg(["min", "max"]).reset_index()
    differs = (told["min"] != told["max"]).fillna(False).astype(bool)
    return told[LINE].assign(**{name: told["min"].mask(differs), f"{name}_differs": differs})


def _slips(table: pd.DataFrame) -> pd.Series:
    """The slip of every compared line; missing where nothing was compared. Only the few that differ are looked at digit by digit."""
    apart = table[table["difference"].fillna(0).ne(0)]
    slips = [slip(int(one), int(two)).value for one, two in zip(apart["first"], apart["second"], strict=True)]
    same = pd.Series(Slip.NONE.value, index=table.index).where(table["difference"].notna())
    return same.mask(same.index.isin(apart.index), pd.Series(slips, index=apart.index, dtype=str))


def _classed(table: pd.DataFrame, compared: pd.DataFrame, differs: pd.Series, is_vote: pd.Series) -> pd.DataFrame:
    same = pd.Series(StationDifference.IDENTICAL.value, index=table.index)
    same = same.mask(table["compared_n"] == 0, StationDifference.NOT_COMPARED.value)
    rows, names = [], []
    changed = table[table["differing_n"] > 0]
    wanted = compared.assign(differs=differs, is_vote=is_vote).merge(changed[STATION].assign(row=changed.index), on=STATION)
    columns = wanted.sort_values("row", kind="stable")[["row", "is_vote", "first", "second", "differs", "slip"]]
    for row, lines in groupby(columns.itertuples(index=False, name=None), key=itemgetter(0)):
        told = list(lines)
        votes = [(int(one), int(two), apart) for _, is_a_vote, one, two, apart, _ in told if is_a_vote]
        slips = [Slip(each) for *_, apart, each in told if apart]
        rows.append(row)
        names.append(station_difference([(one, two) for one, two, _ in votes], slips, sum(apart for *_, apart in votes)).value)
    return table.assign(difference_class=pd.Series(names, index=rows, dtype=str).reindex(table.index).fillna(same))
