"""Who has not reported: per station and set hour, from assignments and turnout reports. Silence is never read as "nothing happened"."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import pandas as pd

GRACE = timedelta(minutes=15)
"""A report is expected from a quarter of an hour before its hour; silence is called a quarter after it (product brief §2)."""

COLUMNS = ("station_id", "region_code", "time_zone", "due_at", "asked_at", "state", "observers_n", "in_sample", "last_contact_at")


class Contact(StrEnum):
    REPORTED = "reported"
    SILENT = "silent"
    NOT_DUE = "not_due"
    NOT_LET_IN = "not_let_in"
    LEFT = "left"


def contacts(
    assigned: pd.DataFrame, turnout: pd.DataFrame, last_contact: pd.DataFrame, absent: pd.DataFrame, due: Sequence[datetime], now: datetime,
    own: Mapping[str, Sequence[datetime]] | None = None,
) -> pd.DataFrame:
    """One row a station and set hour: COLUMNS, `state` a Contact; `asked_at` is the instant at which this station is asked for that hour.

    `assigned`: station_id, region_code, time_zone, observers_n, in_sample. `turnout`: station_id, observed_at (aware) of every current
    turnout report. `last_contact`: station_id, last_contact_at over all kinds. `absent`: station_id, state (not_let_in or left), from_at.
    `own`: the instants, one for each of `due`, of the time zones that go by their own clock (ADR 0120).
    An hour counts as reported when a turnout report was observed from GRACE before it to GRACE before the next."""
    if assigned.empty or not due:
        return pd.DataFrame(columns=list(COLUMNS))
    clocks = [(set(assigned["time_zone"]) - set(own or {}), due), *(({zone}, asked) for zone, asked in (own or {}).items())]
    hours = [_hours(assigned[assigned["time_zone"].isin(zones)], turnout, due, asked) for zones, asked in clocks]
    grid = pd.concat([each for each in hours if len(each)], ignore_index=True)
    grid = grid.merge(last_contact, on="station_id", how="left").merge(absent, on="station_id", how="left")
    grid["contact"] = Contact.SILENT.value
    grid.loc[grid["asked_at"] + GRACE > now, "contact"] = Contact.NOT_DUE.value
    away = grid["state"].notna() & ((grid["state"] == Contact.NOT_LET_IN) | (grid["from_at"] <= grid["asked_at"]))
    grid.loc[away, "contact"] = grid.loc[away, "state"]
    grid.loc[grid["reported"].notna(), "contact"] = Contact.REPORTED.value
    grid = grid.drop(columns="state").rename(columns={"contact": "state"})
    return grid[list(COLUMNS)]


def _hours(assigned: pd.DataFrame, turnout: pd.DataFrame, due: Sequence[datetime], asked: Sequence[datetime]) -> pd.DataFrame:
    """The stations of one clock with each hour, and whether they reported it."""
    hours = pd.DataFrame({"due_at": pd.to_datetime(list(due), utc=True), "asked_at": pd.to_datetime(list(asked), utc=True)})
    reported = _reported(turnout[turnout["station_id"].isin(assigned["station_id"])], hours)
    return assigned.merge(hours, how="cross").merge(reported, on=["station_id", "due_at"], how="left")


def _reported(turnout: pd.DataFrame, hours: pd.DataFrame) -> pd.DataFrame:
    if turnout.empty:
        return pd.DataFrame({"station_id": [], "due_at": pd.Series([], dtype="datetime64[us, UTC]"), "reported": []})
    which = (hours["asked_at"] - GRACE).searchsorted(pd.to_datetime(turnout["observed_at"], utc=True), side="right") - 1
    answered = pd.DataFrame({"station_id": turnout["station_id"].to_numpy(), "hour": which})
    answered = answered[answered["hour"] >= 0].drop_duplicates()
    answered = answered.merge(hours[["due_at"]].assign(hour=range(len(hours))), on="hour")
    return answered.assign(reported=True)[["station_id", "due_at", "reported"]]


def call_order(frame: pd.DataFrame, due_at: datetime) -> pd.DataFrame:
    """Silent stations of one hour in the order to call: drawn at random first, then a single observer, then the longest silence."""
    silent = frame[(frame["due_at"] == due_at) & (frame["state"] == Contact.SILENT)]
    order = silent.assign(single=silent["observers_n"] <= 1).sort_values(
        ["in_sample", "single", "last_contact_at"], ascending=[False, False, True], na_position="first"
    )
    return order.drop(columns="single").reset_index(drop=True)


def by_region(frame: pd.DataFrame, due_at: datetime) -> pd.DataFrame:
    """Stations of one hour by region and state: region_code, one column a Contact, assigned. Every station is in exactly one state."""
    at = frame[frame["due_at"] == due_at]
    table = (
        at.groupby(["region_code", "state"]).size().unstack(fill_value=0).reindex(columns=[each.value for each in Contact], fill_value=0)
    )
    return table.assign(assigned=table.sum(axis=1)).reset_index()
