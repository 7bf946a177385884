"""The day in steps, increases within watched hours, and what unobserved stations must have been. Pure frame -> chart."""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, config, finish, heading, percent_labels, tag
from locales import share, text

PANEL_HEIGHT = 130
TAG_ROOM = 20
"""Points above a picture's highest mark, where the word SIMULATED and half a mark have room."""


def remainder(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> alt.LayerChart:
    """Columns: region (words), stations, seen_share, announced_share, remainder_share, impossible. Arithmetic, not an estimate."""
    data = frame.assign(
        row=[text("{region} · n {n}", region=region, n=n) for region, n in zip(frame["region"], frame["stations"], strict=True)],
        shown=frame["remainder_share"].clip(0, 1),
        note=[remainder_words(value, odd) for value, odd in zip(frame["remainder_share"], frame["impossible"], strict=True)],
    )
    scale = alt.Scale(domain=[0, 1.0], nice=False, range=[0, {"expr": "max(width - 78, width * 0.6)"}])

    def x(field: str) -> alt.X:
        axis = alt.Axis(labelExpr=percent_labels(), tickCount=5)
        return alt.X(f"{field}:Q", title=text("voters who received ballots, share of the list"), scale=scale, axis=axis)

    base = alt.Chart(data).encode(y=alt.Y("row:N", sort=None, title=None, axis=alt.Axis(labelLimit=280)))
    link = base.mark_rule(color=look.line, strokeWidth=2).encode(x=x("seen_share"), x2="shown:Q")
    seen = base.mark_point(filled=True, size=90, color=look.observed, opacity=1).encode(x=x("seen_share"))
    announced = base.mark_point(filled=False, size=100, stroke=look.official, strokeWidth=2, opacity=1).encode(x=x("announced_share"))
    tick = base.mark_tick(thickness=3, size=17, color=look.ink).encode(x=x("shown"))
    colour = alt.condition("datum.impossible", alt.value(look.differs), alt.value(look.ink))
    label = (
        base.transform_calculate(right="max(datum.shown, datum.announced_share, datum.seen_share)")
        .mark_text(align="left", dx=11, fontWeight=600)
        .encode(x=x("right"), text="note:N", color=colour)
    )
    chart = alt.layer(link, announced, seen, tick, label, height=alt.Step(28))
    key = text(
        "Solid dot: protocols seen; hollow circle: announced; tick: what the others must average; diamond: not possible. Not an estimate."
    )
    return finish(chart, look, text("What the unobserved stations must have been"), key, simulated)  # type: ignore[no-any-return]


def remainder_words(value: float, impossible: bool) -> str:
    return f"◆ {share(value)}" if impossible else share(value)


def day_frame(panels: Iterable[pd.DataFrame]) -> tuple[float, tuple[float, float]]:
    """One frame for all panels, so that they can be read beside each other: the top of y (share), the first and last hour of x."""
    every = list(panels)
    top = max((float(panel["share"].max()) for panel in every), default=0.8)
    hours = [float(hour) for panel in every for hour in (panel["hour"].min(), panel["hour"].max())]
    return (0.8 if top <= 0.8 else 1.0), (min(hours, default=7.0), max(hours, default=20.0))


def _day_layers(look: Look, most: float, hours: tuple[float, float], *, simulated: bool, width: float | None) -> Any:
    voices = alt.Scale(domain=["announced", "counted"], range=[look.official, look.observed])
    base = alt.Chart().encode(
        x=alt.X(
            "hour:Q",
            title=None,
            scale=alt.Scale(domain=list(hours), nice=False),
            axis=alt.Axis(labelExpr="format(datum.value % 24, '02d')", tickCount=5, grid=False),
        ),
        y=alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, most]), axis=alt.Axis(labelExpr=percent_labels(), tickCount=4)),
    )
    steps = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        color=alt.Color("voice:N", scale=voices, legend=None),
        detail="part:N",
        strokeDash=alt.StrokeDash("part:O", scale=alt.Scale(domain=[0, 1], range=[[1, 0], [3, 3]]), legend=None),
    )
    about = [alt.Tooltip("clock:N", title=text("Time")), alt.Tooltip("written:N", title=text("Share of the list"))]
    hollow = (
        base.transform_filter("datum.voice == 'announced'")
        .mark_point(filled=True, fill=look.paper, stroke=look.official, strokeWidth=1.5, size=34, opacity=1)
        .encode(tooltip=about)
    )
    solid = (
        base.transform_filter("datum.voice == 'counted'")
        .mark_point(filled=True, color=look.observed, size=34, opacity=1)
        .encode(tooltip=about)
    )
    marks = [steps, hollow, solid]
    if simulated:
        marks.append(tag(look, "height - 6", 9, x="width" if width is None else width))
    return alt.layer(*marks)


