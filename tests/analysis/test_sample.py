"""Sample planning and response: published sizes, a draw anyone can repeat, simulation against formula, silent stations."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimate import ratio
from analysis.sample_plan import draw, simulate, sizes_by_stratum
from analysis.sample_response import NoSensitivity, response_by_stratum, sensitivity
from analysis.sample_size import kish_design_effect, margin_of_mean, stations_needed, voters_needed

STRATA = {"north": 60, "south": 30, "islands": 3}
REGISTRY = pd.DataFrame(
    {
        "station_id": [f"{name}-{number}" for name, size in STRATA.items() for number in range(size)],
        "region": np.repeat(list(STRATA), [60, 30, 3]),
    }
)


def test_quick_count_of_peru_2001() -> None:
    """NDI (2002) ch. 5: N 14,570,774, P 0.5, E 0.0032, z 2.58. The book prints 163,185 after rounding between steps and draws
    1,020 stations of 160; the formula itself gives 160,717."""
    voters = voters_needed(14_570_774, 0.0032, z=2.58)
    assert voters == 160_717
    assert stations_needed(163_185, 160) == 1020
    assert stations_needed(voters, 160, response_share=0.9) == 1117


@pytest.mark.parametrize(("stations", "margin"), [(100, 0.0293), (300, 0.0167), (1000, 0.0088)])
def test_margin_of_a_mean_of_stations(stations: int, margin: float) -> None:
    """10,061 stations, standard deviation of turnout 15 percentage points."""
    assert margin_of_mean(0.15, stations, 10_061) == pytest.approx(margin, abs=5e-5)
    assert margin_of_mean(0.15, 10_061, 10_061) == 0


def test_kish() -> None:
    assert kish_design_effect(11, 0.1) == pytest.approx(2)


def test_sizes_by_hand() -> None:
    """20 of 93: the islands keep two; 18 split 60 : 30. Neyman with double spread in the south: 18 split 60 : 60."""
    assert sizes_by_stratum(STRATA, 20) == {"north": 12, "south": 6, "islands": 2}
    assert sizes_by_stratum(STRATA, 20, {"north": 1, "south": 2, "islands": 1}) == {"north": 9, "south": 9, "islands": 2}
    with pytest.raises(ValueError, match="at least 6"):
        sizes_by_stratum(STRATA, 5)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 80), min_size=1), st.floats(0, 1))
def test_sizes_always_sum_and_fit(population: dict[str, int], part: float) -> None:
    least = sum(min(2, size) for size in population.values())
    stations = least + round(part * (sum(population.values()) - least))
    sizes = sizes_by_stratum(population, stations)
    assert sum(sizes.values()) == stations
    assert all(min(2, population[key]) <= size <= population[key] for key, size in sizes.items())


def test_anyone_can_repeat_the_draw() -> None:
    sizes = {"north": 6, "south": 3, "islands": 3}
    plan = draw(REGISTRY, sizes, "lottery 49 12 3 31 8", station_id="station_id", strata="region")
    north = sorted(
        (hashlib.sha256(f"lottery 49 12 3 31 8\nnorth-{number}".encode()).hexdigest(), f"north-{number}") for number in range(60)
    )
    assert set(plan.loc[plan["is_drawn"] & (plan["region"] == "north"), "station_id"]) == {name for _, name in north[:6]}
    assert plan.loc[plan["is_drawn"]].groupby("region")["weight"].first().to_dict() == {"islands": 1, "north": 10, "south": 10}
    assert plan["weight"].sum() == len(REGISTRY)
    shuffled = draw(REGISTRY.sample(frac=1, random_state=1), sizes, "lottery 49 12 3 31 8", station_id="station_id", strata="region")
    assert shuffled["is_drawn"].sort_index().tolist() == plan["is_drawn"].tolist()
    assert draw(REGISTRY, sizes, "another", station_id="station_id", strata="region")["is_drawn"].tolist() != plan["is_drawn"].tolist()


def test_a_station_named_twice_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="north-0"):
        draw(pd.concat([REGISTRY, REGISTRY.iloc[:1]]), 5, "seed", station_id="station_id")
    with pytest.raises(ValueError, match="islands"):
        draw(REGISTRY, {"north": 2, "south": 2}, "seed", station_id="station_id", strata="region")


def test_simulation_agrees_with_the_formula() -> None:
    generator = np.random.default_rng(20210110)
    listed = generator.integers(200, 3000, 2000)
    turnout = np.clip(generator.normal(0.6, 0.15, 2000), 0, 1)
    past = pd.DataFrame({"issued": (listed * turnout).round(), "listed": listed, "region": np.where(listed > 1500, "town", "village")})
    sizes = {"town": 60, "village": 60}
    result = simulate(past, "issued", "listed", sizes, generator, strata="region", draws=1000)
    assert result.average == pytest.approx(result.truth, abs=0.003)
    assert 0.92 < result.coverage < 0.98
    assert result.margin == pytest.approx(result.stated_margin, rel=0.12)
    one = draw(past.reset_index(names="station_id"), sizes, "seed", station_id="station_id", strata="region")
    margin = ratio(one[one["is_drawn"]], "issued", "listed", "region", population={"town": 950, "village": 1050}).margin
    assert margin == pytest.approx(result.stated_margin, rel=0.25)


def test_simulating_everything_finds_the_truth() -> None:
    past = pd.DataFrame({"issued": [1, 2, 3, 5], "listed": [10, 10, 10, 10]})
    result = simulate(past, "issued", "listed", 4, np.random.default_rng(1), draws=20)
    assert result.margin == pytest.approx(0, abs=1e-12)
    assert result.coverage == 1
    with pytest.raises(ValueError, match="two stations"):
        simulate(past, "issued", "listed", 5, np.random.default_rng(1))


def test_response_is_shown_lowest_first() -> None:
    sample = pd.DataFrame({"area": ["town"] * 4 + ["village"] * 4, "issued": [1, 2, 3, None, 1, None, None, None]})
    rows = response_by_stratum(sample, "area", "issued")
    assert [(row.stratum, row.reported, row.drawn) for row in rows] == [("village", 1, 4), ("town", 3, 4)]
    assert rows[0].reported_of_drawn.share == 0.25


def test_tipping_point_by_hand() -> None:
    """Reported 300 of 600; silent list 200. For 60 % of 800 = 480 the silent must have had 180 of 200 = 90 %; 70 % is out of reach."""
    sample = pd.DataFrame({"issued": [100, 200, None], "listed": [300, 300, 200]})
    result = sensitivity(sample, "issued", "listed", 0.6)
    assert result.reported_share == 0.5
    assert result.tipping_share == pytest.approx(0.9)
    assert result.possible is True
    assert result.if_low == pytest.approx((300 + 200 * (1 / 3 + 0.1 / 3)) / 800)
    assert sensitivity(sample, "issued", "listed", 0.7).possible is False


def test_an_unknown_list_takes_the_mean_of_its_stratum() -> None:
    sample = pd.DataFrame({"issued": [100, 100, None], "listed": [200, 1000, None], "area": ["a", "b", "a"]})
    assert sensitivity(sample, "issued", "listed", 0.25, strata="area").tipping_share == pytest.approx((0.25 * 1400 - 200) / 200)


def test_nothing_silent_or_nothing_reported_is_said() -> None:
    sample = pd.DataFrame({"issued": [100.0], "listed": [300.0]})
    assert sensitivity(sample, "issued", "listed", 0.6).reason is NoSensitivity.NOTHING_MISSING
    assert sensitivity(sample.assign(issued=np.nan), "issued", "listed", 0.6).reason is NoSensitivity.NOTHING_REPORTED
    assert sensitivity(sample.iloc[:0], "issued", "listed", 0.6).reason is NoSensitivity.NOTHING_REPORTED
