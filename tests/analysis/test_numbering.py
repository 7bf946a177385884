"""Ids as numbers: the same order, the same ids back, and what is among a long list is found like `isin` finds it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.columns import among
from analysis.numbering import NOBODY, Keys, Numbers, places


def test_numbers_stand_in_the_order_of_the_ids_and_lead_back_to_them() -> None:
    column = pd.Series(["KZ-79/2", "KZ-10/9", None, "KZ-79/10"])
    numbers = Numbers([column, pd.Series(["KZ-10/9", "KZ-99/1"])])
    found = numbers.of(column)
    assert found.to_list() == [2, 0, NOBODY, 1]
    assert numbers.ids(found).isna().to_list() == [False, False, True, False]
    assert numbers.ids(found).dropna().to_list() == column.dropna().to_list()


def test_an_unknown_id_has_no_number() -> None:
    with pytest.raises(KeyError):
        Numbers([pd.Series(["a"])]).of(pd.Series(["b"]))


def test_frames_get_their_ids_again_in_columns_and_index() -> None:
    frame = pd.DataFrame({"station_id": ["b", "a"], "author_id": ["y", None], "value": [1, 2]})
    keys = Keys([frame, pd.DataFrame({"station_id": pd.Series([], dtype="str")})])
    numbered = keys.numbered(frame)
    assert numbered["station_id"].to_list() == [1, 0] and numbered["value"].to_list() == [1, 2]
    pd.testing.assert_frame_equal(keys.named(numbered), frame, check_dtype=False)
    assert keys.named(numbered.set_index("station_id")).index.to_list() == ["b", "a"]


def test_a_row_that_came_later_is_left_out() -> None:
    keys = Keys([pd.DataFrame({"station_id": ["b", "a"], "author_id": ["y", None]})])
    later = pd.DataFrame({"station_id": ["a", "c", "b", None], "author_id": ["y", "y", "z", None], "value": [1, 2, 3, 4]})
    assert keys.numbered_known(later)["value"].to_list() == [1, 4]


@pytest.mark.parametrize("known", [["a", "c"], {"a", "c"}, pd.Series(["a", "c", "c"]), pd.Index(["c", "a"]), []])
def test_among_says_what_isin_says(known: object) -> None:
    column = pd.Series(["a", "b", None, "c"])
    assert among(column, known).tolist() == column.isin(list(known)).tolist()  # type: ignore[arg-type, call-overload]


@pytest.mark.parametrize("column", [pd.Series([1, 2, 3]), pd.Series([], dtype=object), pd.Series([1, 2], dtype=object), pd.Index([2, 5])])
def test_among_numbers_and_where_nothing_is(column: pd.Series) -> None:
    for known in ([2, 3], pd.Series([2, 3]), pd.Series([2, 3], dtype=object), pd.Series([2, 7]).unique()):
        assert among(column, known).tolist() == column.isin(list(known)).tolist()


@pytest.mark.parametrize("kind", ["str", "category", object])
def test_places_are_those_of_the_index(kind: Any) -> None:
    known = pd.Index(["c", "a"])
    column = pd.Series(["a", "b", None, "c"])
    assert places(column.astype(kind), known).tolist() == known.get_indexer(pd.Index(column)).tolist() == [1, NOBODY, NOBODY, 0]
    assert places(column, known[:0]).tolist() == [NOBODY] * 4
