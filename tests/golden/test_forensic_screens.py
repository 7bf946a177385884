"""Forensic screens on real elections: published values, a clean control, and that their work does not grow with the stations.

Russia: tables of D. Kobak, `data/2011.csv.zip` and `data/2018.csv.zip`; the published excess (random draws, Kobak, Shpilkin and
Pshenichnikov) is 1,003.5 and 1,708.8 with a standard error of 3.7. Poland: State Electoral Commission, 28 June 2020.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.forensics import integer_anomaly
from analysis.forensics_clean_peak import clean_peak, excess_over_share
from analysis.forensics_comparators import Screen, comparators
from analysis.forensics_digits import last_digit
from analysis.forensics_fingerprint import fingerprint
from analysis.forensics_small_stations import small_stations
from analysis.multiple import screened
from tests.counting import calls

RUSSIA = {"2011": "ЕДИНАЯ РОССИЯ", "2018": "Путин"}


@pytest.fixture(scope="module")
def russia(real: Callable[[str], Path]) -> Callable[[str], pd.DataFrame]:
    read: dict[str, pd.DataFrame] = {}

    def load(year: str) -> pd.DataFrame:
        if year not in read:
            table = pd.read_csv(real(f"russia/{year}.csv.zip"), usecols=lambda name: name != "url")

            def total(text: str) -> pd.Series:
                return table[[name for name in table.columns if text in name]].sum(axis=1)

            read[year] = pd.DataFrame(
                {
                    "voters": total("Число избирателей, вн" if year == "2011" else "Число избирателей, вк"),
                    "issued": total("бюллетеней, выданных"),
                    "cast": total("ействительных"),
                    "leader": total(RUSSIA[year]),
                    "district": table["region"] + "|" + table["tik"],
                }
            )
        return read[year]

    return load


@pytest.fixture(scope="module")
def poland(real: Callable[[str], Path]) -> pd.DataFrame:
    names = {
        "Liczba wyborców uprawnionych do głosowania": "voters",
        "Liczba wyborców, którym wydano karty do głosowania": "issued",
        "Liczba głosów ważnych oddanych łącznie na wszystkich kandydatów": "cast",
        "Andrzej Sebastian DUDA": "leader",
    }
    table = pd.read_csv(real("poland_2020/round1_stations.csv.zip"), sep=";", usecols=list(names), dtype=str)
    return table.rename(columns=names)


def four(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    return frame["voters"], frame["issued"], frame["cast"], frame["leader"]


@pytest.mark.parametrize(
    ("year", "excess", "leader", "turnout", "deviation", "observed", "stations"),
    [("2011", 1002.6, 766.5, 448.8, 114.7, 17_803, 86_718), ("2018", 1708.6, 857.1, 1297.5, 117.4, 19_271, 91_152)],
)
def test_integer_anomaly_of_russia(russia, year, excess, leader, turnout, deviation, observed, stations) -> None:
    result = integer_anomaly(*four(russia(year)))
    assert result.excess == pytest.approx(excess, abs=0.5)
    assert result.leader_excess == pytest.approx(leader, abs=0.1)
    assert result.turnout_excess == pytest.approx(turnout, abs=0.1)
    assert result.standard_deviation == pytest.approx(deviation, abs=0.05)
    assert (result.observed, result.stations, result.flagged) == (observed, stations, True)


@pytest.mark.parametrize(
    ("region", "excess", "z"),
    [
        ("Татарстан", 234.2, 12.5),
        ("Краснодарский", 215.4, 10.6),
        ("Башкортостан", 211.9, 9.5),
        ("Дагестан", 173.2, 11.4),
        ("Кемеровская", 138.1, 8.9),
    ],
)
def test_integer_anomaly_by_region_2018(russia, region: str, excess: float, z: float) -> None:
    frame = russia("2018")
    result = integer_anomaly(*four(frame[frame["district"].str.contains(region)]))
    assert result.excess == pytest.approx(excess, abs=0.1)
    assert result.z == pytest.approx(z, abs=0.06)


def test_fingerprints_beside_this_election_are_those_of_the_tables(russia, poland: pd.DataFrame) -> None:
    """Turnout and the leader's share, weighted by the lists: strongly together in Russia 2011 and 2018, slightly apart in Poland."""
    known = {"Russia 2011, Duma": russia("2011"), "Russia 2018, president": russia("2018"), "Poland 2020, president, first round": poland}
    shown = {str(each.election): each for each in comparators(Screen.FINGERPRINT)}
    assert set(shown) == set(known)
    for name, table in known.items():
        found = fingerprint(*four(table))
        assert (round(found.correlation or 0, 3), found.stations) == (shown[name].value, shown[name].stations), name


