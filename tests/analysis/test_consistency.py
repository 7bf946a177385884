"""Published figures held to each other: each rule finds what breaks it, and says how much it looked at."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis import consistency as rules
from analysis import consistency_figures
from analysis.consistency import Announced, Held, Rule

CLOSING = datetime(2021, 1, 10, 14, tzinfo=UTC)
"""20:00 in the capital."""


def hour(unit: str, hours_after: float, percent: str, **counts: int) -> Announced:
    return Announced(unit, CLOSING + timedelta(hours=hours_after), float(percent) / 100, percent, **counts)


def test_a_later_hour_below_the_one_before() -> None:
    held = rules.not_falling([hour("A", 0, "58.99"), hour("A", -2, "63.63"), hour("A", -4, "48"), hour("B", -2, "9"), hour("B", 0, "9")])
    assert (held.tested, [(each.place, each.a, each.b) for each in held.broken]) == (3, [("A", 0.6363, 0.5899)])
    assert [at - CLOSING for each in held.broken for at in each.hours] == [timedelta(hours=-2), timedelta(0)]


def test_only_regions_an_hour_behind_may_grow_after_closing() -> None:
    figures = [hour("WEST", 0, "57.7"), hour("WEST", 2, "58.8"), hour("EAST", 0, "72.8"), hour("EAST", 2, "72.9"), hour("KZ", 2, "63.3")]
    held = rules.stops_at_closing(figures, CLOSING, {"WEST"}, "KZ")
    assert (held.tested, [each.place for each in held.broken]) == (1, ["EAST"])
    assert rules.stops_at_closing(figures[:3], CLOSING, {"WEST"}, "KZ").tested == 0


def test_the_country_lies_between_its_regions() -> None:
    day = [hour("KZ", 0, "63.1"), hour("A", 0, "30.3"), hour("B", 0, "62")]
    assert len(rules.between_regions(day, "KZ", 2).broken) == 1
    assert rules.between_regions(day, "KZ", 3).tested == 0, "an hour without all regions says nothing"


def test_a_count_makes_its_printed_share_to_the_last_decimal() -> None:
    right, wrong = hour("KZ", -4, "57.68", issued=7_062_358, registered=12_244_683), hour("KZ", -4, "57.58", issued=7_062_358,
                                                                                        registered=12_244_683)  # fmt: skip
    assert rules.count_makes_share([right]).broken == ()
    assert len(rules.count_makes_share([right, wrong]).broken) == 1
    assert rules.count_makes_share([hour("KZ", 0, "57.68")]).tested == 0


def test_more_voters_than_the_list() -> None:
    assert len(rules.within_list([hour("KZ", 0, "100", issued=101, registered=100), hour("A", 0, "99.9")]).broken) == 1


def test_votes_and_parts() -> None:
    options = {"A": (5_148_074, "71.09"), "B": (2_093_488, "28.81")}
    assert [each.place for each in rules.votes_make_share(options, None).broken] == ["B"]
    assert rules.parts_make_whole([5_561_937, 2_045_271, 82_729, 130_267], 7_820_204).broken == ()
    assert len(rules.parts_make_whole([5_561_937, 2_045_271, 82_729], 7_820_204).broken) == 1
    assert rules.parts_make_whole([1], None).tested == 0


def test_a_count_falls_whatever_becomes_of_the_list() -> None:
    held = rules.counts_not_falling({"KZ": [100, 250, 240], "A": [9]})
    assert (held.tested, [(each.place, each.a, each.b) for each in held.broken]) == (2, [("KZ", 250.0, 240.0)])
    both = rules.together(held, rules.not_falling([hour("A", -2, "9"), hour("A", 0, "8")]))
    assert (both.tested, len(both.broken)) == (3, 2)
    with pytest.raises(ValueError, match="is not"):
        rules.together(held, rules.within_list([]))


def published(*rows: tuple[str, str, float | None, float, str]) -> pd.DataFrame:
    """unit, code, hours after closing (None: the day's result), value, as printed."""
    made = [
        {"figure_id": place, "unit_id": unit, "code": code, "value": value, "as_printed": printed, "basis": "",
         "as_of_at": None if after is None else CLOSING + timedelta(hours=after)}
        for place, (unit, code, after, value, printed) in enumerate(rows)
    ]  # fmt: skip
    columns = ["figure_id", "unit_id", "code", "value", "as_printed", "basis", "as_of_at"]
    frame = pd.DataFrame(made, columns=columns)
    return frame.assign(as_of_at=pd.to_datetime(frame["as_of_at"], utc=True))


def test_stored_figures_are_held_to_each_other_by_the_last_word_on_each() -> None:
    frame = published(
        ("KZ", "turnout_issued_share", -2, 0.60, "60"), ("KZ", "turnout_issued_share", 0, 0.55, "55"),
        ("KZ", "turnout_issued_share", 0, 0.63, "63,0 %"), ("KZ", "ballots_issued", -2, 60, "60"), ("KZ", "ballots_issued", 0, 63, "63"),
        ("KZ", "registered_voters", 0, 100, "100"), ("A", "turnout_issued_share", 0, 0.62, "62"),
        ("KZ", "turnout_issued_share", None, 0.62, "62"),
    )  # fmt: skip
    held = {each.rule: each for each in consistency_figures.held(frame, "KZ", 1)}
    assert {rule: (each.tested, len(each.broken)) for rule, each in held.items()} == {
        Rule.NOT_FALLING: (2, 0), Rule.BETWEEN_REGIONS: (1, 1), Rule.WITHIN_LIST: (4, 0), Rule.COUNT_MAKES_SHARE: (1, 0)
    }  # fmt: skip
    assert consistency_figures.held(published(), "KZ", 0) == tuple(Held(rule, 0, ()) for rule in held), "nothing published tests nothing"
