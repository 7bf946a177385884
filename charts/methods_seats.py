"""Seats drawn: one row a list, the published seats hollow, the recomputed ones a solid tick beside their exact share of the seats."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, number
from locales import text

ROW_HEIGHT = 46


def seats(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """Columns: name, seats, published (missing where it was not). Rows in the order to show; names stand above their rows."""
    names = list(frame["name"])
    data = frame.assign(label=[number(int(value)) for value in frame["seats"]]).astype({"seats": "float64", "published": "float64"})
    widest = max(1.0, float(data[["seats", "published"]].max().max())) * 1.12
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=names, title=None, axis=None))
    x = alt.X("seats:Q", title=text("seats"), scale=alt.Scale(domain=[0, widest], nice=False), axis=alt.Axis(tickCount=6, orient="top"))
    bars = base.mark_bar(height=12, color=look.line).encode(x=x)
    marks = base.transform_filter("isValid(datum.published)").mark_point(
        filled=False, shape="square", size=110, strokeWidth=2, color=look.official, fill=look.paper, opacity=1
    )
    ticks = base.mark_tick(thickness=3, size=20, color=look.ink).encode(x=x)
    labels = base.mark_text(align="left", dx=14, fontWeight=600).encode(x=x, text="label:N")
    title = base.mark_text(align="left", baseline="bottom", dy=-10, dx=4, fontSize=12, color=look.ink)
    return finish(
        alt.layer(
            bars, marks.encode(x=alt.X("published:Q")), ticks, labels, title.encode(x=alt.value(0), text="name:N"),
            height=alt.Step(ROW_HEIGHT)),
        look,
        text("Seats from the published votes"),
        text("tick and number: recomputed · hollow square: seats as published"),
        simulated,
        tag_y=-46,
    )
