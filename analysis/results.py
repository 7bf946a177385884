"""Do published results agree with the protocols held? A station exactly, a complete district exactly, an incomplete one within limits.

People and votes only: a voter gets one ballot a contest, so a station cannot have given more votes than it has voters on its list."""

from math import floor

import pandas as pd

from analysis.states import Reason, Side, State
from schemas.figure import FigureCode

FIELD = ["contest_id", "figure_code", "option_code"]
HELD_COLUMNS = ("station_id", *FIELD, "value", "copies_n", "copies_agree")
ROW_COLUMNS = ("unit_id", *FIELD, "stations_n", "held_n", "copies", "published", "difference", "missing_list", "state", "side", "reason")

BOUNDED_BY_LIST = frozenset(
    {
        FigureCode.BALLOTS_ISSUED,
        FigureCode.VOTES,
        FigureCode.BALLOTS_VALID,
        FigureCode.BALLOTS_INVALID,
        FigureCode.VOTERS_OUTSIDE,
        FigureCode.VOTES_FOR_OPTIONS,
    }
)
"""What a station cannot have more of than voters on its list, whatever its missing protocol says."""


def held(figures: pd.DataFrame) -> pd.DataFrame:
    """The protocol of each station as held: HELD_COLUMNS, one row a field. `value` is missing where two copies differ.

    `figures`: station_id, FIELD, value, report_id; voice `protocol` only."""
    if figures.empty:
        return pd.DataFrame(columns=list(HELD_COLUMNS))
    grouped = figures.groupby(["station_id", *FIELD], sort=False)
    table = grouped.agg(value=("value", "first"), lowest=("value", "min"), highest=("value", "max"), copies_n=("report_id", "nunique"))
    agree = table["lowest"] == table["highest"]
    table = table.assign(value=table["value"].astype("Int64").where(agree), copies_agree=agree)
    return table.reset_index()[list(HELD_COLUMNS)]


