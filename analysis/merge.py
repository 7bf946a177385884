"""The merged table: one row a station and contest, observed or not, with every voice beside the other (product brief §4).

An outer join throughout: no station is dropped, none stands twice, and no total changes. What belongs to the station and not to a
contest (people, reports, incidents) stands once, in the row of the leading contest, so that sums over the file are true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import numbering
from analysis.columns import Integers
from analysis.numbering import NOBODY
from schemas.election import Election
from schemas.figure import FigureCode

PROTOCOL_CODES: tuple[FigureCode, ...] = (
    FigureCode.BALLOTS_ISSUED,
    FigureCode.VOTERS_OUTSIDE,
    FigureCode.CERTIFICATES_ISSUED,
    FigureCode.CERTIFICATES_ACCEPTED,
    FigureCode.BALLOTS_RECEIVED,
    FigureCode.BALLOTS_UNUSED,
    FigureCode.BALLOTS_SPOILED,
    FigureCode.BALLOTS_IN_BOX,
    FigureCode.BALLOTS_VALID,
    FigureCode.BALLOTS_INVALID,
)
NOT_HELD, COPIES_DIFFER, NOT_PUBLISHED = "no_protocol", "copies_differ", "not_published"
ADMISSION_ORDER = ("at_once", "after_waiting", "other_room", "not_let_in")
PRESENT_ORDER = ("whole", "part", "afar", "put_out")
COPY_ORDER = ("given", "promised", "refused", "left_before")
SOURCE_ORDER = ("signed_copy", "photo_posted", "photo_original", "read_out", "own_tally")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is merged. Frames are by station_id (unique), but for `protocol`: figures of every copy, and `published`: figures of stations,
    where an election publishes stations. Every frame but `stations` may lack stations, and may hold ones the registry lacks."""

    stations: pd.DataFrame
    by_station: Sequence[pd.DataFrame]
    by_contest: Sequence[pd.DataFrame]
    protocol: pd.DataFrame
    published: pd.DataFrame


def option_codes(election: Election) -> tuple[str, ...]:
    """Every option of every contest, in printed order, once."""
    return tuple(dict.fromkeys(code for contest in election.contests for code in contest.option_codes))


def protocol_names(election: Election) -> dict[tuple[str, str], str]:
    """(figure code, option code) -> column: the printed lines, then the options."""
    lines = {(code.value, ""): f"protocol_{code.value}" for code in PROTOCOL_CODES}
    return lines | {(FigureCode.VOTES.value, code): f"protocol_votes_{code}" for code in option_codes(election)}


def published_names(election: Election) -> dict[tuple[str, str], str]:
    """(figure code, option code) -> column, for what a station's published figures can be."""
    codes = (FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_VALID, FigureCode.BALLOTS_INVALID)
    lines = {(code.value, ""): f"published_{code.value}" for code in codes}
    return lines | {(FigureCode.VOTES.value, code): f"published_votes_{code}" for code in option_codes(election)}


def best(frame: pd.DataFrame, column: str, order: Sequence[str]) -> pd.Series:
    """For each station the value that comes first in the order: the widest view of its observers."""
    rank = frame[column].map({value: place for place, value in enumerate(order)})
    known = frame.assign(rank=rank)[rank.notna()].sort_values("rank", kind="stable").drop_duplicates("station_id")
    return known.set_index("station_id")[column]


def _contests(election: Election) -> list[str]:
    return [contest.contest_id for contest in election.contests] or [""]


def frame_of(parts: Parts, election: Election) -> pd.DataFrame:
    """Every station times every contest; stations that only a report or a figure names come last, with nothing but their id."""
    known = parts.stations["station_id"]
    named = [*(frame["station_id"] for frame in (*parts.by_station, *parts.by_contest)), parts.protocol["station_id"]]
    together = pd.concat(named).astype(object)
    others = sorted(together[numbering.places(together, pd.Index(known, dtype=object)) == NOBODY].unique())
    ids = pd.concat([known.astype(object), pd.Series(others, dtype=object)], ignore_index=True)
    frame = pd.DataFrame({"station_id": ids}).merge(pd.DataFrame({"contest_id": _contests(election)}), how="cross")
    leading = election.leading_contest.contest_id if election.contests else ""
    return frame.assign(
        election_id=election.election_id, is_simulated=election.is_simulated, is_leading_contest=frame["contest_id"].eq(leading)
    )


