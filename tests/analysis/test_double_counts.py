"""Limits of agreement, held to the paper that introduced them: 17 people blowing into two meters (Bland and Altman 1986)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.double_counts import Grounds, calibrated, error_of_limit, grounds, limits_of_agreement, of_pairs, whole_day_pairs
from schemas.election import Allowance

LARGE = (494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427)
MINI = (512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451)


def test_the_values_of_the_paper() -> None:
    found = limits_of_agreement(list(MINI), list(LARGE))
    assert found.pairs == 17
    assert found.bias == pytest.approx(-2.1176, abs=1e-4)
    assert found.standard_deviation == pytest.approx(38.7651, abs=1e-4)
    assert found.low == pytest.approx(-78.1, abs=0.05)
    assert found.high == pytest.approx(73.86, abs=0.05)
    assert found.is_enough


@pytest.mark.parametrize(("first", "second"), [([], []), ([10], [11]), ([None, 5], [3, None])])
def test_too_few_pairs_have_no_limits(first: list[float | None], second: list[float | None]) -> None:
    found = limits_of_agreement(first, second)
    assert (found.bias, found.low, found.share_low, found.is_enough) == (None, None, None, False)


def test_nobody_came_is_not_a_share() -> None:
    found = limits_of_agreement([0, 0], [0, 0])
    assert (found.bias, found.share_bias) == (0.0, None)


def test_two_columns_of_one_length() -> None:
    with pytest.raises(ValueError, match="pair"):
        limits_of_agreement([1, 2], [1])


def test_pairs_are_of_two_organisations_and_the_whole_day() -> None:
    rows = [
        ("S1", "a", "X", 500, True), ("S1", "b", "Y", 520, True), ("S1", "c", "Z", 900, True),
        ("S2", "a", "X", 300, True), ("S2", "b", "X", 300, True),
        ("S3", "a", "X", 300, True), ("S3", "b", "Y", 310, False),
    ]
    observers = pd.DataFrame(rows, columns=["station_id", "author_id", "organisation_code", "counted", "whole_day"])
    assert whole_day_pairs(observers).to_dict("records") == [{"station_id": "S1", "first": 500, "second": 520}]
    assert whole_day_pairs(observers.iloc[:0]).empty


def test_the_interval_of_a_limit_is_the_papers() -> None:
    """Standard error √(3 s²/n) = 16.3, t = 2.12: the lower limit from −114.3 to −45.1."""
    assert error_of_limit(38.77, 17) == pytest.approx((114.3 - 45.1) / 2, abs=0.1)


def pairs_of(*shares: float, count: int = 1_000) -> pd.DataFrame:
    return pd.DataFrame({"first": [count] * len(shares), "second": [round(count * (1 + share)) for share in shares]})


SCATTER = (-0.03, -0.02, -0.015, -0.01, -0.005, 0.0, 0.004, 0.01, 0.016, 0.02, 0.028)


def test_a_contradiction_is_no_counting_error() -> None:
    plain, with_one = of_pairs(pairs_of(*SCATTER)), of_pairs(pairs_of(*SCATTER, -0.30))
    assert (plain.pairs, plain.contradicting, with_one.pairs, with_one.contradicting) == (11, 0, 11, 1)
    assert with_one.share_low == plain.share_low, "what is to be settled does not widen the allowance"
    assert of_pairs(pairs_of(0.0, 0.0, 0.0, 0.1)).contradicting == 0, "where most agree to a person no spread is known"


def test_the_allowance_of_enough_pairs() -> None:
    found, setting = of_pairs(pairs_of(*SCATTER)), Allowance(below_share=0.03, above_share=0.05)
    used = calibrated(setting, found)
    assert found.share_low is not None and found.share_high is not None
    widest = max(-found.share_low, found.share_high)
    assert grounds(setting, found) is Grounds.PAIRS and used.calibrated_pairs == 11
    assert widest <= used.below_share < widest + 0.001, "never narrower than the pairs say"
    assert used.above_share == pytest.approx(used.below_share + 0.02), "what both missed stays as it was set"


@pytest.mark.parametrize(
    ("setting", "shares", "why"),
    [
        (Allowance(), SCATTER[:5], Grounds.TOO_FEW), (Allowance(), (), Grounds.TOO_FEW),
        (Allowance(calibrate=False), SCATTER, Grounds.AS_SET),
        (Allowance(calibrate=False, calibrated_pairs=80), SCATTER, Grounds.ELSEWHERE),
        (Allowance(calibrated_pairs=80), SCATTER[:5], Grounds.ELSEWHERE),
    ],
)  # fmt: skip
def test_why_an_allowance_is_not_from_the_pairs(setting: Allowance, shares: tuple[float, ...], why: Grounds) -> None:
    found = of_pairs(pairs_of(*shares))
    assert grounds(setting, found) is why
    assert calibrated(setting, found) is setting


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)), max_size=40))
def test_an_allowance_is_always_one(pairs: list[tuple[int, int]]) -> None:
    setting = Allowance()
    used = calibrated(setting, of_pairs(pd.DataFrame(pairs, columns=["first", "second"], dtype="Int64")))
    assert 0 <= used.below_share <= used.above_share <= 0.5
    assert used == Allowance.model_validate(used.model_dump())
