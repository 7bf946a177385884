"""The map draws the numbers of the tile grid, names the makers of its boundaries, and has no colour under five stations."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.coverage import told
from charts.region_map import region_map
from charts.theme import DARK, LIGHT
from schemas.boundaries import Boundaries


def box(west: float, south: float, size: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    return (((west, south), (west, south + size), (west + size, south + size), (west + size, south), (west, south)),)


MADE = Boundaries(attribution="Survey office, CC BY 4.0", regions={
    "KZ-11": (box(68, 50, 4),), "KZ-71": (box(71, 51, 0.2),), "KZ-79": (box(69, 42, 3),)})
FRAME = pd.DataFrame({"region_code": ["KZ-71", "KZ-11", "KZ-79", "ABROAD"], "k": [12, 6, 4, 9], "n": [300, 700, 200, 60],
                      "share": [0.051, 0.02, None, 0.4]})


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_what_is_drawn(look) -> None:
    spec = region_map(told(FRAME), MADE, look, key="let in / stations", simulated=True)
    shapes = next(layer["data"]["values"] for layer in spec["layer"] if "values" in layer.get("data", {}))
    assert [each["kn"] for each in shapes] == ["6/700", "4/200", "12/300"], "a city lies over the region around it; abroad has no place"
    assert [each["band"] for each in shapes] == ["2–5%", None, "5–10%"]
    assert [each["few"] for each in shapes] == [False, True, False]
    labels = [row["label"] for rows in spec["datasets"].values() for row in rows if "label" in row]
    assert labels == ["6/700", "4/200"], "no room for the city's numbers"
    assert "Survey office, CC BY 4.0" in str(spec["usermeta"]) and "SIMULATED" in str(spec)
    assert spec["projection"]["rotate"] == [-70.0, -48.0]
