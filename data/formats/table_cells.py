"""The text of a cell -> a value, strictly: what is not plainly a number, a share or a time is refused with what was expected."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from data.formats.table_headings import skeleton
from schemas.day import moment
from schemas.election import Election
from schemas.mapping import TableSettings, Take
from schemas.message import Message
from schemas.model import COUNT_MAXIMUM

FORMULA = Message("There is a formula in this cell. Put the value itself there (copy, then paste as values).")
NOT_WHOLE = Message("A whole number is expected: digits only.")
LETTER = Message("There is the letter “{letter}” among the digits. Type the digit.")
NEGATIVE = Message("A number below 0 is not possible here.")
LARGE = Message("The number is larger than any list of voters. Check the digits.")
GROUPED = Message("This may be a thousand or a decimal fraction. Say in the mapping which sign stands between thousands.")
PERCENT = Message("There is a percentage where a number of people or ballots is expected.")
DATE = Message("There is a date where a number is expected. Format the cell as a number, or type the number.")
INVISIBLE = Message("There is a sign in this cell that cannot be seen. Type the number anew.")
SEVERAL_LINES = Message("There are several lines in this cell. Look for a quotation mark that is not closed.")
NOT_SHARE = Message("A share is expected: with a percent sign, or from 0 to 1.")
NOT_TIME = Message("A time is expected, such as 2013-10-27 21:37 or 21:37, or as the mapping's time_format says.")
NOT_PATTERN = Message("The text is not as the mapping's pattern expects: {pattern}")
NOT_CODE = Message("This is not among the words that the mapping knows: {known}")

_GROUPS = re.compile(r"\d{1,3}(?:[ '’]\d{3})+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_LIKE_DIGITS = frozenset("OoQОоЗзбБlIіІSsВB")
"""Letters, Latin and Cyrillic, that are typed for 0, 3, 6, 1, 5 and 8."""
_AMBIGUOUS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


class CellProblem(Exception):
    """One cell's text is not what was expected."""

    def __init__(self, message: Message, values: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.values = dict(values or {})


def whole_number(text: str, thousands: str = "") -> int:
    """0 to eight digits; spaces and apostrophes between thousands, and the mapping's sign, fall away. Raises CellProblem."""
    if text.isascii() and text.isdigit():
        number = int(text) if len(text) < 16 else COUNT_MAXIMUM + 1
    else:
        number = _whole(unicodedata.normalize("NFKC", text), thousands)
    if number > COUNT_MAXIMUM:
        raise CellProblem(LARGE)
    return number


def _whole(text: str, thousands: str) -> int:
    if thousands and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", text):
        text = text.replace(thousands, "")
    if _GROUPS.fullmatch(text):
        text = re.sub(r"[ '’]", "", text)
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]  # how number columns with gaps leave some programs
    if re.fullmatch(r"[0-9]{1,15}", text):
        return int(text)
    if text.startswith("="):
        raise CellProblem(FORMULA)
    if text.endswith("%"):
        raise CellProblem(PERCENT)
    if _AMBIGUOUS.fullmatch(text):
        raise CellProblem(GROUPED)
    if re.fullmatch(r"[-−–]\s*\d+", text):
        raise CellProblem(NEGATIVE)
    raise _why(text)


def _why(text: str) -> CellProblem:
    """What is most likely wrong with a text that is no number."""
    if "\n" in text:
        return CellProblem(SEVERAL_LINES)
    if any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text):
        return CellProblem(INVISIBLE)
    if _DATE.fullmatch(text):
        return CellProblem(DATE)
    letter, digits = next((sign for sign in text if sign.isalpha()), ""), sum(sign.isdigit() for sign in text)
    if letter and digits and (digits >= len(text) / 2 or all(sign.isdigit() or sign in _LIKE_DIGITS for sign in text)):
        return CellProblem(LETTER, {"letter": letter})
    return CellProblem(NOT_WHOLE)


def share(text: str, *, percent: bool = False) -> float:
    """A share in [0, 1] from `63,3 %`, `63.3%` or `0.633`; with `percent` also from `63.3`. Raises CellProblem."""
    if text.startswith("="):
        raise CellProblem(FORMULA)
    bare = unicodedata.normalize("NFKC", text).replace(" ", "")
    percent = percent or bare.endswith("%")
    number = bare.rstrip("%").replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,12})?", number):
        raise CellProblem(NOT_SHARE)
    # Hundredths of a percent sign are exact in decimal text: 63.3 % is 0.633, not 0.6329999.
    value = round(float(number) / 100, 12) if percent else float(number)
    if value > 1:
        raise CellProblem(NOT_SHARE)
    return value


def instant(text: str, election: Election, zone: str, form: str = "") -> datetime:
    """An instant from a local date and time, or from a clock time of the observation day. Raises CellProblem."""
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text):
            return moment(election, zone, time.fromisoformat(text.zfill(5) if text.count(":") == 1 else text.zfill(8)))
        # The zone is the table's, not the text's: strptime gives the local clock, to which it is added.
        found = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
    except ValueError:
        raise CellProblem(NOT_TIME) from None
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


Taker = Callable[[Sequence[str]], str]


def taker(take: Take, places: Mapping[str, int], settings: TableSettings) -> Taker:
    """Reads one value's text out of a row as the mapping says; "" where there is none. The taker raises CellProblem."""
    columns = [places[heading] for heading in take.headings]
    empty = frozenset(("", *settings.empty_signs))
    codes = {skeleton(printed): code for printed, code in take.codes.items()}
    plain = not (codes or take.pattern or take.hashed or take.first or take.width or take.prefix or take.suffix)

    def found(cells: Sequence[str]) -> str:
        if len(columns) == 1:
            cell = cells[columns[0]]
            return "" if cell in empty else cell
        if not columns:
            return take.constant or ""
        parts = [cells[column] for column in columns]
        if take.added:
            return "" if any(part in empty for part in parts) else str(sum(whole_number(part, settings.thousands) for part in parts))
        return "" if all(part in empty for part in parts) else take.joined_by.join(parts)

    def read(cells: Sequence[str]) -> str:
        text = found(cells) or take.default or ""
        if text.startswith("="):
            raise CellProblem(FORMULA)
        return text if plain or not text else _shaped(text, take, codes)

    return read


def _shaped(text: str, take: Take, codes: Mapping[str, str]) -> str:
    if take.pattern:
        match = re.search(take.pattern, text)
        if match is None:
            raise CellProblem(NOT_PATTERN, {"pattern": take.pattern})
        text = match.group(1)
    if codes:
        text = _coded(text, take, codes)
    if take.first:
        text = text[: take.first]
    if take.hashed:
        text = hashlib.sha256(skeleton(text).encode()).hexdigest()[: take.hashed].upper()
    return f"{take.prefix}{text.zfill(take.width) if take.width else text}{take.suffix}"


def _coded(text: str, take: Take, codes: Mapping[str, str]) -> str:
    parts = [part.strip() for part in text.split(take.separator)] if take.separator in text else [text]
    known = [codes.get(skeleton(part), codes.get("*")) for part in parts]
    if None in known:
        raise CellProblem(NOT_CODE, {"known": ", ".join(list(take.codes)[:8])})
    return take.separator.join(code for code in known if code is not None)
