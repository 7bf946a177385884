"""What the copies of protocols say: one row a line and value, instead of one a line and copy."""

import pandas as pd

from data.store.frames_protocols import frame_of, lines
from data.store.store import Store
from schemas.counting import CountRule

SAID = ["station_id", "figure_code", "option_code", "value"]


def told(store: Store, election_id: str, contest_id: str, *, rule: CountRule) -> pd.DataFrame:
    """station_id, contest_id, figure_code, option_code, value, copies (how many current reports say this value); missing values are
    no copy's word. Of reports that enter under the rule."""
    held = lines(store, election_id, contest_id, rule=rule).select(SAID)
    # In one thread: the groups come in the order of their first rows, the same each time.
    counted = held.filter(held["value"].is_valid()).group_by(SAID, use_threads=False).aggregate([([], "count_all")])
    found = frame_of(counted).rename(columns={"count_all": "copies"})
    found.insert(1, "contest_id", pd.Series(contest_id, index=found.index, dtype="str"))
    return found
