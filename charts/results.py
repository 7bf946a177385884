"""Published results against protocols, drawn: the states by field, and the differences as signed bars with 0 marked."""

from typing import Any

import altair as alt
import pandas as pd

from analysis.states import STATE_NAMES
from charts.theme import LIGHT, STATE_SHAPES, STATES, Look, finish, number, signed, state_colours
from locales import text

LEAST_LABELLED = 0.04
"""A segment under this share of the widest bar has no room for its number; the table has it."""


def state_bar(frame: pd.DataFrame, look: Look = LIGHT, *, units: str, simulated: bool) -> Any:
    """The four states in fixed order, each with its number and its shape inside.

    Columns: field (words, in the order to show), state, units. `units`: the axis' word."""
    words = {state.value: text(STATE_NAMES[state]) for state in STATES}
    order = {state.value: place for place, state in enumerate(STATES)}
    data = frame.assign(o=frame["state"].map(order), word=frame["state"].map(words)).sort_values(["field", "o"])
    data["start"] = data.groupby("field")["units"].cumsum() - data["units"]
    widest = float(data.groupby("field")["units"].sum().max())
    data["label"] = [number(n) if n >= widest * LEAST_LABELLED else "" for n in data["units"]]
    data = data.assign(units=data["units"].astype(float), start=data["start"].astype(float))
    domain = list(words.values())
    # Below the bars and one under another: beside the mark of simulated data, or in a row, it would be cut off on a phone.
    key = alt.Legend(orient="bottom", direction="vertical", columns=1, symbolStrokeWidth=2, labelLimit=220)
    base = alt.Chart(data).encode(y=alt.Y("field:N", sort=list(dict.fromkeys(frame["field"])), title=None, axis=alt.Axis(labelLimit=240)))
    bar = base.mark_bar(height=20, stroke=look.paper, strokeWidth=2).encode(
        x=alt.X("units:Q", stack="zero", title=units, axis=alt.Axis(tickCount=5, tickMinStep=1)),
        order="o:Q",
        color=alt.Color(
            "word:N",
            sort=domain,
            scale=alt.Scale(domain=domain, range=state_colours(look)),
            legend=key,
        ),
    )
    shape = alt.Shape(
        "word:N", sort=domain, scale=alt.Scale(domain=domain, range=list(STATE_SHAPES)), legend=key
    )
    inside = base.transform_filter("datum.label != ''")
    glyph = inside.mark_point(filled=True, size=45, xOffset=11, opacity=1, color=look.paper, stroke=look.paper).encode(
        x="start:Q", shape=shape
    )
    label = inside.mark_text(align="left", dx=19, color=look.paper, fontWeight=600).encode(x="start:Q", text="label:N")
    return finish(
        alt.layer(bar, glyph, label).properties(height=alt.Step(30)),
        look,
        text("Protocols held against published figures"),
        text("each bar: the published figures of one kind, by what the comparison says"),
        simulated,
    )


def _label(value: int, is_least: bool) -> str:
    if not is_least:
        return signed(value)
    return ("≥ " if value > 0 else "≤ ") + signed(value)


def differences(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """Rows the caller has sorted: the difference as a signed bar, 0 marked. Columns: row (words, unique), difference (integers),
    is_least (copies are missing: the difference is at least this)."""
    data = pd.DataFrame(
        {
            "row": frame["row"],
            "d": frame["difference"].astype(float),
            "side": ["above" if value > 0 else "below" for value in frame["difference"]],
            "label": [_label(int(value), is_least) for value, is_least in zip(frame["difference"], frame["is_least"], strict=True)],
        }
    )
    widest = max(float(data["d"].abs().max()), 1.0) * 2.1
    x = alt.X(
        "d:Q",
        title=text("published minus copies"),
        scale=alt.Scale(domain=[-widest, widest], nice=False),
        axis=alt.Axis(format="+,d", labelExpr="datum.value == 0 ? '0' : datum.label", tickCount=5, orient="top", titleAnchor="end"),
    )
    colour = alt.Color("side:N", scale=alt.Scale(domain=["above", "below"], range=[look.above, look.below]), legend=None)
    base = alt.Chart(data).encode(
        y=alt.Y("row:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelExpr="split(datum.label, ' · ')"))
    )
    bars = base.mark_bar(height=12).encode(x=x, x2=alt.datum(0), color=colour)
    zero = alt.Chart(pd.DataFrame({"d": [0]})).mark_rule(color=look.ink, strokeWidth=1).encode(x=x)
    right = base.transform_filter("datum.d >= 0").mark_text(align="left", dx=5, fontWeight=600).encode(x=x, text="label:N", color=colour)
    left = base.transform_filter("datum.d < 0").mark_text(align="right", dx=-5, fontWeight=600).encode(x=x, text="label:N", color=colour)
    return finish(
        alt.layer(bars, zero, right, left).properties(height=alt.Step(36)),
        look,
        text("Figures that differ, largest first"),
        text("purple, right: published above the copies; orange, left: below. With ≥ or ≤: only what no missing copy can explain"),
        simulated,
        tag_y=-46,
    )
