"""D5xx on small tables whose every number is seen: one finding each, with its numbers, and silence where the numbers hold."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import official_checks
from analysis.official_checks import Tolerances, find, one_digit
from schemas.checks.official import OFFICIAL_CHECKS
from schemas.figure import FIGURE_UNITS, FigureCode

DAY = pd.Timestamp("2021-01-10T06:00Z")
GOOD = {"registered_voters": 1000, "ballots_issued": 600, "ballots_invalid": 10, "votes/A": 400, "votes/B": 140, "votes/C": 50,
        "ballots_valid": 590, "ballots_received": 1010, "ballots_unused": 405, "ballots_spoiled": 5}


def rows(unit: str = "R/1", **changed: Any) -> list[dict[str, Any]]:
    """The figures of a unit: `votes_A = …` for an option; a tuple (value, printed) for a share; None takes a figure out."""
    given: dict[str, Any] = GOOD | {name.replace("votes_", "votes/") if name.startswith("votes_") and len(name) == 7 else name: value
                    for name, value in changed.items()}
    made = []
    for name, value in given.items():
        if value is None:
            continue
        code, _, option = name.partition("/")
        printed = value[1] if isinstance(value, tuple) else ""
        made.append({
            "unit_id": unit, "code": code, "option_code": option, "as_of_at": pd.NaT, "as_printed": printed,
            "value": float(value[0] if isinstance(value, tuple) else value), "unit": FIGURE_UNITS[FigureCode(code)].value})
    return made


def codes(made: list[dict[str, Any]], *, lists=None, parents=(), published=None) -> list[tuple[str, str, dict[str, Any]]]:
    frame = pd.DataFrame(made)
    frame["as_of_at"] = pd.to_datetime(frame["as_of_at"], utc=True)
    empty = pd.DataFrame(columns=["unit_id", "code", "option_code", "as_of_at", "value"])
    found = find(frame, ("A", "B", "C"), Tolerances(), pd.Series(lists or {}, dtype=float), parents,
                 empty if published is None else pd.DataFrame(published))
    return [(each.code, each.unit_id, each.values) for each in found]


def test_figures_that_hold_say_nothing() -> None:
    assert codes(rows()) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"ballots_issued": 590, "ballots_unused": 415}, [("D501", {"a": 600, "b": 590, "n": 10})]),
        ({"ballots_issued": 589, "ballots_unused": 416, "ballots_invalid": None}, [("D501", {"a": 590, "b": 589, "n": 1})]),
        ({"ballots_issued": 650, "ballots_unused": 355}, [("D502", {"a": 600, "b": 650, "n": 50})]),
        ({"registered_voters": 599}, [("D503", {"a": 600, "b": 599})]),
        ({"ballots_valid": 591}, [("D504", {"a": 590, "b": 591})]),
        ({"ballots_received": 1000}, [("D512", {"a": 1000, "b": 1010})]),
        ({"turnout_issued_share": (0.6012, "60.12")}, [("D506", {"a": 60.12, "b": 60.0})]),
        ({"turnout_issued_share": (0.6004, "60")}, []),
        ({"ballots_issued": 601, "ballots_unused": 404}, []),
        ({"votes_B": None}, []),
        ({"ballots_issued": None}, []),
    ],
)
def test_each_contradiction_is_told_with_its_numbers(changed, expected) -> None:
    found = [(code, values) for code, _, values in codes(rows(**changed)) if code != "D509"]
    assert found == expected


def test_ballots_by_post_are_in_the_boxes_and_not_among_those_issued() -> None:
    assert codes(rows(ballots_issued=500, ballots_unused=505, ballots_in_box=600)) == []


def test_the_one_digit_that_would_make_the_sums_right_is_proposed() -> None:
    frame = pd.DataFrame(rows(votes_A=4400))
    frame["as_of_at"] = pd.to_datetime(frame["as_of_at"], utc=True)
    found = official_checks.slips(official_checks.tables(frame, ("A", "B", "C")), Tolerances())
    assert [(each.option_code, each.values, each.proposed) for each in found] == [("A", {"row": "A", "a": 4400, "b": 400}, 400)]


def test_two_possible_digits_propose_nothing() -> None:
    assert not [each for each in codes(rows(votes_A=340, votes_B=240, votes_C=10, ballots_valid=690)) if each[0] == "D509"]


@pytest.mark.parametrize(("value", "other", "is_slip"), [
    (4400, 400, True), (400, 440, True), (450, 540, True), (460, 400, True), (400, 400, False), (12, 345, False), (5, -5, False)])
def test_what_a_slip_of_a_digit_is(value: int, other: int, is_slip: bool) -> None:
    assert one_digit(value, other) is is_slip


@pytest.mark.parametrize(
    ("issued", "listed", "share", "proposed"),
    [(361_400, 560_000, "56.5", (("ballots_issued", 316_400),)),
     (316_400, 650_000, "56.5", (("registered_voters", 560_000),)),
     (316_400, 560_000, "56.5", ()),
     (31_640, 560_000, "56.5", ()),  # ten numbers would fit
     (100, 560_000, "56.5", ())],
)  # fmt: skip
@pytest.mark.parametrize("hour", [pd.NaT, DAY])
def test_a_slip_against_the_printed_share_is_proposed_where_one_digit_explains_it(issued, listed, share, proposed, hour) -> None:
    row = {"unit_id": "KZ-79", "option_code": "", "as_of_at": hour}
    figures = [{**row, "code": "ballots_issued", "as_printed": str(issued), "value": float(issued), "unit": "people"},
               {**row, "code": "registered_voters", "as_printed": str(listed), "value": float(listed), "unit": "people"},
               {**row, "code": "turnout_issued_share", "as_printed": share, "value": float(share) / 100, "unit": "share"}]
    found = official_checks.find(pd.DataFrame(figures).assign(as_of_at=lambda frame: pd.to_datetime(frame["as_of_at"], utc=True)), (),
                                 official_checks.Tolerances(), pd.Series(dtype=float), [], pd.DataFrame(figures))  # fmt: skip
    likely = [each for each in found if each.code == "D509"]
    assert [(each.figure_code, each.proposed) for each in likely] == list(proposed)
    assert all(one_digit(int(each.values["a"]), int(each.values["b"])) for each in likely)


def test_a_later_hour_below_an_earlier_one() -> None:
    hours = [{"unit_id": "KZ-61", "code": "turnout_issued_share", "option_code": "", "as_printed": "", "value": value, "unit": "share",
              "as_of_at": DAY + pd.Timedelta(hours=hour)} for hour, value in ((4, 0.4837), (8, 0.4107), (6, 0.45))]
    assert codes(rows() + hours) == [
        ("D505", "KZ-61", {"a": 48.37, "b": 45.0}), ("D505", "KZ-61", {"a": 45.0, "b": 41.07})]


def test_shares_of_all_options_make_one_whole() -> None:
    def shares(*printed: str) -> list[dict[str, Any]]:
        return [{"unit_id": "KZ", "code": "votes_share", "option_code": code, "as_printed": each, "value": float(each) / 100,
                 "unit": "share", "as_of_at": pd.NaT} for code, each in zip("ABC", printed, strict=True)]

    assert codes(rows() + shares("71.1", "20.0", "8.9")) == []
    assert codes(rows() + shares("71.1", "20.0", "9.0")) == []
    assert codes(rows() + shares("71.1", "20.0", "9.5")) == [("D510", "KZ", {"a": 100.6})]


def test_two_stations_with_the_same_votes() -> None:
    assert codes(rows("R/1") + rows("R/2")) == [("D511", "R/2", {"other": "R/1"})]
    small = {"votes_A": 20, "votes_B": 5, "votes_C": 5, "ballots_issued": 40, "ballots_valid": 30, "ballots_unused": 965}
    assert codes(rows("R/1", **small) + rows("R/2", **small)) == []


def test_stations_that_do_not_make_their_district() -> None:
    made = rows("R/1") + rows("R/2", votes_A=401, ballots_valid=591, ballots_issued=601, ballots_unused=404)
    parents = ({"R/1": "R", "R/2": "R"},)
    published = [{"unit_id": "R", "code": "votes", "option_code": "A", "as_of_at": pd.NaT, "value": 811.0}]
    assert codes(made, parents=parents, published=published) == [("D507", "R", {"n": 2, "a": 801, "b": 811})]
    assert codes(made, parents=({"R/1": "R", "R/2": "R", "R/3": "R"},), published=published) == []


def test_a_list_that_grew() -> None:
    assert codes(rows(), lists={"R/1": 990}) == [("D508", "R/1", {"a": 1000, "b": 990})]


def test_every_check_has_words_and_a_code_of_its_own() -> None:
    assert list(OFFICIAL_CHECKS) == sorted(OFFICIAL_CHECKS)
    assert len(OFFICIAL_CHECKS) == 12
