"""Several copies of one protocol: what most of them say, and the first two of them."""

from __future__ import annotations

import pandas as pd

from analysis.entries import numbered

LINE = ["station_id", "contest_id", "figure_code", "option_code"]


def most_told(told: pd.DataFrame) -> pd.DataFrame:
    """LINE and `value`: of every line the value that more copies give than any other; all of the most frequent values where they tie.

    A line that ties is told twice, and `agreement.compare` does not compare it: two copies that differ decide nothing, a third
    that agrees with one of them does. `told`: LINE, value, copies, one row a line and value."""
    twice = told.duplicated(LINE, keep=False)
    most = told.loc[twice, "copies"].eq(told[twice].groupby(LINE)["copies"].transform("max"))
    kept = ~twice | most.reindex(told.index, fill_value=False)
    chosen: pd.DataFrame = told.loc[kept, [*LINE, "value"]].reset_index(drop=True)
    return chosen


def undisputed(told: pd.DataFrame) -> pd.DataFrame:
    """As `most_told`, without the lines whose copies tie: one value a line, for sums and screens."""
    known = most_told(told)
    single: pd.DataFrame = known[~known.duplicated(LINE, keep=False)].reset_index(drop=True)
    return single


def first_and_second(figures: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The entries stored first and second of every station: two frames of LINE and `value`. `figures` as in `entries.numbered`."""
    if figures.empty:
        empty = pd.DataFrame({name: pd.Series(dtype=object) for name in (*LINE, "value")})
        return empty, empty.copy()
    known = numbered(figures)
    known = known.assign(option_code=known["option_code"].fillna("").astype(str))
    return known.loc[known["entry"] == 1, [*LINE, "value"]], known.loc[known["entry"] == 2, [*LINE, "value"]]