@pytest.mark.parametrize(("year", "name"), [("2011", "Russia 2011, Duma"), ("2018", "Russia 2018, president")])
def test_votes_above_proportion_stand_beside_the_ballots_of_their_table(russia, year: str, name: str) -> None:
    shown = {str(each.election): each for each in comparators(Screen.CLEAN_PEAK)}
    assert shown[name].ballots == int(russia(year)["cast"].sum())
    assert shown[name].share_of_ballots == pytest.approx({"2011": 0.225, "2018": 0.136}[year], abs=0.001)


def test_poland_raises_no_flag(poland: pd.DataFrame) -> None:
    result = integer_anomaly(*four(poland))
    assert result.excess == pytest.approx(6.9, abs=0.1)
    assert result.z == pytest.approx(0.11, abs=0.005)
    assert not result.flagged


def test_ninety_five_thousand_stations_are_columns_and_never_a_loop(russia) -> None:
    """Five times the stations: a call for each would be 76,000 more; some hundred come from the columns' pieces."""
    frame = russia("2018")
    assert len(frame) >= 95_000
    tracemalloc.start()
    integer_anomaly(*four(frame))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500e6
    fifth = frame.iloc[::5]
    assert calls(lambda: integer_anomaly(*four(frame))) - calls(lambda: integer_anomaly(*four(fifth))) < 2_000


@pytest.mark.parametrize(("year", "up_to_peak", "around_peak"), [("2011", 15.2, 14.8), ("2018", 11.0, 10.2)])
def test_clean_peak_of_russia(russia, year: str, up_to_peak: float, around_peak: float) -> None:
    """Millions of votes; the range up to the peak of the others' votes, and the peak ± 2 points."""
    columns = four(russia(year))
    whole = clean_peak(*columns)
    assert whole.excess_votes == pytest.approx(up_to_peak * 1e6, abs=5e4)
    assert whole.excess_votes is not None and whole.lowest is not None and whole.highest is not None and whole.clean_to_share is not None
    assert whole.lowest < whole.excess_votes < whole.highest
    near = clean_peak(*columns, whole.clean_to_share - 0.03, whole.clean_to_share + 0.02)
    assert near.excess_votes == pytest.approx(around_peak * 1e6, abs=5e4)


@pytest.mark.parametrize(("year", "centre", "millions"), [("2011", 0.31, 17.4), ("2018", 0.73, 10.07)])
def test_excess_over_the_share_of_the_main_cluster(russia, year: str, centre: float, millions: float) -> None:
    frame = russia(year)
    leader, cast = int(frame["leader"].sum()), int(frame["cast"].sum())
    assert excess_over_share(leader, cast - leader, centre) == pytest.approx(millions * 1e6, rel=2e-3)


@pytest.mark.parametrize(("year", "turnout", "leader"), [("2011", 0.650, 0.676), ("2018", 0.573, 0.635)])
def test_small_stations_of_russia(russia, year: str, turnout: float, leader: float) -> None:
    frame = russia(year)
    result = small_stations(*four(frame), frame["district"])
    assert result.turnout_shift == pytest.approx(turnout, abs=5e-4)
    assert result.leader_shift == pytest.approx(leader, abs=5e-4)
    assert result.both_up


def test_last_digits(russia, poland: pd.DataFrame) -> None:
    leader = last_digit(russia("2011")["leader"])
    assert leader.chi_square == pytest.approx(23.1, abs=0.05)
    assert leader.p_value == pytest.approx(0.006, abs=5e-4)
    issued = last_digit(russia("2011")["issued"])
    assert issued.chi_square == pytest.approx(117.8, abs=0.05)
    assert issued.zero_or_five is not None
    assert issued.zero_or_five.share == pytest.approx(0.2117, abs=5e-5)
    assert last_digit(russia("2018")["issued"]).chi_square == pytest.approx(130.6, abs=0.05)
    assert last_digit(poland["leader"]).p_value == pytest.approx(0.64, abs=0.005)


def test_fingerprint_keeps_every_station(russia) -> None:
    result = fingerprint(*four(russia("2018")))
    assert result.cells["stations"].sum() == result.stations
    assert result.stations + sum(result.left_out.values()) == len(russia("2018"))
    assert result.correlation is not None and result.correlation > 0.3
    assert np.isfinite(result.cells.to_numpy()).all()


def test_many_regions_at_once(russia) -> None:
    """Russia 2018 by region, one-sided normal p from the integer anomaly: 23 raw, 13 by false discovery, 9 by Bonferroni of 87."""
    frame = russia("2018")
    z = [integer_anomaly(*four(region)).z for _, region in frame.groupby(frame["district"].str.partition("|")[0])]
    result = screened([None if value is None else float(stats.norm.sf(value)) for value in z])
    assert (result.raw, result.false_discovery, result.bonferroni) == (23, 13, 9)
    assert result.tests + result.missing == len(z)
