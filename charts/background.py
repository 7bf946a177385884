"""Published processes, drawn: steps that become fewer, and exit polls beside the result. Official voices are hollow and slate."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, axis_title, finish, haloed, number
from locales import signed, text

ROW_HEIGHT, POLL_HEIGHT, NAME_CHARACTERS = 52, 34, 44


def steps(frame: pd.DataFrame, look: Look = LIGHT, *, title: str, key: str) -> Any:
    """One bar a step, longest first as the caller has sorted them. Columns: name, n, note (what was lost on the way here, in words, may be
    empty), open (True: a remainder that nobody explained, drawn hollow)."""
    names = list(frame["name"])
    data = frame.assign(label=[number(n) for n in frame["n"]]).astype({"n": "float64"})
    y = alt.Y("name:N", sort=names, title=None, axis=None)
    scale = alt.Scale(domain=[0, float(data["n"].max())], nice=False, range=[0, {"expr": "width*0.72"}])
    x = alt.X("n:Q", scale=scale, title=None, axis=None)
    base = alt.Chart(data).encode(y=y)
    full = base.transform_filter("!datum.open").mark_bar(height=14, color=look.official).encode(x=x)
    hollow = base.transform_filter("datum.open").mark_bar(height=13, color=look.paper, stroke=look.official, strokeWidth=2).encode(x=x)
    label = base.mark_text(align="left", dx=8, fontWeight=600).encode(x=x, text="label:N")
    above = base.mark_text(align="left", baseline="bottom", dy=-11, dx=2, fontSize=13, color=look.ink)
    note = base.mark_text(align="right", baseline="bottom", dy=-11, fontSize=12, color=look.muted)
    layers = alt.layer(
        full, hollow, label, above.encode(x=alt.value(0), text="name:N"), note.encode(x=alt.value({"expr": "width"}), text="note:N"),
        height=alt.Step(ROW_HEIGHT),
    )  # fmt: skip
    return finish(layers, look, title, key, simulated=False)


def polls(frame: pd.DataFrame, look: Look = LIGHT, *, names: list[str]) -> Any:
    """Columns: option (words), poll (place among `names`), d (poll − announced, percentage points), error (stated, points; missing where it
    was not). The announced result is the line at 0; a stated error is a bar through the mark."""
    data = frame.assign(word=[names[place] for place in frame["poll"]], label=[signed(d, 2) for d in frame["d"]])
    data = data.assign(low=data["d"] - data["error"], high=data["d"] + data["error"]).astype({"d": "float64", "error": "float64"})
    options = list(dict.fromkeys(frame["option"]))
    reach = max([1.5, *(data["d"].abs() + data["error"].fillna(0.4))]) * 1.08
    x = alt.X(
        "d:Q",
        title=text("percentage points, poll minus announced"),
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(tickCount=7, orient="top", format="+d", labelExpr="datum.value == 0 ? '0' : datum.label"),
    )
    y = alt.Y("option:N", sort=options, title=None, axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0))
    # The first place of each row is the option's name: a long one must not lie over an error bar.
    offset = alt.YOffset("poll:O", scale=alt.Scale(domain=[-1, *range(len(names))]))
    base = alt.Chart(data).encode(y=y)
    key = alt.Legend(orient="bottom", direction="vertical", columns=1, labelLimit=320)
    shape = alt.Shape(
        "word:N", sort=names, scale=alt.Scale(domain=names, range=["diamond", "triangle-up", "square"][: len(names)]), legend=key
    )
    error = (
        base.transform_filter("isValid(datum.error)")
        .mark_rule(strokeWidth=5, color=look.line)
        .encode(x=alt.X("low:Q"), x2="high:Q", yOffset=offset)
    )
    marks = base.mark_point(filled=True, size=80, color=look.muted, opacity=1).encode(x=x, yOffset=offset, shape=shape)
    words = [each.encode(x=x, yOffset=offset, text="label:N") for each in haloed(base, look, align="left", dx=10, fontSize=11)]
    zero = alt.Chart(pd.DataFrame({"d": [0.0]})).mark_rule(strokeWidth=1.5, color=look.official).encode(x="d:Q")
    heads = alt.Chart(pd.DataFrame({"option": options, "poll": -1}))
    named = [
        each.encode(y=y, yOffset=offset, x=alt.value(0), text="option:N")
        for each in haloed(heads, look, align="left", dx=2, fontSize=13, color=look.ink)
    ]
    return finish(
        alt.layer(zero, error, *words, marks, *named, height=POLL_HEIGHT * (1 + len(names)) * len(options)),
        look,
        text("Exit polls beside the announced result"),
        text("line at 0: announced share of votes for all options; bar: the error that the pollster stated"),
        simulated=False,
    )


def later(frame: pd.DataFrame, look: Look = LIGHT) -> Any:
    """Columns: name (in the order to show), d (later − announced, percentage points of the list). The night is the line at 0."""
    # Names in up to two lines above their marks: the longest are wider than a phone.
    broken = ["\n".join(wrap(name, NAME_CHARACTERS)) for name in frame["name"]]
    lines = max((name.count("\n") + 1 for name in broken), default=1)
    names = ["\n" * (lines - 1 - name.count("\n")) + name for name in broken]
    data = frame.assign(name=names, label=[signed(d, 2) for d in frame["d"]]).astype({"d": "float64"})
    reach = max(0.1, float(data["d"].abs().max())) * 1.35
    x = alt.X(
        "d:Q",
        title=axis_title(text("percentage points of the list, later minus announced")),
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(tickCount=5, orient="top", format="+.1f", labelExpr="datum.value == 0 ? '0' : datum.label", offset=12),
    )
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=names, title=None, axis=None))
    link = base.mark_rule(strokeWidth=2, color=look.line).encode(x=x, x2=alt.datum(0))
    marks = base.mark_point(filled=True, size=80, fill=look.paper, stroke=look.official, strokeWidth=2, opacity=1).encode(x=x)
    label = [each.encode(x=x, text="label:N") for each in haloed(base, look, dy=14, fontWeight=600)]
    place: dict[str, Any] = {"align": "left", "baseline": "top", "dy": -14 - 15 * lines, "dx": 2}
    words: dict[str, Any] = {"fontSize": 13, "lineBreak": "\n", "lineHeight": 15, "color": look.ink}
    named = [each.encode(x=alt.value(0), text="name:N") for each in haloed(base, look, **place, **words)]
    zero = alt.Chart(pd.DataFrame({"d": [0.0]})).mark_rule(strokeWidth=1.5, color=look.official).encode(x="d:Q")
    return finish(
        alt.layer(zero, link, *label, marks, *named, height=alt.Step(ROW_HEIGHT + 17 * (lines - 1))),
        look,
        text("Turnout of the night, and later"),
        text("line at 0: the share announced on the night; circle: the later value"),
        simulated=False,
    )
