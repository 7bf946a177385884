"""What the reference tables say, as a reader of each language reads it."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from locales import using
from services.wording import place_in_file
from ui.official_words import TESTS, published_on, said


@pytest.mark.parametrize(("code", "sum_"), [("en", "7,062,358 / 12,244,683 = 57.68"), ("ru", "7 062 358 / 12 244 683 = 57,68")])
def test_a_sum_is_written_with_the_numbers_of_the_language(code: str, sum_: str) -> None:
    with using(code):
        assert " ".join(said(TESTS, "7,062,358 / 12,244,683 = 57.68").split()) == sum_
        assert said(TESTS, "Kazinform, 2nd paragraph") == "Kazinform, 2nd paragraph", "words are left as they are"


def test_when_and_where_a_figure_was_published() -> None:
    at = datetime(2021, 1, 12, tzinfo=UTC)
    with using("ru"):
        assert published_on(pd.Series({"published_text": "2021-01-10", "published_at": at})) == "10.01.2021"
        assert published_on(pd.Series({"published_text": "", "published_at": at})) == "12.01.2021"
        assert published_on(pd.Series({"published_text": "", "published_at": pd.NaT})) == ""
        assert place_in_file("data/reference/turnout.csv, line 56") == "data/reference/turnout.csv, строка 56"
        assert place_in_file("page 3, line of the table") == "page 3, line of the table"
