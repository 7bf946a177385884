"""Reports beside each other: what only one of them tells is no agreement."""

from __future__ import annotations

import pandas as pd

from tests.people import ELECTION
from ui import follow


def test_a_field_told_once_neither_agrees_nor_differs() -> None:
    table = pd.DataFrame({
        "voice": ["count"] * 3, "figure_code": ["votes", "votes", "ballots_in_box"], "option_code": ["A", "B", ""],
        "AB · 1": [700, 12, None], "CD · 2": [700, 13, 1_024]})
    rows, _ = follow.side_rows(table, ELECTION.contests[0])
    assert list(rows["mark"]) == ["●", "◆", "–"]
    assert list(rows["AB · 1"])[2] == ""
