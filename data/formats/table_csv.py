"""CSV text -> rows. The separator is found: the one that cuts the first lines into the most equal columns."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from data.formats.table_encoding import decode
from schemas.mapping import TableSettings
from schemas.message import Message
from schemas.table_problem import TableProblem

SEPARATORS = (";", "\t", "|", ",")
REGULAR_SHARE = 0.8
LINES_LOOKED_AT = 50
MOST_COLUMNS = 2_000
TOO_MANY = Message("Row {row} has {found} cells; at most {limit} are read. Look for a separator that stands between every two letters.")
BROKEN = Message("The file cannot be read as a table from row {row} on. Look for a quotation mark that is not closed.")


def _columns(text: str, separator: str) -> tuple[int, bool]:
    """The middle number of columns of the first lines under a separator, and whether nearly all lines have as many."""
    try:
        widths = sorted(len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=separator), LINES_LOOKED_AT) if row)
    except csv.Error:
        return 0, False
    if not widths:
        return 0, False
    middle = widths[len(widths) // 2]
    return middle, widths.count(middle) >= REGULAR_SHARE * len(widths)


def separator_of(text: str) -> str:
    """`sep=;` in the first line (a spreadsheet's own hint), else the separator that gives the most columns."""
    first = text[:6].lower()
    if first.startswith("sep=") and len(text) > 4:
        return text[4]
    found = {sign: _columns(text[:200_000], sign) for sign in SEPARATORS}
    # A comma also stands in numbers; what cuts every line alike and stands in no number is the separator.
    regular = next((sign for sign in SEPARATORS if sign != "," and found[sign][0] > 1 and found[sign][1]), None)
    return regular or max(SEPARATORS, key=lambda sign: found[sign][0])


def clean(cell: str) -> str:
    """No-break spaces as spaces, no zero-width marks, nothing around."""
    if not cell.isascii():
        cell = cell.replace("\xa0", " ").replace("\u202f", " ").replace("\u200b", "").replace("\ufeff", "")
    return cell.strip()


def rows(content: bytes, settings: TableSettings) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number, cells cleaned. Raises TableProblem for unknown letters; a broken quotation is named by its row."""
    text = decode(content, settings.encoding)
    separator = settings.separator or separator_of(text)
    return _read(text, separator)


def _read(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            if number == 1 and row and row[0].lower().startswith("sep="):
                continue
            if len(row) > MOST_COLUMNS:
                row = _short(row, number)
            yield number, [clean(cell) for cell in row]
    except csv.Error:
        raise TableProblem(BROKEN, values={"row": str(number + 1)}) from None


def _short(row: list[str], number: int) -> list[str]:
    """A row without the empty cells at its end, which some programs write by the thousand. Raises TableProblem where it is still long."""
    filled = next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)
    if filled > MOST_COLUMNS:
        raise TableProblem(TOO_MANY, values={"row": str(number), "found": filled, "limit": MOST_COLUMNS})
    return row[:filled]
