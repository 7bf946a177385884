"""A sample drawn: what a share is of is said in the heading, which breaks into lines, and nothing is drawn beyond what a share can be."""

from __future__ import annotations

import json

import pandas as pd

from charts import sample

ROWS = pd.DataFrame({"name": ["All strata together", "Abroad"], "estimate": [0.53, 0.97], "low": [0.51, None], "high": [1.2, None]})


def test_no_axis_has_a_title_that_a_phone_has_no_room_for() -> None:
    spec = sample.estimates(ROWS, 0.57, simulated=True).to_dict()
    across = [layer["encoding"].get("x", {}) for layer in spec["layer"] if "encoding" in layer]
    titles = [each["title"] for each in across if "title" in each]
    assert titles and not any(titles)
    assert "of voters on the list" in spec["usermeta"]["key"]


def test_an_interval_ends_where_shares_do() -> None:
    spec = sample.estimates(ROWS, None, simulated=False).to_dict()
    highs = [row["high"] for rows in spec["datasets"].values() for row in rows if "high" in row]
    assert highs == [1.0, None] and "SIMULATED" not in json.dumps(spec)
