"""Long lines to the four figures of a station: bases in their order, missing is missing, a tie between copies is left out."""

from __future__ import annotations

import math

import pandas as pd

from analysis.agreement_copies import undisputed
from analysis.forensics import integer_anomaly
from analysis.forensics_table import TABLE_COLUMNS, by_station, leading_option


def lines(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["station_id", "figure_code", "option_code", "value"])


FULL = lines(
    ("S1", "registered_voters", "", 1000), ("S1", "ballots_issued", "", 700), ("S1", "ballots_valid", "", 680),
    ("S1", "ballots_invalid", "", 15), ("S1", "votes", "A", 400), ("S1", "votes", "B", 280),
    ("S2", "registered_voters", "", 500), ("S2", "ballots_issued", "", 300), ("S2", "ballots_in_box", "", 299), ("S2", "votes", "A", 100),
    ("S3", "registered_voters", "", 500), ("S3", "ballots_invalid", "", 5), ("S3", "votes", "all", 90), ("S3", "votes", "A", 50),
)


def test_the_leader_has_the_most_votes_over_all_stations() -> None:
    assert leading_option(FULL) == "A"
    assert leading_option(FULL[FULL["figure_code"] != "votes"]) == ""


def test_ballots_cast_are_those_found_then_valid_and_invalid_then_votes_and_invalid() -> None:
    table = {str(row["station_id"]): row for row in by_station(FULL, "A").to_dict("records")}
    assert [table[each]["ballots_cast"] for each in ("S1", "S2", "S3")] == [695, 299, 95]
    assert table["S1"]["leader_votes"] == 400
    assert math.isnan(table["S3"]["ballots_issued"])


def test_nothing_and_nobody() -> None:
    empty = by_station(FULL.iloc[:0], "")
    assert tuple(empty.columns) == TABLE_COLUMNS
    four = (empty["registered_voters"], empty["ballots_issued"], empty["ballots_cast"], empty["leader_votes"])
    found = integer_anomaly(*four)
    assert found.excess is None and found.reason is not None and not found.flagged
    no_leader = by_station(FULL, "nobody")
    assert no_leader["leader_votes"].isna().all()


def test_copies_that_tie_leave_the_line_out() -> None:
    told = pd.DataFrame(
        [("S1", "c", "votes", "A", 10, 1), ("S1", "c", "votes", "A", 20, 1), ("S2", "c", "votes", "A", 5, 2)],
        columns=["station_id", "contest_id", "figure_code", "option_code", "value", "copies"],
    )
    assert list(undisputed(told)["station_id"]) == ["S2"]


def test_a_paper_without_the_votes_of_one_option_has_no_sum_of_all() -> None:
    """Taken as 0 the missing votes would make the base smaller and the leader's share larger."""
    rows = [("S1", "votes", "A", 300), ("S1", "votes", "B", 200), ("S1", "ballots_invalid", "", 10), ("S2", "votes", "A", 300),
            ("S2", "ballots_invalid", "", 10)]  # fmt: skip
    table = by_station(lines(*rows), "A").set_index("station_id")
    assert table["ballots_cast"]["S1"] == 510 and math.isnan(table["ballots_cast"]["S2"])
    found = by_station(lines(*rows, ("S2", "ballots_in_box", "", 505)), "A").set_index("station_id")
    assert found["ballots_cast"]["S2"] == 505, "what was found in the boxes needs no sum"
