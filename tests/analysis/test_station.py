"""One station's figures by voice: agreement, tolerance, two copies, and what nobody else says."""

from __future__ import annotations

import pandas as pd

from analysis.states import Reason, State
from analysis.station import side_by_side

AT = pd.Timestamp("2029-01-14T10:00Z")


def figures(*rows: tuple[str, str, str, str, int | None, str]) -> pd.DataFrame:
    """(voice, code, option, contest, value, report)"""
    return pd.DataFrame(
        [
            {
                "station_id": "A",
                "voice": voice,
                "figure_code": code,
                "option_code": option,
                "contest_id": contest,
                "value": value,
                "report_id": report,
                "revision_id": number,
                "as_of_at": AT,
            }
            for number, (voice, code, option, contest, value, report) in enumerate(rows)
        ],
        columns=["station_id", "voice", "figure_code", "option_code", "contest_id", "value", "report_id", "revision_id", "as_of_at"],
    ).astype({"value": "Int64"})


def judged(*rows: tuple[str, str, str, str, int | None, str], by_station: bool = False) -> dict[tuple[str, str], tuple[str, str]]:
    table = side_by_side(figures(*rows), "list", 0.01, options=("B", "A"), published_by_station=by_station)
    return {(row["figure_code"], row["option_code"]): (row["state"], row["reason"]) for row in table.to_dict("records")}


def test_states_of_single_lines() -> None:
    found = judged(
        ("stated", "registered_voters", "", "", 2494, "o"),
        ("protocol", "registered_voters", "", "list", 2501, "c"),
        ("stated", "ballots_received", "", "list", 2519, "o"),
        ("protocol", "ballots_received", "", "list", 2519, "c"),
        ("count", "ballots_unused", "", "list", 870, "o"),
        ("protocol", "ballots_unused", "", "list", 871, "c"),
        ("protocol", "ballots_valid", "", "list", 1561, "c"),
        ("count", "ballots_in_box", "", "list", 1600, "o"),
    )
    assert found == {
        ("registered_voters", ""): (State.WITHIN_TOLERANCE, Reason.NONE),
        ("ballots_received", ""): (State.AGREES, Reason.NONE),
        ("ballots_unused", ""): (State.DIFFERS, Reason.NONE),
        ("ballots_valid", ""): (State.CANNOT_COMPARE, Reason.NOT_PUBLISHED),
        ("ballots_in_box", ""): (State.CANNOT_COMPARE, Reason.NO_PROTOCOL),
    }


def test_two_copies_that_differ_have_no_value() -> None:
    found = judged(
        ("protocol", "votes", "A", "list", 10, "c1"), ("protocol", "votes", "A", "list", 11, "c2"), ("count", "votes", "A", "list", 10, "o")
    )
    assert found == {("votes", "A"): (State.CANNOT_COMPARE, Reason.COPIES_DIFFER)}


def test_options_stand_in_printed_order_and_turnout_is_left_to_its_bounds() -> None:
    found = judged(
        ("protocol", "votes", "A", "list", 10, "c"),
        ("protocol", "votes", "B", "list", 11, "c"),
        ("count", "voters_counted", "", "", 900, "o"),
    )
    assert list(found) == [("votes", "B"), ("votes", "A")]
    assert judged() == {}


def test_what_is_published_for_a_station_is_held_against_its_protocol() -> None:
    told = figures(
        ("protocol", "votes", "A", "list", 71, "c"), ("protocol", "votes", "B", "list", 40, "c"),
        ("protocol", "ballots_valid", "", "list", 9, "c"),
        ("stated", "registered_voters", "", "", 404, "o"), ("protocol", "registered_voters", "", "list", 404, "c"))
    published = pd.DataFrame(
        [("list", "votes", "A", 71), ("list", "votes", "B", 60), ("list", "registered_voters", "", 500),
         ("list", "ballots_invalid", "", 3)],
        columns=["contest_id", "figure_code", "option_code", "value"])
    table = side_by_side(told, "list", 0.01, options=("A", "B"), published_by_station=True, published=published)
    found = {(row["figure_code"], row["option_code"]): row for row in table.to_dict("records")}
    assert (found["votes", "A"]["published"], found["votes", "A"]["state"]) == (71, State.AGREES)
    assert (found["votes", "B"]["difference"], found["votes", "B"]["state"]) == (-20, State.DIFFERS)
    assert found["ballots_valid", ""]["reason"] == Reason.NOT_ASKED and pd.isna(found["ballots_valid", ""]["published"])
    assert found["registered_voters", ""]["published"] == 500 and found["registered_voters", ""]["state"] == State.AGREES, "the stated list"
    assert found["ballots_invalid", ""]["reason"] == Reason.NO_PROTOCOL, "nobody holds a copy of this line"