def by_station(protocols: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Station by station, where stations are published: ROW_COLUMNS, outer join; nothing is dropped.

    `protocols`: HELD_COLUMNS. `published`: unit_id (a station's id), FIELD, value (integers)."""
    both = protocols.rename(columns={"station_id": "unit_id", "value": "copies"}).merge(
        published.rename(columns={"value": "published"}), on=["unit_id", *FIELD], how="outer"
    )
    both["copies"], both["published"] = both["copies"].astype("Int64"), both["published"].astype("Int64")
    both["difference"] = both["published"] - both["copies"]
    both["reason"] = Reason.NONE.value
    both.loc[both["published"].isna(), "reason"] = Reason.NOT_PUBLISHED.value
    both.loc[both["copies"].isna(), "reason"] = Reason.NO_PROTOCOL.value
    both.loc[both["copies_agree"].eq(False), "reason"] = Reason.COPIES_DIFFER.value
    both = _exact(both).assign(stations_n=1)
    both["missing_list"] = pd.array([pd.NA] * len(both), dtype="Int64")
    both["held_n"] = both["copies"].notna().astype(int)
    return both[list(ROW_COLUMNS)]


def _exact(rows: pd.DataFrame) -> pd.DataFrame:
    """State and side of rows that can be compared to the last vote."""
    open_rows = rows["reason"] != Reason.NONE
    difference = rows["difference"].fillna(0)
    state = (
        pd.Series(State.AGREES.value, index=rows.index)
        .where(difference == 0, State.DIFFERS.value)
        .where(~open_rows, State.CANNOT_COMPARE.value)
    )
    side = pd.Series(Side.NONE.value, index=rows.index).mask(difference > 0, Side.ABOVE.value).mask(difference < 0, Side.BELOW.value)
    return rows.assign(state=state, side=side.where(~open_rows, Side.NONE.value))


def by_unit(
    protocols: pd.DataFrame, published: pd.DataFrame, stations: pd.DataFrame, level: str, list_tolerance_share: float = 0.0
) -> pd.DataFrame:
    """District, region or country: ROW_COLUMNS, one row a unit and published field.

    `stations`: station_id, registered_voters (may be missing) and the column `level` (district_code, region_code …) with the unit's id.
    Complete (a copy without conflict from every station): exact. Incomplete: `difference` is what the stations without a copy must
    have given; below 0, or above their lists (plus the tolerance for lists that grow on the day), the figures contradict each other
    whatever the missing copies say: *differs*. Inside the limits nothing follows: cannot be compared, because copies are missing. A list
    itself has no upper limit (lists grow on the day), and nothing has where a missing station's list is not known.
    **Assumes** the registry holds every station of the unit."""
    of_unit = stations[["station_id", level, "registered_voters"]].rename(columns={level: "unit_id"})
    fields = published[["unit_id", *FIELD, "value"]].rename(columns={"value": "published"})
    copies = protocols.dropna(subset=["value"]).merge(of_unit, on="station_id")
    sums = (
        copies.groupby(["unit_id", *FIELD])
        .agg(copies=("value", "sum"), held_n=("station_id", "nunique"), held_list=("registered_voters", "sum"))
        .reset_index()
    )
    totals = (
        of_unit.groupby("unit_id")
        .agg(stations_n=("station_id", "size"), whole_list=("registered_voters", "sum"), lists_n=("registered_voters", "count"))
        .reset_index()
    )
    rows = fields.merge(totals, on="unit_id", how="left").merge(sums, on=["unit_id", *FIELD], how="left")
    for column in ("stations_n", "held_n", "copies", "held_list"):
        rows[column] = rows[column].fillna(0).astype("Int64")
    rows["published"] = rows["published"].astype("Int64")
    rows["difference"] = rows["published"] - rows["copies"]
    known = rows["lists_n"] == rows["stations_n"]
    rows["missing_list"] = (rows["whole_list"] - rows["held_list"]).astype("Int64").where(known)
    return _limits(rows, list_tolerance_share)[list(ROW_COLUMNS)]


def _limits(rows: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    complete = (rows["held_n"] == rows["stations_n"]) & (rows["stations_n"] > 0)
    bounded = rows["figure_code"].isin(list(BOUNDED_BY_LIST)) & rows["missing_list"].notna()
    highest = (rows["missing_list"].astype("Float64") * (1 + tolerance)).fillna(float("inf"))
    too_few = ~complete & (rows["held_n"] > 0) & (rows["difference"] < 0)
    too_many = ~complete & (rows["held_n"] > 0) & bounded & (rows["difference"].astype("Float64") > highest)
    contradicted = (too_few | too_many).fillna(False).astype(bool)
    rows = _exact(rows.assign(reason=Reason.NONE.value))
    open_rows = ~complete & ~contradicted
    state = rows["state"].mask(contradicted, State.DIFFERS.value).mask(open_rows, State.CANNOT_COMPARE.value)
    side = rows["side"].mask(open_rows, Side.NONE.value)
    reason = rows["reason"].mask(open_rows, Reason.COPIES_MISSING.value).mask(open_rows & ~bounded, Reason.NO_LIMIT.value)
    reason = reason.mask(open_rows & (rows["held_n"] == 0), Reason.NO_PROTOCOL.value)
    return rows.assign(state=state, side=side, reason=reason)


def unexplained(rows: pd.DataFrame, list_tolerance_share: float = 0.0) -> pd.Series:
    """Int64, beside `rows` that differ: the part of `difference` that no missing copy can explain; votes, or people.

    The whole difference where every copy is held or less is published than the copies add up to; above the lists of the stations
    without a copy (plus the tolerance for lists that grow on the day) only what is above them."""
    missing = rows["missing_list"].astype("Float64") * (1 + list_tolerance_share)
    above = (rows["difference"] - missing.fillna(0).astype("float64").map(floor)).astype("Int64")
    is_open = (rows["held_n"] < rows["stations_n"]) & (rows["difference"] > 0)
    difference = rows["difference"].astype("Int64")
    return difference.mask(is_open.fillna(False).astype(bool), above)


def by_region(rows: pd.DataFrame, regions: "pd.Series[str]") -> pd.DataFrame:
    """region_code, k, n, held_n: published figures that differ, of those that could be compared; stations with a copy held.

    `rows`: ROW_COLUMNS of stations, districts or regions; `regions`: the region of each unit, by its id."""
    known = rows.assign(region_code=rows["unit_id"].map(regions)).dropna(subset=["region_code"])
    held = known.groupby(["region_code", "unit_id"])["held_n"].max().groupby("region_code").sum()
    compared = known["state"].ne(State.CANNOT_COMPARE.value)
    found = known.assign(k=known["state"].eq(State.DIFFERS.value), n=compared).groupby("region_code")[["k", "n"]].sum()
    # Also without any row the codes are words: pandas takes an empty column for numbers.
    return found.assign(held_n=held.astype("int64")).astype("int64").reset_index().astype({"region_code": "str"})


def states_by_field(rows: pd.DataFrame) -> pd.DataFrame:
    """FIELD, state, units: how many units are in each state, by field; every unit is counted once."""
    return rows.groupby([*FIELD, "state"]).size().rename("units").reset_index()
