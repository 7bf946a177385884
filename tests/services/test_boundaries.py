"""Boundaries from a GeoJSON file: matched to the registry's regions, drawn with their attribution; refused in a sentence otherwise."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from data.formats import geojson
from data.store import ledger
from locales import LANGUAGES, text, using
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.table_problem import TableProblem
from services import boundaries, elections, house, reading
from tests.services import test_imports as given

SAID = "Survey office, CC BY 4.0"


def square(west: float, south: float, size: float = 1.0) -> list[list[list[float]]]:
    return [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]]


def area(code: object, coordinates: Any = None, kind: str = "Polygon") -> dict[str, Any]:
    shape = {"type": kind, "coordinates": coordinates or square(60, 40)}
    return {"type": "Feature", "properties": {"name": code, "n": 7}, "geometry": shape}


def collection(*features: dict[str, Any], **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "attribution": SAID, "features": features, **more}).encode()


GOOD = collection(area("R1"), area("R2", [square(61, 40), square(70, 50)], "MultiPolygon"))


@pytest.fixture
def registry(house_dir) -> None:
    elections.import_election(given.ADMIN, given.ELECTION.encode())
    given.put("stations", given.STATIONS, given.TABLE)


REFUSED = {
    "no JSON": (b"<kml>", geojson.NOT_GEOJSON),
    "cut off": (GOOD[:-40], geojson.NOT_GEOJSON),
    "too deep": (b"[" * 100_000, geojson.NOT_GEOJSON),
    "a single area": (json.dumps(area("R1")).encode(), geojson.NOT_GEOJSON),
    "no areas": (collection(), geojson.NOT_GEOJSON),
    "an area without a shape": (collection({"type": "Feature", "properties": {"name": "R1"}, "geometry": None}), geojson.NOT_GEOJSON),
    "no attribution": (collection(area("R1"), area("R2"), attribution=" "), geojson.NO_ATTRIBUTION),
    "a book for an attribution": (collection(area("R1"), area("R2"), attribution="a" * 301), geojson.LONG_ATTRIBUTION),
    "a region too many": (collection(area("R1"), area("R2"), area("R9")), geojson.UNKNOWN),
    "a region without a name": (collection(area("R1"), area("R2"), area(None)), geojson.UNKNOWN),
    "a region missing": (collection(area("R1")), geojson.MISSING),
    "another country": (collection(area("FR-75"), area("FR-13")), geojson.NO_KEY),
    "a line": (collection(area("R1", [[60, 40], [61, 41]], "LineString"), area("R2")), geojson.NO_AREA),
    "metres": (collection(area("R1", square(500_000, 4_000_000)), area("R2")), geojson.NO_AREA),
    "letters": (collection(area("R1", [[["a", "b"]] * 4]), area("R2")), geojson.NO_AREA),
    "not closed": (collection(area("R1", [square(60, 40)[0][:-1]]), area("R2")), geojson.NO_AREA),
    "numbers without an end": (GOOD.replace(b"60,", b"NaN,").replace(b"60.0,", b"NaN,"), geojson.NO_AREA),
    "too many points": (collection(area("R1", [[[60, 40], *[[61, 41], [60.5, 41]] * 130_000, [60, 40]]]), area("R2")), geojson.TOO_FINE),
    "too large": (b"[" + b" " * 10_000_001, geojson.TOO_LARGE),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_drawn_is_refused_and_nothing_is_kept(registry: None, how: str) -> None:
    content, message = REFUSED[how]
    with house.store().read() as connection:
        before = ledger.length(connection)
    with pytest.raises(TableProblem) as caught:
        boundaries.bring(given.ADMIN, "small", content)
    assert caught.value.message in (message, geojson.NOT_GEOJSON if how.startswith("numbers") else message)
    said = set()
    for code in LANGUAGES:
        with using(code):
            said.add(text(caught.value.message, None, **caught.value.values))
    assert len(said) == 3
    with house.store().read() as connection:
        assert ledger.length(connection) == before
    assert boundaries.of("small") is None


def test_they_are_kept_with_their_attribution_and_the_same_file_adds_nothing(registry: None) -> None:
    found, already = boundaries.bring(given.ADMIN, "small", GOOD)
    assert not already and set(found.regions) == {"R1", "R2"} and len(found.regions["R2"]) == 2
    reading.forget()
    assert boundaries.of("small") == found and found.attribution == SAID
    assert boundaries.bring(given.ADMIN, "small", GOOD) == (found, True)
    other, already = boundaries.bring(given.ADMIN, "small", GOOD, "Others,  ODbL")
    assert not already and other.attribution == "Others, ODbL"
    reading.forget()
    assert boundaries.of("small") == other
    assert boundaries.bring(given.ADMIN, "small", GOOD) == (found, False), "back to the earlier one is a change too"
    reading.forget()
    assert boundaries.of("small") == found


def test_outer_rings_run_clockwise_and_holes_do_not() -> None:
    hole = [[60.2, 40.2], [60.2, 40.8], [60.8, 40.8], [60.8, 40.2], [60.2, 40.2]]
    for rings in ([square(60, 40)[0], hole], [square(60, 40)[0][::-1], hole[::-1]]):
        ((outer, inner),) = geojson.read(collection(area("R1", rings)), {"R1": ()}, ["R1"]).regions["R1"]
        turns = [sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise(ring)) for ring in (outer, inner)]
        assert turns[0] < 0 < turns[1]


def test_regions_are_known_by_name_too_and_those_abroad_need_no_area() -> None:
    regions = {"KZ-71": ("Astana", "Астана", "Астана"), "ABROAD": ("Abroad", "", "")}
    assert set(geojson.read(collection(area("АСТАНА ")), regions, ["KZ-71"]).regions) == {"KZ-71"}


def test_only_who_sets_up_an_election_brings_boundaries(registry: None) -> None:
    for role in (Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.PUBLIC):
        with pytest.raises(Problem) as refused:
            boundaries.bring(Actor("x", role, "small"), "small", GOOD)
        assert refused.value.code in (ProblemCode.FORBIDDEN, ProblemCode.NOT_SIGNED_IN)
