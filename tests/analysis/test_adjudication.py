"""Settled fields: the chosen value stands in every row of the field, as long as nothing is told that was not seen."""

from __future__ import annotations

import pandas as pd

from analysis.adjudication import SETTLED_COLUMNS, applied, standing

FIGURES = pd.DataFrame(
    {
        "station_id": ["1", "1", "1", "2"], "contest_id": "list", "figure_code": "votes", "option_code": ["A", "A", "B", "A"],
        "voice": "protocol", "value": pd.array([700, 710, 50, 700], dtype="Int64"),
    },
    index=[7, 3, 5, 1],
)
SETTLED = pd.DataFrame([("1", "list", "votes", "A", 710, "[700, 710]")], columns=SETTLED_COLUMNS).astype({"chosen": "Int64"})


def test_the_chosen_value_stands_in_every_row_of_its_field_only() -> None:
    found = applied(FIGURES, SETTLED)
    assert list(found["value"]) == [710, 710, 50, 700]
    assert list(found["adjudicated"]) == [True, True, False, False]
    assert list(found.index) == [7, 3, 5, 1]


def test_a_value_that_was_not_seen_opens_the_field_again() -> None:
    told = FIGURES.assign(value=pd.array([705, 710, 50, 700], dtype="Int64"))
    assert standing(told, SETTLED).empty
    assert list(applied(told, SETTLED)["value"]) == [705, 710, 50, 700]


def test_another_voice_is_left_alone_and_a_missing_value_is_not_made() -> None:
    own = FIGURES.assign(voice="count")
    assert not applied(own, SETTLED)["adjudicated"].any()
    missing = FIGURES.assign(value=pd.array([pd.NA, 710, 50, 700], dtype="Int64"))
    assert applied(missing, SETTLED)["value"].isna().tolist() == [True, False, False, False]


def test_nothing_settled_changes_nothing() -> None:
    assert not applied(FIGURES, SETTLED.iloc[:0])["adjudicated"].any()
    assert applied(FIGURES.iloc[:0], SETTLED).empty
