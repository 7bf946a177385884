"""Stretches of time in frames: clipped, joined where they touch, and the gaps between them. Instants, never clock labels."""

from collections.abc import Sequence

import pandas as pd

FROM, TO = "from_at", "to_at"


def in_one_unit(frame: pd.DataFrame) -> pd.DataFrame:
    """Every instant in microseconds: one table comes in whole seconds, another finer, and joining or filling mixed units loses digits."""
    instants = [name for name, kind in frame.dtypes.items() if isinstance(kind, pd.DatetimeTZDtype) and kind.unit != "us"]
    return frame.assign(**{str(name): frame[name].dt.as_unit("us") for name in instants}) if instants else frame


def in_order(frame: pd.DataFrame, begin: str, end: str) -> pd.DataFrame:
    """The same rows, the earlier of the two instants first: times that were typed the wrong way round still leave the time between them."""
    return frame.assign(**{begin: frame[[begin, end]].min(axis=1), end: frame[[begin, end]].max(axis=1)})


def clipped(intervals: pd.DataFrame, begin: str, end: str) -> pd.DataFrame:
    """Each interval cut to its own row's window [begin, end]; what lies outside is dropped."""
    cut = intervals.assign(**{FROM: intervals[[FROM, begin]].max(axis=1), TO: intervals[[TO, end]].min(axis=1)})
    return cut[cut[FROM] < cut[TO]]


def joined(intervals: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Within each group of `keys`, intervals that overlap or touch as one. Columns: keys, from_at, to_at; sorted."""
    order = intervals[[*keys, FROM, TO]].sort_values([*keys, FROM, TO]).reset_index(drop=True)
    if order.empty:
        return order
    reach = order.groupby(list(keys))[TO].cummax()
    before = reach.groupby([order[key] for key in keys]).shift()
    block = (before.isna() | (order[FROM] > before)).cumsum().rename("block")
    return order.groupby([*keys, block], sort=False).agg(**{FROM: (FROM, "min"), TO: (TO, "max")}).reset_index().drop(columns="block")


def gaps(intervals: pd.DataFrame, windows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """What of each window [begins_at, ends_at] (one row a group of `keys`) no interval covers. Columns: keys, from_at, to_at."""
    columns = [*keys, FROM, TO]
    inside = joined(clipped(intervals.merge(windows, on=list(keys)), "begins_at", "ends_at"), keys)
    # A zero-length interval at either end makes every gap lie between two neighbours.
    edges = (
        pd.concat(
            [
                inside[columns],
                windows.assign(**{FROM: windows["begins_at"], TO: windows["begins_at"]})[columns],
                windows.assign(**{FROM: windows["ends_at"], TO: windows["ends_at"]})[columns],
            ]
        )
        .sort_values(columns)
        .reset_index(drop=True)
    )
    following = edges.groupby(list(keys))[FROM].shift(-1)
    found = edges.assign(**{FROM: edges[TO], TO: following})
    return found[found[TO].notna() & (found[FROM] < found[TO])].reset_index(drop=True)
