"""What changes when one observer's reports leave the figures, or come back: the same numbers without and with them."""

from collections.abc import Mapping

import pandas as pd

from analysis import results


def sides(frame: pd.DataFrame, author_id: str, *, is_out: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of `frame` (author_id, in_quarantine) that count now, and those that would: without the author's where `is_out`, else with."""
    mine = frame["author_id"].eq(author_id)
    now = frame[~frame["in_quarantine"]]
    return now, now[~mine[now.index]] if is_out else frame[~frame["in_quarantine"] | mine]


def seen(heads: pd.DataFrame, kinds: Mapping[str, str]) -> dict[str, int]:
    """Counts of reports, of stations with any, and for each name of `kinds` of stations with a report of that kind.

    `heads`: station_id, kind."""
    counted = {"reports": len(heads), "stations": int(heads["station_id"].nunique())}
    return counted | {name: int(heads.loc[heads["kind"].eq(kind), "station_id"].nunique()) for name, kind in kinds.items()}


def shares(votes: pd.DataFrame) -> dict[str, float]:
    """Each option's share of the votes in protocols held; a station's field on which two copies differ is in neither part.

    `votes`: station_id, contest_id, figure_code, option_code, value, report_id. Empty where no vote is held."""
    sums = results.held(votes).dropna(subset=["value"]).groupby("option_code")["value"].sum()
    total = int(sums.sum())
    return {str(option): int(value) / total for option, value in sums.items()} if total else {}
