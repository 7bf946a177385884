"""Which revisions stand behind a computed row: every number can be followed back to the reports it came from."""

from collections.abc import Sequence

import pandas as pd


def revision_ids(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The revisions behind each group of `by` as an ordered tuple, each once; indexed by the group. `rows`: `by`, revision_id."""
    known = rows[[*by, "revision_id"]].drop_duplicates().sort_values([*by, "revision_id"])
    sizes = known.groupby(list(by), sort=True).size()
    values, ends = known["revision_id"].tolist(), sizes.cumsum().tolist()
    found = [tuple(values[end - size : end]) for end, size in zip(ends, sizes.tolist(), strict=True)]
    return pd.Series(found, index=sizes.index, dtype=object)
