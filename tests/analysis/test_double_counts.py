"""Limits of agreement, held to the paper that introduced them: 17 people blowing into two meters (Bland and Altman 1986)."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.double_counts import limits_of_agreement, whole_day_pairs

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
