"""GeoJSON (RFC 7946) -> boundaries of an election's regions: matched by code or name, refused in a sentence where that cannot be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import orjson

from schemas.boundaries import Boundaries, Polygon, Ring
from schemas.message import Message
from schemas.problem import ProblemCode
from schemas.table_problem import TableProblem

MOST_BYTES, MOST_POINTS, MOST_AREAS, LONGEST_ATTRIBUTION = 10_000_000, 250_000, 2_000, 300
POINTS_DRAWN = 6_000
"""More are seen by nobody and make a page slow on a phone. Points are rounded, the same way on both sides of a border: no gaps open."""
DECIMALS = (4, 3, 2, 1)
NAMED_AT_MOST = 8

TOO_LARGE = Message("The file has {found} MB; at most {limit} MB of boundaries are taken. Simplify them and try again.")
TOO_FINE = Message("The boundaries have {found} points; at most {limit} are taken. Simplify them and try again.")
NOT_GEOJSON = Message("This is not GeoJSON. A collection of areas (FeatureCollection) is expected.")
NO_ATTRIBUTION = Message(
    "Boundaries are taken only with an attribution: who made them, and under which licence. Give it beside the file, or in it as "
    "“attribution”.")
LONG_ATTRIBUTION = Message("The attribution has {found} characters; at most {limit} fit under a map.")
NO_KEY = Message("Nothing in the file names the regions of this election by their codes or names: {known}")
UNKNOWN = Message("These areas are no region of this election: {names}")
MISSING = Message("These regions have no area in the file: {names}")
NO_REGIONS = Message("This election has no regions yet. Import its stations first.")
NO_AREA = Message("The area of “{name}” is no polygon of longitudes and latitudes in degrees.")


def _refuse(message: Message, code: ProblemCode = ProblemCode.IMPOSSIBLE, **values: object) -> TableProblem:
    return TableProblem(message, values=values, code=code)


def check_size(size: int) -> None:
    """Raises TableProblem (too large)."""
    if size > MOST_BYTES:
        raise _refuse(TOO_LARGE, ProblemCode.TOO_LARGE, found=-(-size // 1_000_000), limit=MOST_BYTES // 1_000_000)


def _features(content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The collection and its areas. Raises TableProblem: too large, or no collection of areas."""
    check_size(len(content))
    try:
        found = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise _refuse(NOT_GEOJSON) from None
    features = found.get("features") if isinstance(found, dict) and found.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not 0 < len(features) <= MOST_AREAS:
        raise _refuse(NOT_GEOJSON)
    if not all(isinstance(each, dict) and isinstance(each.get("geometry"), dict) for each in features):
        raise _refuse(NOT_GEOJSON)
    return found, features


def _attribution(collection: Mapping[str, Any], given: str) -> str:
    """What was given with the file, else what the file says of itself."""
    said = given.strip() or str(collection.get("attribution") or "").strip()
    if not said:
        raise _refuse(NO_ATTRIBUTION)
    said = " ".join(said.split())
    if len(said) > LONGEST_ATTRIBUTION:
        raise _refuse(LONG_ATTRIBUTION, found=len(said), limit=LONGEST_ATTRIBUTION)
    return said


def _key(value: object) -> str:
    return " ".join(str(value).casefold().split()) if isinstance(value, str | int) else ""


def _properties(feature: Mapping[str, Any]) -> dict[str, object]:
    """What may name an area: its id and its properties."""
    given = feature.get("properties")
    return {"id": feature.get("id"), **(given if isinstance(given, dict) else {})}


def _named(values: Iterable[object]) -> str:
    names = list(values)
    more = f" … ({len(names)})" if len(names) > NAMED_AT_MOST else ""
    return ", ".join(str(each)[:40] for each in names[:NAMED_AT_MOST]) + more


