"""What the reference tables say, as a reader of each language reads it."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from analysis.states import State
from locales import text, using
from services.wording import place_in_file, pollster
from ui.claim_words import QUALIFIERS, RESULTS, said_by
from ui.official_words import OUTLETS, TESTS, published_on, said
from ui.tables import state_word


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


@pytest.mark.parametrize(("language", "name"), [("en", "B. Baibek"), ("ru", "Б. Байбек"), ("kk", "Б. Байбек")])
def test_a_speaker_is_written_as_sources_in_the_readers_language_write_him(language: str, name: str) -> None:
    with using(language):
        assert said(OUTLETS, "B. Baibek") == name
        assert pollster("B. Baibek, Nur Otan") == f"{name}, Nur Otan"
        assert said_by("B. Baibek") == name


def test_a_kazakh_qualifier_and_a_preliminary_value_are_short() -> None:
    """The value is said once, and a state is no label of a label."""
    with using("kk"):
        assert text(QUALIFIERS["over"], value="50%") == "> 50%"
        assert text(RESULTS["preliminary"]) == "алдын ала мән"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_rows_state_is_short_enough_for_one_line(language: str) -> None:
    """A desk's table of turnout has one line a row; in Kazakh each row took two by its state alone."""
    with using(language):
        words = [state_word(State.DIFFERS, "above"), state_word(State.DIFFERS, "below"), state_word(State.WITHIN_TOLERANCE)]
    assert all(len(each) <= 20 for each in words), words
