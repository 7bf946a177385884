"""Senate and primaries, drawn: winners by band, periods on one line of days, quotas beside the share of candidates."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish, haloed
from locales import axis_of_days, language, share, text

ROW_HEIGHT = 52
DAY_OVER_YEAR = "[slice(datum.label, 0, -5), slice(datum.label, -4)]"
"""A day as it is written, its year below it: as many as are drawn beside each other have no room in one line."""


def bands(frame: pd.DataFrame, look: Look = LIGHT) -> Any:
    """One circle a winner. Columns: band (words, in the order to show), place (1, 2, …), known (whether the share was found), words (the
    names and shares found in this band, on its first row; else empty)."""
    names = list(dict.fromkeys(frame["band"]))
    data = frame.astype({"place": "float64"})
    base = alt.Chart(data).encode(y=alt.Y("band:N", sort=names, title=None, axis=None))
    x = alt.X(
        "place:Q",
        title=None,
        axis=None,
        scale=alt.Scale(domain=[0.5, float(data["place"].max()) + 0.5], range=[0, {"expr": "min(width, 300)"}]),
    )
    found = base.transform_filter("datum.known").mark_point(filled=True, size=170, color=look.official, opacity=1).encode(x=x)
    missing = (
        base.transform_filter("!datum.known")
        .mark_point(filled=True, size=160, fill=look.paper, stroke=look.official, strokeWidth=1.5, opacity=1)
        .encode(x=x)
    )
    named = base.transform_filter("datum.place == 1").mark_text(
        align="left", baseline="bottom", dy=-12, dx=2, fontSize=13, fontWeight=600, color=look.ink
    )
    words = base.transform_filter("datum.place == 1").mark_text(align="left", baseline="top", dy=12, dx=2, fontSize=12, color=look.muted)
    return finish(
        alt.layer(
            found, missing, named.encode(x=alt.value(0), text="band:N"), words.encode(x=alt.value(0), text="words:N"), height=alt.Step(66)),
        look,
        text("17 winners by the share they won"),
        text("solid: the share was found; hollow: only the number in the band is known"),
        simulated=False,
    )


def periods(frame: pd.DataFrame, look: Look = LIGHT) -> Any:
    """Columns: name (in the order to show), first, last (days, both counted), words (the days in words), open (drawn hollow)."""
    names = list(frame["name"])
    # A day is drawn from its beginning to its end.
    data = frame.assign(first=pd.to_datetime(frame["first"]), last=pd.to_datetime(frame["last"]) + pd.Timedelta(days=1))
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=names, title=None, axis=None))
    axis = alt.Axis(format=axis_of_days(), tickCount=5, orient="top")
    x = alt.X("first:T", title=None, axis=axis)
    full = base.transform_filter("!datum.open").mark_bar(height=12, color=look.official).encode(x=x, x2="last:T")
    hollow = base.transform_filter("datum.open").mark_bar(height=11, color=look.paper, stroke=look.official, strokeWidth=2)
    named = base.mark_text(align="left", baseline="bottom", dy=-9, dx=2, fontSize=13, color=look.ink).encode(x=alt.value(0), text="name:N")
    words = base.mark_text(align="right", baseline="bottom", dy=-9, fontSize=12, color=look.muted)
    return finish(
        alt.layer(
            full, hollow.encode(x=x, x2="last:T"), named, words.encode(x=alt.value({"expr": "width"}), text="words:N"),
            height=alt.Step(46)),
        look,
        text("The primaries by the day, 2020"),
        text("hollow: the day that was added after the site was overloaded"),
        simulated=False,
    )


def quotas(frame: pd.DataFrame, look: Look = LIGHT) -> Any:
    """Columns: name, quota, x (share of candidates); shares in [0, 1]."""
    names = list(frame["name"])
    space = "\u00a0" if language() == "ru" else ""
    data = frame.assign(label=[share(each, 0) for each in frame["x"]], floor=[share(each, 0) for each in frame["quota"]])
    base = alt.Chart(data).encode(y=alt.Y("name:N", sort=names, title=None, axis=None))
    axis = alt.Axis(labelExpr=f"format(datum.value * 100, '.0f') + '{space}%'", tickCount=5, orient="top")
    x = alt.X("x:Q", title=None, scale=alt.Scale(domain=[0, 0.5], nice=False), axis=axis)
    link = base.mark_rule(strokeWidth=2, color=look.line).encode(x=x, x2="quota:Q")
    dot = base.mark_point(filled=True, size=90, fill=look.paper, stroke=look.official, strokeWidth=2, opacity=1).encode(x=x)
    tick = base.mark_tick(thickness=3, size=20, color=look.ink).encode(x=alt.X("quota:Q"))
    label = base.mark_text(align="left", dx=10, fontWeight=600).encode(x=x, text="label:N")
    floor = base.mark_text(align="right", dx=-8, color=look.muted).encode(x=alt.X("quota:Q"), text="floor:N")
    named = base.mark_text(align="left", baseline="bottom", dy=-12, dx=2, fontSize=13, color=look.ink).encode(x=alt.value(0), text="name:N")
    return finish(
        alt.layer(link, dot, tick, label, floor, named, height=alt.Step(ROW_HEIGHT)),
        look,
        text("Quotas of party lists beside the candidates of the primaries"),
        text("tick: quota of the party lists; circle: share of the candidates of the primaries"),
        simulated=False,
    )


def history(frame: pd.DataFrame, look: Look = LIGHT) -> Any:
    """Columns: name (of a territory, the country first), vote (words, in the order of days), x (share of the list). Hollow circles."""
    names, votes = list(dict.fromkeys(frame["name"])), list(dict.fromkeys(frame["vote"]))
    space = "\u00a0" if language() == "ru" else ""
    data = frame.assign(label=[share(each) for each in frame["x"]])
    axis = alt.Axis(labelExpr=f"format(datum.value * 100, '.0f') + '{space}%'", tickCount=5)
    base = alt.Chart(data).encode(
        x=alt.X("vote:O", sort=votes, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=11, labelExpr=DAY_OVER_YEAR)),
        y=alt.Y("x:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=axis),
    )
    dash = alt.StrokeDash("name:N", sort=names, scale=alt.Scale(domain=names, range=[[1, 0], [4, 3]][: len(names)]), legend=None)
    shape = alt.Shape(
        "name:N", sort=names, scale=alt.Scale(domain=names, range=["circle", "square"][: len(names)]),
        legend=None,
    )  # fmt: skip
    line = base.mark_line(strokeWidth=1.5, color=look.official).encode(strokeDash=dash, detail="name:N")
    marks = base.mark_point(filled=False, size=70, strokeWidth=2, color=look.official, fill=look.paper, opacity=1).encode(shape=shape)
    labels = [each.encode(text="label:N") for each in haloed(base, look, dy=-13, fontSize=11, fontWeight=600)]
    return finish(
        alt.layer(line, *labels, marks, height=380),
        look,
        text("Announced turnout of one territory beside the country"),
        text("circle: the country; square: the territory; share of the list at the last hour announced for all regions"),
        simulated=False,
    )
