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

CUT_OFF = Message("The file ends in the middle of row {row}: it was cut off. Save or download it again, whole.")


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
    number, last, before = 0, 0, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            if number == 1 and row and row[0].lower().startswith("sep="):
                continue
            before, last = last, len(row)
            if len(row) > MOST_COLUMNS:
                row = _short(row, number)
            yield number, [clean(cell) for cell in row]
    except csv.Error:
        raise TableProblem(BROKEN, values={"row": str(number + 1)}) from None
    # A last line without its end may be whole; one that also has fewer cells than the line above it is not.
    if (1 < last < before and not text.endswith(("\n", "\r"))) or _is_open(text, separator):
        raise TableProblem(CUT_OFF, values={"row": str(number)})


def last_without_end(content: bytes, settings: TableSettings) -> str:
    """The last cell of a text whose last line has no end: many programs leave it away, and so does whatever cuts a file off inside that
    cell. "" where the line has its end."""
    text = decode(content, settings.encoding)
    if not text or text.endswith(("\n", "\r")):
        return ""
    line = text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]
    cells = next(csv.reader([line], delimiter=settings.separator or separator_of(text)), [""])
    return clean(cells[-1])


def _is_open(text: str, separator: str) -> bool:
    """Whether the text ends within a quotation, which the reader closes by itself: all that follows the mark is then one cell."""
    if text.count('"') % 2 == 0:
        return False
    record: list[str] = []
    last: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            record.append(line)
            yield line

    for _ in csv.reader(lines(), delimiter=separator):
        last = record.copy()
        record.clear()
    try:
        list(csv.reader(last, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _short(row: list[str], number: int) -> list[str]:
    """A row without the empty cells at its end, which some programs write by the thousand. Raises TableProblem where it is still long."""
    filled = next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)
    if filled > MOST_COLUMNS:
        raise TableProblem(TOO_MANY, values={"row": str(number), "found": filled, "limit": MOST_COLUMNS})
    return row[:filled]
