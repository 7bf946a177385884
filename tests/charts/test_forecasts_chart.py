"""A forecast is drawn grey beside a hollow slate outcome; what is not published has no mark."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from charts import forecasts
from charts.theme import DARK, LIGHT

SHARES = pd.DataFrame({"name": ["Lantern", "Windmill"], "low": [0.5, 0.055], "high": [0.6, 0.055], "result": [0.63, None]})
NAMES = pd.DataFrame({"name": ["Lantern", "Bridge"], "probability": [0.99, 0.4], "won": [1.0, None], "word": ["won", "not known"]})


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("simulated", [True, False])
def test_a_forecast_is_neither_a_count_nor_an_official_voice(look, simulated: bool) -> None:
    for chart in (forecasts.shares(SHARES, look, simulated=simulated), forecasts.names(NAMES, look, simulated=simulated)):
        said = json.dumps({name: part for name, part in chart.to_dict().items() if name != "config"})
        assert look.official in said and look.muted in said and look.observed not in said
        assert ("SIMULATED" in said) is simulated


def test_the_scale_begins_at_0_and_holds_the_outcome() -> None:
    spec = forecasts.shares(SHARES, simulated=False).to_dict()
    domains = [part["encoding"]["x"]["scale"]["domain"] for part in spec["layer"] if "scale" in part["encoding"]["x"]]
    assert all(low == 0 and high > 0.63 for low, high in domains) and domains
    labels = [row["label"] for rows in spec["datasets"].values() for row in rows]
    assert labels == ["63.00%", ""]


def test_before_the_outcome_the_key_says_so() -> None:
    for chart in (forecasts.shares(SHARES.assign(result=None), simulated=False), forecasts.names(NAMES.assign(won=None), simulated=False)):
        assert "no outcome is published yet" in json.dumps(chart.to_dict())
