"""The headline without each in turn, drawn: one mark for each, a line at the value of all together."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, haloed, percent_labels
from locales import share, text


def without_each(frame: pd.DataFrame, whole: float, look: Look = LIGHT, *, simulated: bool) -> Any:
    """Columns: name (words, in the order to show), share (protocol minus count, of the count), changes (another sign)."""
    data = frame.assign(
        share=frame["share"].astype(float),
        side=["changes" if each else "same" for each in frame["changes"]],
        label=[share(float(each)) for each in frame["share"]],
    )
    ends = [0.0, whole, float(data["share"].min()), float(data["share"].max())]
    low, high = min(ends), max(ends)
    room = max(high - low, 0.01)
    scale = alt.Scale(domain=[low - room * 0.1, high + room * 0.05], nice=False, range=[0, {"expr": "width - 48"}])
    # A line between two labels would be one without a number.
    step = 0.01 if high - low > 0.03 else alt.Undefined
    axis = alt.Axis(labelExpr=percent_labels(), tickCount={"expr": "max(2, floor(width / 70))"}, tickMinStep=step, orient="top")
    x = alt.X("share:Q", title=None, scale=scale, axis=axis)
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=list(data["name"]), title=None, axis=alt.Axis(labelLimit=200)))
    domain = ["same", "changes"]
    marks = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        color=alt.Color("side:N", scale=alt.Scale(domain=domain, range=[look.observed, look.differs]), legend=None),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=domain, range=["circle", "diamond"]), legend=None),
    )
    labels = [each.encode(x=x, text="label:N") for each in haloed(base, look, align="left", dx=10)]
    lines = [
        alt.Chart(pd.DataFrame({"share": [value]})).mark_rule(color=colour, strokeWidth=1, strokeDash=dash).encode(x=x)
        for value, colour, dash in ((0.0, look.ink, [1, 0]), (whole, look.muted, [4, 3]))
    ]
    return finish(
        alt.layer(*lines, *labels, marks, height=alt.Step(24)),
        look,
        text("Protocol minus count, of the people counted, without each in turn"),
        text("broken line: all together; circle: the same sign; diamond: another sign"),
        simulated,
        tag_y=-30,
    )
