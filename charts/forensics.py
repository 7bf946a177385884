"""Screens drawn: whole percentages, the fingerprint of turnout and share, the clean peak, shifts and digits; comparators beside them."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, axis_title, finish, haloed, number, percent_labels
from locales import number as written
from locales import text


def whole_percentages(turnout: pd.DataFrame, leader: pd.DataFrame, look: Look = LIGHT, *, leader_name: str, simulated: bool) -> Any:
    """`turnout`, `leader`: from_share, stations in bins of 0.1 points; turnout upwards, the leader's share downwards of one axis."""
    up, down = (frame[frame["stations"] > 0] for frame in (turnout, leader))
    most = max(float(up["stations"].max() if len(up) else 0), float(down["stations"].max() if len(down) else 0), 1.0) * 1.1
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), values=[each / 10 for each in range(11)]),
    )
    axis = alt.Axis(labelExpr="format(abs(datum.value), ',d')", tickCount=6)
    y = alt.Y("y:Q", title=text("stations"), scale=alt.Scale(domain=[-most, most], nice=False), axis=axis)
    bars = [
        alt.Chart(pd.DataFrame({"x": frame["from_share"].round(4), "y": frame["stations"] * sign}))
        .mark_bar(width=1.4, color=colour)
        .encode(x=x, y=y)
        for frame, sign, colour in ((up, 1.0, look.official), (down, -1.0, look.muted))
    ]
    zero = alt.Chart(pd.DataFrame({"y": [0.0]})).mark_rule(color=look.ink, strokeWidth=1).encode(y=y)
    words = pd.DataFrame({"x": [0.01, 0.01], "y": [most * 0.88, -most * 0.88], "words": [text("turnout"), leader_name]})
    names = [each.encode(x=x, y=y, text="words:N") for each in haloed(alt.Chart(words), look, align="left", fontWeight=600)]
    return finish(
        alt.layer(*bars, zero, *names, height=320),
        look,
        text("Stations by percentage"),
        text(
            "each line a tenth of a point; a station is spread over the half ballots around its number, so that arithmetic draws no spikes"
        ),
        simulated,
    )


def beside_comparators(frame: pd.DataFrame, look: Look = LIGHT, *, title: str, digits: int, simulated: bool) -> Any:
    """Columns: election (words), value, band (what chance alone may give on each side of 0; missing: not known), kind ("own",
    "clean", "other"), in the order to show. One scale for all, 0 marked; `title` says what it counts, `digits` how many decimals
    each value has."""
    numbers = frame.astype({"value": "float64", "band": "float64"})
    data = numbers.assign(low=-numbers["band"], label=[written(float(each), digits) for each in numbers["value"]])
    ends = data[["value", "low", "band"]]
    low, high = min(0.0, float(ends.min().min())), max(0.0, float(ends.max().max()))
    room = max(high - low, 1e-6)
    scale = alt.Scale(domain=[low - room * 0.08, high + room * 0.3], nice=False)
    # A long axis title would narrow the picture to fit: what is counted stands in the heading.
    x = alt.X("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4, orient="top"))
    base = alt.Chart(data).encode(y=alt.Y("election:N", sort=list(data["election"]), title=None, axis=None))
    domain = ["own", "clean", "other"]
    colours = alt.Scale(domain=domain, range=[look.observed, look.official, look.official])
    shapes = alt.Scale(domain=domain, range=["circle", "square", "diamond"])
    marks = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x, color=alt.Color("kind:N", scale=colours, legend=None), shape=alt.Shape("kind:N", scale=shapes, legend=None)
    )
    labels = base.mark_text(align="left", dx=10, fontWeight=600).encode(x=x, text="label:N")
    # Names begin at the left edge, where the line at 0 may stand.
    names = [
        each.encode(x=alt.value(0), text="election:N") for each in haloed(base, look, align="left", baseline="bottom", dy=-9, dx=4)
    ]
    chance = base.transform_filter("isValid(datum.band)").mark_bar(height=12, color=look.line)
    spans = [chance.encode(x=alt.X("low:Q", scale=scale, title=None), x2="band:Q")] if data["band"].notna().any() else []
    zero = alt.Chart(pd.DataFrame({"value": [0.0]})).mark_rule(color=look.ink, strokeWidth=1).encode(x=x)
    note = text(
        "circle: this election; square: elections held to be clean; diamond: elections under discussion; pale bar: what chance alone gives"
    )
    return finish(alt.layer(*spans, zero, marks, labels, *names, height=alt.Step(42)), look, title, note, simulated, tag_y=-30)


