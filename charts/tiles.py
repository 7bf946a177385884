"""The regions as a grid of squares: one element for every figure by region, with its neighbours beside it and every region as large.

A figure of observers is teal and has no colour under five stations; what others published is slate, as everywhere."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, Look, finish
from locales import text
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
FEW_REGIONS = 6
"""So many or fewer move together, each still east or south of the others: single squares far apart would look like a grid with holes."""

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

HEIGHT, HEADING, PHONE = 430, 150, 400
"""Points of the whole picture, of what stands above and below its squares, and of the width under which their names are smaller."""
KEY_ROOM, KEY_LETTER = 34, 6
"""Points beside the words of a band in the key (square and gaps), and of one of its letters."""
DARK_BANDS = 3
"""Bands before this one are pale in the light look and deep in the dark one: letters on them are those of the page."""
TAPPED = "tile"
"""The selection that a tap makes: region_code of one tile, and the turn."""
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Shades:
    """Where the five bands of a share meet; `official`: slate, for what others published."""

    edges: tuple[float, float, float, float]
    official: bool = False

    def band(self, value: float) -> int:
        return sum(value >= edge for edge in self.edges)

    def colours(self, look: Look) -> tuple[str, ...]:
        return look.announced if self.official else look.coverage


COVERED = Shades((0.02, 0.05, 0.10, 0.20))
SEEN = Shades((0.05, 0.10, 0.20, 0.40))
FIFTHS = Shades((0.2, 0.4, 0.6, 0.8))
DISPUTED = Shades(COVERED.edges, official=True)
ANNOUNCED = Shades((0.4, 0.5, 0.6, 0.7), official=True)


def bands(shades: Shades = COVERED) -> list[str]:
    """The words of the five bands."""
    between = text("{low}–{high}%", low="{low}", high="{high}")
    edges = [str(round(edge * 100)) for edge in shades.edges]
    inner = [between.format(low=low, high=high) for low, high in pairwise(edges)]
    return [text("under {n}%", n=edges[0]), *inner, text("{n}% and more", n=edges[-1])]


NUR_SULTAN = Message("Nur-Sultan", "tile")
CAPITAL, NUR_SULTAN_FROM, NUR_SULTAN_TO = "KZ-71", date(2019, 3, 23), date(2022, 9, 18)
"""The first and last day of the capital's other name (regions.csv)."""


def tile_name(code: str, on: date | None = None) -> str:
    """A region's short name, of that day; its code where it has none."""
    if code == CAPITAL and on is not None and NUR_SULTAN_FROM <= on <= NUR_SULTAN_TO:
        return text(NUR_SULTAN)
    return text(TILE_NAMES[code]) if code in TILE_NAMES else code


def _places(codes: list[str]) -> list[tuple[int, int] | None]:
    tiles = TILES_2024 if set(codes) & set(SINCE_2022) else TILES_2021
    spare = iter(place for place in SPARE if place not in {tiles[code] for code in codes if code in tiles})
    places = [tiles[code] if code in tiles else next(spare, None) for code in codes]
    return _together(places) if len(codes) <= FEW_REGIONS else places


def _together(places: list[tuple[int, int] | None]) -> list[tuple[int, int] | None]:
    """The same places without the columns and rows that nothing stands in."""
    columns, rows = (sorted({place[axis] for place in places if place}) for axis in (0, 1))
    return [(columns.index(place[0]), rows.index(place[1])) if place else None for place in places]


def rows_of(codes: list[str]) -> int:
    """How many rows of squares these regions take."""
    return max((place[1] + 1 for place in _places(codes) if place), default=ROWS) if len(codes) <= FEW_REGIONS else ROWS


def has_room(codes: list[str]) -> bool:
    """Whether there is a square for each of these regions. A country with more of them than this grid has room for has no grid: a
    region left out would look as if nothing were known of it."""
    return bool(codes) and all(_places(codes))


def _placed(frame: pd.DataFrame, shades: Shades) -> pd.DataFrame:
    places, named = _places(list(frame["region_code"])), bands(shades)
    few = frame["few"].astype(bool) | frame["share"].isna()
    numbers = [shades.band(float(value)) if not empty else 0 for value, empty in zip(frame["share"], few, strict=True)]
    data = frame.assign(
        col=pd.Series([place[0] if place else None for place in places], index=frame.index, dtype=object),
        row=pd.Series([place[1] if place else None for place in places], index=frame.index, dtype=object),
        name=frame["name"] if "name" in frame else [tile_name(code) for code in frame["region_code"]],
        few=few,
        band=pd.Series([None if empty else named[band] for band, empty in zip(numbers, few, strict=True)], index=frame.index, dtype=object),
        deep=[band >= DARK_BANDS and not empty for band, empty in zip(numbers, few, strict=True)],
    )
    data["said"] = [f"{name}: {words}" for name, words in zip(data["name"], frame["said"] if "said" in frame else data["kn"], strict=True)]
    data = data.dropna(subset=["col"])
    return data.assign(
        x=data["col"] + 0.03, x2=data["col"] + 0.97, y=data["row"] + 0.03, y2=data["row"] + 0.97, cx=data["col"] + 0.5, cy=data["row"] + 0.5
    )


