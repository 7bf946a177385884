"""Published figures, drawn: one result on three bases, and the day's announced turnout. Official voices are hollow and slate."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, percent_labels
from locales import share, text

ROW_HEIGHT = 46
REGION_HEIGHT = 24
BASES = ("votes_share", "issued_share", "list_share")
SHAPES = ("circle", "square", "diamond")


def bases(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """One row an option: its votes as shares of votes for options (circle), of voters who received ballots (square) and of the list
    (diamond), and what pollsters said (ticks); the name stands above its row, so that a long one leaves the width to the scale.

    Columns: name, votes_share, issued_share, list_share, polls (list of shares)."""
    names = list(frame["name"])
    long = frame.melt(id_vars=["name"], value_vars=list(BASES), var_name="base", value_name="x").dropna(subset=["x"])
    said = frame[["name", "polls"]].explode("polls").dropna().rename(columns={"polls": "x"}).astype({"x": "float64"})
    widest = max([0.1, *long["x"], *said["x"]]) * 1.1
    y = alt.Y("name:N", sort=names, title=None, axis=None)
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[0, min(1.0, widest)], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), tickCount=6, orient="top"),
    )
    title = alt.Chart(pd.DataFrame({"name": names})).mark_text(align="left", baseline="bottom", dy=-9, dx=4, fontSize=12, color=look.ink)
    title = title.encode(y=y, x=alt.value(0), text="name:N")
    line = alt.Chart(long).mark_rule(strokeWidth=1.5, color=look.line).encode(y=y, x=alt.X("min(x):Q"), x2="max(x):Q")
    ticks = alt.Chart(said).mark_tick(thickness=2, size=18, color=look.muted).encode(y=y, x=x)
    shape = alt.Shape("base:N", scale=alt.Scale(domain=list(BASES), range=list(SHAPES)), legend=None)
    marks = alt.Chart(long).mark_point(filled=False, size=95, strokeWidth=2, color=look.official, fill=look.paper, opacity=1)
    key = text("○ of votes for all options · □ of voters who received ballots · ◇ of voters on the list")
    if len(said):
        key += " · " + text("tick: what a pollster said")
    layers = alt.layer(line, ticks, marks.encode(y=y, x=x, shape=shape), title, height=alt.Step(ROW_HEIGHT))
    return finish(layers, look, text("One result, three bases"), key, simulated, tag_y=-46)


def day(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool, hours: Sequence[str] = (), not_found: Sequence[str] = ()) -> Any:
    """One row a unit, the country first: a hollow circle for every announced hour, joined, the last one with its number. `hours` in their
    order: a unit may be without one of them.

    Columns: name, x (share of the list), hour (words), last (bool); rows in the order to show."""
    data = frame.assign(label=[share(x) for x in frame["x"]])
    names = list(dict.fromkeys(data["name"]))
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=190))
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), tickCount=5, orient="top", labelOverlap="greedy", labelSeparation=6),
    )
    line = alt.Chart(data).mark_line(strokeWidth=1.5, color=look.line).encode(y=y, x=x, detail="name:N")
    points = (
        alt.Chart(data)
        .mark_point(filled=False, size=60, strokeWidth=1.8, color=look.official, fill=look.paper, opacity=1)
        .encode(
            y=y,
            x=x,
            tooltip=[
                alt.Tooltip("name:N", title=text("Unit")),
                alt.Tooltip("hour:N", title=text("Hour")),
                alt.Tooltip("label:N", title=text("Share of the list")),
            ],
        )
    )
    numbers = alt.Chart(data).transform_filter("datum.last").mark_text(align="left", dx=9, fontWeight=600).encode(y=y, x=x, text="label:N")
    key = text("share of the list; hours from left to right: {hours}", hours=", ".join(hours or dict.fromkeys(data["hour"])))
    if not_found:
        key = f"{key}; {text('not found in any source: {hours}', hours=', '.join(not_found))}"
    return finish(
        alt.layer(line, points, numbers, height=alt.Step(REGION_HEIGHT)),
        look,
        text("Announced turnout by the hour"),
        key,
        simulated,
        tag_y=-46,
    )
