"""The charts of the turnout page as specifications: what is drawn for whom, and SIMULATED inside."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pandas as pd
import pytest

from charts import rendering, series, turnout
from charts.theme import DARK, LIGHT, Look
from locales import LANGUAGES, text, using

ROWS = pd.DataFrame(
    {
        "station": ["№ 1", "№ 2", "№ 3"],
        "counted": [1000.0, 500.0, 300.0],
        "protocol": [1200.0, 400.0, 310.0],
        "floor": [970.0, 485.0, 291.0],
        "ceiling": [1050.0, 700.0, float("nan")],
        "whole_day": [True, False, False],
        "side": ["above", "below", "open"],
    }
)
CURVE = pd.DataFrame({"allowance": [0.0, 0.03, 0.05, 0.2], "above": [9, 5, 3, 1], "below": [4, 2, 1, 0]})
DAY = pd.DataFrame(
    {
        "hour": [10.0, 12.0, 10.0, 12.0],
        "share": [0.1, 0.2, 0.09, 0.18],
        "voice": ["announced", "announced", "counted", "counted"],
        "part": 0,
        "clock": ["10:00", "12:00"] * 2,
        "written": ["10%", "20%", "9%", "18%"],
    }
)
RISES = pd.DataFrame({"interval": ["07–10", "10–12"], "counted": [100.0, 90.0], "stated": [110.0, 95.0], "stations": [3, 3]})
REST = pd.DataFrame(
    {
        "region": ["Shymkent", "Almaty"],
        "stations": [3, 9],
        "seen_share": [0.4, 0.3],
        "announced_share": [0.9, 0.3],
        "remainder_share": [1.05, 0.3],
        "impossible": [True, False],
    }
)


@cache
def drawn(look: Look, simulated: bool, language: str = "en", *, validate: bool = True) -> dict[str, dict[str, Any]]:
    """The charts' specifications, each held against Vega-Lite's schema where `validate`; with and without SIMULATED they are the same."""
    with using(language):
        return {name: chart.to_dict(validate=validate) for name, chart in charts(look, simulated).items()}


def charts(look: Look, simulated: bool) -> dict[str, Any]:
    return {
        "scatter": turnout.counted_against_protocol(ROWS, 0.03, 0.05, look, simulated=simulated),
        "curve": turnout.allowance_curve(CURVE, 0.03, 0.05, look, simulated=simulated),
        "rows": turnout.station_rows(ROWS, look, simulated=simulated),
        "remainder": series.remainder(REST, look, simulated=simulated),
        "day": series.day_panel(DAY, "Shymkent, n 3", look, simulated=simulated),
        "days": series.day(DAY.assign(region="Shymkent"), look, simulated=simulated),
        "rise": series.increase_panel(RISES, "Shymkent, n 3", look, simulated=simulated),
        "rises": series.increases(RISES.assign(region="Shymkent"), look, simulated=simulated)}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_chart_is_a_valid_specification_and_says_simulated(language: str, look: Look) -> None:
    with using(language):
        for name, spec in drawn(look, True, language).items():
            assert text("SIMULATED") in json.dumps(spec, ensure_ascii=False), name
            assert spec["config"]["background"] == look.paper
        real = drawn(look, False, language, validate=False)
        assert all(text("SIMULATED") not in json.dumps(spec, ensure_ascii=False) for spec in real.values())


def test_counts_begin_at_zero_and_both_axes_are_equal() -> None:
    written = json.dumps(drawn(LIGHT, False)["scatter"])
    domains = {part.split("]")[0] for part in written.split('"domain": [0')[1:] if part.startswith(",")}
    assert len(domains) == 1


def test_the_curve_names_both_numbers_at_the_settings() -> None:
    written = json.dumps(drawn(LIGHT, False)["curve"])
    assert "3 above" in written
    assert "2 below" in written


def test_an_impossible_remainder_is_flagged_not_drawn_outside() -> None:
    data = [row for rows in drawn(LIGHT, False)["remainder"]["datasets"].values() for row in rows if "note" in row]
    assert data[0]["shown"] == 1
    assert data[0]["note"] == "◆ 105.0%"


def test_a_saved_picture_is_a_png_with_its_source() -> None:
    spec = rendering.complete(drawn(LIGHT, True)["curve"], footnote=["SIMULATED DATA · n = 3 · own reports"])
    assert spec["title"]["subtitle"][-1].startswith("SIMULATED DATA")
    assert rendering.png(spec)[:8] == b"\x89PNG\r\n\x1a\n"


def test_what_the_dashes_mean_stands_in_the_key_where_no_mark_crosses_it() -> None:
    scatter = drawn(LIGHT, False)["scatter"]
    assert f"–\u00a0–\u00a0–\u00a0{text('equal')}" in scatter["usermeta"]["key"]
    assert text("equal") not in json.dumps(scatter["datasets"])


def test_the_screen_reader_hears_the_page_and_no_names_of_columns() -> None:
    assert all(spec["config"]["aria"] is False for spec in drawn(LIGHT, True).values())


@pytest.mark.parametrize("simulated", [True, False])
def test_the_highest_point_stays_below_the_mark_of_invented_data(simulated: bool) -> None:
    """The first panel of many had its topmost point under the word."""
    for chart, bottom in ((series.increase_panel(RISES, "Abroad, n 3", LIGHT, simulated=simulated), {"expr": "height"}),
                          (series.increases(RISES.assign(region="Abroad"), LIGHT, simulated=simulated), series.PANEL_HEIGHT)):
        found = json.dumps(rendering.specification(chart))
        assert f'"range": {json.dumps([bottom, series.TAG_ROOM if simulated else 0])}' in found
        assert series.TAG_ROOM >= 9 + 80**0.5, "the word ends at 9, and a mark of 80 square points is as high as that"
