"""Numbers and times as thumbs type them: normalised where nothing can be misread, refused with a sentence otherwise."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.model import BIDI_CONTROLS, COUNT_MAXIMUM
from schemas.problem import FieldProblem
from services.numbers import parse_clock, parse_count, parse_day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("1083", 1083),
        ("1 083", 1083),
        (" 1 083 ", 1083),
        ("1\u00a0083", 1083),
        ("1\u202f083", 1083),
        ("1\u2009083", 1083),
        ("٤٢٠", 420),
        ("۴۲۰", 420),
        ("४२०", 420),
        ("４２０", 420),
        ("007", 7),
        (str(COUNT_MAXIMUM), COUNT_MAXIMUM),
    ],
)
def test_numbers_are_read(typed: str, number: int) -> None:
    assert parse_count(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "int"),
        ("  ", "int"),
        ("12a", "int"),
        ("1,083", "int"),
        ("1.5", "int"),
        ("1е3", "int"),
        ("+5", "int"),
        ("²", "int"),
        ("Ⅳ", "int"),
        ("½", "int"),
        ("-5", "greater_than_equal"),
        ("\u22125", "greater_than_equal"),
        ("99999999999", "less_than_equal"),
        ("9" * 1_000_000, "less_than_equal"),
        ("12 345 " * 20, "less_than_equal"),
        ("x" * 1_000_000, "int"),
        ("\u202e" + "9" * 50, "control"),
        ("\u202e42", "control"),
        ("4\u200b2", "control"),
        ("42\u0000", "control"),
    ],
)
def test_everything_else_is_answered_with_its_own_sentence(typed: str, code: str) -> None:
    problem = parse_count(typed)
    assert isinstance(problem, FieldProblem)
    assert problem.code == code


@given(st.integers(min_value=0, max_value=COUNT_MAXIMUM))
def test_what_is_printed_is_read_back(number: int) -> None:
    assert parse_count(f"{number:,}".replace(",", "\u00a0")) == number


@given(st.text())
def test_no_text_breaks_the_parsers(typed: str) -> None:
    assert isinstance(parse_count(typed), int | FieldProblem)
    assert isinstance(parse_clock(typed), time | FieldProblem)


@given(st.integers(min_value=0, max_value=9_999), st.sampled_from(BIDI_CONTROLS), st.integers(min_value=0, max_value=4))
def test_a_mark_that_reorders_text_is_never_read_past(number: int, mark: str, place: int) -> None:
    digits = str(number)
    assert isinstance(parse_count(digits[:place] + mark + digits[place:]), FieldProblem)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("14", time(14)),
        ("905", time(9, 5)),
        ("0905", time(9, 5)),
        ("9:05", time(9, 5)),
        ("9.05", time(9, 5)),
        ("9 05", time(9, 5)),
        ("23:59", time(23, 59)),
        ("0:00", time(0)),
        ("٩:٠٥", time(9, 5)),
        (" 12:00 ", time(12)),
    ],
)
def test_times_are_read(typed: str, at: time) -> None:
    assert parse_clock(typed) == at


@pytest.mark.parametrize("typed", ["", "24", "2460", "9:5", "9:60", "noon", "12:00:30", "-9", "12345", "\u202e9:05"])
def test_impossible_times_are_refused(typed: str) -> None:
    assert isinstance(parse_clock(typed), FieldProblem)


@pytest.mark.parametrize("typed", ["9.6.2026", "09.06.2026", "09/06/2026", "09-06-2026", " 9 6 2026 ", "2026-06-09", "٠٩.٠٦.٢٠٢٦"])
def test_a_day_is_read_the_day_first(typed: str) -> None:
    assert parse_day(typed) == date(2026, 6, 9)


@pytest.mark.parametrize("typed", ["", "9.6", "9.6.26", "31.02.2026", "2026.06.09", "June 9", "9.6.2026 ; 1", "9\u200b.6.2026", "0.0.0000"])
def test_what_is_no_day_is_a_sentence(typed: str) -> None:
    found = parse_day(typed)
    assert isinstance(found, FieldProblem) and found.code == "day"
