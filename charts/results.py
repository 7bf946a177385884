"""Published results against protocols, drawn: the states by field, and the differences as signed bars with 0 marked."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from analysis.states import STATE_NAMES, State
from charts.theme import LIGHT, STATE_GLYPHS, STATE_SHAPES, STATES, Look, beside_each_other, finish, number, signed, state_colours
from locales import text

SHAPE_POINTS, NUMBER_POINTS = 18, 32
"""A shorter segment has no room for its shape, or for its number beside it; the table has both."""
LABEL_CHARACTERS = 24
SEPARATOR = " · "
COMPARED, APART = 0.6, 0.68
"""Shares of the width: where the bars of what was compared end, and where the bars of what cannot be compared begin."""


def _segments(frame: pd.DataFrame) -> pd.DataFrame:
    order = {state.value: place for place, state in enumerate(STATES)}
    data = frame.assign(o=frame["state"].map(order), row=["\n".join(wrap(field, LABEL_CHARACTERS)) for field in frame["field"]])
    data = data.sort_values(["row", "o"], kind="stable")
    compared = data["state"] != State.CANNOT_COMPARE.value
    ends = data["units"].where(compared, 0).groupby(data["row"]).cumsum().astype(float)
    data = data.assign(end=ends, start=ends - data["units"].where(compared, 0), n=data["units"].astype(float), compared=compared)
    data["label"] = [number(n) for n in data["units"]]
    return data


def key_of_states() -> str:
    """`● agrees · ■ within tolerance · …`: in words, it survives a phone, print and a screen reader."""
    return " · ".join(f"{STATE_GLYPHS[state]}\N{NO-BREAK SPACE}{text(STATE_NAMES[state])}" for state in STATES)


def state_bar(frame: pd.DataFrame, look: Look = LIGHT, *, units: str, simulated: bool) -> Any:
    """What was compared, by state in fixed order, each with its number and its shape inside; at the right, on a scale of its own, what
    cannot be compared: there is so much of it that beside it nothing else would be seen.

    Columns: field (words, in the order to show), state, units. `units`: the axis' word."""
    data = _segments(frame)
    codes = [state.value for state in STATES]
    rows = list(dict.fromkeys("\n".join(wrap(field, LABEL_CHARACTERS)) for field in frame["field"]))
    axis = alt.Axis(labelLimit=200, labelExpr="split(datum.label, '\\n')", labelLineHeight=13)
    base = alt.Chart(data).encode(y=alt.Y("row:N", sort=rows, title=None, axis=axis))
    colour = alt.Color("state:N", scale=alt.Scale(domain=codes, range=state_colours(look)), legend=None)
    shape = alt.Shape("state:N", scale=alt.Scale(domain=codes, range=list(STATE_SHAPES)), legend=None)
    most = max(float(data["end"].max()), 1.0)
    x = alt.X(
        "start:Q", title=units, axis=alt.Axis(tickCount=4, tickMinStep=1, format=",d"),
        scale=alt.Scale(domain=[0, most], nice=False, range=[0, {"expr": f"width * {COMPARED}"}]))
    inside = base.transform_filter("datum.compared && datum.n > 0")
    bar = inside.mark_bar(height=20, stroke=look.paper, strokeWidth=2).encode(x=x, x2="end:Q", color=colour)
    points = f"datum.n * width * {COMPARED / most}"
    glyph = inside.transform_filter(f"{points} > {SHAPE_POINTS}").mark_point(
        filled=True, size=45, xOffset=9, opacity=1, color=look.paper, stroke=look.paper
    ).encode(x=x, shape=shape)
    label = inside.transform_filter(f"{points} > {NUMBER_POINTS}").mark_text(
        align="left", dx=17, color=look.paper, fontWeight=600).encode(x=x, text="label:N")
    apart = base.transform_filter("!datum.compared")
    widest = max(float(data.loc[~data["compared"], "n"].max()) if (~data["compared"]).any() else 0.0, 1.0)
    scale = alt.Scale(domain=[0, widest], nice=False, range=[{"expr": f"width * {APART}"}, {"expr": "width - 40"}])
    d = alt.X("n:Q", scale=scale, axis=None)
    grey = apart.mark_bar(height=12, color=look.cannot, opacity=0.55).encode(x=d, x2=alt.datum(0))
    beside = apart.mark_text(align="left", dx=5, color=look.muted).encode(x=d, text="label:N")
    lines = max((row.count("\n") + 1 for row in rows), default=1)
    return finish(
        beside_each_other(alt.layer(bar, glyph, label), alt.layer(grey, beside), height=alt.Step(max(30, 8 + 13 * lines))),
        look,
        text("Protocols held against published figures"),
        f"{key_of_states()}. {text('Left: what was compared; right, grey: what cannot be compared, on a scale of its own.')}",
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
            "row": [SEPARATOR.join(line for part in row.split(SEPARATOR) for line in wrap(part, LABEL_CHARACTERS)) for row in frame["row"]],
            "d": frame["difference"].astype(float),
            "side": ["above" if value > 0 else "below" for value in frame["difference"]],
            "label": [_label(int(value), is_least) for value, is_least in zip(frame["difference"], frame["is_least"], strict=True)],
        }
    )
    lines = max((row.count(SEPARATOR) + 1 for row in data["row"]), default=2)
    low, high = min(0.0, float(data["d"].min())), max(0.0, float(data["d"].max()))
    # Room in points for a number beyond each bar, and only on the sides where there is a bar.
    ends: list[Any] = [62 if low else 6, {"expr": "width - 62" if high else "width - 6"}]
    x = alt.X(
        "d:Q",
        title=text("published minus protocols"),
        scale=alt.Scale(domain=[low, high if high > low else low + 1], nice=False, range=ends),
        axis=alt.Axis(format="+,d", labelExpr="datum.value == 0 ? '0' : datum.label", tickCount=3, orient="top", titleAnchor="end"),
    )
    colour = alt.Color("side:N", scale=alt.Scale(domain=["above", "below"], range=[look.above, look.below]), legend=None)
    base = alt.Chart(data).encode(
        y=alt.Y(
            "row:N", sort=None, title=None,
            axis=alt.Axis(labelLimit=240, labelExpr=f"split(datum.label, '{SEPARATOR}')", labelLineHeight=13))
    )
    bars = base.mark_bar(height=12).encode(x=x, x2=alt.datum(0), color=colour)
    zero = alt.Chart(pd.DataFrame({"d": [0]})).mark_rule(color=look.ink, strokeWidth=1).encode(x=x)
    right = base.transform_filter("datum.d >= 0").mark_text(align="left", dx=5, fontWeight=600).encode(x=x, text="label:N", color=colour)
    left = base.transform_filter("datum.d < 0").mark_text(align="right", dx=-5, fontWeight=600).encode(x=x, text="label:N", color=colour)
    return finish(
        alt.layer(bars, zero, right, left, height=alt.Step(12 + 13 * lines)),
        look,
        text("Figures that differ, largest first"),
        text("purple, right: published above the protocols; orange, left: below. With ≥ or ≤: only what no missing protocol can explain"),
        simulated,
        tag_y=-46,
    )
