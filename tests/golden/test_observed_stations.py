"""Stations with electronic counters beside the others: Bashkortostan, Russian presidential election of 2018.

Counters stand in for observers. `bashkortostan_2018_counters.csv` holds the numbers of the 219 stations of the regional
commission's list. Published by D. Kobak and M. Pshenichnikov (comment in Meduza, 3 July 2018; their notebook): the separate ratio by
district implies 321,336 fewer votes for the leader than the official 1,784,626. Differences and margins below: computed with
another program from the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.estimate_observed import Bias, Method, compare_observed
from analysis.estimate_separate import NotImplied, implied_total


@pytest.fixture(scope="module")
def stations(real: Callable[[str], Path]) -> pd.DataFrame:
    table = pd.read_csv(real("russia/2018.csv.zip"))
    table = table[table["region"] == "Республика Башкортостан"]
    counters = pd.read_csv(Path(__file__).with_name("bashkortostan_2018_counters.csv"))["station_number"]

    def total(text: str) -> pd.Series:
        return table[[name for name in table.columns if text in name]].sum(axis=1)

    frame = pd.DataFrame(
        {
            "district": table["tik"],
            "has_counter": table["uik"].isin(counters),
            "listed": total("Число избирателей, вк"),
            "leader": total("Путин"),
        }
    )
    return frame.assign(turnout=total("бюллетеней, выданных") / frame["listed"], share=frame["leader"] / total("ействительных"))


def test_implied_total(stations: pd.DataFrame) -> None:
    result = implied_total(stations, "leader", "listed", "has_counter", "district", drawn_at_random=True)
    assert (result.official, result.districts, result.observed) == (1_784_626, 69, 219)
    assert result.difference == pytest.approx(321_336.19, abs=0.01)
    assert result.standard_error == pytest.approx(18_883, abs=1)
    assert result.low == pytest.approx(284_326, abs=2)
    assert result.high == pytest.approx(358_346, abs=2)


def test_no_margin_for_stations_that_were_chosen(stations: pd.DataFrame) -> None:
    result = implied_total(stations, "leader", "listed", "has_counter", "district")
    assert (result.standard_error, result.low, result.reason) == (None, None, NotImplied.NOT_DRAWN_AT_RANDOM)
    assert result.difference == pytest.approx(321_336.19, abs=0.01)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    # Raw, within district, and at equal size, matched: half of the raw difference in turnout is the size of the list.
    [("turnout", [(-12.5, 1.0), (-11.4, 1.0), (-6.6, 1.0), (-6.3, 1.1)]), ("share", [(-8.7, 0.5), (-8.3, 0.5), (-6.1, 0.5), (-5.5, 0.6)])],
)
def test_from_raw_to_matched(stations: pd.DataFrame, outcome: str, expected: list[tuple[float, float]]) -> None:
    result = compare_observed(stations, outcome, "has_counter", "district", "listed")
    assert [effect.method for effect in result.effects] == list(Method)
    for effect, (difference, error) in zip(result.effects, expected, strict=True):
        assert effect.difference.value == pytest.approx(difference / 100, abs=6e-4)
        assert effect.difference.standard_error == pytest.approx(error / 100, abs=6e-4)
    assert result.biases == tuple(Bias)


def test_balance_shows_why_the_raw_difference_misleads(stations: pd.DataFrame) -> None:
    balance = compare_observed(stations, "turnout", "has_counter", "district", "listed").balance.iloc[0]
    assert balance["observed_mean"] == pytest.approx(1479, abs=0.5)
    assert balance["unobserved_mean"] == pytest.approx(846, abs=0.5)
    assert abs(balance["matched_difference"]) < abs(balance["standardised_difference"]) / 4
