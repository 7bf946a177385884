"""Many tests at once: the worked example of Benjamini and Hochberg (1995), and what must hold for any p-values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.multiple import benjamini_hochberg, benjamini_yekutieli, holm, screened

# Benjamini and Hochberg (1995), section 4: fifteen p-values of a trial of thrombolysis.
P_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000]
Q_1995 = [0.0015, 0.0030, 0.0095, 0.0356, 0.0603, 0.0639, 0.0639, 0.0645, 0.0765, 0.4860]


def test_worked_example_of_1995() -> None:
    q = benjamini_hochberg(P_1995)
    assert q[:10].tolist() == pytest.approx(Q_1995, abs=5e-5)
    assert (q <= 0.05).sum() == 4
    result = screened(P_1995)
    assert (result.raw, result.false_discovery, result.bonferroni) == (9, 4, 3)
    assert result.expected_by_chance == pytest.approx(0.75)
    assert result.expected_false == pytest.approx(0.2)
    assert (holm(P_1995) <= 0.05).sum() == 3
    assert (benjamini_yekutieli(P_1995) <= 0.05).sum() == 3


def test_order_is_kept_and_missing_stays_missing() -> None:
    q = benjamini_hochberg([0.04, None, 0.01, float("nan")])
    assert q[[0, 2]].tolist() == pytest.approx([0.04, 0.02])
    assert np.isnan(q[[1, 3]]).all()
    assert np.isnan(holm([None])).all()
    assert screened([0.04, None]).missing == 1


def test_nothing_tested() -> None:
    assert benjamini_hochberg([]).tolist() == []
    assert (screened([]).tests, screened([]).false_discovery) == (0, 0)


def test_impossible_p_values_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, 1.5])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_is_never_below_p_keeps_its_order_and_orders_the_procedures(p: list[float]) -> None:
    q = benjamini_hochberg(p)
    assert (q >= np.array(p) - 1e-12).all()
    assert (q <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(q[order]) >= -1e-12).all()
    assert (benjamini_yekutieli(p) >= q - 1e-12).all()
    assert (holm(p) >= q - 1e-12).all()