def _matched(features: Sequence[dict[str, Any]], regions: Mapping[str, Sequence[str]], needed: Iterable[str]) -> list[str]:
    """The region of every area, by the property that names most of them. Raises TableProblem naming areas that are no region, and
    regions that have no area."""
    codes = {_key(word): code for code, words in regions.items() for word in words} | {_key(code): code for code in regions}
    codes.pop("", None)
    given = [_properties(each) for each in features]
    names = list(dict.fromkeys(name for each in given for name in each))
    hits = {name: sum(_key(each.get(name)) in codes for each in given) for name in names}
    best = max(names, key=lambda name: hits[name], default="")
    if not hits.get(best):
        raise _refuse(NO_KEY, known=_named(regions))
    found = [codes.get(_key(each.get(best))) for each in given]
    if unknown := [each.get(best, "–") for each, code in zip(given, found, strict=True) if code is None]:
        raise _refuse(UNKNOWN, names=_named(unknown))
    if missing := [code for code in needed if code not in found]:
        raise _refuse(MISSING, names=_named(missing))
    return [code for code in found if code is not None]


def _rings(geometry: Mapping[str, Any], name: str) -> Iterator[list[Any]]:
    """The polygons of a geometry, each a list of rings."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else None
    if not isinstance(polygons, list) or not polygons or not all(isinstance(each, list) and each for each in polygons):
        raise _refuse(NO_AREA, name=name)
    yield from polygons


def _points(ring: object, name: str) -> list[tuple[float, float]]:
    try:
        points = [(float(point[0]), float(point[1])) for point in ring]  # type: ignore[attr-defined]
    except (TypeError, ValueError, IndexError, KeyError):
        raise _refuse(NO_AREA, name=name) from None
    if len(points) < 4 or points[0] != points[-1] or not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points):
        raise _refuse(NO_AREA, name=name)
    return points


def _rounded(ring: Sequence[tuple[float, float]], decimals: int) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    for x, y in ring:
        point = (round(x, decimals), round(y, decimals))
        if not made or made[-1] != point:
            made.append(point)
    return made


def _wound(ring: Sequence[tuple[float, float]], *, clockwise: bool) -> Ring:
    """The way around that the drawing program takes for the outside (clockwise) or for a hole; RFC 7946 says the opposite."""
    double = sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise(ring))
    return tuple(ring) if (double < 0) == clockwise else tuple(reversed(ring))


Raw = dict[str, list[list[list[tuple[float, float]]]]]


def _drawn(areas: Raw, decimals: int) -> dict[str, tuple[Polygon, ...]]:
    made: dict[str, tuple[Polygon, ...]] = {}
    for code, polygons in areas.items():
        kept: list[Polygon] = []
        for rings in polygons:
            rounded = [_rounded(ring, decimals) for ring in rings]
            if len(rounded[0]) >= 4:
                kept.append(tuple(_wound(ring, clockwise=place == 0) for place, ring in enumerate(rounded) if len(ring) >= 4))
        made[code] = tuple(kept)
    return made


def _count(regions: Mapping[str, Sequence[Polygon]]) -> int:
    return sum(len(ring) for polygons in regions.values() for rings in polygons for ring in rings)


def read(content: bytes, regions: Mapping[str, Sequence[str]], needed: Sequence[str], attribution: str = "") -> Boundaries:
    """The boundaries of regions, as fine as they are drawn. `regions`: every region's code with its names; `needed`: those that must
    have an area (stations abroad have none). Raises TableProblem: too large, not GeoJSON, no attribution, areas that are no region,
    regions without an area, areas that are no polygon."""
    collection, features = _features(content)
    said = _attribution(collection, attribution)
    if not regions:
        raise _refuse(NO_REGIONS)
    areas: Raw = {}
    points_n = 0
    for code, feature in zip(_matched(features, regions, needed), features, strict=True):
        for polygon in _rings(feature["geometry"], code):
            rings = [_points(ring, code) for ring in polygon]
            points_n += sum(map(len, rings))
            if points_n > MOST_POINTS:
                raise _refuse(TOO_FINE, ProblemCode.TOO_LARGE, found=points_n, limit=MOST_POINTS)
            areas.setdefault(code, []).append(rings)
    for decimals in DECIMALS:
        drawn = _drawn(areas, decimals)
        if _count(drawn) <= POINTS_DRAWN:
            break
    if empty := [code for code, polygons in drawn.items() if not polygons]:
        raise _refuse(NO_AREA, name=empty[0])
    return Boundaries(attribution=said, regions=drawn)
