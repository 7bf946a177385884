"""When each observer watched the voting: from arrival to leaving, without the times away. Instants, never clock labels."""

import pandas as pd

from analysis.coverage import ADMITTED
from analysis.intervals import in_order
from schemas.day import observation_day
from schemas.election import Election

WATCH_COLUMNS = ["station_id", "author_id", "watched_from_at", "watched_to_at", "watched_share", "whole_day", "loss"]


def voting_hours(stations: pd.DataFrame, election: Election) -> pd.DataFrame:
    """station_id, opens_at, closes_at: the set hours of voting of each station, as instants of its own zone. Where voting began or ended
    at other times (analysis.watch.voting_windows) those replace them."""
    days = {zone: observation_day(election, zone) for zone in stations["time_zone"].unique()}
    return pd.DataFrame(
        {
            "station_id": stations["station_id"],
            "opens_at": pd.to_datetime(stations["time_zone"].map({zone: day.opens_at for zone, day in days.items()}), utc=True),
            "closes_at": pd.to_datetime(stations["time_zone"].map({zone: day.closes_at for zone, day in days.items()}), utc=True),
        }
    )


def _missed(people: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    """Minutes away inside the own watch and inside voting, with the reason of the longest absence, by station and observer."""
    told = away[away["away_from_at"].notna() & away["away_to_at"].notna()]
    gaps = in_order(told, "away_from_at", "away_to_at").merge(people, on=["station_id", "author_id"])
    start = gaps[["away_from_at", "from_at"]].max(axis=1)
    end = gaps[["away_to_at", "to_at"]].min(axis=1)
    gaps["away_seconds"] = (end - start).dt.total_seconds().clip(lower=0)
    gaps = gaps[gaps["away_seconds"] > 0].sort_values("away_seconds")
    return (
        gaps.groupby(["station_id", "author_id"])
        .agg(away_seconds=("away_seconds", "sum"), away_reason=("away_reason", "last"))
        .reset_index()
    )


def watched(
    presence: pd.DataFrame, away: pd.DataFrame, leaving: pd.DataFrame, last_seen: pd.DataFrame, windows: pd.DataFrame
) -> pd.DataFrame:
    """One row an observer who was let in: WATCH_COLUMNS. `windows`: station_id, begins_at, ends_at of voting.

    watched_share is the part of the station's voting hours; whole_day means all of them without a gap; `loss` says what broke it. Who
    reports no leaving watched until the last own report (`last_seen`: station_id, author_id, seen_at). Times away that overlap are
    summed, which can only lower the share."""
    keys = ["station_id", "author_id"]
    people = (
        presence[presence["admission"].isin(ADMITTED) & presence["arrived_at"].notna()]
        .groupby(keys, as_index=False)
        .agg(arrived_at=("arrived_at", "min"))
    )
    people = people.merge(
        leaving.groupby(keys, as_index=False).agg(left_at=("left_at", "max"), left_because=("left_because", "last")), on=keys, how="left"
    )
    people = people.merge(last_seen, on=keys, how="left").merge(windows, on="station_id")
    people["until_at"] = people["left_at"].fillna(people["seen_at"]).fillna(people["arrived_at"])
    people["from_at"] = people[["arrived_at", "begins_at"]].max(axis=1)
    people["to_at"] = people[["until_at", "ends_at"]].min(axis=1)
    people = people.merge(_missed(people[[*keys, "from_at", "to_at"]], away), on=keys, how="left")
    voting = (people["ends_at"] - people["begins_at"]).dt.total_seconds()
    seen = (people["to_at"] - people["from_at"]).dt.total_seconds().clip(lower=0) - people["away_seconds"].fillna(0)
    people["watched_share"] = (seen.clip(lower=0) / voting).clip(upper=1.0)
    late, early = people["arrived_at"] > people["begins_at"], people["until_at"] < people["ends_at"]
    gone = people["left_because"].where(people["left_because"].ne("finished")).fillna("end_not_known")
    loss = pd.Series(None, index=people.index, dtype=object).mask(people["away_seconds"].notna(), people["away_reason"])
    people["loss"] = loss.mask(early, gone).mask(late, "arrived_late")
    people["whole_day"] = people["loss"].isna()
    renamed = people.rename(columns={"arrived_at": "watched_from_at", "until_at": "watched_to_at"})
    return renamed[WATCH_COLUMNS].sort_values(["station_id", "watched_share"], kind="stable").reset_index(drop=True)
