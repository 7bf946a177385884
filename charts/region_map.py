"""Figures by region on the boundaries that the group has brought: the same numbers, bands and rule as the tile grid beside it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from charts import rendering
from charts.theme import LIGHT, Look, finish
from charts.tiles import COVERED, DARK_BANDS, Shades, bands, tile_name
from locales import text
from schemas.boundaries import Boundaries, Polygon

HEIGHT = 430
SHAPES = "region shapes"
LABELLED_SHARE = 0.012
"""A region with less of the whole area has no room for its numbers; the tile grid has them."""

LINES_ACROSS = 24

Box = tuple[float, float, float, float]


def _area(polygon: Polygon) -> float:
    """Size of the outer ring, in square degrees."""
    ring = polygon[0]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def _middle(polygon: Polygon) -> tuple[float, float]:
    """Where numbers stand: the middle of the longest stretch inside the outer ring, of lines across it; the nearer the line is to half its
    height, the longer it counts. A region bent around another has its middle outside."""
    ring = polygon[0]
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, ring[0])
    for step in range(1, LINES_ACROSS):
        part = step / LINES_ACROSS
        at = low + part * (high - low)
        cuts = sorted(x1 + (at - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring) if (y1 <= at) != (y2 <= at))
        for west, east in zip(cuts[::2], cuts[1::2], strict=False):
            best = max(best, ((east - west) * (1 - abs(part - 0.5)), ((west + east) / 2, at)))
    return best[1]


def _box(regions: Sequence[Sequence[Polygon]]) -> Box:
    points = [point for polygons in regions for polygon in polygons for point in polygon[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _rows(frame: pd.DataFrame, boundaries: Boundaries, shades: Shades) -> list[dict[str, Any]]:
    """A row a region that has an area, the largest first, so that a city lies over the region around it."""
    named, made = bands(shades), []
    whole = sum(_area(polygon) for polygons in boundaries.regions.values() for polygon in polygons) or 1.0
    for each in frame.to_dict("records"):
        code = str(each["region_code"])
        polygons = boundaries.regions.get(code)
        if not polygons:
            continue
        share = None if pd.isna(each["share"]) else float(each["share"])
        few = bool(each["few"]) or share is None
        band = None if few or share is None else shades.band(share)
        largest = max(polygons, key=_area)
        size, (longitude, latitude) = _area(largest), _middle(largest)
        made.append({
            "name": each.get("name") or tile_name(code), "kn": each["kn"], "few": few, "said": each.get("said") or each["kn"],
            "band": None if band is None else named[band], "deep": band is not None and band >= DARK_BANDS, "size": size,
            "longitude": longitude, "latitude": latitude, "label": each["kn"] if size >= LABELLED_SHARE * whole else "",
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        })  # fmt: skip
    return sorted(made, key=lambda row: -float(row["size"]))


def region_map(
    frame: pd.DataFrame, boundaries: Boundaries, look: Look = LIGHT, *, key: str, shades: Shades = COVERED, height: int = HEIGHT,
    simulated: bool,
) -> dict[str, Any]:
    """The specification of the map. Columns as charts.tiles.grid. Equal areas, so that a large empty region does not look larger than it
    is. Fill = share in five bands; no colour where few."""
    rows, named = _rows(frame, boundaries, shades), bands(shades)
    west, south, east, north = _box(list(boundaries.regions.values()))
    legend = alt.Legend(orient="bottom", symbolType="square", symbolStrokeWidth=0, symbolSize=160, columnPadding=10, columns=3)
    fill = alt.Color("band:N", sort=named, scale=alt.Scale(domain=named, range=list(shades.colours(look))), legend=legend)
    tips = [alt.Tooltip("name:N", title=text("Region")), alt.Tooltip("said:N", title=text("Value"))]
    shapes = alt.Chart(alt.NamedData(name=SHAPES)).encode(tooltip=tips)
    empty = shapes.transform_filter("datum.few").mark_geoshape(fill=look.ground, stroke=look.muted, strokeWidth=0.8)
    enough = shapes.transform_filter("!datum.few").mark_geoshape(stroke=look.paper, strokeWidth=0.8).encode(color=fill)
    places = pd.DataFrame(
        [{name: row[name] for name in ("longitude", "latitude", "label", "deep")} for row in rows if row["label"]],
        columns=["longitude", "latitude", "label", "deep"])  # fmt: skip
    tone = alt.condition("datum.deep", alt.value(look.paper), alt.value(look.ink))
    labels: Any = alt.Chart(places).mark_text(fontSize=12, fontWeight=600)
    labels = labels.encode(longitude="longitude:Q", latitude="latitude:Q", text="label:N", color=tone)
    chart = alt.layer(
        empty, enough, labels, height=height,
        projection=alt.Projection(type="azimuthalEqualArea", rotate=[-(west + east) / 2, -(south + north) / 2]))
    said = f"{key} · {text('Boundaries: {attribution}', attribution=boundaries.attribution)}"
    spec: dict[str, Any] = rendering.specification(finish(chart, look, text("The same regions on a map"), said, simulated))
    return _with_shapes(spec, rows)


def _with_shapes(spec: dict[str, Any], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The areas stay where they are used: as named data they would be sent as columns, and an area is no column."""
    values = [{"type": "Feature", **{name: value for name, value in row.items() if name not in ("label", "size")}} for row in rows]
    for layer in spec["layer"]:
        if layer.get("data") == {"name": SHAPES}:
            layer["data"] = {"values": values}
    return spec
