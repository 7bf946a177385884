"""The protocol of a station: the lines of every copy held, and whether two copies say different things."""

from collections.abc import Sequence

import pandas as pd

from analysis.provenance import revision_ids
from schemas.figure import FigureCode

TURNOUT_LINES = (FigureCode.BALLOTS_ISSUED, FigureCode.VOTERS_OUTSIDE, FigureCode.REGISTERED_VOTERS)


def lines(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a station and line: station_id, figure_code, option_code, value (Int64), copies, differ.

    `figures`: voice protocol of one contest (station_id, report_id, figure_code, option_code, value, revision_id). Where two copies differ,
    `differ` is true and there is no value: which of them holds is for a person to settle, not for an average."""
    known = figures[figures["value"].notna()]
    grouped = known.groupby(["station_id", "figure_code", "option_code"], as_index=False)
    found = grouped.agg(
        value=("value", "first"),
        values=("value", "nunique"),
        copies=("report_id", "nunique"),
    )
    found["differ"] = found["values"] > 1
    found["value"] = found["value"].astype("Int64").mask(found["differ"])
    return found.drop(columns="values")


def turnout_lines(figures: pd.DataFrame, codes: Sequence[FigureCode] = TURNOUT_LINES) -> pd.DataFrame:
    """One row a station: station_id, one Int64 column a line asked for, copies, copies_differ (any of these lines)."""
    found = lines(figures)
    found = found[found["figure_code"].isin(codes)]
    wide = found.pivot(index="station_id", columns="figure_code", values="value").reindex(columns=list(codes)).astype("Int64")
    about = found.groupby("station_id").agg(copies=("copies", "max"), copies_differ=("differ", "any"))
    wide.columns = [str(code) for code in codes]
    return wide.join(about).reset_index()


def revisions(figures: pd.DataFrame, codes: Sequence[FigureCode] = TURNOUT_LINES) -> pd.Series:
    """The revisions that tell any of these lines, by station_id (analysis.provenance.revision_ids)."""
    return revision_ids(figures[figures["value"].notna() & figures["figure_code"].isin(codes)], ["station_id"])
