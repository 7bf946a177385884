"""What was seen, drawn: k of n with what could not be seen beside it; counts of messages; hours of the day."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from charts import rendering
from charts.theme import LIGHT, Look, beside_each_other, finish, percent_labels
from locales import number, text

LABEL_CHARACTERS = 23
INVISIBLE = "\u200b"
"""Tells two rows of the same words apart: an axis would draw them as one."""
SPLIT, GAP = 0.62, 0.09


def _wrapped(label: str) -> str:
    return "\n".join(wrap(label, LABEL_CHARACTERS))


def _step(labels: "pd.Series[str]") -> alt.Step:
    """Room for the longest label's lines, and between three of one label and three of the next more than between two lines."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    return alt.Step(13 * max(lines, 2) + (10 if lines <= 2 else 16))


def _rows_axis(headings: list[str]) -> alt.Axis:
    bold = {"condition": {"test": f"indexof({headings!r}, datum.value) >= 0", "value": 600}, "value": 400}
    return alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=230, labelLineHeight=13, labelFontSize=12, labelFontWeight=bold)


def _seen_rows(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [_wrapped(label) for label in frame["label"]],
            "x": (frame["k"] / frame["n"].where(frame["n"] > 0)).astype(float),
            "d": frame["unseen"].astype(float),
            "heading": frame["k"].isna(),
            "words": [
                "" if pd.isna(k) else f"{number(int(k))}/{number(int(n))}" if n else text("nowhere to be seen")
                for k, n in zip(frame["k"], frame["n"], strict=True)
            ],
            "unseen_words": ["" if pd.isna(n) else number(int(n)) for n in frame["unseen"]],
        }
    )


def seen_at(frame: pd.DataFrame, look: Look = LIGHT, *, title: str, simulated: bool) -> Any:
    """Rows in the caller's order. Columns: label, k, n (asked and could be seen), unseen. Dot at k of n with the numbers; the grey bar
    at the right counts the stations where it could not be seen. A row without k is a heading for those below it."""
    data = _seen_rows(frame)
    headings = list(data.loc[data["heading"], "label"])
    first = alt.X(
        "x:Q",
        title=text("seen, % of n"),
        scale=alt.Scale(domain=[0, 1], nice=False, range=[0, {"expr": f"width*{SPLIT} - 20"}]),
        axis=alt.Axis(
            format=".0%", labelExpr=percent_labels(), values=[0, 0.25, 0.5, 0.75, 1], orient="top", titleAnchor="start", labelOverlap=True
        ),
    )
    most = max(float(data["d"].max()) if data["d"].notna().any() else 0.0, 1.0)
    second = alt.X(
        "d:Q",
        title=text("could not see"),
        scale=alt.Scale(domain=[0, most], nice=False, range=[{"expr": f"width*{SPLIT + GAP}"}, {"expr": "width - 34"}]),
        axis=alt.Axis(labels=False, grid=False, orient="top", titleAlign="right", titleX={"expr": "width"}, titlePadding=28),
    )
    base = alt.Chart(data).encode(y=alt.Y("label:N", sort=list(data["label"]), title=None, axis=_rows_axis(headings)))
    shown = base.transform_filter("!datum.heading")
    lead = shown.transform_filter("isValid(datum.x)").mark_rule(color=look.line, strokeWidth=2).encode(x=first, x2=alt.datum(0))
    dot = shown.transform_filter("isValid(datum.x)").mark_point(filled=True, size=90, color=look.observed, opacity=1).encode(x=first)
    words = (
        shown.transform_calculate(x="isValid(datum.x) ? datum.x : 0")
        .mark_text(align="left", dx=9, fontWeight=600)
        .encode(x=first, text="words:N")
    )
    bar = shown.mark_bar(height=11, color=look.cannot, opacity=0.55).encode(x=second, x2=alt.datum(0))
    count = shown.mark_text(align="left", dx=5, color=look.muted).encode(x=second, text="unseen_words:N")
    # Drawn for its row only: the axis must know the headings too.
    rows = base.mark_point(opacity=0).encode(x=alt.value(0))
    chart = beside_each_other(alt.layer(rows, lead, dot, words), alt.layer(bar, count), height=_step(data["label"]))
    key = text(
        "dot: seen at k of the n stations where it was asked and could be seen; grey: stations that could not see. Not chosen at random."
    )
    return finish(chart, look, title, key, simulated, tag_y=-46)


