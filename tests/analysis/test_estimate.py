"""Sample estimates: small cases by hand, what must never be stated, and bad input. Golden values: tests/golden."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimate import Choices, mean, ratio, total
from analysis.estimate_design import EstimateCaveat, NotEstimated, Selection
from analysis.estimate_variance import design_effect
from analysis.estimate_weighting import Margin, rake

FOUR = pd.DataFrame({"issued": [40, 60, 50, 90], "listed": [100, 100, 100, 100], "stratum": list("aabb")})


def test_mean_of_four_by_hand() -> None:
    """Mean 60, squares 400 + 0 + 100 + 900 = 1400; variance 1400/3/4 · (1 − 4/10) = 70; t with 3 degrees is 3.18245."""
    result = mean(FOUR, "issued", population=10)
    assert result.estimate == 60
    assert result.standard_error == pytest.approx(math.sqrt(70))
    assert result.degrees_of_freedom == 3
    assert result.margin == pytest.approx(3.18245 * math.sqrt(70), rel=1e-5)


def test_strata_of_unequal_size_by_hand() -> None:
    """Means 50 and 70 of strata of 30 and 10: (30·50 + 10·70)/40 = 55; Var = .75²·100·(1−2/30) + .25²·400·(1−2/10) = 72.5."""
    result = ratio(FOUR, "issued", "listed", "stratum", population={"a": 30, "b": 10})
    assert result.estimate == pytest.approx(0.55)
    assert result.standard_error == pytest.approx(math.sqrt(0.00725))
    assert [(row.stratum, row.population, row.units) for row in result.strata] == [("a", 30, 2), ("b", 10, 2)]


def test_a_census_has_no_sampling_error() -> None:
    result = ratio(FOUR, "issued", "listed", population=4)
    assert (result.estimate, result.standard_error, result.low, result.high) == (0.6, 0, 0.6, 0.6)
    assert EstimateCaveat.NO_VARIATION not in result.caveats


def test_a_convenience_sample_has_no_margin_and_says_why() -> None:
    result = ratio(FOUR, "issued", "listed", choices=Choices(selection=Selection.CONVENIENCE))
    assert result.estimate == 0.6
    assert (result.standard_error, result.low, result.high, result.margin) == (None, None, None, None)
    assert result.reason is NotEstimated.NOT_DRAWN_AT_RANDOM


def test_stations_without_figures_lower_the_response_not_the_estimate() -> None:
    lost = pd.concat([FOUR, pd.DataFrame({"issued": [None], "listed": [100], "stratum": ["b"]})])
    result = ratio(lost, "issued", "listed", "stratum", population={"a": 30, "b": 10})
    whole = ratio(FOUR, "issued", "listed", "stratum", population={"a": 30, "b": 10})
    assert (result.estimate, result.standard_error) == (whole.estimate, whole.standard_error)
    assert (result.missing, result.strata[1].missing) == (1, 1)
    assert EstimateCaveat.MISSING_STATIONS in result.caveats


def test_zero_is_a_figure_and_missing_is_not() -> None:
    zero = pd.DataFrame({"issued": [0, 100], "listed": [100, 100]})
    assert mean(zero, "issued").estimate == 50
    assert mean(zero.assign(issued=[np.nan, 100.0]), "issued").estimate == 100


@pytest.mark.parametrize(
    ("frame", "options", "reason"),
    [
        (FOUR.iloc[:0], {}, NotEstimated.NO_STATIONS),
        (FOUR.assign(issued=np.nan), {}, NotEstimated.NO_STATIONS),
        (FOUR.assign(listed=0), {}, NotEstimated.ZERO_DENOMINATOR),
        (FOUR, {"population": 3}, NotEstimated.SAMPLE_ABOVE_POPULATION),
        (FOUR, {"strata": "stratum", "population": 40}, NotEstimated.POPULATION_BY_STRATUM),
        (FOUR, {"strata": "stratum", "population": {"a": 30}}, NotEstimated.POPULATION_UNKNOWN),
        (FOUR, {"choices": Choices(margins=(Margin("stratum", {"a": 1, "b": 2, "c": 3}),))}, NotEstimated.MARGIN_NOT_COVERED),
    ],
)
def test_what_cannot_be_estimated_says_why(frame: pd.DataFrame, options: dict[str, Any], reason: NotEstimated) -> None:
    result = ratio(frame, "issued", "listed", **options)
    assert (result.estimate, result.low, result.reason) == (None, None, reason)


def test_one_station_has_an_estimate_and_no_margin() -> None:
    result = ratio(FOUR.iloc[:1], "issued", "listed", population=10)
    assert (result.estimate, result.standard_error, result.reason) == (0.4, None, NotEstimated.ONE_UNIT)
    alone = ratio(FOUR.iloc[1:3], "issued", "listed", "stratum", population={"a": 30, "b": 10})
    assert (alone.standard_error, alone.reason) == (None, NotEstimated.ONE_UNIT)


def test_a_lonely_stratum_borrows_the_average_and_says_so() -> None:
    result = ratio(FOUR.iloc[:3], "issued", "listed", "stratum", population={"a": 30, "b": 10})
    assert EstimateCaveat.LONELY_STRATA in result.caveats
    assert result.standard_error is not None
    certain = ratio(FOUR.iloc[:3], "issued", "listed", "stratum", population={"a": 30, "b": 1})
    assert EstimateCaveat.LONELY_STRATA not in certain.caveats


def test_a_stratum_without_stations_allows_no_total() -> None:
    population = {"a": 30, "b": 10, "c": 5}
    assert total(FOUR, "issued", "stratum", population=population).reason is NotEstimated.STRATUM_NOT_COVERED
    result = ratio(FOUR, "issued", "listed", "stratum", population=population)
    assert EstimateCaveat.STRATA_NOT_COVERED in result.caveats
    assert (result.strata[-1].stratum, result.strata[-1].units) == ("c", 0)
    assert total(FOUR, "issued").reason is NotEstimated.POPULATION_UNKNOWN


def test_a_share_near_one_stays_below_one_on_the_logit_scale() -> None:
    frame = pd.DataFrame({"issued": [100, 99, 100, 92], "listed": [100] * 4})
    linear, logit = ratio(frame, "issued", "listed"), ratio(frame, "issued", "listed", choices=Choices(logit=True))
    assert linear.high is not None and linear.high > 1
    assert logit.low is not None and logit.high is not None and logit.estimate is not None
    assert 0 < logit.low < logit.estimate < logit.high < 1


def test_equal_stations_give_an_interval_without_width_and_say_so() -> None:
    result = ratio(FOUR.assign(issued=50), "issued", "listed", population=100)
    assert (result.low, result.high) == (0.5, 0.5)
    assert EstimateCaveat.NO_VARIATION in result.caveats


def test_cluster_numbers_may_repeat_between_strata() -> None:
    frame = pd.DataFrame({"y": [1.0, 2, 3, 5, 8, 13], "district": [1, 1, 2, 1, 1, 2], "stratum": list("aaabbb")})
    distinct = frame.assign(district=[1, 1, 2, 3, 3, 4])
    population = {"a": 9, "b": 9}
    assert mean(frame, "y", "stratum", "district", population) == mean(distinct, "y", "stratum", "district", population)


def test_raking_by_kalton() -> None:
    """Kalton and Flores-Cervantes (2003), Journal of Official Statistics 19:81–97: cells of A within B, sample and population."""
    sample = [[20, 50, 100, 30], [40, 140, 50, 100], [40, 310, 50, 70]]
    population = np.array([[80, 60, 170, 55], [40, 150, 60, 165], [55, 340, 200, 125]])
    cells = pd.DataFrame({"b": np.repeat([0, 1, 2], 4), "a": np.tile([0, 1, 2, 3], 3)})
    frame = cells.loc[cells.index.repeat(np.ravel(sample))].assign(cell=lambda rows: rows["b"] * 4 + rows["a"])
    ones = np.ones(len(frame))
    whole = rake(frame, ones, (Margin("cell", dict(enumerate(population.ravel()))),))
    expected = [4.00, 1.20, 1.70, 1.83, 1.00, 1.07, 1.20, 1.65, 1.38, 1.10, 4.00, 1.79]
    assert pd.Series(whole).groupby(frame["cell"].to_numpy()).first().round(2).tolist() == pytest.approx(expected)
    margins = (Margin("a", dict(enumerate(population.sum(axis=0)))), Margin("b", dict(enumerate(population.sum(axis=1)))))
    raked = pd.Series(rake(frame, ones, margins)).groupby(frame["cell"].to_numpy()).first()
    assert raked.tolist() == pytest.approx([1.81, 1.08, 2.20, 1.83, 1.45, 0.87, 1.76, 1.47, 2.02, 1.21, 2.45, 2.04], abs=0.006)


def test_contradicting_margins_are_named() -> None:
    margins = (Margin("stratum", {"a": 1, "b": 1}), Margin("listed", {100: 50}))
    assert ratio(FOUR, "issued", "listed", choices=Choices(margins=margins)).reason is NotEstimated.RAKING_DID_NOT_CONVERGE


def test_design_effect_of_simple_sampling_is_one() -> None:
    assert mean(FOUR, "issued", population=10).design_effect == pytest.approx(1)
    assert design_effect(1.0, np.array([1.0]), np.array([1.0])) is None


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(900, 2500), st.sampled_from("ab")), min_size=2, max_size=30),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_changes_nothing_and_the_interval_holds_the_estimate(rows, random) -> None:
    frame = pd.DataFrame(rows, columns=["issued", "listed", "stratum"])
    population = {"a": 100, "b": 100}
    result = ratio(frame, "issued", "listed", "stratum", population=population)
    shuffled = ratio(frame.loc[random.sample(list(frame.index), len(frame))], "issued", "listed", "stratum", population=population)
    assert shuffled.estimate == pytest.approx(result.estimate)
    assert (shuffled.standard_error is None) == (result.standard_error is None)
    if result.standard_error is not None:
        assert shuffled.standard_error == pytest.approx(result.standard_error)
        assert result.low is not None and result.estimate is not None and result.high is not None
        assert result.low <= result.estimate <= result.high