def fingerprint(cells: pd.DataFrame, bins: int, look: Look = LIGHT, *, leader_name: str, simulated: bool) -> Any:
    """`cells`: turnout_from_share, leader_from_share, stations: darker where there are more stations."""
    side = 1 / bins
    data = pd.DataFrame(
        {
            "x": cells["turnout_from_share"],
            "x2": cells["turnout_from_share"] + side,
            "y": cells["leader_from_share"],
            "y2": cells["leader_from_share"] + side,
            "stations": cells["stations"].astype(float),
        }
    )
    axis = alt.Axis(labelExpr=percent_labels(), values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    scale = alt.Scale(domain=[0, 1], nice=False)
    shade = alt.Color(
        "stations:Q",
        scale=alt.Scale(type="log", domain=[1, max(float(data["stations"].max()), 2.0)], range=[look.coverage[0], look.coverage[-1]]),
        legend=None,
    )
    drawn = (
        alt.Chart(data)
        .mark_rect()
        .encode(
            x=alt.X("x:Q", title=axis_title(text("voters who received ballots, of voters on the list")), scale=scale, axis=axis),
            x2="x2:Q",
            y=alt.Y("y:Q", title=text("{option}, of ballots cast", option=leader_name), scale=scale, axis=axis),
            y2="y2:Q",
            color=shade,
            tooltip=[alt.Tooltip("stations:Q", title=text("Stations"), format=",d")],
        )
    )
    return finish(
        alt.layer(drawn, height=460),
        look,
        text("Turnout and the leader's share, station by station"),
        text("the stronger the colour, the more stations; one round cloud is usual, a smear to the upper right calls for a question"),
        simulated,
        tag_y=-28,
    )


def clean_peak(bins: pd.DataFrame, to_share: float, look: Look = LIGHT, *, leader_name: str, simulated: bool) -> Any:
    """`bins`: turnout_from_share, leader_votes, proportional_votes, by point of turnout; the range called clean ends at `to_share`."""
    data = bins.assign(x=bins["turnout_from_share"], l=bins["leader_votes"].astype(float), p=bins["proportional_votes"].astype(float))
    x = alt.X(
        "x:Q",
        title=axis_title(text("voters who received ballots, of voters on the list")),
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labelExpr=percent_labels(), values=[0, 0.2, 0.4, 0.6, 0.8, 1]),
    )
    y = alt.Y("l:Q", title=text("votes"), axis=alt.Axis(format=",d", tickCount=5))
    base = alt.Chart(data[["x", "l", "p"]])
    gap = base.mark_area(color=look.above, opacity=0.18).encode(x=x, y=y, y2="p:Q")
    own = base.mark_line(color=look.official, strokeWidth=2).encode(x=x, y=y)
    other = base.mark_line(color=look.muted, strokeWidth=2, strokeDash=[5, 3]).encode(x=x, y=alt.Y("p:Q"))
    end = alt.Chart(pd.DataFrame({"x": [to_share]})).mark_rule(color=look.ink, strokeDash=[2, 2]).encode(x=x)
    return finish(
        alt.layer(gap, own, other, end, height=360),
        look,
        text("Votes by turnout, and what the others' votes would lead to expect"),
        text(
            "solid: {option}; broken: others' votes times the ratio of the range left of the vertical line; between them: the difference",
            option=leader_name,
        ),
        simulated,
    )


def digits(counts: tuple[int, ...], look: Look = LIGHT, *, simulated: bool) -> Any:
    """How often each last digit stands; the line is a tenth of the counts."""
    data = pd.DataFrame({"digit": [str(each) for each in range(10)], "stations": [float(each) for each in counts]})
    data["label"] = [number(each) for each in counts]
    even = alt.Chart(pd.DataFrame({"stations": [sum(counts) / 10]})).mark_rule(color=look.ink, strokeDash=[4, 3])
    y = alt.Y("stations:Q", title=text("stations"), axis=alt.Axis(format=",d", tickCount=4))
    bars = (
        alt.Chart(data)
        .mark_bar(color=look.official, width=18)
        .encode(x=alt.X("digit:N", title=text("last digit"), axis=alt.Axis(labelAngle=0)), y=y)
    )
    labels = [each.encode(x="digit:N", y=y, text="label:N") for each in haloed(alt.Chart(data), look, dy=-7)]
    return finish(
        alt.layer(bars, even.encode(y=y), *labels, height=260),
        look,
        text("Last digits of the leader's votes"),
        text("broken line: a tenth of the counts, where all digits stand equally often"),
        simulated,
    )