def _day_key() -> str:
    return text(
        "Hollow steps: announced; solid: the same stations at every hour, counted; broken: stations dropped out; n: stations at the last "
        "hour"
    )


def day_panel(
    frame: pd.DataFrame,
    title: str,
    look: Look = LIGHT,
    *,
    most: float = 0.8,
    hours: tuple[float, float] = (7.0, 20.0),
    height: int = 190,
    simulated: bool,
) -> alt.LayerChart:
    """One region's day. Columns: hour (local, decimal), share (of the list), voice (announced, counted), part (1 after stations dropped
    out), clock and written (for the pointer)."""
    chart = _day_layers(look, most, hours, simulated=simulated, width=None).properties(data=frame, height=height)
    return _named(chart, title, look)


def day(
    frame: pd.DataFrame,
    look: Look = LIGHT,
    *,
    most: float = 0.8,
    hours: tuple[float, float] = (7.0, 20.0),
    columns: int = 4,
    width: int = 190,
    simulated: bool,
) -> alt.FacetChart:
    """All regions in one picture, for saving and print: the columns of day_panel and region (with its n in the words)."""
    chart = _day_layers(look, most, hours, simulated=simulated, width=width).properties(data=frame, width=width, height=PANEL_HEIGHT)
    facets = chart.facet(
        facet=alt.Facet("region:N", sort=list(dict.fromkeys(frame["region"])), title=None),
        columns=columns,
        spacing={"row": 18, "column": 26},
    )
    title = heading(text("How the day ran, share of the list by local hour"), _day_key(), 120)
    whole: alt.FacetChart = facets.properties(title=title).configure(**config(look))
    return whole


def _named(chart: Any, title: str, look: Look) -> alt.LayerChart:
    return chart.properties(title=alt.TitleParams(text=title, fontSize=13, offset=8)).configure(**config(look))  # type: ignore[no-any-return]


def _increase_layers(look: Look, *, simulated: bool, width: float | None, height: int | None) -> Any:
    base = alt.Chart().encode(x=alt.X("interval:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=60)))

    # The mark of invented data stands at the top right: the highest point stays below it. A chart that is fitted to its place gets lower.
    bottom = {"expr": "height"} if height is None else height
    scale = alt.Scale(domainMin=0, zero=True, range=[bottom, TAG_ROOM if simulated else 0])

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4, format=",d"))

    about = [
        alt.Tooltip("interval:N", title=text("Hours")),
        alt.Tooltip("stated:Q", title=text("Stated"), format=",d"),
        alt.Tooltip("counted:Q", title=text("Counted"), format=",d"),
        alt.Tooltip("stations:Q", title=text("Stations"), format=",d"),
    ]
    link = base.mark_rule(color=look.line, strokeWidth=3).encode(y=y("counted"), y2="stated:Q")
    stated = base.mark_point(filled=False, stroke=look.official, strokeWidth=2, size=80, opacity=1).encode(y=y("stated"), tooltip=about)
    counted = base.mark_point(filled=True, color=look.observed, size=60, opacity=1).encode(y=y("counted"), tooltip=about)
    marks = [link, stated, counted]
    if simulated:
        marks.append(tag(look, 2, 9, x="width" if width is None else width))
    return alt.layer(*marks)


def _increase_key() -> str:
    return text(
        "Hollow: rise of the commissions' numbers; solid: voters counted in the same hours at the same stations; x: local time; n: "
        "stations, at most in one interval"
    )


def increase_panel(frame: pd.DataFrame, title: str, look: Look = LIGHT, *, height: int = 190, simulated: bool) -> alt.LayerChart:
    """One region. Columns: interval (local hours in words, in order), counted, stated (people), stations."""
    chart = _increase_layers(look, simulated=simulated, width=None, height=None).properties(data=frame, height=height)
    return _named(chart, title, look)


def increases(frame: pd.DataFrame, look: Look = LIGHT, *, columns: int = 4, width: int = 190, simulated: bool) -> alt.FacetChart:
    """All regions in one picture, for saving and print: the columns of increase_panel and region."""
    chart = _increase_layers(look, simulated=simulated, width=width, height=PANEL_HEIGHT)
    chart = chart.properties(data=frame, width=width, height=PANEL_HEIGHT)
    facets = chart.facet(
        facet=alt.Facet("region:N", sort=list(dict.fromkeys(frame["region"])), title=None),
        columns=columns,
        spacing={"row": 18, "column": 26},
    )
    facets = facets.resolve_scale(x="independent", y="independent")
    title = heading(text("Rises within watched hours, people"), _increase_key(), 120)
    whole: alt.FacetChart = facets.properties(title=title).configure(**config(look))
    return whole


def day_note() -> str:
    """The key under the panels' common heading, in words."""
    return _day_key()


def increase_note() -> str:
    return _increase_key()
