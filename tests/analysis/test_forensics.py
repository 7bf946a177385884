"""The integer-percentage screen: probabilities by hand and by summing every outcome, clean data, bad data, the two rules."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.forensics import IntegerAnomaly, chance_of_whole, integer_anomaly, is_whole
from analysis.forensics_comparators import Screen, comparators
from analysis.forensics_stations import LeftOut, NotScreened
from analysis.screens import InnocentCause


def brute_force(n: int, p: float) -> float:
    """Every outcome of Bin(n, p) whose percentage lies within 0.05 of an integer, decided in whole numbers."""
    outcomes = [k for k in range(n + 1) if any(abs(2000 * k - 20 * r * n) <= n for r in range(101))]
    return float(np.sum(stats.binom.pmf(outcomes, n, p)))


@pytest.mark.parametrize(
    ("trials", "share", "chance"),
    # n divides 100, 300, 1000, 2000: by counting outcomes, whatever p; the last two summed over all outcomes.
    [(100, 0.4, 1), (300, 0.5, 1 / 3), (1000, 0.37, 0.1), (2000, 0.6, 0.15), (1755, 0.85, 0.11416), (365, 0.5, 0.10691)],
)
def test_published_probabilities(trials: int, share: float, chance: float) -> None:
    assert chance_of_whole(trials, share)[0] == pytest.approx(chance, abs=5e-6)


@given(st.integers(1, 700), st.integers(0, 1000))
def test_probability_is_the_sum_over_all_outcomes(trials: int, per_mille: int) -> None:
    share = per_mille / 1000
    assert chance_of_whole(trials, share)[0] == pytest.approx(brute_force(trials, share), abs=1e-8)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wholeness_is_decided_in_integers(case: tuple[int, int]) -> None:
    part, whole = case
    nearest = min(range(101), key=lambda r: abs(2000 * part - 20 * r * whole))
    assert bool(is_whole(np.array([part]), np.array([whole]))[0]) == (abs(2000 * part - 20 * nearest * whole) <= whole)


def test_an_enormous_list_takes_no_table() -> None:
    """A mistyped list of two thousand million stays within a hair of 50 %; no gigabytes of logarithms are needed to say so."""
    assert chance_of_whole(2_000_000_000, 0.5)[0] == pytest.approx(1, abs=1e-5)
    assert chance_of_whole(1_000_001, 0.5)[0] == pytest.approx(brute_chance(1_000_001, 0.5), rel=1e-5)


def brute_chance(n: int, p: float) -> float:
    """Distribution functions at the edges of every whole percentage."""
    return sum(
        float(stats.binom.cdf((20 * r * n + n) // 2000, n, p) - stats.binom.cdf(-(-(20 * r * n - n) // 2000) - 1, n, p)) for r in range(101)
    )


def test_impossible_probabilities_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        chance_of_whole(10, 1.5)


def honest(stations: int, seed: int) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    voters = generator.integers(300, 2500, stations)
    issued = generator.binomial(voters, np.clip(generator.normal(0.55, 0.1, stations), 0.05, 0.95))
    return pd.DataFrame(
        {
            "voters": voters,
            "issued": issued,
            "cast": issued,
            "leader": generator.binomial(issued, np.clip(generator.normal(0.5, 0.1, stations), 0.05, 0.95)),
        }
    )


def screen(frame: pd.DataFrame) -> IntegerAnomaly:
    return integer_anomaly(frame["voters"], frame["issued"], frame["cast"], frame["leader"])


def test_honest_counts_scatter_around_zero() -> None:
    z = [screen(honest(2000, seed)).z for seed in range(20)]
    assert all(value is not None and abs(value) < 3.5 for value in z)
    assert abs(np.mean([value for value in z if value is not None])) < 0.7


def test_rounded_turnout_is_found_and_counted() -> None:
    frame = honest(2000, 1)
    whole = (frame["voters"] * (frame["issued"] * 100 // frame["voters"]) / 100).round().astype(int)
    issued = frame["issued"].where(frame.index >= 300, whole)
    result = screen(frame.assign(issued=issued, cast=issued, leader=np.minimum(frame["leader"], issued)))
    assert result.flagged
    assert result.excess == pytest.approx(300 * 0.8, abs=4 * 17)
    assert result.turnout_excess is not None and result.leader_excess is not None
    assert result.turnout_excess > 150 > 60 > abs(result.leader_excess)


def test_flagged_needs_all_three_rules() -> None:
    def result(excess: float, deviation: float, stations: int) -> IntegerAnomaly:
        return IntegerAnomaly(0, 0.0, excess, deviation, 0, 0.0, 0, 0.0, stations, {}, None)

    assert result(40, 10, 4000).flagged
    assert not result(29, 10, 2000).flagged  # z not above 3
    assert not result(39, 10, 4000).flagged  # below 1 % of the stations
    assert not result(40, 10, 299).flagged  # too few stations
    assert not result(40, 10, 299).is_shown


def test_below_300_stations_it_computes_and_is_not_shown() -> None:
    result = screen(honest(299, 3))
    assert result.excess is not None
    assert (result.stations, result.is_shown, result.flagged) == (299, False, False)


def test_stations_that_cannot_enter_are_counted_by_reason() -> None:
    frame = pd.DataFrame(
        {
            "voters": [1000, 1000, 1000, 1000, 99, 1000, 1000],
            "issued": [500, None, -1, 0, 50, 995, 1001],
            "cast": [500, 500, 500, 0, 50, 995, 900],
            "leader": [250, 250, 250, 0, 25, 500, 400],
        }
    ).convert_dtypes()
    result = screen(frame)
    assert result.stations == 1
    assert result.left_out == {
        LeftOut.MISSING_FIGURE: 1,
        LeftOut.IMPOSSIBLE: 2,
        LeftOut.NO_BALLOTS: 1,
        LeftOut.SMALL_LIST: 1,
        LeftOut.NEARLY_ALL: 1,
    }


def test_no_station_is_a_reason_not_a_zero() -> None:
    result = integer_anomaly([], [], [], [])
    assert (result.excess, result.z, result.reason, result.flagged) == (None, None, NotScreened.NO_STATIONS, False)
    assert integer_anomaly([None], [1], [1], [1]).reason is NotScreened.NO_STATIONS
    with pytest.raises(ValueError, match="one figure per station"):
        integer_anomaly([1000], [1], [1], [])


def test_text_in_a_column_is_missing() -> None:
    assert integer_anomaly(["1000", "-"], [500, 500], [500, 500], [250, 250]).left_out == {LeftOut.MISSING_FIGURE: 1}


def test_certain_outcomes_have_no_spread() -> None:
    """A list of 100 has only whole percentages: expected and observed are 1, and z has no meaning."""
    result = integer_anomaly([100], [50], [100], [0])
    assert (result.observed, result.expected, result.standard_deviation, result.z) == (1, 1, 0, None)
    both = integer_anomaly([500], [100], [100], [50])
    assert both.standard_deviation == pytest.approx(0, abs=1e-6)
    assert not math.isnan(both.excess or 0)


def test_innocent_causes_and_comparators_stand_ready() -> None:
    assert InnocentCause.SMALL_LISTS in screen(honest(300, 1)).innocent_causes
    for kind in Screen:
        beside = comparators(kind)
        assert beside
        assert all(comparator.source for comparator in beside)
    integer = {str(comparator.election): comparator for comparator in comparators(Screen.INTEGER_ANOMALY)}
    assert any(comparator.is_clean for comparator in integer.values())
    assert integer["Russia 2018, president"].share_of_stations == pytest.approx(0.01874, abs=1e-5)
    for comparator in integer.values():
        if comparator.is_clean and comparator.z is not None:
            assert comparator.z < 3
