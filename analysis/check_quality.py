"""How good checks are: of the wrong reports, how many a code points at; of those it points at, how many are wrong.

Precision = wrong flagged / flagged; recall = wrong flagged / wrong; false alarms = right flagged / right. Which reports are wrong is
given by the caller and named on the page (a second reading, or figures published by station)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of reports; a share is None where its denominator is 0."""

    wrong_n: int
    right_n: int
    wrong_flagged_n: int
    right_flagged_n: int

    @property
    def precision_share(self) -> float | None:
        flagged = self.wrong_flagged_n + self.right_flagged_n
        return self.wrong_flagged_n / flagged if flagged else None

    @property
    def recall_share(self) -> float | None:
        return self.wrong_flagged_n / self.wrong_n if self.wrong_n else None

    @property
    def false_alarm_share(self) -> float | None:
        return self.right_flagged_n / self.right_n if self.right_n else None


def together(judged: pd.DataFrame, found: pd.DataFrame, codes: Sequence[str] | None = None, levels: Sequence[str] | None = None) -> Quality:
    """Quality of several codes or levels as one: a report is flagged if any of them has a finding on it.

    `judged`: entry_id, wrong (bool), one row a report. `found`: entry_id, code, level, one row a finding. Raises ValueError where a
    finding's report was not judged or a report was judged twice."""
    if judged["entry_id"].duplicated().any():
        raise ValueError("a report is judged twice")
    if not found["entry_id"].isin(judged["entry_id"]).all():
        raise ValueError("a finding belongs to a report that was not judged")
    kept = found
    if codes is not None:
        kept = kept[kept["code"].isin(codes)]
    if levels is not None:
        kept = kept[kept["level"].isin(levels)]
    flagged, wrong = judged["entry_id"].isin(kept["entry_id"]), judged["wrong"].astype(bool)
    return Quality(int(wrong.sum()), int((~wrong).sum()), int((flagged & wrong).sum()), int((flagged & ~wrong).sum()))


def by_code(judged: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """One row a code with findings, by code: code, flagged_n, wrong_flagged_n, right_flagged_n, alone_n (wrong reports that no other code
    points at), precision_share, recall_share, false_alarm_share (float, NaN where undefined). Columns of the arguments as in `together`."""
    wrong = set(judged.loc[judged["wrong"].astype(bool), "entry_id"])
    pairs = found[["entry_id", "code"]].drop_duplicates()
    lonely = pairs[~pairs["entry_id"].duplicated(keep=False) & pairs["entry_id"].isin(wrong)].groupby("code").size()
    rows = []
    for code in sorted(pairs["code"].unique()):
        each = together(judged, found, codes=[code])
        rows.append({
            "code": code, "flagged_n": each.wrong_flagged_n + each.right_flagged_n, "wrong_flagged_n": each.wrong_flagged_n,
            "right_flagged_n": each.right_flagged_n, "alone_n": int(lonely.get(code, 0)), "precision_share": each.precision_share,
            "recall_share": each.recall_share, "false_alarm_share": each.false_alarm_share,
        })
    columns = ["code", "flagged_n", "wrong_flagged_n", "right_flagged_n", "alone_n", "precision_share", "recall_share", "false_alarm_share"]
    return pd.DataFrame(rows, columns=columns)


FIELD = ["figure_code", "option_code"]


def agreed(reports: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """What two people typed alike in every field, one row a station and field: station_id, figure_code, option_code, value.

    `reports`: entry_id, station_id, author_id. `figures`: entry_id, station_id, figure_code, option_code, value. The first pair of a
    station counts."""
    columns = ["station_id", *FIELD, "value"]
    if figures.empty:
        return pd.DataFrame(columns=columns)
    wide = figures.pivot_table(index="entry_id", columns=FIELD, values="value", aggfunc="first", dropna=True).astype("float64")
    keyed = reports.set_index("entry_id").reindex(wide.index)
    filled = wide.fillna(-1)
    same = pd.util.hash_pandas_object(filled, index=False).rename("same")
    pairs = keyed.assign(same=same)
    people = pairs.groupby(["station_id", "same"])["author_id"].transform("nunique")
    kept = pairs[people >= 2].reset_index().sort_values("entry_id").drop_duplicates("station_id")
    return figures[figures["entry_id"].isin(kept["entry_id"])][columns].reset_index(drop=True)


def judged_by(reports: pd.DataFrame, figures: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """entry_id, wrong: whether a figure of the entry differs from `truth` (station_id, figure_code, option_code, value). Fields that only
    one of them has are not compared; an entry of a station without truth has no row."""
    held = figures.merge(truth.rename(columns={"value": "true_value"}), on=["station_id", *FIELD])
    differs = (held["value"] != held["true_value"]).groupby(held["entry_id"]).any().rename("wrong").reset_index()
    known = reports[["entry_id"]].merge(differs, on="entry_id")
    return known.assign(wrong=known["wrong"].astype(bool))
