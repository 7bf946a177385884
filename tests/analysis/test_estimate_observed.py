"""Observed beside unobserved, implied totals, associations: by hand, where the truth is known, and where nothing can be said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.estimate_association import associations
from analysis.estimate_observed import Method, compare_observed
from analysis.estimate_regression import NoFit, first_coefficient
from analysis.estimate_separate import NotImplied, implied_total

# Two districts; observed stations are larger, and turnout falls with size: the raw difference is all size.
CONFOUNDED = pd.DataFrame(
    {
        "district": ["a"] * 6 + ["b"] * 6,
        "listed": [500, 510, 2000, 2010, 2000, 520, 600, 610, 2400, 2410, 2400, 620],
        "observed": [False, False, True, True, False, True] * 2,
    }
)
CONFOUNDED["turnout"] = 0.9 - 0.1 * np.log(CONFOUNDED["listed"] / 500)


def test_the_difference_of_two_means_by_hand() -> None:
    """Means 3 and 1, residuals ± 1: variance 2/2² + 2/2² = 1, times G/(G − 1) · (N − 1)/(N − K) = 4/3 · 3/2 = 2."""
    y, x = np.array([2.0, 4.0, 0.0, 2.0]), np.array([1.0, 1.0, 0.0, 0.0])
    result = first_coefficient(y, np.column_stack([x, np.ones(4)]), np.arange(4))
    assert result.value == pytest.approx(2)
    assert result.standard_error == pytest.approx(2**0.5)
    assert result.degrees_of_freedom == 3


def test_stations_of_one_district_count_as_one() -> None:
    """Each district twice over: the clustered error does not shrink, the naive one would."""
    y = np.array([1.0, 3.0, 2.0, 6.0])
    once = first_coefficient(y, np.ones((4, 1)), np.arange(4))
    twice = first_coefficient(np.tile(y, 2), np.ones((8, 1)), np.tile(np.arange(4), 2))
    assert twice.standard_error == pytest.approx(once.standard_error)
    assert first_coefficient(y, np.ones((4, 1)), np.zeros(4, dtype=np.int64)).reason is NoFit.ONE_CLUSTER


def test_what_size_explains_disappears_at_equal_size() -> None:
    result = compare_observed(CONFOUNDED, "turnout", "observed", "district", "listed")
    values = {effect.method: effect.difference.value for effect in result.effects}
    for method in (Method.RAW, Method.WITHIN_DISTRICT):
        value = values[method]
        assert value is not None and value < -0.03
    assert values[Method.WITHIN_DISTRICT_AND_SIZE] == pytest.approx(0, abs=1e-9)
    near = compare_observed(CONFOUNDED, "turnout", "observed", "district", "listed", caliper=0.05)
    assert near.effects[3].difference.value == pytest.approx(0, abs=0.002)
    assert near.effects[3].observed == 6


def test_a_true_effect_is_found() -> None:
    generator = np.random.default_rng(7)
    stations = 600
    district = generator.integers(0, 30, stations)
    observed = generator.random(stations) < 0.3
    listed = np.exp(generator.normal(7, 0.4, stations) + 0.4 * observed)
    base = generator.normal(0, 0.05, 30)[district] - 0.08 * (np.log(listed) - 7)
    turnout = 0.6 + base - 0.05 * observed + generator.normal(0, 0.03, stations)
    frame = pd.DataFrame({"turnout": turnout, "observed": observed, "district": district, "listed": listed})
    result = compare_observed(frame, "turnout", "observed", "district", "listed")
    sized = result.effects[2].difference
    assert sized.low is not None and sized.high is not None
    assert sized.low < -0.05 < sized.high
    assert result.effects[0].difference.value == pytest.approx(-0.082, abs=0.015)
    assert result.balance.loc[0, "characteristic"] == "listed"


def test_nobody_observed_or_everybody() -> None:
    for observed in (True, False):
        result = compare_observed(CONFOUNDED.assign(observed=observed), "turnout", "observed", "district", "listed")
        assert result.effects[0].difference.reason is NoFit.NO_VARIATION
        assert [effect.difference.reason for effect in result.effects[1:]] == [NoFit.TOO_FEW] * 3
    empty = compare_observed(CONFOUNDED.iloc[:0], "turnout", "observed", "district", "listed")
    assert all(effect.difference.value is None for effect in empty.effects)


def test_missing_figures_are_counted() -> None:
    frame = CONFOUNDED.astype({"turnout": float})
    frame.loc[0, "turnout"] = None
    result = compare_observed(frame.assign(towns=[np.nan, *range(11)]), "turnout", "observed", "district", "listed", ("towns",))
    assert result.missing == 1
    assert result.balance["characteristic"].tolist() == ["listed", "towns"]


COUNTED = pd.DataFrame(
    {
        "district": list("aaabbbc"),
        "votes": [60, 50, 70, 20, 40, 90, 500],
        "listed": [100, 100, 100, 100, 100, 200, 900],
        "observed": [True, True, False, True, True, False, False],
    }
)


def test_implied_total_by_hand() -> None:
    """a: 110/200 of 300 = 165; b: 60/200 of 400 = 120; official of both 330; c has no observed station."""
    result = implied_total(COUNTED, "votes", "listed", "observed", "district", drawn_at_random=True)
    assert result.official == 330
    assert result.implied == pytest.approx(285)
    assert result.difference == pytest.approx(45)
    assert (result.districts, result.districts_without, result.observed) == (2, 1, 4)
    # a: (300/200)² · 2 · (1 − 2/3) · 50; b: (400/200)² · 2 · (1 − 2/3) · 200.
    assert result.standard_error == pytest.approx((75 + 1600 / 3) ** 0.5)


def test_implied_total_refusals() -> None:
    assert implied_total(COUNTED, "votes", "listed", "observed", "district").reason is NotImplied.NOT_DRAWN_AT_RANDOM
    nobody = implied_total(COUNTED.assign(observed=False), "votes", "listed", "observed", "district")
    assert (nobody.official, nobody.reason) == (None, NotImplied.NO_STATIONS)
    single = implied_total(COUNTED.iloc[[0, 2]], "votes", "listed", "observed", "district", drawn_at_random=True)
    assert (single.standard_error, single.reason) == (None, NotImplied.ONE_STATION_EACH)
    assert implied_total(COUNTED.iloc[:0], "votes", "listed", "observed", "district").reason is NotImplied.NO_STATIONS


def test_association_has_groups_margin_and_correction() -> None:
    generator = np.random.default_rng(3)
    stuffing = np.repeat([True, False], 50)
    frame = pd.DataFrame(
        {
            "deviation": np.where(stuffing, 60, 10) + generator.normal(0, 20, 100),
            "ballots in a bundle": stuffing,
            "no copy": generator.random(100) < 0.5,
            "rare": [True] * 4 + [False] * 96,
            "hidden": pd.array([True, False] * 20 + [None] * 60, dtype="boolean"),
        }
    )
    bundle, copy, rare, hidden = associations(frame, "deviation", ("ballots in a bundle", "no copy", "rare", "hidden"))
    assert bundle.difference.low is not None and bundle.difference.low > 30
    assert bundle.q_value is not None and bundle.difference.p_value is not None and bundle.q_value >= bundle.difference.p_value
    assert copy.difference.low is not None and copy.difference.high is not None and copy.difference.low < 0 < copy.difference.high
    assert (rare.difference.reason, rare.q_value) == (NoFit.TOO_FEW, None)
    assert (hidden.seen, hidden.not_seen, hidden.could_not_see) == (20, 20, 60)


def test_association_without_figures() -> None:
    frame = pd.DataFrame({"deviation": [None, None], "seen": [True, None]})
    only = associations(frame, "deviation", ("seen",))[0]
    assert (only.seen, only.not_seen, only.mean_seen, only.q_value) == (0, 0, None, None)


@pytest.mark.parametrize("seen", [6, 20])
def test_what_was_seen_at_few_stations_is_no_difference_by_chance(seen: int) -> None:
    """A few stations differ by half, nothing is associated: one test in twenty may call it so. A robust error alone did in one of two."""
    generator = np.random.default_rng(11)
    called = 0
    for _ in range(60):
        deviation = generator.normal(2, 2, 200) + np.where(generator.random(200) < 0.08, generator.normal(60, 25, 200), 0)
        marked = np.isin(np.arange(200), generator.choice(200, seen, replace=False))
        frame = pd.DataFrame({"deviation": deviation, "seen": marked, "district": generator.integers(0, 20, 200)})
        p_value = associations(frame, "deviation", ("seen",), "district")[0].difference.p_value
        called += p_value is not None and p_value < 0.05
    assert called <= 6
