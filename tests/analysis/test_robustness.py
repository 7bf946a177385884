"""The headline without each: sums that must add up, a sign that turns, nothing left, nobody there."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.robustness import without_each


def table(*rows: tuple[str, int, int]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["author_id", "protocol", "counted"])
    return made.assign(
        station_id=[f"S{n}" for n in range(len(made))], difference=made["protocol"] - made["counted"], has_ceiling=True,
        side=["above" if a > b else "below" for a, b in zip(made["protocol"], made["counted"], strict=True)],
    ).astype({"protocol": "Int64", "counted": "Int64", "difference": "Int64"})


def test_one_observer_on_whom_the_sign_rests() -> None:
    found = without_each(table(("A", 900, 500), ("B", 500, 510), ("C", 400, 410)), "author_id")
    assert (found.difference, found.largest, found.changing) == (380, "A", ("A",))
    first = found.rows.iloc[0]
    assert (first["left_out"], first["stations"], first["difference"]) == (1, 2, -20)
    assert (first["above"], first["below"]) == (0, 2)


def test_a_single_observer_leaves_nothing_and_that_changes_the_answer() -> None:
    found = without_each(table(("A", 900, 500)), "author_id")
    assert found.changing == ("A",)
    assert found.rows["share"].isna().all(), "nothing counted is not 0 %"
    assert (found.least_share, found.greatest_share) == (None, None)


def test_nobody() -> None:
    found = without_each(table(), "author_id")
    assert (len(found.rows), found.share, found.largest) == (0, None, "")


def test_zero_counted_is_no_share() -> None:
    found = without_each(table(("A", 10, 0), ("B", 5, 0)), "author_id")
    assert found.share is None
    assert found.rows["share"].isna().all()


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 900), st.integers(0, 900)), max_size=12))
def test_what_is_left_out_and_what_remains_add_up(rows: list[tuple[str, int, int]]) -> None:
    found = without_each(table(*rows), "author_id")
    whole = sum(protocol - counted for _, protocol, counted in rows)
    for each in found.rows.to_dict("records"):
        own = [row for row in rows if row[0] == each["code"]]
        assert each["left_out"] == len(own)
        assert each["difference"] == whole - sum(protocol - counted for _, protocol, counted in own)
