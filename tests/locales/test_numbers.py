"""Numbers as each language writes them; the expected texts are CLDR's (the data in Babel), spaces written out."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from locales import decimal, number, points, share, signed, using


@pytest.mark.parametrize(
    ("code", "count", "half", "part"),
    [
        ("kk", "12\u00a0482\u00a0613", "0,5", "43,4%"),
        ("ru", "12\u00a0482\u00a0613", "0,5", "43,4\u00a0%"),
        ("en", "12,482,613", "0.5", "43.4%"),
    ],
)
def test_groups_decimals_and_percent(code, count, half, part):
    with using(code):
        assert number(12482613) == count
        assert number(0.5, digits=1) == half
        assert share(0.434) == part


def test_signs_are_real_signs():
    assert signed(19) == "+19"
    assert signed(-19) == "\u221219"
    assert signed(0) == "0"
    assert number(-1200) == "\u22121,200"
    assert signed(-0.004, digits=1) == "0.0"


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf"), Decimal("NaN"), pd.NA, pd.NaT, np.nan])
def test_what_is_missing_is_a_dash_and_never_zero(missing):
    assert [write(missing) for write in (number, decimal, share, signed, points)] == ["–"] * 5


def test_numbers_of_frames_are_numbers():
    assert number(np.int64(1083)) == "1,083"
    assert share(np.float64(0.5)) == "50.0%"


def test_zero_is_zero():
    assert number(0) == "0"
    assert share(0.0) == "0.0%"


def test_shares_round_what_was_written_not_its_binary_neighbour():
    # 2.675 % is below itself in binary: 0.02675 * 100 = 2.6749999…
    assert share(0.02675, digits=2) == "2.68%"


@pytest.mark.parametrize(("value", "written"), [(0.12345, "0.123"), (3.14159, "3.14"), (314.159, "314.2"), (3141.59, "3,142"), (2.0, "2")])
def test_a_measure_has_the_decimals_its_size_deserves(value, written):
    assert decimal(value) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("kk", "+1,2\u00a0пайыздық тармақ"), ("ru", "\u22121,2\u00a0п.\u00a0п."), ("en", "+1.2 percentage points")],
)
def test_percentage_points(code, written):
    with using(code):
        assert points(-0.012 if code == "ru" else 0.012) == written
