"""Fields of a protocol that two reports gave differently and a person has settled: all values stay, the chosen one is used."""

import json

import pandas as pd

from analysis.columns import among

FIELD = ["station_id", "contest_id", "figure_code", "option_code"]
SETTLED_COLUMNS = [*FIELD, "chosen", "told"]


def standing(figures: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """Those of `settled` that still hold: FIELD, chosen (Int64). One holds as long as it has seen every value that is told now; a
    correction with another value opens the field again.

    `figures`: FIELD, value; protocol figures of current reports. `settled`: SETTLED_COLUMNS, the last decision of each field; `told` a JSON
    list of the values that were there."""
    if settled.empty or figures.empty:
        return pd.DataFrame({**{name: pd.Series(dtype=object) for name in FIELD}, "chosen": pd.Series(dtype="Int64")})
    # Few fields are settled: only their stations are looked at.
    near = figures[among(figures["station_id"], settled["station_id"])]
    told_now = near.dropna(subset=["value"])[[*FIELD, "value"]].drop_duplicates()
    both = settled.merge(told_now, on=FIELD, how="inner")
    both["seen"] = [int(value) in json.loads(told) for value, told in zip(both["value"], both["told"], strict=True)]
    holds = both.groupby(FIELD, sort=False)["seen"].all().rename("holds").reset_index()
    rows = settled.merge(holds[holds["holds"]], on=FIELD, how="inner")
    return rows[[*FIELD, "chosen"]].astype({"chosen": "Int64"}).reset_index(drop=True)


def applied(figures: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """`figures` with the chosen value in every row of a settled field that has one, and `adjudicated`. Rows, order and index stay; a frame
    with `voice` is changed in the voice *protocol* only."""
    protocol = figures["voice"].eq("protocol") if "voice" in figures else pd.Series(True, index=figures.index)
    holds = standing(figures[protocol], settled)
    if holds.empty:
        return figures.assign(adjudicated=False)
    chosen = figures[FIELD].merge(holds, on=FIELD, how="left")["chosen"].set_axis(figures.index)
    known = chosen.notna() & protocol & figures["value"].notna()
    return figures.assign(value=figures["value"].mask(known, chosen), adjudicated=known)
