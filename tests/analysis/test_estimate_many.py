"""Shrinkage and funnels: published examples, cases by hand, and units without figures."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.estimate_funnel import NoFunnel, Place, funnel, funnel_limits
from analysis.estimate_shrinkage import NotShrunk, james_stein_factor, shrink_differences, shrink_rates

# Efron and Morris (1977), Scientific American 236:119: hits in the first 45 at bats of 1970, and the rest of the season.
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
REST = np.array(
    [0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269, 0.230, 0.264, 0.256, 0.303, 0.264, 0.226, 0.286, 0.316, 0.200]
)
# Colditz et al. (1994), thirteen trials of BCG vaccine; R package metafor: rma(..., method="DL").
BCG = np.array(
    [
        [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619], [33, 5036, 47, 5761],
        [180, 1361, 372, 1079], [8, 2537, 10, 619], [505, 87886, 499, 87892], [29, 7470, 45, 7232],
        [17, 1699, 65, 1600], [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
    ]
)  # fmt: skip


def test_baseball_players_of_efron_and_morris() -> None:
    """Grand mean .2654, factor .212, Clemente .294; the sum of squared errors falls from .0755 to .0214."""
    averages = HITS / 45
    mean = averages.mean()
    factor = james_stein_factor(averages, mean * (1 - mean) / 45)
    shrunk = mean + factor * (averages - mean)
    assert mean == pytest.approx(0.2654, abs=5e-5)
    assert factor == pytest.approx(0.2117, abs=5e-5)
    assert shrunk[0] == pytest.approx(0.294, abs=5e-4)
    assert ((averages - REST) ** 2).sum() == pytest.approx(0.0755, abs=5e-5)
    assert ((shrunk - REST) ** 2).sum() == pytest.approx(0.0214, abs=5e-5)
    with pytest.raises(ValueError, match="four values"):
        james_stein_factor([1, 2, 3], 1)


def test_random_effects_of_the_bcg_trials() -> None:
    """metafor 4: tau² 0.3088, estimate −0.7141, standard error 0.1787."""
    a, b, c, d = BCG.T.astype(float)
    log_risk_ratio = np.log(a / (a + b) / (c / (c + d)))
    errors = np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    result = shrink_differences(log_risk_ratio, errors)
    assert result.spread is not None and result.mean is not None
    assert result.spread**2 == pytest.approx(0.3088, abs=5e-5)
    assert result.mean == pytest.approx(-0.7141, abs=5e-5)
    assert result.mean_standard_error == pytest.approx(0.1787, abs=5e-5)
    raw, shrunk = (result.units[name].to_numpy(dtype=float) for name in ("raw", "shrunk"))
    assert (np.abs(shrunk - result.mean) <= np.abs(raw - result.mean)).all()


def test_shrunk_rates_by_hand() -> None:
    """0, 5 and 10 of 10: mean ½, S = 5, ρ = (5 − ½)/(¼·(30 − 10 − 2)) = 1: each unit is taken at its word."""
    sharp = shrink_rates([0, 5, 10], [10, 10, 10])
    assert sharp.strength == pytest.approx(0)
    assert sharp.units["shrunk_share"].tolist() == pytest.approx([0, 0.5, 1])
    # 3, 5, 7 of 10: S = 0.8, ρ = (0.8 − 0.5)/4.5 = 1/15, a + b = 14: (3 + 7)/(10 + 14) = 10/24.
    mild = shrink_rates([3, 5, 7], [10, 10, 10])
    assert mild.strength == pytest.approx(14)
    assert mild.units["shrunk_share"].tolist() == pytest.approx([10 / 24, 0.5, 14 / 24])
    assert mild.units["above_probability"].tolist() == pytest.approx([float(stats.beta.sf(0.5, a, 24 - a)) for a in (10, 12, 14)])


def test_units_alike_take_the_mean_and_say_so() -> None:
    result = shrink_rates([5, 5, 5], [10, 10, 10])
    assert (result.strength, result.reason) == (None, NotShrunk.NO_SPREAD)
    assert result.units["shrunk_share"].tolist() == [0.5, 0.5, 0.5]
    assert shrink_differences([1, 1, 1], [1, 1, 1]).reason is NotShrunk.NO_SPREAD


def test_a_unit_where_nothing_was_asked_has_no_rate() -> None:
    result = shrink_rates([3, 0, 5, 7, None], [10, 0, 10, 10, 10])
    assert result.units["shrunk_share"].isna().tolist() == [False, True, False, False, True]
    assert result.strength == pytest.approx(14)
    assert shrink_rates([1], [2]).reason is NotShrunk.TOO_FEW
    assert shrink_rates([], []).mean is None
    assert shrink_differences([1.0], [0.0]).reason is NotShrunk.TOO_FEW
    with pytest.raises(ValueError, match="between 0 and asked"):
        shrink_rates([3, 1], [2, 2])


def test_funnel_limits_enclose_what_chance_allows() -> None:
    """Exact limits: at n = 20 and θ = ½ P(Y ≤ 5) = .0207 < .025 < P(Y ≤ 6) = .0577; interpolated (6 − α)/20, α = .0327/.0370."""
    limits = funnel_limits([20], 0.5)
    alpha = (float(stats.binom.cdf(6, 20, 0.5)) - 0.025) / float(stats.binom.pmf(6, 20, 0.5))
    assert limits["low_95"][0] == pytest.approx((6 - alpha) / 20)
    assert limits["low_998"][0] < limits["low_95"][0] < 0.5 < limits["high_95"][0] < limits["high_998"][0]


def test_without_overdispersion_large_units_are_outliers() -> None:
    """Fifty units of 10,000 whose true shares differ by a harmless 2 points."""
    generator = np.random.default_rng(5)
    asked = np.full(50, 10_000)
    found = generator.binomial(asked, np.clip(generator.normal(0.5, 0.02, 50), 0, 1))
    naive = funnel(found, asked, overdispersed=False).units["place"]
    wide = funnel(found, asked)
    assert naive.isin([Place.ABOVE, Place.BELOW]).sum() > 15
    assert wide.overdispersion is not None and wide.overdispersion > 5
    assert wide.units["place"].isin([Place.ABOVE, Place.BELOW]).sum() <= 1


def test_one_far_unit_stands_out_of_the_funnel() -> None:
    result = funnel([50] * 20 + [95, 0, None], [100] * 21 + [0, 5], target=0.5)
    assert result.units["place"].tolist() == [Place.WITHIN] * 20 + [Place.ABOVE] + [Place.NOT_ASKED] * 2
    assert result.overdispersion == 1
    assert funnel([5], [100], target=0.5).units["place"].tolist() == [Place.BELOW]
    assert funnel([None], [0]).reason is NoFunnel.NOTHING_ASKED
    assert funnel([0, 0], [10, 20]).units["place"].tolist() == [Place.WITHIN] * 2
    with pytest.raises(ValueError, match="between 0 and asked"):
        funnel([3], [2])