def station_bars(frame: pd.DataFrame, look: Look = LIGHT, *, title: str, key: str, simulated: bool) -> Any:
    """Bars of stations from 0. Columns: label, stations, words (what stands at the end of the bar), is_heading. A heading stands above the
    rows below it, with a bar of its own or none; the same label may stand under several headings."""
    labels = list(frame["label"])
    spread = [label + INVISIBLE * labels[:place].count(label) for place, label in enumerate(labels)]
    data = pd.DataFrame(
        {"label": [_wrapped(label) for label in spread], "stations": frame["stations"].astype(float), "words": frame["words"]}
    )
    headings = list(data.loc[frame["is_heading"].to_numpy(dtype=bool), "label"])
    most = max(float(data["stations"].max()), 1.0)
    x = alt.X("stations:Q", scale=alt.Scale(domain=[0, most], nice=False, range=[0, {"expr": "max(width - 110, 40)"}]), axis=None)
    base = alt.Chart(data).encode(y=alt.Y("label:N", sort=list(data["label"]), title=None, axis=_rows_axis(headings)))
    rows = base.mark_point(opacity=0).encode(x=alt.value(0))
    bar = base.transform_filter("isValid(datum.stations)").mark_bar(height=14, color=look.observed).encode(x=x, x2=alt.datum(0))
    words = base.transform_filter("isValid(datum.stations)").mark_text(align="left", dx=7, fontWeight=600).encode(x=x, text="words:N")
    return finish(alt.layer(rows, bar, words, height=_step(data["label"])), look, title, key, simulated)


def hours(frame: pd.DataFrame, look: Look = LIGHT, *, height: int = 320, simulated: bool) -> Any:
    """Incidents by the station's own hour of the event, from analysis.violations.by_hour: hour, incidents, stations."""
    order = [(5 + place) % 24 for place in range(24)]
    span = [place for place, hour in enumerate(order) if hour in set(frame["hour"])]
    shown = order[span[0] : span[-1] + 1] if span else []
    counted = frame.set_index("hour").reindex(shown)
    data = pd.DataFrame(
        {
            "hour": [f"{hour:02d}" for hour in shown],
            "incidents": counted["incidents"].fillna(0).astype(int).to_numpy(),
            "stations": counted["stations"].fillna(0).astype(int).to_numpy(),
        }
    )
    base = alt.Chart(data).encode(
        x=alt.X(
            "hour:N",
            sort=list(data["hour"]),
            title=text("hour at the station"),
            axis=alt.Axis(labelAngle=0, labelOverlap=True, labelColor=look.muted),
        )
    )
    # Room above the highest bar for its number, which would else stand in the axis's title.
    room = 1.12 * max(int(data["incidents"].max()) if len(data) else 0, 1)
    axis = alt.Axis(tickMinStep=1, tickCount=5, format=",d")
    y = alt.Y("incidents:Q", title=text("incidents"), scale=alt.Scale(domain=[0, room], nice=True), axis=axis)
    bars = base.mark_bar(color=look.observed, width={"band": 0.7}).encode(y=y)
    words = base.transform_filter("datum.incidents > 0").mark_text(dy=-8, fontWeight=600, fontSize=11).encode(y=y, text="incidents:Q")
    key = text("incidents by the hour of the event, in the station's own time; several reports may tell one")
    return finish(alt.layer(bars, words, height=height), look, text("When it was seen"), key, simulated)


def as_spec(chart: Any) -> dict[str, Any]:
    """The chart as its Vega-Lite specification."""
    return rendering.specification(chart)
