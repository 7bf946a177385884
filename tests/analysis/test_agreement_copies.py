"""What most copies of a protocol say; a tie decides nothing; the first two entries side by side."""

from __future__ import annotations

import pandas as pd

from analysis import agreement
from analysis.agreement_copies import first_and_second, most_told
from analysis.agreement_summary import options_tested, votes_by_option
from analysis.states import Reason

LINE = {"station_id": "S1", "contest_id": "c", "figure_code": "votes", "option_code": "A"}


def told(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame([{**LINE, "station_id": station, "value": value, "copies": copies} for station, value, copies in rows])


def test_the_value_most_copies_give_stands() -> None:
    found = most_told(told(("S1", 100, 2), ("S1", 190, 1), ("S2", 7, 1)))
    assert list(zip(found["station_id"], found["value"], strict=True)) == [("S1", 100), ("S2", 7)]


def test_a_tie_is_not_decided() -> None:
    found = most_told(told(("S1", 100, 1), ("S1", 190, 1)))
    published = pd.DataFrame([{**LINE, "value": 100}])
    (line,) = agreement.compare(found, published).to_dict("records")
    assert line["reason"] == Reason.COPIES_DIFFER
    assert pd.isna(line["difference"])


def test_nothing_told_is_nothing() -> None:
    empty = told(("S1", 1, 1)).iloc[:0]
    assert most_told(empty).empty
    first, second = first_and_second(pd.DataFrame())
    assert first.empty and second.empty
    lines = agreement.compare(first, second)
    assert lines.empty and agreement.by_station(lines).empty
    assert votes_by_option(lines).empty
    assert options_tested(votes_by_option(lines)).empty


def test_the_first_two_entries_in_the_order_they_were_stored() -> None:
    rows = [
        {**LINE, "report_id": report, "revision_id": revision, "value": value}
        for report, revision, value in (("b", 2, 20), ("a", 1, 10), ("c", 3, 30))
    ]
    first, second = first_and_second(pd.DataFrame(rows))
    assert (list(first["value"]), list(second["value"])) == ([10], [20])


def test_direction_is_tested_over_stations_and_corrected_for_looking_at_all_options() -> None:
    first = pd.DataFrame([{**LINE, "station_id": f"S{n}", "option_code": option, "value": 10} for n in range(12) for option in "AB"])
    second = first.assign(value=[15 if option == "A" else 10 for option in first["option_code"]])
    tested = options_tested(votes_by_option(agreement.compare(first, second)))
    by_option = {str(row["option_code"]): row for row in tested.to_dict("records")}
    assert round(float(by_option["A"]["p_value"]), 6) == 0.000488  # 12 of 12 in one direction
    assert by_option["A"]["q_value"] == by_option["A"]["p_value"], "an option without any difference is not a test"
    assert pd.isna(by_option["B"]["p_value"])
