"""A chart's heading is broken by the width of its place on a page, and whole in a saved picture."""

from __future__ import annotations

import json

import pandas as pd

from charts import rendering, violations

LONG = "incidents by the hour of the event, in the station's own time; several reports may tell one"


def test_the_heading_fits_a_phone_a_column_and_a_picture() -> None:
    spec = violations.hours(pd.DataFrame({"hour": [8], "incidents": [3], "stations": [2]}), simulated=True).to_dict()
    title = rendering.fitted(spec)["title"]
    narrow, phone, column, desk = (part.split(" ? ")[-1] for part in title["subtitle"]["expr"].split(" : "))
    assert narrow.count('", "') > phone.count('", "')
    assert phone.count('", "') >= column.count('", "') > desk.count('", "') == 0
    assert "usermeta" not in rendering.fitted(spec)
    assert title["limit"] == 0, "no line is cut at the width that the screen had before it was turned"
    whole = rendering.complete(spec, footnote=["n = 3"])["title"]
    assert (whole["text"], whole["subtitle"]) == ("When it was seen", [LONG, "n = 3"])


def test_the_number_over_the_highest_bar_stands_under_the_name_of_the_axis() -> None:
    spec = violations.hours(pd.DataFrame({"hour": [8, 9], "incidents": [60, 3], "stations": [2, 2]}), simulated=True).to_dict()
    assert '"domain": [0, 67.2' in json.dumps(spec), "the axis goes beyond the highest bar"
