"""One grid for every figure by region: its squares, its bands, no colour under five stations, a text for each tile, and what a tap does."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
import streamlit

from charts import tiles as drawn
from charts.theme import DARK, LIGHT
from locales import LANGUAGES, using
from ui import filters, tiles

CODES = [*drawn.TILES_2024, "ABROAD"]


def marks(spec: dict[str, object]) -> list[dict[str, object]]:
    return [row for rows in spec["datasets"].values() for row in rows if "said" in row]  # type: ignore[attr-defined]


def test_k_of_n_is_printed_coloured_from_five_on_and_silent_where_nothing_is_known() -> None:
    with using("en"):
        frame = tiles.counted(["KZ-10", "KZ-11", "KZ-15", "KZ-19"], pd.DataFrame(
            {"region_code": ["KZ-10", "KZ-11", "KZ-15"], "k": [0, 4, 0], "n": [1_200, 4, 0]}))
    assert frame["kn"].tolist() == ["0/1,200", "4/4", "–", "–"]
    assert frame["few"].tolist() == [False, True, True, True]
    assert frame["said"].tolist() == ["0 of 1,200, 0.0%", "4 of 4", "not known", "not known"], "missing is never 0"


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tile_has_a_text_and_only_one(language: str, look) -> None:
    rows = pd.DataFrame({"region_code": CODES, "k": 3, "n": range(len(CODES))})
    with using(language):
        spec = drawn.grid(tiles.counted(CODES, rows), look, title="T", key="K", turn=3, chosen="KZ-75", simulated=True).to_dict()
    said = {row["said"] for row in marks(spec)}
    assert len(said) == len(CODES)
    described = [layer for layer in spec["layer"] if "description" in layer.get("encoding", {})]
    assert len(described) == 1 and described[0]["name"] in spec["params"][0]["views"], "what is read aloud is what is tapped"
    others = [layer for layer in spec["layer"] if layer not in described and layer["mark"].get("type") != "text"]
    assert all(layer["mark"]["aria"] is False for layer in others)


def test_bands_end_where_the_legend_says() -> None:
    shades = drawn.FIFTHS
    assert [shades.band(value) for value in (0, 0.1999, 0.2, 0.6, 0.8, 1)] == [0, 0, 1, 3, 4, 4]
    with using("en"):
        assert drawn.bands(shades) == ["under 20%", "20–40%", "40–60%", "60–80%", "80% and more"]
    few = pd.DataFrame({"share": [0.1, 0.9], "few": [False, True]})
    assert tiles.fitting(few, drawn.SEEN) is drawn.SEEN, "a tile without colour chooses no bands"
    assert tiles.fitting(few.assign(few=False), drawn.SEEN) is drawn.FIFTHS


def test_published_shares_are_slate_named_as_on_their_day_and_not_counted_as_few() -> None:
    codes = [code for code in CODES if code not in (*drawn.SINCE_2022, "ABROAD")]
    with using("en"):
        frame = tiles.shares(codes, {"KZ-71": 0.451, "KZ-75": 0.303}, date(2021, 1, 10))
        named = dict(zip(frame["region_code"], frame["name"], strict=True))
        spec = drawn.grid(frame, title="T", key="K", shades=drawn.ANNOUNCED, simulated=False).to_dict()
        since = tiles.shares(["KZ-71"], {}, date(2023, 3, 19))
    assert (named["KZ-71"], since["name"][0]) == ("Nur-Sultan", "Astana")
    rows = {row["region_code"]: row for row in marks(spec)}
    assert (rows["KZ-75"]["kn"], rows["KZ-75"]["few"], rows["KZ-11"]["kn"]) == ("30.3%", False, "–")
    assert (rows["KZ-35"]["col"], rows["KZ-35"]["row"]) == drawn.TILES_2021["KZ-35"]
    assert list(LIGHT.announced) in [layer["encoding"]["color"]["scale"]["range"] for layer in spec["layer"]
                                     if "scale" in layer.get("encoding", {}).get("color", {})]  # fmt: skip


def test_a_country_with_more_regions_than_squares_has_no_grid() -> None:
    assert drawn.has_room(CODES) and drawn.has_room([f"D{n}" for n in range(8)])
    assert not drawn.has_room([f"D{n:02d}" for n in range(73)]) and not drawn.has_room([])
    nothing = tiles.counted(CODES, pd.DataFrame({"region_code": [], "k": [], "n": []}))
    assert not tiles.Grid(nothing, "T", "K").has_room


def test_a_tap_chooses_a_region_and_the_next_one_on_it_all_of_them(monkeypatch) -> None:
    state: dict[str, object] = {"region": "all"}
    monkeypatch.setattr(streamlit, "session_state", state)

    def touch(*marked: str) -> object:
        state["element"] = {"selection": {drawn.TAPPED: [{"region_code": code, "turn": 0} for code in marked]}}
        tiles.tap("element", "region", ("KZ-10", "KZ-75"), str)
        return state["region"]

    assert [touch("KZ-75"), touch("KZ-75"), touch("KZ-10"), touch("KZ-75")] == ["KZ-75", filters.ALL, "KZ-10", "KZ-75"]
    assert touch("KZ-99") == touch() == "KZ-75", "the page does not offer it; nothing was touched"


def test_a_tap_never_says_the_same_twice_after_a_choice(monkeypatch) -> None:
    """The browser keeps back a selection that is equal to the last one it sent: `turn` is another one once the choice has changed."""
    monkeypatch.setattr(streamlit, "session_state", {})
    turns = [tiles._turn("element", framed) for framed in ("", "", "KZ-75", "KZ-75", "", "KZ-10")]
    assert turns == [0, 0, 1, 1, 2, 3]


def test_a_few_regions_move_together_and_keep_their_order() -> None:
    codes = ["KZ-35", "KZ-63", "KZ-19"]
    frame = tiles.counted(codes, pd.DataFrame({"region_code": codes, "k": 5, "n": 9}))
    with using("en"):
        spec = drawn.grid(frame, title="T", key="K", simulated=True).to_dict()
        whole = drawn.grid(tiles.counted(CODES, pd.DataFrame({"region_code": CODES, "k": 5, "n": 9})), title="T", key="K", simulated=True)
    places = {row["region_code"]: (row["col"], row["row"]) for row in marks(spec)}
    assert places == {"KZ-35": (0, 0), "KZ-63": (1, 0), "KZ-19": (1, 1)}, "East Kazakhstan east of Karaganda, Almaty south of both"
    assert (drawn.rows_of(codes), drawn.rows_of(CODES)) == (2, drawn.ROWS)
    assert spec["height"] < whole.to_dict()["height"] == drawn.HEIGHT
