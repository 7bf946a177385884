"""Published figures held to each other: each rule finds what breaks it, and says how much it looked at."""

from datetime import UTC, datetime, timedelta

from analysis import consistency as rules
from analysis.consistency import Announced

CLOSING = datetime(2021, 1, 10, 14, tzinfo=UTC)
"""20:00 in the capital."""


def hour(unit: str, hours_after: float, percent: str, **counts: int) -> Announced:
    return Announced(unit, CLOSING + timedelta(hours=hours_after), float(percent) / 100, percent, **counts)


def test_a_later_hour_below_the_one_before() -> None:
    held = rules.not_falling([hour("A", 0, "58.99"), hour("A", -2, "63.63"), hour("A", -4, "48"), hour("B", -2, "9"), hour("B", 0, "9")])
    assert (held.tested, [(each.place, each.a, each.b) for each in held.broken]) == (3, [("A", 0.6363, 0.5899)])


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
