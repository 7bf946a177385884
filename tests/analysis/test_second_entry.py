"""Two entries of one paper: fields alike, apart, settled; a decision holds as long as it has seen both values."""

from __future__ import annotations

from analysis.second_entry import Field, compared

A, B, LIST = ("votes", "A"), ("votes", "B"), ("registered_voters", "")


def test_no_value_on_both_sides_is_no_difference_and_a_value_against_none_is_one() -> None:
    found = compared([A, B, LIST], {A: 300, B: None}, {A: 300, LIST: 900}, {})
    assert [(each.first, each.second, each.agrees, each.is_open) for each in found] == [
        (300, 300, True, False), (None, None, True, False), (None, 900, False, True)]


def test_a_decision_holds_while_it_has_seen_both() -> None:
    settled = {A: (301, frozenset({300, 310}))}
    assert compared([A], {A: 300}, {A: 310}, settled) == (Field(A, 300, 310, 301, True),)
    assert compared([A], {A: 300}, {A: 320}, settled)[0].is_open, "another second entry"
    assert compared([A], {A: 305}, {A: 310}, settled)[0].is_open, "a correction of the report"
    assert compared([A], {A: 300}, {A: 300}, settled)[0].chosen is None, "nothing was apart"
    assert not compared([A], {A: 300}, {}, settled)[0].is_open, "the second could not read it, and somebody has looked"
