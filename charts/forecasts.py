"""One forecast beside what came, drawn: a grey band, for it is nobody's count and no official voice; the outcome is hollow and slate."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, percent_labels
from locales import share, text

ROW_HEIGHT = 46
BAND, POINT = 13, 3


def shares(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """One row a line of the forecast, its name above it: the band from low to high (a line where both are one), and a circle at the
    published share with its number.

    Columns: name (in the order to show), low, high, result (shares; result missing where none is published)."""
    names = list(frame["name"])
    data = frame.astype({"low": "float64", "high": "float64", "result": "float64"})
    data = data.assign(label=[share(value, 2) if pd.notna(value) else "" for value in data["result"]])
    widest = max([0.1, *data["high"], *data["result"].dropna()]) * 1.15
    y = alt.Y("name:N", sort=names, title=None, axis=None)
    x = alt.X(
        "low:Q",
        title=None,
        scale=alt.Scale(domain=[0, min(1.0, widest)], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), tickCount=6, orient="top", offset=10),
    )
    base = alt.Chart(data).encode(y=y)
    band = base.transform_filter("datum.high > datum.low").mark_rule(strokeWidth=BAND, color=look.line).encode(x=x, x2="high:Q")
    # The ends are what was said: the band between them is as pale as a grid line and would be lost on a bright screen.
    ends = base.transform_fold(["low", "high"], as_=["end", "said"]).mark_tick(thickness=POINT, size=BAND + 5, color=look.muted)
    came = base.transform_filter("isValid(datum.result)")
    link = came.transform_calculate(near="clamp(datum.result, datum.low, datum.high)").mark_rule(strokeWidth=1.5, color=look.official)
    circle = came.mark_point(filled=True, size=95, fill=look.paper, stroke=look.official, strokeWidth=2, opacity=1)
    # Right of the band, too, where the circle lies inside it: a number must not stand over the band's end.
    numbers = came.transform_calculate(beside="max(datum.result, datum.high)").mark_text(
        align="left", dx=10, fontWeight=600, color=look.official)
    title = base.mark_text(align="left", baseline="bottom", dy=-11, dx=4, fontSize=13, color=look.ink)
    layers = alt.layer(
        band,
        ends.encode(x=alt.X("said:Q")),
        link.encode(x=alt.X("near:Q"), x2="result:Q"),
        circle.encode(x=alt.X("result:Q")),
        numbers.encode(x=alt.X("beside:Q"), text="label:N"),
        title.encode(x=alt.value(0), text="name:N"),
        height=alt.Step(ROW_HEIGHT),
    )
    key = text("band or line: the forecast; circle: the published share, joined to a band that it missed")
    if data["result"].isna().all():
        key = text("band or line: the forecast; no outcome is published yet")
    return finish(layers, look, text("The forecast beside what came"), key, simulated=simulated, tag_y=-46)


def names(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """One row a name: how likely its author held it (a line), and what came, in words at the right, with a circle at 100 % where it won
    and at 0 where it did not.

    Columns: name (in the order to show), probability (share), won (1.0, 0.0, or missing where nobody knows), word."""
    rows = list(frame["name"])
    data = frame.astype({"probability": "float64", "won": "float64"})
    y = alt.Y("name:N", sort=rows, title=None, axis=None)
    x = alt.X(
        "probability:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False, range=[6, {"expr": "width - 96"}]),
        axis=alt.Axis(labelExpr=percent_labels(), tickCount=5, orient="top", offset=10),
    )
    base = alt.Chart(data).encode(y=y)
    link = base.transform_filter("isValid(datum.won)").mark_rule(strokeWidth=1.5, color=look.line).encode(x=x, x2="won:Q")
    said = base.mark_tick(thickness=POINT, size=BAND + 5, color=look.muted).encode(x=x)
    circle = base.transform_filter("isValid(datum.won)").mark_point(
        filled=True, size=95, fill=look.paper, stroke=look.official, strokeWidth=2, opacity=1).encode(x=alt.X("won:Q"))
    word = base.mark_text(align="right", fontSize=12, color=look.official).encode(x=alt.value({"expr": "width"}), text="word:N")
    title = base.mark_text(align="left", baseline="bottom", dy=-11, dx=4, fontSize=13, color=look.ink)
    layers = alt.layer(link, said, circle, word, title.encode(x=alt.value(0), text="name:N"), height=alt.Step(ROW_HEIGHT))
    key = text("line: how likely its author held it; circle: what came, 100% where the name won")
    if data["won"].isna().all():
        key = text("line: how likely its author held it; no outcome is published yet")
    return finish(layers, look, text("The forecast beside what came"), key, simulated=simulated, tag_y=-46)
