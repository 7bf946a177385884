"""Protocol against count, station by station; how much depends on the allowance; station rows. Pure frame -> chart."""

from typing import Any

import altair as alt
import pandas as pd

from analysis.states import Side
from charts.layout import two_scales
from charts.theme import LIGHT, Look, beside_each_other, finish, haloed, number, percent_labels, signed
from locales import share, text
from schemas.message import Message

SIDES = [Side.BETWEEN, Side.ABOVE, Side.BELOW, Side.OPEN]


def _sides(look: Look) -> tuple[alt.Color, alt.Shape]:
    colour = alt.Color("side:N", scale=alt.Scale(domain=SIDES, range=[look.observed, look.above, look.below, look.observed]), legend=None)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=["circle", "triangle-up", "triangle-down", "circle"]), legend=None)
    return colour, shape


def _key_of_sides(below_share: float, above_share: float, calibrated_pairs: int) -> str:
    standing = text("not yet calibrated") if not calibrated_pairs else text("from {n} double counts", n=calibrated_pairs)
    band = text(
        "Band: allowance, {below} below and {above} above ({standing}).",
        below=share(below_share),
        above=share(above_share),
        standing=standing,
    )
    marks = text("Dot: whole day, inside; triangle up (purple): protocol above; triangle down (orange): below.")
    segments = text("Brackets: part of the day, floor to ceiling; open and broken: no ceiling.")
    return f"{marks} {segments} –\u00a0–\u00a0–\u00a0{text('equal')}. {band}"


ABOVE_TITLE = -28
"""Where the mark of simulated data stands over an axis title: beside it there is no room on a phone."""
MOST_MARKS, MOST_OUTSIDE, CELLS = 1_500, 200, 48
"""Above so many stations marks hide each other: squares say how many there are, and only the farthest are drawn one by one."""
CROWDED = Message(
    "Squares: whole-day stations, the stronger the colour, the more; one by one: the {n} farthest outside. Part days: in the table."
)


def counted_against_protocol(
    frame: pd.DataFrame,
    below_share: float,
    above_share: float,
    look: Look = LIGHT,
    *,
    calibrated_pairs: int = 0,
    height: int = 590,
    simulated: bool,
) -> alt.LayerChart:
    """Columns: station, counted, protocol (inside the premises), floor, ceiling (NaN: none), whole_day, side.

    Whole-day stations are points; the others segments from floor to ceiling at the protocol's height, open where there is no ceiling."""
    top = float(max(frame["protocol"].max(), frame["counted"].max(), frame["ceiling"].fillna(0).max())) * 1.04
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("x:Q", title=text("voters counted by observers"), scale=scale, axis=alt.Axis(format=",d", tickCount=6))
    y = alt.Y("y:Q", title=text("voters inside the premises by protocol"), scale=scale, axis=alt.Axis(format=",d", tickCount=6))
    reach = top / (1 + above_share)
    ends = pd.DataFrame({"x": [0.0, reach, top]})
    ends = ends.assign(y=ends["x"], low=ends["x"] * (1 - below_share), high=(ends["x"] * (1 + above_share)).clip(upper=top))
    band = alt.Chart(ends).mark_area(color=look.observed_pale, opacity=0.9).encode(x=x, y=alt.Y("low:Q", scale=scale), y2="high:Q")
    same = alt.Chart(ends).mark_line(color=look.muted, strokeWidth=1, strokeDash=[4, 3]).encode(x=x, y=y)
    whole, part = frame[frame["whole_day"]], frame[~frame["whole_day"]]
    note = _key_of_sides(below_share, above_share, calibrated_pairs)
    if len(frame) > MOST_MARKS:
        drawn, note = [_cells(whole, top, x, y, look), _points(_farthest(whole), x, y, look)], f"{text(CROWDED, n=MOST_OUTSIDE)} {note}"
    else:
        drawn = [*_segments(part, top, x, y, look), _points(whole, x, y, look)]
    chart = alt.layer(band, same, *drawn, height=height)
    return finish(chart, look, text("Protocol against count, station by station"), note, simulated, tag_y=ABOVE_TITLE)  # type: ignore[no-any-return]


def _farthest(whole: pd.DataFrame) -> pd.DataFrame:
    """The stations outside the allowance that are farthest from the count, both directions alike."""
    outside = whole[whole["side"].isin(["above", "below"])]
    return outside.loc[(outside["protocol"] - outside["counted"]).abs().sort_values(ascending=False).index[:MOST_OUTSIDE]]


