"""Charts of coverage and violations: what they print, what they leave uncoloured, SIMULATED inside; never a station's row."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis.coverage import LOSS_NAMES, Loss, Step
from analysis.states import REASON_NAMES
from charts import coverage, violations
from charts import tiles as grid
from charts.theme import DARK, LIGHT
from locales import LANGUAGES, using

STEPS = [step.value for step in Step if step is not Step.REPORTED]


def funnel(losses: tuple[Loss, ...]) -> pd.DataFrame:
    count = range(len(STEPS), 0, -1)
    return pd.DataFrame({"step": STEPS, "k": [10_060, *count][: len(STEPS)], "of": 20, "of_step": STEPS, "losses": [losses] * len(STEPS)})


def tiles(k: int, share: float | None) -> pd.DataFrame:
    codes = [*grid.TILES_2024, "ABROAD"]
    return pd.DataFrame({"region_code": codes, "k": k, "n": 400, "share": share})


def rows(chart) -> list[dict[str, object]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_every_chart_says_that_it_is_simulated(language: str, look) -> None:
    seen = pd.DataFrame({"label": ["Voting", "A"], "k": [None, 3], "n": [None, 7], "unseen": [None, 2]}).astype(
        {"k": "Int64", "n": "Int64", "unseen": "Int64"}
    )
    bars = pd.DataFrame({"label": ["Out", "document", "document"], "stations": [None, 2, 3], "words": ["", "2 of 9", "3 of 9"],
                         "is_heading": [True, False, False]})
    hours = pd.DataFrame({"hour": [7, 1], "incidents": [2, 1], "stations": [1, 1]})
    with using(language):
        made = [
            coverage.access_funnel(funnel(()), look, simulated=True),
            coverage.tile_grid(tiles(6, 0.1), look, simulated=True),
            violations.seen_at(seen, look, title="T", simulated=True),
            violations.station_bars(bars, look, title="T", key="K", simulated=True),
            violations.hours(hours, look, simulated=True),
        ]
        expected = {"en": "SIMULATED", "ru": "УЧЕБНЫЕ", "kk": "ОҚУ"}[language]
        for chart in made:
            assert expected in json.dumps(chart.to_dict(), ensure_ascii=False)


def test_the_registry_is_cut_and_says_so() -> None:
    with using("en"):
        words = {row["step"]: row["label"] for row in rows(coverage.access_funnel(funnel(()), simulated=False)) if "step" in row}
    assert words["In the registry"] == "10,060, bar cut"
    assert words["Let in"] == "8 of 20"


def test_losses_fit_their_lines_and_none_is_dropped() -> None:
    losses = tuple(Loss(reason, 1000 - place) for place, reason in enumerate(LOSS_NAMES))
    for language in LANGUAGES:
        with using(language):
            for characters in (coverage.NARROW, coverage.WIDE):
                lines = coverage.losses_in_words(losses, characters).split("\n")
                assert len(lines) <= coverage.LINES
                assert all(len(line) <= characters for line in lines)
    with using("en"):
        assert coverage.losses_in_words((Loss("document", 2), Loss("ill", 1))) == "document: 2; fell ill: 1"
        assert coverage.losses_in_words(()) == ""


def test_every_reason_of_loss_has_words() -> None:
    with using("en"):
        assert all(coverage.loss_word(reason) for reason in [*LOSS_NAMES, *REASON_NAMES])
        assert coverage.loss_word("something new") == "reason not known"


@pytest.mark.parametrize(("k", "share", "few"), [(4, 0.5, True), (5, 0.5, False), (60, None, True)])
def test_no_colour_under_five_stations(k: int, share: float | None, few: bool) -> None:
    found = [row for row in rows(coverage.tile_grid(tiles(k, share), simulated=False)) if "kn" in row]
    assert len(found) == 21
    assert {row["few"] for row in found} == {few}
    assert {row["kn"] for row in found} == {f"{k}/400"}


def test_regions_of_2021_keep_their_own_grid() -> None:
    frame = tiles(6, 0.1)
    old = frame[~frame["region_code"].isin(grid.SINCE_2022)]
    found = {(row["col"], row["row"]) for row in rows(coverage.tile_grid(old, simulated=False)) if "kn" in row}
    assert grid.TILES_2021["KZ-35"] in found and len(found) == len(old)


def test_nobody_could_see_is_said_in_words() -> None:
    frame = pd.DataFrame({"label": ["A"], "k": [0], "n": [0], "unseen": [9]}).astype("Int64", errors="ignore")
    with using("en"):
        [row] = [row for row in rows(violations.seen_at(frame, title="T", simulated=False)) if "unseen_words" in row]
    assert (row["words"], row["unseen_words"]) == ("nowhere to be seen", "9")


def test_names_of_three_lines_stand_further_apart() -> None:
    """In Kazakh a name takes three lines: with the gap of two lines between them nobody saw where the next one begins."""
    rows = pd.DataFrame({"label": ["a few words of a name"], "k": [1.0], "n": [2.0], "unseen": [0.0]})
    long = rows.assign(label="жәшіктерге байқаушылардың көзінше пломба салынбады")
    steps = [violations.seen_at(each, title="T", simulated=True).to_dict() for each in (rows, long)]
    two, three = (json.dumps(each).split('"step": ')[1].split("}")[0] for each in steps)
    assert (int(two) - 26, int(three) - 39) == (10, 16)
