"""Who has not reported: per station and set hour, from assignments and turnout reports. Silence is never read as "nothing happened"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import pandas as pd

GRACE = timedelta(minutes=15)
"""A report is expected from a quarter of an hour before its hour; silence is called a quarter after it (product brief §2)."""

COLUMNS = ("station_id", "region_code", "due_at", "state", "observers_n", "in_sample", "last_contact_at")


class Contact(StrEnum):
    REPORTED = "reported"
    SILENT = "silent"
    NOT_DUE = "not_due"
    NOT_LET_IN = "not_let_in"
    LEFT = "left"


def contacts(
    assigned: pd.DataFrame, turnout: pd.DataFrame, last_contact: pd.DataFrame, absent: pd.DataFrame, due: Sequence[datetime], now: datetime
) -> pd.DataFrame:
    """One row a station and hour: COLUMNS, `state` a Contact.

    `assigned`: station_id, region_code, observers_n, in_sample. `turnout`: station_id, observed_at (aware) of every current turnout
    report. `last_contact`: station_id, last_contact_at over all kinds. `absent`: station_id, state (not_let_in or left), from_at.
    An hour counts as reported when a turnout report was observed from GRACE before it to GRACE before the next."""
    if assigned.empty or not due:
        return pd.DataFrame(columns=list(COLUMNS))
    hours = pd.DataFrame({"due_at": list(due)})
    grid = assigned.merge(hours, how="cross").merge(last_contact, on="station_id", how="left")
    reported = _reported(turnout, due)
    grid = grid.merge(reported, on=["station_id", "due_at"], how="left").merge(absent, on="station_id", how="left")
    grid["contact"] = Contact.SILENT.value
    grid.loc[grid["due_at"] + GRACE > now, "contact"] = Contact.NOT_DUE.value
    away = grid["state"].notna() & ((grid["state"] == Contact.NOT_LET_IN) | (grid["from_at"] <= grid["due_at"]))
    grid.loc[away, "contact"] = grid.loc[away, "state"]
    grid.loc[grid["reported"].notna(), "contact"] = Contact.REPORTED.value
    grid = grid.drop(columns="state").rename(columns={"contact": "state"})
    return grid[list(COLUMNS)]


def _reported(turnout: pd.DataFrame, due: Sequence[datetime]) -> pd.DataFrame:
    if turnout.empty:
        return pd.DataFrame({"station_id": [], "due_at": pd.Series([], dtype="datetime64[us, UTC]"), "reported": []})
    begins = pd.Series(pd.to_datetime([at - GRACE for at in due], utc=True))
    which = begins.searchsorted(pd.to_datetime(turnout["observed_at"], utc=True), side="right") - 1
    answered = pd.DataFrame({"station_id": turnout["station_id"].to_numpy(), "hour": which})
    answered = answered[answered["hour"] >= 0].drop_duplicates()
    hours = pd.DataFrame({"hour": range(len(due)), "due_at": pd.to_datetime(list(due), utc=True)})
    answered = answered.merge(hours, on="hour")
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
