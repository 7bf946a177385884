"""How much was seen, drawn: the steps of the day with what was lost between them, and a tile for each region."""

from itertools import pairwise
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from analysis.coverage import FEWEST_COLOURED, LOSS_NAMES, STEP_NAMES, Loss, Step
from analysis.states import REASON_NAMES, Reason
from charts.theme import LIGHT, Look, finish
from locales import number, text
from schemas.message import Message

TILES_2024: dict[str, tuple[int, int]] = {  # ISO 3166-2:KZ -> (column, row); 33 of 35 borders stay adjacent
    "KZ-59": (2, 0),
    "KZ-55": (3, 0),
    "KZ-27": (0, 1),
    "KZ-39": (1, 1),
    "KZ-11": (2, 1),
    "KZ-71": (3, 1),
    "KZ-10": (4, 1),
    "KZ-63": (5, 1),
    "KZ-23": (0, 2),
    "KZ-15": (1, 2),
    "KZ-62": (2, 2),
    "KZ-35": (3, 2),
    "KZ-33": (4, 2),
    "KZ-47": (0, 3),
    "KZ-43": (1, 3),
    "KZ-61": (2, 3),
    "KZ-31": (3, 3),
    "KZ-19": (4, 3),
    "KZ-79": (2, 4),
    "KZ-75": (4, 4),
}
SINCE_2022 = ("KZ-62", "KZ-10", "KZ-33")
TILES_2021 = {code: place for code, place in TILES_2024.items() if code not in SINCE_2022} | {"KZ-35": (2, 2), "KZ-63": (4, 2)}  # 25 of 30
SPARE = ((5, 4), (5, 3), (0, 4), (1, 4), (5, 2), (3, 4), (0, 0), (1, 0), (4, 0), (5, 0))
"""Places for units that are no region of the country: stations abroad, or regions of another country."""
COLUMNS, ROWS = 6, 5

TILE_NAMES: dict[str, Message] = {
    "KZ-10": Message("Abai", "tile"),
    "KZ-11": Message("Akmola", "tile"),
    "KZ-15": Message("Aktobe", "tile"),
    "KZ-19": Message("Almaty reg.", "tile"),
    "KZ-23": Message("Atyrau", "tile"),
    "KZ-27": Message("West Kaz.", "tile"),
    "KZ-31": Message("Zhambyl", "tile"),
    "KZ-33": Message("Zhetisu", "tile"),
    "KZ-35": Message("Karaganda", "tile"),
    "KZ-39": Message("Kostanay", "tile"),
    "KZ-43": Message("Kyzylorda", "tile"),
    "KZ-47": Message("Mangystau", "tile"),
    "KZ-55": Message("Pavlodar", "tile"),
    "KZ-59": Message("North Kaz.", "tile"),
    "KZ-61": Message("Turkistan", "tile"),
    "KZ-62": Message("Ulytau", "tile"),
    "KZ-63": Message("East Kaz.", "tile"),
    "KZ-71": Message("Astana", "tile"),
    "KZ-75": Message("Almaty", "tile"),
    "KZ-79": Message("Shymkent", "tile"),
    "ABROAD": Message("Abroad", "tile"),
}
"""At most eleven letters in each language, to fit a tile on a phone."""

BANDS = (0.02, 0.05, 0.10, 0.20)
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
        lines = wrap("; ".join([*named, *([text("other reasons: {n}", n=rest)] if rest else [])]), characters)
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
    chart = alt.layer(solid, hollow, cut, label, loss).properties(height=alt.Step(50))
    return finish(
        chart,
        look,
        text("Stations, in the order of the day"),
        text("solid: watched by us; hollow: the registry; muted: why stations were lost"),
        simulated,
    )


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    codes = list(frame["region_code"])
    tiles = TILES_2024 if set(codes) & set(SINCE_2022) else TILES_2021
    spare = iter(place for place in SPARE if place not in {tiles[code] for code in codes if code in tiles})
    places = [tiles[code] if code in tiles else next(spare, None) for code in codes]
    data = frame.assign(
        col=pd.Series([place[0] if place else None for place in places], index=frame.index, dtype=object),
        row=pd.Series([place[1] if place else None for place in places], index=frame.index, dtype=object),
        name=[text(TILE_NAMES[code]) if code in TILE_NAMES else code for code in codes],
        kn=[f"{k}/{n}" for k, n in zip(frame["k"], frame["n"], strict=True)],
        few=(frame["k"] < FEWEST_COLOURED) | frame["share"].isna(),
    )
    data = data.dropna(subset=["col"])
    return data.assign(
        x=data["col"] + 0.03, x2=data["col"] + 0.97, y=data["row"] + 0.03, y2=data["row"] + 0.97, cx=data["col"] + 0.5, cy=data["row"] + 0.5
    )