def _cells(whole: pd.DataFrame, top: float, x: alt.X, y: alt.Y, look: Look) -> alt.Chart:
    """Whole-day stations in squares of equal size: how many are in each."""
    side = top / CELLS
    squares = pd.DataFrame({"cx": (whole["counted"] // side).astype(int), "cy": (whole["protocol"] // side).astype(int)})
    found = squares.value_counts().rename("stations").reset_index()
    data = pd.DataFrame(
        {
            "x": found["cx"] * side,
            "x2": (found["cx"] + 1) * side,
            "y": found["cy"] * side,
            "y2": (found["cy"] + 1) * side,
            "stations": found["stations"],
        }
    )
    shade = alt.Opacity(
        "stations:Q", scale=alt.Scale(type="log", domain=[1, max(int(data["stations"].max()), 2)], range=[0.2, 1]), legend=None
    )
    about = [alt.Tooltip("stations:Q", title=text("Stations"), format=",d")]
    drawn: alt.Chart = alt.Chart(data).mark_rect(color=look.observed).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", opacity=shade, tooltip=about)
    return drawn


def _segments(part: pd.DataFrame, top: float, x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    colour, _ = _sides(look)
    data = part.assign(x=part["floor"], y=part["protocol"], stub=part["floor"] + top * 0.05)
    base = alt.Chart(data)
    closed, opened = base.transform_filter("isValid(datum.ceiling)"), base.transform_filter("!isValid(datum.ceiling)")
    end = alt.X("ceiling:Q", scale=alt.Scale(domain=[0, top], nice=False), title=text("voters counted by observers"))
    about = _tooltip()
    return [
        closed.mark_rule(strokeWidth=1.5, opacity=0.75).encode(x=x, x2="ceiling:Q", y=y, color=colour, tooltip=about),
        base.mark_text(text="[", fontSize=11, fontWeight=600, opacity=0.85).encode(x=x, y=y, color=colour),
        closed.mark_text(text="]", fontSize=11, fontWeight=600, opacity=0.85).encode(x=end, y=y, color=colour),
        opened.mark_rule(strokeWidth=1.5, strokeDash=[3, 2], opacity=0.6).encode(x=x, x2="stub:Q", y=y, color=colour, tooltip=about),
    ]


def _points(whole: pd.DataFrame, x: alt.X, y: alt.Y, look: Look) -> alt.Chart:
    colour, shape = _sides(look)
    size = alt.condition("datum.side == 'between'", alt.value(34), alt.value(80))
    data = whole.assign(x=whole["counted"], y=whole["protocol"])
    marks = alt.Chart(data).mark_point(filled=True, opacity=0.85)
    points: alt.Chart = marks.encode(x=x, y=y, color=colour, shape=shape, size=size, tooltip=_tooltip())
    return points


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("station:N", title=text("Station")),
        alt.Tooltip("counted:Q", title=text("Counted"), format=",d"),
        alt.Tooltip("floor:Q", title=text("Floor"), format=",d"),
        alt.Tooltip("ceiling:Q", title=text("Ceiling"), format=",d"),
        alt.Tooltip("protocol:Q", title=text("Protocol, inside"), format=",d"),
    ]


def allowance_curve(
    frame: pd.DataFrame, below_share: float, above_share: float, look: Look = LIGHT, *, height: int = 270, simulated: bool
) -> alt.LayerChart:
    """Columns: allowance (0-0.2), above, below: stations whose protocol is outside by more than that. The settings in use are marked on
    both lines with their numbers: no single threshold decides."""
    long = frame.melt("allowance", ["above", "below"], var_name="side", value_name="stations")
    axis = alt.Axis(labelExpr=percent_labels(), tickCount=5)
    x = alt.X(
        "allowance:Q",
        title=text("allowance, share of the count"),
        scale=alt.Scale(domain=[0, frame["allowance"].max()], nice=False),
        axis=axis,
    )
    y = alt.Y(
        "stations:Q",
        title=text("stations outside (square-root scale)"),
        scale=alt.Scale(type="sqrt", domain=[0, max(int(long["stations"].max()), 2)], nice=True),
        axis=alt.Axis(tickCount=5, format=",d", tickMinStep=1),
    )
    colour = alt.Color("side:N", scale=alt.Scale(domain=["above", "below"], range=[look.above, look.below]), legend=None)
    dash = alt.StrokeDash("side:N", scale=alt.Scale(domain=["above", "below"], range=[[1, 0], [5, 3]]), legend=None)
    lines = alt.Chart(long).mark_line(interpolate="step-after", strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    used = _in_use(frame, below_share, above_share)
    rule = alt.Chart(used).mark_rule(color=look.ink, strokeWidth=1.2).encode(x=x)
    dots = alt.Chart(used).mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour)
    # Where both lines are about as high, one number would run into the other: the lower setting's stands a line above.
    heights = used["stations"].astype(float) ** 0.5
    raised = {"above": -10, "below": -26 if heights.max() - heights.min() <= 0.15 * max(int(long["stations"].max()), 2) ** 0.5 else -10}
    numbers = [
        each.encode(x=x, y=y, text="words:N", color=colour)
        for side in ("above", "below")
        for each in haloed(
            alt.Chart(used).transform_filter(f"datum.side == '{side}'"),
            look,
            align="left",
            dx=8,
            dy=raised[side],
            fontSize=12,
            fontWeight=600,
        )
    ]
    at_rule = (
        alt.Chart(used)
        .mark_text(align="left", baseline="top", dx=5, dy=2, fontSize=11, color=look.muted)
        .encode(x=x, y=alt.value(0), text="setting:N")
    )
    key = text("Stations whose protocol is above (solid) or below (dashed) by more than the allowance; lines: settings in use")
    chart = alt.layer(rule, lines, dots, *numbers, at_rule, height=height)
    return finish(chart, look, text("How much depends on the allowance"), key, simulated, tag_y=ABOVE_TITLE)  # type: ignore[no-any-return]


def _in_use(frame: pd.DataFrame, below_share: float, above_share: float) -> pd.DataFrame:
    """Where each line meets its setting: allowance, side, stations, words, setting."""
    rows: list[dict[str, Any]] = []
    for side, setting in (("above", above_share), ("below", below_share)):
        at = frame.iloc[int((frame["allowance"] - setting).abs().to_numpy().argmin())]
        n = int(at[side])
        words = text("{n} above", n=n) if side == "above" else text("{n} below", n=n)
        rows.append({"allowance": setting, "side": side, "stations": n, "words": words, "setting": share(setting, 0)})
    return pd.DataFrame(rows)


def station_rows(frame: pd.DataFrame, look: Look = LIGHT, *, title: str = "", simulated: bool) -> alt.LayerChart:
    """Rows sorted by the caller. Columns: station (unique words), counted, protocol, floor, ceiling (NaN: none). Hollow slate square =
    protocol, solid teal dot = count, teal bracket = floor to ceiling; on the right protocol minus count as a signed bar, 0 marked."""
    data = frame.assign(d=frame["protocol"] - frame["counted"], x=frame["counted"])
    data = data.assign(side=["above" if value > 0 else "below" for value in data["d"]], label=[signed(value) for value in data["d"]])
    reach = max(float(data["d"].abs().max()), 1.0)
    # Room for a number beyond each bar, also on a phone, and only on the sides where there is a bar.
    sides = [-2.3 * reach if data["d"].min() < 0 else -0.12 * reach, 2.3 * reach if data["d"].max() > 0 else 0.12 * reach]
    top = float(data[["counted", "protocol", "ceiling"]].max().max()) * 1.05
    zero_only = "datum.value == 0 ? '0' : ''"
    first, second = two_scales([0, top], sides, (text("people"), text("difference")), labels=("datum.label", zero_only))
    base = alt.Chart(data).encode(y=alt.Y("station:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)))
    colour = alt.Color("side:N", scale=alt.Scale(domain=["above", "below"], range=[look.above, look.below]), legend=None)
    left = _row_marks(base, first, look)
    bars = base.mark_bar(height=12).encode(x=second, x2=alt.datum(0), color=colour)
    zero = alt.Chart(pd.DataFrame({"d": [0]})).mark_rule(color=look.ink, strokeWidth=1).encode(x=second)
    plus = (
        base.transform_filter("datum.d >= 0").mark_text(align="left", dx=5, fontWeight=600).encode(x=second, text="label:N", color=colour)
    )
    minus = (
        base.transform_filter("datum.d < 0").mark_text(align="right", dx=-5, fontWeight=600).encode(x=second, text="label:N", color=colour)
    )
    chart = beside_each_other(alt.layer(*left), alt.layer(bars, zero, plus, minus), height=alt.Step(27))
    key = text("Hollow square: protocol, inside the premises; solid dot: counted; brackets: floor and ceiling; bar: protocol minus count")
    heading = title or text("Whole-day stations, largest difference first")
    return finish(chart, look, heading, key, simulated, tag_y=-46)  # type: ignore[no-any-return]


def _row_marks(base: alt.Chart, first: alt.X, look: Look) -> list[alt.Chart]:
    link = base.mark_rule(color=look.line, strokeWidth=2).encode(x=first, x2="protocol:Q")
    bracket = (
        base.transform_filter("isValid(datum.ceiling)")
        .transform_calculate(x="datum.floor")
        .mark_rule(color=look.observed, strokeWidth=2)
        .encode(x=first, x2="ceiling:Q")
    )
    ends = [
        base.transform_filter(f"isValid(datum.{end})")
        .transform_calculate(x=f"datum.{end}")
        .mark_text(text=sign, color=look.observed, fontWeight=700, fontSize=14)
        .encode(x=first)
        for end, sign in (("floor", "["), ("ceiling", "]"))
    ]
    protocol = (
        base.transform_calculate(x="datum.protocol")
        .mark_point(shape="square", size=110, filled=False, stroke=look.official, strokeWidth=2, opacity=1)
        .encode(x=first)
    )
    count = base.mark_point(filled=True, shape="circle", size=80, color=look.observed, opacity=1).encode(x=first)
    return [link, bracket, *ends, protocol, count]


def takeaway(above: int, below: int, between: int) -> str:
    """The picture in words, for those who do not see it."""
    return text(
        "Protocol above: {above}; below: {below}; between: {between}", above=number(above), below=number(below), between=number(between)
    )