def cells(frame: pd.DataFrame, shades: Shades, look: Look = LIGHT) -> list[dict[str, Any]]:
    """The same squares as plain values, for paper: column, row, name, words, fill ("" where it has no colour), and the ink of its words."""
    colours = shades.colours(look)
    return [
        {
            "column": int(each["col"]), "row": int(each["row"]), "name": each["name"], "words": each["kn"],
            "fill": "" if each["few"] else colours[shades.band(float(each["share"]))], "ink": look.paper if each["deep"] else look.ink,
        }
        for each in _placed(frame.astype({"share": "float64"}), shades).to_dict("records")
    ]  # fmt: skip


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


def _touch(base: Any, look: Look, chosen: str, is_tapped: bool) -> list[Any]:
    """An unseen square over each tile, which is what a pointer meets and what is read aloud; a frame around the one that is chosen."""
    said = base.mark_rect(fill=look.paper, fillOpacity=0, stroke=None, **({"cursor": "pointer"} if is_tapped else {})).encode(
        tooltip=[alt.Tooltip("said:N", title=text("Region"))], description=alt.Description("said:N")).properties(name="tiles")
    if is_tapped:
        said = said.add_params(alt.selection_point(name=TAPPED, fields=["region_code", "turn"], on="click", toggle=False, clear=False))
    framed = base.transform_filter(alt.FieldEqualPredicate(field="region_code", equal=chosen))
    return [*([framed.mark_rect(fill=None, stroke=look.ink, strokeWidth=3, cornerRadius=4, aria=False)] if chosen else []), said]


def _room(words: list[str]) -> int:
    """How wide a picture must be for the words of the bands to stand beside each other, by a generous width of letters."""
    return sum(KEY_ROOM + KEY_LETTER * len(each) for each in words)


def grid(
    frame: pd.DataFrame, look: Look = LIGHT, *, title: str, key: str, shades: Shades = FIFTHS, height: int = HEIGHT, chosen: str = "",
    turn: int | None = None, simulated: bool,
) -> Any:
    """One square a region. Columns: region_code, kn (what the square prints), share (of which the band is taken; None where there is
    none), few (fewer than five stations); `said` where more is to be read aloud than `kn`, `name` where it was another one. Hatched and
    uncoloured where few.
    `chosen`: the region that has a frame. `turn`: a tap chooses a region; another number after each choice, since a browser does not
    tell a tap that says the same as the one before."""
    data, named = _placed(frame.astype({"share": "float64"}), shades).assign(turn=turn), bands(shades)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, COLUMNS], nice=False), axis=None)
    rows = rows_of(list(data["region_code"]))
    height = HEADING + (height - HEADING) * rows // ROWS
    y = alt.Y("y:Q", scale=alt.Scale(domain=[rows, 0], nice=False), axis=None)
    in_a_row: Any = {"expr": f"width < {_room(named)} ? 3 : {len(named)}"}
    legend = alt.Legend(orient="bottom", symbolType="square", symbolStrokeWidth=0, symbolSize=160, columnPadding=10, columns=in_a_row)
    fill = alt.Color("band:N", sort=named, scale=alt.Scale(domain=named, range=list(shades.colours(look))), legend=legend)
    base = alt.Chart(data).encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
    enough = base.transform_filter("!datum.few").mark_rect(cornerRadius=4, aria=False).encode(color=fill)
    empty = base.transform_filter("datum.few").mark_rect(cornerRadius=4, fill=look.paper, stroke=look.line, strokeWidth=1, aria=False)
    hatch = alt.Chart(_hatch(data[data["few"]])).mark_rule(color=look.line, strokeWidth=1, aria=False)
    hatch = hatch.encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    tone = alt.condition("datum.deep", alt.value(look.paper), alt.value(look.ink))
    place: Any = alt.Chart(data).encode(
        x=alt.X("cx:Q", scale=alt.Scale(domain=[0, COLUMNS]), axis=None), y=alt.Y("cy:Q", scale=alt.Scale(domain=[rows, 0]), axis=None),
        color=tone)
    small: Any = {"expr": f"width < {PHONE} ? 10 : 11"}
    names = place.mark_text(fontSize=small, dy=-11, aria=False).encode(text="name:N")
    value = place.mark_text(fontSize=13, fontWeight=600, dy=8, aria=False).encode(text="kn:N")
    layers = alt.layer(enough, empty, hatch, names, value, *_touch(base, look, chosen, turn is not None), height=height)
    return finish(layers, look, title, key, simulated)
