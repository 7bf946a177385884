"""A sample drawn: the estimate of each stratum and of the whole with its interval, the announced figure hollow beside it."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, percent_labels
from locales import text


def estimates(frame: pd.DataFrame, official_share: float | None, look: Look = LIGHT, *, simulated: bool) -> Any:
    """Columns: name (words, in the order to show), estimate, low, high (missing: no margin can be stated), shares of the list."""
    data = frame.astype({"estimate": "float64", "low": "float64", "high": "float64"})
    # A linear interval of few stations can reach beyond what a share can be; nothing is drawn there.
    data = data.assign(low=data["low"].clip(lower=0.0), high=data["high"].clip(upper=1.0))
    x = alt.X(
        "estimate:Q",
        # What it is a share of stands below the heading, which breaks into lines: a title longer than a phone's plot leaves none of it.
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), tickCount={"expr": "max(2, floor(width / 60))"}, orient="top"),
    )
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)))
    span = base.transform_filter("isValid(datum.low)").mark_rule(color=look.observed, strokeWidth=3).encode(x=alt.X("low:Q"), x2="high:Q")
    dots = base.mark_point(filled=True, size=90, color=look.observed, opacity=1).encode(x=x)
    layers = [span, dots]
    if official_share is not None and len(data):
        told = pd.DataFrame({"name": [data["name"].iloc[0]], "official": [official_share]})
        marks = alt.Chart(told).mark_point(filled=False, shape="square", size=120, strokeWidth=2, color=look.official, opacity=1)
        layers.append(marks.encode(x=alt.X("official:Q"), y=alt.Y("name:N", sort=None, title=None)))
    unit = text("voters who received ballots, of voters on the list")
    key = text("dot and line: estimate with its 95% interval; hollow square: announced for the country; no line: no margin can be stated")
    return finish(
        alt.layer(*layers, height=alt.Step(28)),
        look,
        text("Estimated turnout by stratum"),
        f"{unit}; {key}",
        simulated,
        tag_y=-30,
    )
