"""A row of the results says by how much the published figure is beyond what the missing stations can have given, as the chart does."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import results as analysed
from locales import using
from services.states import Side, State
from ui import results


def row(held: int, missing_list: int, difference: int) -> pd.Series:
    frame = pd.DataFrame({"held_n": [held], "stations_n": [33], "missing_list": [missing_list], "difference": [difference]})
    beyond = analysed.unexplained(frame, 0.01)
    return frame.assign(unexplained=beyond, reason="", state=State.DIFFERS, side=Side.ABOVE).iloc[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,822 more than these lists and 1.0% for voters added on the day"),
        ("ru", "на 1 822 больше этих списков и 1,0 % на добавленных в день голосования"),
        ("kk", "тізімдер мен 1,0% қордан артығы: 1 822"),
    ],
)
def test_the_tolerance_of_lists_is_said_where_it_is_taken_off(language: str, said: str) -> None:
    with using(language):
        written = results._why(row(6, 22_269, 24_313), 0.01).replace("\u00a0", " ").replace("\u202f", " ")
    assert written == said, "24,313 less 22,269 is 2,044: without the tolerance named, the chart's 1,822 is a riddle"


def test_where_every_copy_is_held_the_difference_stands_alone() -> None:
    assert results._why(row(33, 0, 399), 0.01) == ""


def test_below_the_copies_no_list_matters() -> None:
    assert results._why(row(6, 22_269, -3), 0.01) == ""
