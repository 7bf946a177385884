"""Boundaries of an election's regions, as they are drawn: for each region its polygons, and whom the picture must name."""

from typing import Annotated

from pydantic import Field

from schemas.model import Model

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


class Boundaries(Model):
    """`regions`: by region code, polygons of rings of (longitude, latitude), the outer ring first and clockwise, holes the other way.
    `attribution` stands under every map and inside every saved picture."""

    attribution: Annotated[str, Field(min_length=1, max_length=300)]
    regions: dict[str, tuple[Polygon, ...]]


class BoundariesMapping(Model):
    """What a file of boundaries was read by: kept beside it, as the mapping of a table is."""

    kind: str = "boundaries"
    attribution: Annotated[str, Field(max_length=300)] = ""
