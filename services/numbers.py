"""What a thumb types as a number or a time of day, read strictly: everything else is answered with a sentence, never guessed.

Digits of every script are normalised; grouping spaces (also no-break ones) fall away. Signs, decimals, letters and invisible
marks are refused, because what is stored must be what was read on the screen."""

import re
import unicodedata
from datetime import date, time

from schemas.message import Message
from schemas.model import BIDI_CONTROLS, COUNT_MAXIMUM
from schemas.problem import FieldProblem
from services.parsing import EXPECTED

LONGEST_NUMBER = 40
"""Characters: eight digits with room for spaces; a longer text is not a number, however it begins."""
MINUS_SIGNS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
DAY_EXPECTED = Message("A day was expected, such as 09.06.2026. Type it again.")
_DAY = re.compile(r"(?P<day>\d{1,2})[./\s-](?P<month>\d{1,2})[./\s-](?P<year>\d{4})")
_DAY_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_OF_DAY = re.compile(r"\s*(?P<day>\d{1,2})[./-](?P<month>\d{1,2})\.?\s+(?P<clock>\S.*)")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.\s]\s*(?P<minute>\d{2}))?|(?P<joined>\d{3,4})")


def plain_digits(typed: str) -> str:
    """The text with every decimal digit of any script as 0-9."""
    return "".join(str(digit) if (digit := unicodedata.decimal(sign, None)) is not None else sign for sign in typed)


def has_invisible(typed: str) -> bool:
    """Marks that reorder text, zero-width signs and control characters: what is read would not be what is stored."""
    return any(sign in BIDI_CONTROLS or unicodedata.category(sign) in ("Cf", "Cc") for sign in typed if sign not in "\t\n\r")


def parse_count(typed: str) -> int | FieldProblem:
    """A whole number from 0 to eight digits, or the sentence that says what was wrong. Empty text is a problem of its own."""
    if has_invisible(typed[:LONGEST_NUMBER]):
        return FieldProblem("control", EXPECTED["control"])
    if len(typed) > LONGEST_NUMBER:
        is_number = plain_digits(typed[:LONGEST_NUMBER]).replace(" ", "").isdigit()
        code = "less_than_equal" if is_number else "int"
        return FieldProblem(code, EXPECTED[code])
    bare = "".join(plain_digits(typed).split())
    if bare[:1] and bare[0] in MINUS_SIGNS and bare[1:].isascii() and bare[1:].isdigit():
        return FieldProblem("greater_than_equal", EXPECTED["greater_than_equal"], {"limit": 0})
    if not (bare.isascii() and bare.isdigit()):
        return FieldProblem("int", EXPECTED["int"])
    number = int(bare)
    return number if number <= COUNT_MAXIMUM else FieldProblem("less_than_equal", EXPECTED["less_than_equal"])


def parse_day(typed: str) -> date | FieldProblem:
    """A day of the calendar: 9.6.2026, 09/06/2026, 09-06-2026 (the day first, as all three languages write it) and 2026-06-09."""
    wrong = FieldProblem("day", DAY_EXPECTED)
    if len(typed) > LONGEST_NUMBER or has_invisible(typed):
        return wrong
    bare = plain_digits(typed).strip()
    found = _DAY.fullmatch(bare) or _DAY_YEAR_FIRST.fullmatch(bare)
    if found is None:
        return wrong
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return wrong


def split_day(typed: str) -> tuple[tuple[int, int] | None, str]:
    """`19.03 8:30`: day and month, and the time that stands behind them; (None, all of it) where no day stands there."""
    found = None if len(typed) > LONGEST_NUMBER or has_invisible(typed) else _OF_DAY.fullmatch(plain_digits(typed))
    return (None, typed) if found is None else ((int(found["day"]), int(found["month"])), found["clock"])


def parse_clock(typed: str) -> time | FieldProblem:
    """A time of day: 9, 905, 0905, 9:05, 9.05 and `9 05` are all five past nine (9 is nine o'clock)."""
    wrong = FieldProblem("time", EXPECTED["time"])
    if len(typed) > LONGEST_NUMBER:
        return wrong
    if has_invisible(typed):
        return FieldProblem("control", EXPECTED["control"])
    found = _CLOCK.fullmatch(plain_digits(typed).strip())
    if found is None:
        return wrong
    joined = found["joined"]
    hour, minute = (int(joined[:-2]), int(joined[-2:])) if joined else (int(found["hour"]), int(found["minute"] or 0))
    return time(hour, minute) if hour < 24 and minute < 60 else wrong
