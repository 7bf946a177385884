"""The first two entries of each station's protocol, as few columns as their comparison needs."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.store.frames_protocols import frame_of, lines
from data.store.store import Store
from schemas.counting import CountRule

COLUMNS = ["station_id", "report_id", "revision_id", "figure_code", "option_code", "value"]


def first_entries(store: Store, election_id: str, contest_id: str, entries: int = 2, *, rule: CountRule) -> pd.DataFrame:
    """Fields of the first entries of one contest's protocols, by the order in which they were stored: station_id, report_id,
    revision_id, figure_code, option_code, value (Int64, missing where the entry has none). Only those that enter under the rule; an
    observer is one witness, also where one of two reports was dictated, and an own tally is no entry."""
    held = lines(store, election_id, contest_id, rule=rule)
    revision = held["revision_id"].to_numpy()
    begins = np.flatnonzero(np.diff(revision, prepend=-1))
    station = held["station_id"].combine_chunks().indices.to_numpy()[begins]
    is_first = pd.Series(station).groupby(station).cumcount().to_numpy() < entries
    lengths = np.diff(np.append(begins, len(revision)))
    return frame_of(held.select(COLUMNS).filter(pa.array(np.repeat(is_first, lengths))))
