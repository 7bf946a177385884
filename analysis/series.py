"""The day in steps: stated against counted increases inside watched time (Q3), and the same stations at every hour (Q5)."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from analysis import bounds, watch
from analysis.intervals import FROM, TO
from analysis.states import Side, State
from analysis.turnout import Reports
from schemas.election import Allowance

KEYS = watch.KEYS
HEARD_TOGETHER = pd.Timedelta(minutes=15)
"""A stated and a counted number of one report speak of one moment when they are at most this far apart."""
NEAR_DUE = pd.Timedelta(minutes=30)
INTERVAL_COLUMNS = [
    "station_id", "author_id", FROM, TO, "begin", "end", "counted", "stated", "outside", "difference", "side", "state", "stated_in_all"
]


def _both(reports: Reports) -> pd.DataFrame:
    """Readings whose report also has a stated number of the same moment."""
    read = reports.readings
    told = read[read["stated_voters"].notna()].copy()
    heard = told["stated_at"].fillna(told["at"])
    told = told[(heard - told["at"]).abs() <= HEARD_TOGETHER]
    told["stated"] = told["stated_voters"].astype("Int64")
    told["outside_people"] = told["mobile_voters"].astype("Int64").fillna(0)
    return told


def due_index(at: pd.Series, due: Sequence[datetime]) -> pd.Series:
    """The number of the set hour that an instant stands for (within half an hour), else -1."""
    instants = pd.DatetimeIndex(pd.to_datetime(list(due), utc=True)).as_unit("ns").asi8
    seconds = pd.DatetimeIndex(at).as_unit("ns").asi8
    if not len(instants) or not len(seconds):
        return pd.Series(-1, index=at.index, dtype=int)
    apart = np.abs(seconds[:, None] - instants[None, :])
    nearest = apart.argmin(axis=1)
    return pd.Series(np.where(apart.min(axis=1) <= NEAR_DUE.value, nearest, -1), index=at.index)


def watched_intervals(reports: Reports, hours: pd.DataFrame, due: Sequence[datetime], allowance: Allowance) -> pd.DataFrame:
    """Stretches between two reports of one observer, both with a counted and a stated number, with no gap between: INTERVAL_COLUMNS.

    begin and end are set hours (index into `due`, -1: the opening); only such stretches are kept, so that stations add up. One observer
    a station and stretch. difference = stated − counted increase, people; outside is what the commission says voted outside meanwhile;
    stated_in_all: the stated number at the end of the stretch, which a list can be set against."""
    told = _both(reports)
    if told.empty:
        return pd.DataFrame(columns=INTERVAL_COLUMNS)
    windows, missed = reports.windows(hours), reports.unwatched(hours)
    told["end"] = due_index(told["at"], due)
    told = told[told["end"] >= 0].drop_duplicates([*KEYS, "end"], keep="last").sort_values([*KEYS, "at"])
    before = told.groupby(KEYS)[["at", "counted", "stated", "segment", "end"]].shift()
    pairs = told.assign(
        **{
            FROM: before["at"],
            TO: told["at"],
            "begin": before["end"],
            "counted_before": before["counted"],
            "stated_before": before["stated"],
            "segment_before": before["segment"],
        }
    )
    first = pairs["begin"].isna()
    pairs = pairs.merge(windows, on="station_id")
    first = pairs["begin"].isna()
    pairs[FROM] = pairs[FROM].fillna(pairs["begins_at"])
    pairs["begin"] = pairs["begin"].fillna(-1).astype(int)
    for name in ("counted_before", "stated_before"):
        pairs[name] = pairs[name].astype("Int64").fillna(0)
    whole = pairs["segment"].eq(pairs["segment_before"]) | (first & pairs["segment"].eq(0))
    pairs = pairs[whole & pairs["begin"].eq(pairs["end"] - 1)]
    pairs = _unbroken(pairs, missed)
    pairs = pairs.assign(stated_rise=pairs["stated"] - pairs["stated_before"], counted_rise=pairs["counted"] - pairs["counted_before"])
    pairs = pairs.drop(columns="counted").rename(
        columns={"stated": "stated_in_all", "stated_rise": "stated", "counted_rise": "counted", "outside_people": "outside"}
    )
    pairs = pairs.sort_values(["station_id", "end", "since_at", "author_id"]).drop_duplicates(["station_id", "end"])
    return _judged(pairs, allowance)[INTERVAL_COLUMNS].reset_index(drop=True)


def _unbroken(pairs: pd.DataFrame, missed: pd.DataFrame) -> pd.DataFrame:
    """Only stretches in which no gap of their observer lies."""
    numbered = pairs.reset_index(drop=True).rename_axis("pair").reset_index()
    crossed = numbered[["pair", *KEYS, FROM, TO]].merge(missed, on=KEYS, suffixes=("", "_gap"))
    broken = crossed.loc[(crossed[f"{FROM}_gap"] < crossed[TO]) & (crossed[f"{TO}_gap"] > crossed[FROM]), "pair"].unique()
    return numbered[~numbered["pair"].isin(broken)]


def _judged(pairs: pd.DataFrame, allowance: Allowance) -> pd.DataFrame:
    floor = pairs["counted"] - bounds.allowance_people(pairs["counted"], allowance.below_share)
    ceiling = pairs["counted"] + bounds.allowance_people(pairs["counted"], allowance.above_share) + pairs["outside"]
    above, below = (pairs["stated"] > ceiling).to_numpy(dtype=bool), (pairs["stated"] < floor).to_numpy(dtype=bool)
    same = (pairs["stated"] == pairs["counted"]).to_numpy(dtype=bool)
    return pairs.assign(
        difference=pairs["stated"] - pairs["counted"],
        side=np.select([above, below], [Side.ABOVE, Side.BELOW], Side.BETWEEN),
        state=np.select([above | below, same], [State.DIFFERS, State.AGREES], State.WITHIN_TOLERANCE),
    )


def intervals_by_region(intervals: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """region_code, begin, end, counted, stated (people), stations: one row a region and stretch."""
    found = intervals.merge(stations[["station_id", "region_code"]], on="station_id")
    return found.groupby(["region_code", "begin", "end"], as_index=False).agg(
        counted=("counted", "sum"), stated=("stated", "sum"), stations=("station_id", "nunique")
    )


def same_stations(reports: Reports, hours: pd.DataFrame, stations: pd.DataFrame, due: Sequence[datetime]) -> pd.DataFrame:
    """The same stations at all set hours: region_code, hour (index into `due`), stations, list, counted, stated, above_list (stations
    whose stated number is above their list), part.

    A station takes part up to an hour when it was counted without a gap from the opening and told a stated number at this and every
    earlier set hour. part is 0 while no station has dropped out, 1 after. Regions with stations at all hours use those alone."""
    told = _both(reports)
    columns = ["region_code", "hour", "stations", "list", "counted", "stated", "above_list", "part"]
    if told.empty:
        return pd.DataFrame(columns=columns)
    missed = reports.unwatched(hours)
    first_gap = missed.groupby(KEYS)[FROM].min().rename("first_gap_at").reset_index()
    told["hour"] = due_index(told["at"], due)
    told = told[told["hour"] >= 0].drop_duplicates([*KEYS, "hour"], keep="last").merge(first_gap, on=KEYS, how="left")
    told = told[told["first_gap_at"].isna() | (told["first_gap_at"] >= told["at"])]
    told = told.sort_values([*KEYS, "hour"])
    told = told[told.groupby(KEYS).cumcount() == told["hour"]]
    longest = (
        told.groupby(KEYS)
        .size()
        .rename("hours")
        .reset_index()
        .sort_values(["station_id", "hours", "author_id"], ascending=[True, False, True])
    )
    told = told.merge(longest.drop_duplicates("station_id"), on=KEYS)
    told = told.merge(stations[["station_id", "region_code", "registered_voters"]].dropna(), on="station_id")
    complete = told.groupby("region_code")["hours"].transform("max") == len(due)
    told = told[~complete | (told["hours"] == len(due))]
    found = told.assign(above=told["stated"] > told["registered_voters"]).groupby(["region_code", "hour"], as_index=False).agg(
        stations=("station_id", "nunique"),
        list=("registered_voters", "sum"),
        counted=("counted", "sum"),
        stated=("stated", "sum"),
        above_list=("above", "sum"),
    )
    at_first = found.groupby("region_code")["stations"].transform("first")
    return found.assign(part=(found["stations"] < at_first).astype(int))[columns]