def _hatch(few: pd.DataFrame) -> pd.DataFrame:
    cuts = [
        (0.03, 0.35, 0.35, 0.03),
        (0.03, 0.66, 0.66, 0.03),
        (0.03, 0.97, 0.97, 0.03),
        (0.34, 0.97, 0.97, 0.34),
        (0.65, 0.97, 0.97, 0.65),
    ]
    return pd.DataFrame(
        [
            {"x": col + a, "y": row + b, "x2": col + c, "y2": row + d}
            for col, row in few[["col", "row"]].astype(float).itertuples(index=False)
            for a, b, c, d in cuts
        ],
        columns=["x", "y", "x2", "y2"],
        dtype=float,
    )


def bands() -> list[str]:
    """The words of the five bands of a share of the list."""
    between = text("{low}–{high}%", low="{low}", high="{high}")
    edges = [str(round(edge * 100)) for edge in BANDS]
    inner = [between.format(low=low, high=high) for low, high in pairwise(edges)]
    return [text("under {n}%", n=edges[0]), *inner, text("{n}% and more", n=edges[-1])]


def tile_grid(frame: pd.DataFrame, look: Look = LIGHT, *, height: int = 390, simulated: bool) -> Any:
    """One square a region. Columns: region_code, k, n, share (of the voters on the region's list, None where there is no list).
    Fill = share in five bands; hatched and uncoloured under five stations; the tile always prints k/n."""
    data, named = _placed(frame), bands()
    data["band"] = pd.cut(data["share"].astype(float), [-1, *BANDS, 2], right=False, labels=named).astype(object)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, COLUMNS], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[ROWS, 0], nice=False), axis=None)
    legend = alt.Legend(orient="bottom", symbolType="square", symbolStrokeWidth=0, symbolSize=160, columnPadding=10, columns=3)
    fill = alt.Color("band:N", sort=named, scale=alt.Scale(domain=named, range=list(look.coverage)), legend=legend)
    tips = [
        alt.Tooltip("name:N", title=text("Region")),
        alt.Tooltip("kn:N", title=text("stations")),
        alt.Tooltip("share:Q", format=".1%", title=text("share of the list")),
    ]
    base = alt.Chart(data).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", tooltip=tips)
    enough = base.transform_filter("!datum.few").mark_rect(cornerRadius=4).encode(color=fill)
    empty = base.transform_filter("datum.few").mark_rect(cornerRadius=4, fill=look.paper, stroke=look.line, strokeWidth=1)
    hatch = alt.Chart(_hatch(data[data["few"]])).mark_rule(color=look.line, strokeWidth=1).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    dark_text = "datum.few || datum.share < 0.1" if look.name == "light" else "!datum.few && datum.share >= 0.1"
    tone = alt.condition(dark_text, alt.value("#18212F"), alt.value("#FFFFFF" if look.name == "light" else "#E8ECF2"))
    place: Any = alt.Chart(data).encode(x=alt.X("cx:Q", scale=alt.Scale(domain=[0, COLUMNS]), axis=None), y="cy:Q", color=tone)
    names = place.mark_text(fontSize=11, dy=-11).encode(text="name:N")
    value = place.mark_text(fontSize=13, fontWeight=600, dy=8).encode(text="kn:N")
    chart = alt.layer(enough, empty, hatch, names, value).properties(height=height)
    key = text(
        "stations let in / stations in the region; colour: their share of voters on the list; hatched, no colour: fewer than 5 stations"
    )
    return finish(chart, look, text("Where observers were, by region"), key, simulated)
