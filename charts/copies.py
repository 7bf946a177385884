"""One protocol beside another, drawn: votes of one option in both voices, and the votes each option gained and lost."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, haloed, signed
from locales import text

AXIS_CHARACTERS = 32
"""Of a line above the axis that stands right of the names, on a phone."""
CELLS = 60
"""Stations that agree are drawn as squares of a grid, darker where there are more; each that differs has a mark of its own."""


def both_voices(frame: pd.DataFrame, look: Look = LIGHT, *, first: str, second: str, simulated: bool) -> Any:
    """Columns: station (words), first, second (votes of one option). `first`, `second`: the names of the voices, for the axes."""
    data = frame.assign(x=frame["first"].astype("float64"), y=frame["second"].astype("float64"))
    top = max(float(data[["x", "y"]].max().max()) if len(data) else 0.0, 1.0) * 1.04
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("x:Q", title=first, scale=scale, axis=alt.Axis(format=",d", tickCount=4))
    y = alt.Y("y:Q", title=second, scale=scale, axis=alt.Axis(format=",d", tickCount=6))
    ends = pd.DataFrame({"x": [0.0, top], "y": [0.0, top]})
    line = alt.Chart(ends).mark_line(color=look.muted, strokeWidth=1, strokeDash=[4, 3]).encode(x=x, y=y)
    same, apart = data[data["x"] == data["y"]], data[data["x"] != data["y"]]
    side = top / CELLS
    cells = (same["x"] // side).value_counts().rename_axis("cell").rename("stations").reset_index()
    squares = pd.DataFrame({"x": (cells["cell"] + 0.5) * side, "y": (cells["cell"] + 0.5) * side, "stations": cells["stations"]})
    most = max(int(cells["stations"].max()), 2) if len(cells) else 2
    shade = alt.Opacity("stations:Q", scale=alt.Scale(type="log", domain=[1, most], range=[0.25, 1]), legend=None)
    about = [alt.Tooltip("stations:Q", title=text("Stations"), format=",d")]
    agree = alt.Chart(squares).mark_square(size=70, color=look.agrees).encode(x=x, y=y, opacity=shade, tooltip=about)
    differences = apart["y"] - apart["x"]
    apart = apart.assign(side=["above" if each > 0 else "below" for each in differences], d=[signed(each) for each in differences])
    domain = ["above", "below"]
    marks = alt.Chart(apart[["station", "x", "y", "side", "d"]]).mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color("side:N", scale=alt.Scale(domain=domain, range=[look.above, look.below]), legend=None),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=domain, range=["triangle-up", "triangle-down"]), legend=None),
        tooltip=[alt.Tooltip("station:N", title=text("Station")), alt.Tooltip("d:N", title=text("Difference"))],
    )
    return finish(
        alt.layer(line, agree, marks, height=430),
        look,
        text("Votes of one option in both, station by station"),
        text(
            "on the line: the same, the stronger the colour, the more stations; triangle up (purple): more in the second; down (orange): "
            "fewer"
        ),
        simulated,
    )


def moved(frame: pd.DataFrame, look: Look = LIGHT, *, axis: str, simulated: bool) -> Any:
    """Columns: option (words, in the order to show), net (votes, second minus first; `axis` names the two). Each bar begins where the one
    before ends; the last one is the sum: votes added over all options, or removed."""
    nets = [float(each) for each in frame["net"]]
    ends = pd.Series(nets).cumsum() if nets else pd.Series(dtype=float)
    rows = pd.DataFrame({"option": frame["option"], "start": [0.0, *ends[:-1]] if nets else [], "end": list(ends), "net": nets})
    total = pd.DataFrame({"option": [text("all options together")], "start": [0.0], "end": [sum(nets)], "net": [sum(nets)]})
    data = pd.concat([rows, total], ignore_index=True)
    data = data.assign(
        side=["all" if place == len(data) - 1 else "above" if net > 0 else "below" for place, net in enumerate(data["net"])],
        label=[signed(int(net)) for net in data["net"]],
        edge=data[["start", "end"]].max(axis=1),
    )
    low, high = min(0.0, float(data["end"].min())), max(0.0, float(data["end"].max()))
    room, title = max(high - low, 1.0), wrap(axis, AXIS_CHARACTERS)
    x = alt.X(
        "start:Q",
        title=title,
        scale=alt.Scale(domain=[low - room * 0.05, high + room * 0.2], nice=False),
        axis=alt.Axis(format="+,d", labelExpr="datum.value == 0 ? '0' : datum.label", tickCount=5, orient="top", titleAnchor="start"),
    )
    base = alt.Chart(data).encode(y=alt.Y("option:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)))
    scale = alt.Scale(domain=["above", "below", "all"], range=[look.above, look.below, look.official])
    bars = base.mark_bar(height=14).encode(x=x, x2="end:Q", color=alt.Color("side:N", scale=scale, legend=None))
    zero = alt.Chart(pd.DataFrame({"start": [0.0]})).mark_rule(color=look.ink, strokeWidth=1).encode(x=x)
    labels = [
        each.encode(x=alt.X("edge:Q"), text="label:N") for each in haloed(base, look, align="left", dx=6, fontWeight=600)
    ]
    return finish(
        alt.layer(bars, zero, *labels, height=alt.Step(30)),
        look,
        text("Votes gained and lost, one option after another"),
        text("each bar begins where the one before ends; the last is what all differences add or take away together"),
        simulated,
        tag_y=-32 - 14 * len(title),
    )
