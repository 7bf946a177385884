"""Stretches of time in frames: clipped, joined where they touch, and the gaps between them. Instants, never clock labels."""

from collections.abc import Sequence

import pandas as pd

from analysis.runs import Runs, sorted_by

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
    order = sorted_by(intervals[[*keys, FROM, TO]], [*keys, FROM, TO])
    if order.empty:
        return order
    groups = Runs(order, keys)
    reach = order[TO].groupby(groups.numbers).cummax()
    apart = order[FROM] > groups.before(reach)
    blocks = Runs(order.assign(**{TO: reach}), keys, cut=apart.to_numpy(dtype=bool))
    return blocks.first([*keys, FROM]).assign(**{TO: blocks.last([TO])[TO]})


def gaps(intervals: pd.DataFrame, windows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """What of each window [begins_at, ends_at] (one row a group of `keys`) no interval covers. Columns: keys, from_at, to_at."""
    columns = [*keys, FROM, TO]
    inside = joined(clipped(intervals.merge(windows, on=list(keys)), "begins_at", "ends_at"), keys)
    # A zero-length interval at either end makes every gap lie between two neighbours.
    begin, end = (windows[list(keys)].assign(**{FROM: windows[edge], TO: windows[edge]}) for edge in ("begins_at", "ends_at"))
    edges = sorted_by(pd.concat([inside[columns], begin, end]), columns)
    found = edges.assign(**{FROM: edges[TO], TO: Runs(edges, keys).after(edges[FROM])})
    return found[found[TO].notna() & (found[FROM] < found[TO])].reset_index(drop=True)
