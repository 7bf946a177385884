"""The four figures of a station that every screen takes, from long lines of one voice."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.station_sums import votes_for_all
from analysis.wide import last_values
from schemas.figure import ALL_OPTIONS, STATION_BASES, FigureCode

C = FigureCode
TABLE_COLUMNS = ("station_id", "registered_voters", "ballots_issued", "ballots_cast", "leader_votes")


def leading_option(lines: pd.DataFrame) -> str:
    """The option with the most votes over all stations of `lines`; empty without votes. The sum of all options ("all") is none."""
    votes = lines[lines["figure_code"].eq(C.VOTES.value) & ~lines["option_code"].isin(["", ALL_OPTIONS])]
    if votes.empty:
        return ""
    return str(votes.groupby("option_code", observed=True)["value"].sum().idxmax())


def by_station(lines: pd.DataFrame, leader: str, options: Sequence[str] | None = None) -> pd.DataFrame:
    """`TABLE_COLUMNS`, one row a station, float with NaN where a figure is missing.

    `lines`: station_id, figure_code, option_code, value, one row a line. Ballots cast: found in the boxes; else valid and invalid;
    else votes for all options and invalid (votes alone where no line of invalid ballots is there: then invalid ones are not in the
    base). `options` of the contest (those of the lines if not given): station_sums.votes_for_all says where they have a sum."""
    if lines.empty:
        return pd.DataFrame({name: pd.Series(dtype=object if name == "station_id" else float) for name in TABLE_COLUMNS})
    votes = lines.loc[lines["figure_code"].eq(C.VOTES.value), "option_code"]
    present = [str(each) for each in votes.unique() if str(each) not in ("", ALL_OPTIONS)]
    asked = dict.fromkeys([*(present if options is None else options), *([leader] if leader else []), ALL_OPTIONS])
    wanted = {code.value: (code.value, "") for code in STATION_BASES} | {f"option_{each}": (C.VOTES.value, each) for each in asked}
    wide = last_values(lines, wanted)

    def column(code: str) -> pd.Series:
        return wide[code] if code in wide else pd.Series(float("nan"), index=wide.index)

    known = pd.DataFrame({code: column(f"option_{code}") for code in (present if options is None else options)}, index=wide.index)
    all_votes = column(f"option_{ALL_OPTIONS}").fillna(votes_for_all(known, column(C.VOTES_FOR_OPTIONS.value)))
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
