"""Precision, recall and false alarms, by hand; what two people agree on; what is compared with it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.check_quality import agreed, by_code, judged_by, together

JUDGED = pd.DataFrame({"entry_id": [1, 2, 3, 4, 5, 6], "wrong": [True, True, True, False, False, False]})
FOUND = pd.DataFrame(
    [(1, "P401", "red"), (1, "P402", "amber"), (2, "P402", "amber"), (4, "P402", "amber"), (3, "P403", "info"), (5, "P403", "info")],
    columns=["entry_id", "code", "level"],
)


def test_levels_and_codes_together() -> None:
    strict = together(JUDGED, FOUND, levels=["red", "amber"])
    assert (strict.wrong_flagged_n, strict.right_flagged_n, strict.wrong_n, strict.right_n) == (2, 1, 3, 3)
    assert (strict.recall_share, strict.precision_share, strict.false_alarm_share) == pytest.approx((2 / 3, 2 / 3, 1 / 3))
    assert together(JUDGED, FOUND).recall_share == 1
    assert together(JUDGED, FOUND, codes=["P401"]).false_alarm_share == 0


def test_each_code_and_what_it_finds_alone() -> None:
    table = by_code(JUDGED, FOUND).set_index("code")
    assert table["flagged_n"].to_dict() == {"P401": 1, "P402": 3, "P403": 2}
    assert table["alone_n"].to_dict() == {"P401": 0, "P402": 1, "P403": 1}
    assert table["precision_share"].to_dict() == pytest.approx({"P401": 1, "P402": 2 / 3, "P403": 0.5})


def test_a_share_of_nothing_is_missing() -> None:
    nothing = together(JUDGED[:0], FOUND[:0])
    assert (nothing.recall_share, nothing.precision_share, nothing.false_alarm_share) == (None, None, None)
    assert by_code(JUDGED, FOUND[:0]).empty


def test_a_finding_on_what_was_not_judged_is_refused() -> None:
    with pytest.raises(ValueError, match="not judged"):
        together(JUDGED[:1], FOUND)
    with pytest.raises(ValueError, match="twice"):
        together(pd.concat([JUDGED, JUDGED]), FOUND)


def test_two_people_agree_only_on_every_field() -> None:
    reports = pd.DataFrame({
        "entry_id": [1, 2, 3, 4, 5, 6], "station_id": ["S", "S", "S", "T", "T", "U"], "author_id": ["a", "b", "c", "a", "a", "a"]})
    values = {1: (10, 5), 2: (10, 6), 3: (10, 5), 4: (7, 7), 5: (7, 7), 6: (1, 1)}
    figures = pd.DataFrame(
        [(entry, reports["station_id"][entry - 1], "votes", option, value)
         for entry, pair in values.items() for option, value in zip("AB", pair, strict=True)],
        columns=["entry_id", "station_id", "figure_code", "option_code", "value"],
    ).astype({"value": "Int64"})
    truth = agreed(reports, figures)
    assert truth[["station_id", "option_code", "value"]].to_records(index=False).tolist() == [("S", "A", 10), ("S", "B", 5)]
    judged = judged_by(reports, figures, truth)
    assert dict(zip(judged["entry_id"], judged["wrong"], strict=True)) == {1: False, 2: True, 3: False}
    left_out = figures[~((figures["entry_id"] == 2) & (figures["option_code"] == "B"))]
    assert not judged_by(reports, left_out, truth)["wrong"].any(), "a field that was not typed is not compared"
    assert agreed(reports, figures[:0]).empty