def protocols(figures: pd.DataFrame, election: Election) -> pd.DataFrame:
    """One row a station and contest: each line as printed (Int64) with `<line>_missing`, protocol_registered_voters, copies_n.

    Two copies that agree are one value; where they differ there is none, and the reason is copies_differ; where no copy says it, the
    observer's own reason. Whoever reads it decides between copies: the merge does not."""
    names = protocol_names(election) | {(FigureCode.REGISTERED_VOTERS.value, ""): "registered_voters_protocol"}
    keys = ["station_id", "contest_id"]
    pairs = zip(figures["figure_code"].to_numpy(), figures["option_code"].to_numpy(), strict=True)
    column = pd.Series([names.get(pair) for pair in pairs], index=figures.index, dtype=object)
    told = figures.assign(column=column)[column.notna()]
    grouped = told.groupby([*keys, "column"], sort=False).agg(
        low=("value", "min"), high=("value", "max"), first=("value", "first"), reason=("missing_code", "first")
    )
    differ = grouped["low"].ne(grouped["high"]).fillna(False).astype(bool) & grouped["low"].notna()
    grouped["value"] = grouped["first"].astype("Int64").mask(differ)
    grouped["missing"] = grouped["reason"].astype(object).where(grouped["first"].isna(), None).mask(differ, COPIES_DIFFER)
    ordered = list(names.values())
    if grouped.empty:
        return pd.DataFrame(columns=[*keys, *ordered, *(f"{name}_missing" for name in ordered), "copies_n", "copies_differ"])
    values = pd.DataFrame(grouped["value"].unstack("column")).reindex(columns=ordered).astype("Int64")
    missing = pd.DataFrame(grouped["missing"].unstack("column")).reindex(columns=ordered).astype(object)
    joined = values.join(missing.add_suffix("_missing"))
    joined["copies_n"] = figures.groupby(keys)["report_id"].nunique()
    joined["copies_differ"] = differ.groupby(level=[0, 1]).any()
    return joined.rename_axis(keys).reset_index()


def published(figures: pd.DataFrame, election: Election) -> pd.DataFrame:
    """One row a station and contest with its own published figures, where an election publishes stations: published_<field>,
    published_level, published_source_id, published_status, published_as_of_at. A region's figure is never spread over stations."""
    names, keys = published_names(election), ["station_id", "contest_id"]
    leading = election.leading_contest.contest_id if election.contests else ""
    told = figures.rename(columns={"unit_id": "station_id"})
    told = told.assign(
        contest_id=told["contest_id"].where(told["contest_id"].ne(""), leading),
        column=pd.Series([names.get(pair) for pair in zip(told["code"], told["option_code"], strict=True)], index=told.index, dtype=object),
    )
    told = told[told["column"].notna()].drop_duplicates([*keys, "column"], keep="last")
    about = told.groupby(keys).agg(
        published_source_id=("source_id", "max"), published_status=("status", "last"), published_as_of_at=("as_of_at", "max")
    )
    wide = told.pivot(index=keys, columns="column", values="value").reindex(columns=list(names.values())).astype("Int64")
    return wide.join(about).assign(published_level="station").reset_index()


def _beside(part: pd.DataFrame, keys: Sequence[str], rows: Integers, length: int) -> pd.DataFrame:
    """A part's columns in the rows of the table they belong to (NOBODY: in none), missing in the others."""
    if part.duplicated(list(keys)).any():
        raise pd.errors.MergeError(f"a part names the same {' and '.join(keys)} twice")
    known = np.flatnonzero(rows != NOBODY)
    place = np.full(length, NOBODY, dtype=np.int64)
    place[rows[known]] = known
    return part.drop(columns=list(keys)).reset_index(drop=True).reindex(place).set_axis(range(length))


def merge(parts: Parts, election: Election) -> pd.DataFrame:
    """The merged table, before columns are put in order. Raises pandas.errors.MergeError where a part names a station twice, or a station
    and contest. Each part is put beside the others once: joined one after another, the table would be copied as often."""
    frame, contests = frame_of(parts, election), _contests(election)
    stations = pd.Index(frame["station_id"].iloc[:: len(contests)])
    leading = contests.index(election.leading_contest.contest_id) if election.contests else 0

    def row(part: pd.DataFrame, contest: Integers) -> Integers:
        station = numbering.places(part["station_id"], stations)
        return np.where((station == NOBODY) | (contest == NOBODY), NOBODY, station * len(contests) + contest)

    registry = parts.stations.drop(columns="station_id").reset_index(drop=True).reindex(np.arange(len(frame)) // len(contests))
    wide = [frame, registry.set_axis(range(len(frame)))]
    for part in parts.by_station:
        wide.append(_beside(part, ["station_id"], row(part, np.full(len(part), leading)), len(frame)))
    for part in (protocols(parts.protocol, election), published(parts.published, election), *parts.by_contest):
        contest = numbering.places(part["contest_id"], pd.Index(contests))
        wide.append(_beside(part, ["station_id", "contest_id"], row(part, contest), len(frame)))
    return _reasons(pd.concat(wide, axis=1), election)


def _reasons(table: pd.DataFrame, election: Election) -> pd.DataFrame:
    """Every protocol line has a value or a reason, and a turnout share of its own base only."""
    lines = [*protocol_names(election).values(), "registered_voters_protocol"]
    held = table["copies_n"].fillna(0).astype(int) > 0
    filled = {}
    for name in lines:
        value, reason = table[name].astype("Int64"), table[f"{name}_missing"].astype(object)
        otherwise = pd.Series(NOT_HELD, index=table.index, dtype=object).mask(held, "not_told")
        filled[name] = value
        filled[f"{name}_missing"] = reason.where(reason.notna(), otherwise).where(value.isna(), None)
    table = table.assign(**filled)
    base = table["registered_voters_protocol"]
    share = table["protocol_ballots_issued"].astype("Float64") / base.where(base > 0).astype("Float64")
    level = table["published_level"].astype(object)
    return table.assign(
        official_turnout_protocol_share=share,
        published_missing=pd.Series(NOT_PUBLISHED, index=table.index, dtype=object).where(level.isna(), None),
    )
