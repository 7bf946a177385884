"""Georgia, presidential election of 27 October 2013: volunteers' entries of 3,707 protocols beside the official results.

Entries and results: ForSet Georgia (MIT licence). Known: at 2,690 of 3,707 stations the first two entries agree on every field.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.agreement import by_station, compare
from analysis.agreement_errors import StationDifference
from analysis.agreement_summary import classes, direction, match_rate, votes_by_option

OPTIONS = [*range(1, 23), 41]
ENTRY_LINES = {
    "possible_voters": "registered_voters",
    "special_voters": "special_voters",
    "votes_by_1200": "voters_by_1200",
    "votes_by_1700": "voters_by_1700",
    "ballots_signed_for": "ballots_issued",
    "ballots_available": "ballots_received",
    "invalid_ballots_submitted": "ballots_invalid",
    **{f"party_{number}": str(number) for number in OPTIONS},
}
OFFICIAL_LINES = {
    "possible voters": "registered_voters",
    "special voters": "special_voters",
    "votes by 12": "voters_by_1200",
    "votes by 17": "voters_by_1700",
    "ballots signed for": "ballots_issued",
    "num ballots": "ballots_received",
    "invalid votes": "ballots_invalid",
}


def long(table: pd.DataFrame) -> pd.DataFrame:
    lines = table.melt("station_id", var_name="line")
    is_vote = lines["line"].str.isdigit()
    return lines.assign(
        contest_id="president", figure_code=lines["line"].mask(is_vote, "votes"), option_code=lines["line"].where(is_vote)
    ).drop(columns="line")


@pytest.fixture(scope="module")
def entries(real: Callable[[str], Path]) -> pd.DataFrame:
    table = pd.read_csv(real("georgia_2013/protocol_entries.csv")).sort_values("id")
    table["station_id"] = table["district_id"].astype(str) + "." + table["precinct_id"].astype(str)
    return table.assign(turn=table.groupby("station_id").cumcount())


@pytest.fixture(scope="module")
def official(real: Callable[[str], Path]) -> pd.DataFrame:
    table = pd.read_csv(real("georgia_2013/official_results.csv"), skipinitialspace=True)
    options = dict(zip(table.columns[-23:], map(str, OPTIONS), strict=True))
    table["station_id"] = table["district id"].astype(str) + "." + table["precinct"].astype(str)
    return long(table.rename(columns=OFFICIAL_LINES | options)[["station_id", *OFFICIAL_LINES.values(), *options.values()]])


def typed(entries: pd.DataFrame) -> pd.DataFrame:
    return long(entries.rename(columns=ENTRY_LINES)[["station_id", *ENTRY_LINES.values()]])


def test_first_two_entries_of_a_protocol(entries: pd.DataFrame) -> None:
    stations = by_station(compare(typed(entries[entries["turn"] == 0]), typed(entries[entries["turn"] == 1])))
    same = stations[(stations["differing_n"] == 0) & (stations["compared_n"] == stations["lines_n"])]
    assert (len(same), len(stations)) == (2690, 3707)
    assert match_rate(stations).match.share == pytest.approx(0.726, abs=5e-4)


def test_agreed_entries_beside_the_official_results(entries: pd.DataFrame, official: pd.DataFrame) -> None:
    """By hand with another program: 283 stations differ, 253 of them in one line; all are explained by a class."""
    agreed = entries[entries["is_valid"] == 1].drop_duplicates("station_id")
    lines = compare(typed(agreed), official)
    stations = by_station(lines)
    rate = match_rate(stations)
    assert (len(stations), rate.differing, rate.not_compared) == (3707, 283, 0)
    assert (stations["differing_n"] == 1).sum() == 253
    found = classes(stations)
    assert found[StationDifference.IDENTICAL] == 3424
    assert sum(found.values()) == 3707
    assert found[StationDifference.TYPO_LIKE] > 100
    winner = direction(lines, "41")
    assert sorted((winner.up, winner.down)) == [3, 8]
    assert winner.p_value == pytest.approx(2 * (1 + 11 + 55 + 165) / 2**11)


def test_official_totals(entries: pd.DataFrame, official: pd.DataFrame) -> None:
    by_option = votes_by_option(compare(official, official)).set_index("option_code")
    assert by_option.loc["41", "first_votes"] == 1_012_569
    assert by_option["net"].eq(0).all()
