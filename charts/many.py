"""Regions by size and share within the limits chance allows, drawn as a funnel."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, axis_title, finish, percent_labels
from locales import text


def funnel(units: pd.DataFrame, limits: pd.DataFrame, target: float, look: Look = LIGHT, *, simulated: bool) -> Any:
    """`units`: name (words), asked, share, side ("above", "below", "within"). `limits`: asked, low_95, high_95, low_998, high_998."""
    data = units.astype({"asked": "float64", "share": "float64"})
    most = max(float(data["asked"].max()) if len(data) else 1.0, 2.0) * 1.06
    words = axis_title(text("stations where it was asked and could be seen"))
    x = alt.X("asked:Q", title=words, scale=alt.Scale(domain=[0, most], nice=False))
    top = max(float(data["share"].max()) if len(data) else 0.0, float(limits["high_998"].quantile(0.5)) if len(limits) else 0.0, 0.05)
    scale = alt.Scale(domain=[0, min(1.0, top * 1.15)], nice=False, clamp=True)
    axis = alt.Axis(labelExpr=percent_labels(), tickCount=5)
    y = alt.Y("share:Q", title=text("seen at, of these stations"), scale=scale, axis=axis)
    lines = limits.astype("float64")
    bands = [
        alt.Chart(lines).mark_area(color=look.observed_pale, opacity=opacity).encode(x=x, y=alt.Y(f"{low}:Q", scale=scale), y2=f"{high}:Q")
        for low, high, opacity in (("low_998", "high_998", 0.5), ("low_95", "high_95", 0.9))
    ]
    centre = alt.Chart(pd.DataFrame({"share": [target]})).mark_rule(color=look.muted, strokeDash=[4, 3]).encode(y=y)
    domain = ["within", "above", "below"]
    marks = alt.Chart(data).mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color("side:N", scale=alt.Scale(domain=domain, range=[look.observed, look.above, look.below]), legend=None),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=domain, range=["circle", "triangle-up", "triangle-down"]), legend=None),
        tooltip=[alt.Tooltip("name:N", title=text("Region")), alt.Tooltip("share:Q", format=".1%", title=text("Share", "column"))],
    )
    named = alt.Chart(data[data["side"] != "within"]).mark_text(align="left", dx=8).encode(x=x, y=y, text="name:N")
    return finish(
        alt.layer(*bands, centre, marks, named, height=380),
        look,
        text("Regions by size and share"),
        text("bands: what chance and the usual scatter allow, 95 and 99.8 of 100; broken line: all regions together; named: outside"),
        simulated,
    )
