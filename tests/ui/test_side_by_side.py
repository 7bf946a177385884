"""Reports beside each other: what only one of them tells is no agreement."""

from __future__ import annotations

import pandas as pd

from schemas.election import ProtocolLine
from schemas.figure import FigureCode
from tests.people import ELECTION
from ui import follow


def test_a_field_told_once_neither_agrees_nor_differs() -> None:
    table = pd.DataFrame({
        "voice": ["count"] * 3, "figure_code": ["votes", "votes", "ballots_in_box"], "option_code": ["A", "B", ""],
        "AB · 1": [700, 12, None], "CD · 2": [700, 13, 1_024]})
    rows, _ = follow.side_rows(table, ELECTION, ELECTION.contests[0])
    assert list(rows["mark"]) == ["●", "◆", "–"]
    assert list(rows["AB · 1"])[2] == ""


def test_rows_stand_as_the_protocol_is_printed_and_what_was_counted_stands_behind() -> None:
    lines = ["registered_voters", "ballots_issued"]
    election = ELECTION.model_copy(update={"protocol_lines": tuple(ProtocolLine(code=FigureCode(code)) for code in lines)})
    told = [("count", "ballots_in_box", ""), ("protocol", "votes", "B"), ("protocol", "votes", "A"), ("protocol", lines[1], ""),
            ("protocol", lines[0], "")]
    table = pd.DataFrame(told, columns=["voice", "figure_code", "option_code"]).assign(**{"AB · 1": range(5)})
    rows, _ = follow.side_rows(table, election, ELECTION.contests[0])
    assert list(rows["AB · 1"]) == ["4", "3", "2", "1", "0"]
