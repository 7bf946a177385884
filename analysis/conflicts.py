"""Two reports of one station and contest: every field agrees or is a conflict. Nothing is averaged; both values stay."""

import pandas as pd

KEY = ["station_id", "contest_id", "voice", "figure_code", "option_code"]


def fields(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a field told by at least two reports in the same voice: KEY, reports_n, lowest, highest, agrees.

    `figures`: KEY, value, report_id. Fields told once cannot agree or conflict and are left out."""
    grouped = (
        figures.groupby(KEY, sort=False)
        .agg(reports_n=("report_id", "nunique"), lowest=("value", "min"), highest=("value", "max"))
        .reset_index()
    )
    told_twice = grouped[grouped["reports_n"] >= 2]
    return told_twice.assign(agrees=told_twice["lowest"] == told_twice["highest"]).reset_index(drop=True)


def stations(compared: pd.DataFrame) -> pd.DataFrame:
    """One row a station, contest and voice with two reports or more: station_id, contest_id, voice, fields_n, conflicts_n, widest (largest
    difference); most conflicts first. Voices stay apart: two own tallies that differ say nothing of the protocol."""
    if compared.empty:
        return pd.DataFrame(columns=["station_id", "contest_id", "voice", "fields_n", "conflicts_n", "widest"])
    table = compared.assign(apart=compared["highest"] - compared["lowest"], conflict=~compared["agrees"])
    grouped = table.groupby(["station_id", "contest_id", "voice"]).agg(
        fields_n=("figure_code", "size"), conflicts_n=("conflict", "sum"), widest=("apart", "max")
    )
    return grouped.sort_values(["conflicts_n", "widest"], ascending=False).reset_index()


def side_by_side(figures: pd.DataFrame, station_id: str, contest_id: str) -> pd.DataFrame:
    """Every value of every report of one station and contest: voice, figure_code, option_code, one column a report (observer code and
    the beginning of the report's id)."""
    at = figures[(figures["station_id"] == station_id) & (figures["contest_id"] == contest_id)]
    named = at.assign(who=at["observer_code"] + " · " + at["report_id"].str[:4])
    return named.pivot_table(
        index=["voice", "figure_code", "option_code"], columns="who", values="value", aggfunc="first", sort=False
    ).reset_index()
