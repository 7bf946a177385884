"""The official charts: hollow slate marks, axes from 0, SIMULATED inside when it is."""

import json

import pandas as pd
import pytest

from charts import official
from charts.theme import DARK, LIGHT

BASES = pd.DataFrame(
    {
        "name": ["Nur Otan", "Adal"],
        "votes_share": [0.7109, 0.0357],
        "issued_share": [0.6828, 0.0343],
        "list_share": [0.4319, None],
        "polls": [[0.7197, 0.721], []],
    }
)
DAY = pd.DataFrame({"name": ["Kazakhstan"] * 2, "x": [0.116, 0.633], "hour": ["10:00", "22:00"], "last": [False, True]})


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_official_marks_are_hollow_and_slate(look) -> None:
    for chart in (official.bases(BASES, look, simulated=False), official.day(DAY, look, simulated=False)):
        text = json.dumps({name: part for name, part in chart.to_dict().items() if name != "config"})
        assert look.official in text
        assert look.observed not in text
        assert '"filled": false' in text


def test_a_share_that_is_missing_has_no_mark_and_a_poll_has_one() -> None:
    spec = official.bases(BASES, simulated=False).to_dict()
    data = list(spec["datasets"].values())
    marks = next(rows for rows in data if rows and "base" in rows[0])
    assert len(marks) == 5
    ticks = next(rows for rows in data if rows and set(rows[0]) == {"name", "x"})
    assert [row["x"] for row in ticks] == [0.7197, 0.721]


@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_stands_inside_the_picture(simulated: bool) -> None:
    for chart in (official.bases(BASES, simulated=simulated), official.day(DAY, simulated=simulated)):
        assert ("SIMULATED" in json.dumps(chart.to_dict())) is simulated


def test_scales_begin_at_0() -> None:
    for chart in (official.bases(BASES, simulated=False), official.day(DAY, simulated=False)):
        domains = [domain for domain in _domains(chart.to_dict()) if isinstance(domain[0], int | float)]
        assert domains
        assert all(domain[0] == 0 for domain in domains)


def _domains(node: object) -> list[list[object]]:
    if isinstance(node, dict):
        own = [node["scale"]["domain"]] if isinstance(node.get("scale"), dict) and "domain" in node["scale"] else []
        return own + [each for value in node.values() for each in _domains(value)]
    if isinstance(node, list):
        return [each for value in node for each in _domains(value)]
    return []
