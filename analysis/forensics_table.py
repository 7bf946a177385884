"""The four figures of a station that every screen takes, from long lines of one voice."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.station_sums import votes_for_all
from schemas.figure import FigureCode

C = FigureCode
TABLE_COLUMNS = ("station_id", "registered_voters", "ballots_issued", "ballots_cast", "leader_votes")


def leading_option(lines: pd.DataFrame) -> str:
    """The option with the most votes over all stations of `lines`; empty without votes. The sum of all options ("all") is none."""
    votes = lines[lines["figure_code"].eq(C.VOTES.value) & ~lines["option_code"].isin(["", "all"])]
    if votes.empty:
        return ""
    return str(votes.groupby("option_code")["value"].sum().idxmax())


def by_station(lines: pd.DataFrame, leader: str, options: Sequence[str] | None = None) -> pd.DataFrame:
    """`TABLE_COLUMNS`, one row a station, float with NaN where a figure is missing.

    `lines`: station_id, figure_code, option_code, value, one row a line. Ballots cast: found in the boxes; else valid and invalid;
    else votes for all options and invalid (votes alone where no line of invalid ballots is there: then invalid ones are not in the
    base). `options` of the contest (those of the lines if not given): station_sums.votes_for_all says where they have a sum."""
    if lines.empty:
        return pd.DataFrame({name: pd.Series(dtype=object if name == "station_id" else float) for name in TABLE_COLUMNS})
    votes = lines["figure_code"].eq(C.VOTES.value)
    name = lines["figure_code"].where(~votes, "option_" + lines["option_code"].astype(str))
    wide = lines.assign(name=name, value=pd.to_numeric(lines["value"]).astype(float))
    wide = wide.pivot_table(index="station_id", columns="name", values="value", aggfunc="last")

    def column(code: str) -> pd.Series:
        return wide[code] if code in wide else pd.Series(float("nan"), index=wide.index)

    present = [str(each).removeprefix("option_") for each in wide.columns if str(each).startswith("option_") and each != "option_all"]
    known = pd.DataFrame({code: column(f"option_{code}") for code in (present if options is None else options)}, index=wide.index)
    all_votes = column("option_all").fillna(votes_for_all(known, column(C.VOTES_FOR_OPTIONS.value)))
    invalid = column(C.BALLOTS_INVALID.value)
    cast = column(C.BALLOTS_IN_BOX.value).fillna(column(C.BALLOTS_VALID.value) + invalid)
    cast = cast.fillna(all_votes + invalid if invalid.notna().any() else all_votes)
    return pd.DataFrame(
        {
            "registered_voters": column(C.REGISTERED_VOTERS.value),
            "ballots_issued": column(C.BALLOTS_ISSUED.value),
            "ballots_cast": cast,
            "leader_votes": column(f"option_{leader}"),
        }
    ).reset_index()
