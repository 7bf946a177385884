"""Which revisions stand behind a computed row: every number can be followed back to the reports it came from."""

from collections.abc import Sequence

import pandas as pd

from analysis.runs import Runs, sorted_by


def revision_ids(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The revisions behind each group of `by` as an ordered tuple, each once; indexed by the group. `rows`: `by`, revision_id."""
    known = sorted_by(rows[[*by, "revision_id"]], [*by, "revision_id"])
    # In order, the same revision of the same group stands beside itself.
    known = known[Runs(known, [*by, "revision_id"]).begins].reset_index(drop=True)
    runs = Runs(known, by)
    values = known["revision_id"].tolist()
    keys = runs.keys()
    index = pd.MultiIndex.from_frame(keys) if len(by) > 1 else pd.Index(keys[by[0]])
    return pd.Series([tuple(values[begin:end]) for begin, end in runs.spans], index=index, dtype=object)
