"""How much was seen, drawn: the steps of the day with what was lost between them, and where observers were."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from analysis.coverage import FEWEST_COLOURED, LOSS_NAMES, STEP_NAMES, Loss, Step
from analysis.states import REASON_NAMES, Reason
from charts import tiles
from charts.theme import LIGHT, Look, finish
from locales import number, share, text

NARROW, WIDE, LINES, STEP_CHARACTERS = 36, 58, 2, 17
"""Characters of a line below a bar: on a phone, on a desk; how many lines there are; characters of a line of a step's name."""


def loss_word(reason: str) -> str:
    """The words for a reason of loss or of a comparison that cannot be made."""
    if reason in LOSS_NAMES:
        return text(LOSS_NAMES[reason])
    return text(REASON_NAMES[Reason(reason)]) if reason in REASON_NAMES else text(LOSS_NAMES["not_known"])


def losses_in_words(losses: tuple[Loss, ...], characters: int = WIDE) -> str:
    """`accreditation: 21; document: 15` in at most two lines; what does not fit is summed under one word."""
    for shown in range(len(losses), 0, -1):
        rest = sum(loss.stations for loss in losses[shown:])
        named = [f"{loss_word(loss.reason)}: {number(loss.stations)}" for loss in losses[:shown]]
        told = "; ".join([*named, *([text("other reasons: {n}", n=rest)] if rest else [])])
        # A number does not stand alone in the second line.
        lines = [line.replace(":\N{NO-BREAK SPACE}", ": ") for line in wrap(told.replace(": ", ":\N{NO-BREAK SPACE}"), characters)]
        if len(lines) <= LINES or shown == 1:
            return "\n".join(lines[:LINES])
    return ""


def _steps(frame: pd.DataFrame) -> pd.DataFrame:
    registry, rest = frame.iloc[0], frame.iloc[1:]
    widest = max(float(rest["k"].max()), 1.0)
    return pd.DataFrame(
        {
            "step": ["\n".join(wrap(text(STEP_NAMES[Step(step)]), STEP_CHARACTERS)) for step in frame["step"]],
            "drawn": frame["k"].clip(upper=widest * 1.06).astype(float),
            "official": [True] + [False] * len(rest),
            "label": [text("{n}, bar cut", n=int(registry["k"])) if registry["k"] > widest * 1.06 else number(int(registry["k"]))]
            + [text("{k} of {n}", k=int(k), n=int(of)) for k, of in zip(rest["k"], rest["of"], strict=True)],
            "narrow": [losses_in_words(each, NARROW) for each in frame["losses"]],
            "wide": [losses_in_words(each, WIDE) for each in frame["losses"]],
        }
    )


def access_funnel(frame: pd.DataFrame, look: Look = LIGHT, *, simulated: bool) -> Any:
    """Steps of the day from analysis.coverage.funnel. The first row is the registry: hollow, slate, and cut at the right edge where it
    is many times longer, saying so. Muted below a bar: why its stations are fewer than those it is out of."""
    data = _steps(frame)
    widest = max(float(data["drawn"].iloc[1:].max()), 1.0)
    base = alt.Chart(data).encode(
        y=alt.Y(
            "step:N",
            sort=list(data["step"]),
            title=None,
            axis=alt.Axis(labelOffset=-9, labelLimit=150, labelExpr="split(datum.label, '\\n')", labelLineHeight=14),
        )
    )
    scale = alt.Scale(domain=[0, widest * 1.06], nice=False, range=[0, {"expr": "max(width - 118, 40)"}])
    x = alt.X("drawn:Q", scale=scale, axis=None)
    solid = base.transform_filter("!datum.official").mark_bar(height=16, color=look.observed, yOffset=-9).encode(x=x)
    hollow = (
        base.transform_filter("datum.official")
        .mark_bar(height=15, filled=False, stroke=look.official, strokeWidth=1.5, yOffset=-9)
        .encode(x=x)
    )
    is_cut = bool(frame["k"].iloc[0] > widest * 1.06)
    cut = (
        base.transform_filter("datum.official")
        .mark_text(text="//" if is_cut else "", fontSize=17, color=look.official, dx=-16, dy=-9)
        .encode(x=x)
    )
    label = base.mark_text(align="left", dx=8, dy=-9, fontSize=13, fontWeight=600).encode(x=x, text="label:N")
    # The words under a bar begin at its own left edge; on a phone they take two lines.
    loss = (
        base.transform_calculate(words="width < 310 ? datum.narrow : datum.wide")
        .mark_text(align="left", baseline="top", dy=3, fontSize=11, color=look.muted, lineBreak="\n", lineHeight=12)
        .encode(x=alt.value(0), text="words:N")
    )
    chart = alt.layer(solid, hollow, cut, label, loss, height=alt.Step(50))
    return finish(
        chart,
        look,
        text("Stations, in the order of the day"),
        text("solid: watched by us; hollow: the registry; muted: why stations were lost"),
        simulated,
    )


def tile_grid(frame: pd.DataFrame, look: Look = LIGHT, *, height: int = 390, simulated: bool) -> Any:
    """Where observers were. Columns: region_code, k, n, share (of the voters on the region's list, None where there is no list); the
    tile always prints k/n."""
    title = text("Where observers were, by region")
    return tiles.grid(told(frame), look, title=title, key=key_of_grid(), shades=tiles.COVERED, height=height, simulated=simulated)


def key_of_grid() -> str:
    return text(
        "stations let in / stations in the region; colour: their share of voters on the list; hatched, no colour: fewer than 5 stations"
    )


def told(frame: pd.DataFrame) -> pd.DataFrame:
    """What each region's square, or its area on a map, prints and says."""
    kn = [f"{k}/{n}" for k, n in zip(frame["k"], frame["n"], strict=True)]
    listed = [text("{share} of the list", share=share(each)) if pd.notna(each) else "" for each in frame["share"]]
    said = [", ".join(part for part in parts if part) for parts in zip(kn, listed, strict=True)]
    return frame.assign(kn=kn, said=said, few=frame["k"] < FEWEST_COLOURED)
