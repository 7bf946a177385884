"""Which revisions stand behind a computed row: every number can be followed back to the reports it came from."""

from collections.abc import Sequence

import pandas as pd


def revision_ids(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The revisions behind each group of `by` as an ordered tuple, each once; indexed by the group. `rows`: `by`, revision_id."""
    known = rows[[*by, "revision_id"]].sort_values([*by, "revision_id"])
    # In order, the same revision of the same group stands beside itself.
    known = known[~known.eq(known.shift()).all(axis=1)]
    sizes = known.groupby(list(by), sort=True).size()
    values, ends = known["revision_id"].tolist(), sizes.cumsum().tolist()
    found = [tuple(values[end - size : end]) for end, size in zip(ends, sizes.tolist(), strict=True)]
    return pd.Series(found, index=sizes.index, dtype=object)
