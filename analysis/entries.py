"""Independent entries of one paper: do the first two that were typed agree on every field?

Double entry is the only check that finds a wrong but possible number; sums and limits let a quarter of wrong entries pass."""

from dataclasses import dataclass

import pandas as pd

FIELD = ["figure_code", "option_code"]
ENTRY_COLUMNS = ("station_id", "report_id", "revision_id", *FIELD, "value")


@dataclass(frozen=True, slots=True)
class FirstTwo:
    """Stations with two entries or more, those where the first two say the same in every field, and stations with one entry only."""

    stations_n: int
    agree_n: int
    single_n: int

    @property
    def agree_share(self) -> float | None:
        return self.agree_n / self.stations_n if self.stations_n else None


def numbered(figures: pd.DataFrame) -> pd.DataFrame:
    """`figures` with `entry`: 1 for a station's entry stored first, 2 for the next.

    `figures`: ENTRY_COLUMNS, one row a field and entry of one contest; value Int64, missing where the entry has none."""
    entries = figures[["station_id", "report_id", "revision_id"]].drop_duplicates("report_id").sort_values("revision_id")
    entries = entries.assign(entry=entries.groupby("station_id").cumcount() + 1)
    return figures.merge(entries[["report_id", "entry"]], on="report_id")


def differing_fields(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a station and field where the first two entries differ: station_id, FIELD, first, second (Int64).

    A field that only one of the two has differs too; a field missing in both agrees. `figures` as in `numbered`."""
    pairs = numbered(figures)
    paired = pairs.loc[pairs["entry"] == 2, "station_id"].unique()
    key = ["station_id", *FIELD]
    first, second = (pairs.loc[(pairs["entry"] == entry) & pairs["station_id"].isin(paired), [*key, "value"]] for entry in (1, 2))
    both = first.rename(columns={"value": "first"}).merge(second.rename(columns={"value": "second"}), on=key, how="outer")
    both = both.astype({"first": "Int64", "second": "Int64"})
    same = (both["first"] == both["second"]).fillna(False) | (both["first"].isna() & both["second"].isna())
    return both[~same.astype(bool)].reset_index(drop=True)


def first_two(figures: pd.DataFrame) -> FirstTwo:
    """How many stations' first two entries agree on every field. `figures` as in `numbered`."""
    if figures.empty:
        return FirstTwo(0, 0, 0)
    entries_n = figures.groupby("station_id")["report_id"].nunique()
    paired = int((entries_n >= 2).sum())
    return FirstTwo(paired, paired - int(differing_fields(figures)["station_id"].nunique()), int((entries_n == 1).sum()))


def differ_on_shared(figures: pd.DataFrame) -> int:
    """Stations whose first two entries give two values to a field that both have. `figures` as in `numbered`."""
    found = differing_fields(figures)
    return int(found.loc[found["first"].notna() & found["second"].notna(), "station_id"].nunique())
