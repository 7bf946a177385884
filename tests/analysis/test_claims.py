"""Arithmetic on printed claims, and the claims of the founding documents that can be computed."""

from datetime import date

import pytest

from analysis import claims


def test_what_base_makes_84_percent_true() -> None:
    """662,687 people, printed as 84 and as 84.2 percent (Liter.kz, 7 October 2020)."""
    assert claims.implied_base(662_687, "84").value == 788_913
    assert claims.implied_base(662_687, "84.2") == claims.ImpliedBase(786_572, 787_039, 787_507)


def test_a_percentage_of_nothing_implies_no_base() -> None:
    with pytest.raises(ValueError):
        claims.implied_base(5, "0")


def test_removals_leave_three_without_a_reason() -> None:
    assert claims.remainder(37, [7, 27]) == 3


@pytest.mark.parametrize(
    ("percent", "band"),
    [(90.76, (90, 100)), (82.69, (80, 90)), (70.3, (70, 80)), (100, (90, 100)), (70, (70, 80)), (80, (70, 80)), (69.9, None)],
)
def test_every_share_is_in_one_band_or_none(percent: float, band: tuple[int, int] | None) -> None:
    assert claims.band_of(percent, ((70, 80), (80, 90), (90, 100))) == band


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [(((9, 7), (10, 3)), ((10, 1), (10, 3)), 3), (((9, 7), (9, 30)), ((10, 1), (10, 3)), 0), (((10, 3), (10, 3)), ((10, 3), (10, 4)), 1)],
)
def test_days_in_common(first, second, days) -> None:
    def period(ends: tuple[tuple[int, int], tuple[int, int]]) -> tuple[date, date]:
        return date(2020, *ends[0]), date(2020, *ends[1])

    assert claims.days_in_common(period(first), period(second)) == days


def test_months_between() -> None:
    assert claims.months_between(date(2020, 8, 17), date(2020, 11, 17)) == 3
    assert claims.months_between(date(2020, 8, 17), date(2020, 11, 2)) == 2.5


@pytest.mark.parametrize(
    ("value", "printed", "same"),
    [(63.2530, "63.3", True), (63.2530, "63.25", True), (63.2530, "63.2", False), (2.0435, "2", True), (11_919_241, "11000000", False)],
)
def test_as_printed(value: float, printed: str, same: bool) -> None:
    assert claims.as_printed(value, printed) is same
