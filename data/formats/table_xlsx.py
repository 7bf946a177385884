"""XLSX -> rows of text. Formulas stay visible as formulas, so that they can be refused; percentages keep their sign."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from data.formats.table_csv import MOST_COLUMNS, TOO_MANY, clean
from schemas.mapping import TableSettings
from schemas.message import Message
from schemas.table_problem import TableProblem

BROKEN = Message("The workbook cannot be read. Open it, save it again as XLSX or CSV, and try again.")
MACROS = Message("The workbook holds macros (a program). Save it as XLSX without macros, or as CSV, and try again.")
NO_SHEET = Message("There is no sheet “{sheet}” in the workbook. It has: {names}")
LONGEST_CELL = 32_767
"""As a spreadsheet itself has it: more letters in one cell are not a table's."""
TOO_LONG = Message("A cell of row {row} holds {found} letters; at most {limit} are read.")
UNREADABLE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, ParseError, OSError, EOFError)
"""What the reader raises for files that are not workbooks inside."""


def written(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without a decimal point, percentages with their sign, times as ISO 8601.
    Raises TableProblem for a cell that holds a whole text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if type(value) is int and not cell.has_style:
        return str(value)
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g}%"
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if cell.data_type == "f":
        return f"={getattr(value, 'text', value)}".replace("==", "=", 1)
    words = str(value)
    if len(words) > LONGEST_CELL:
        raise TableProblem(TOO_LONG, values={"row": str(cell.row), "found": len(words), "limit": LONGEST_CELL})
    return clean(words)


def refuse_macros(names: Iterable[str]) -> None:
    """Raises TableProblem where a workbook holds a program, whatever its file is called; `names` are those of its parts."""
    if any(name.lower().rpartition("/")[2] == "vbaproject.bin" or name.startswith("xl/macrosheets/") for name in names):
        raise TableProblem(MACROS)


def rows(content: bytes, settings: TableSettings) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """The name of the sheet, and every row of it with its number. Raises TableProblem for a broken workbook or an unknown sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader warns of styles and validations, which are not read
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        except UNREADABLE:
            raise TableProblem(BROKEN) from None
    if settings.sheet and settings.sheet not in book.sheetnames:
        raise TableProblem(NO_SHEET, values={"sheet": settings.sheet, "names": ", ".join(book.sheetnames[:5])})
    sheet: Any = book[settings.sheet] if settings.sheet else book.worksheets[0]
    sheet.reset_dimensions()  # the file's own word for its size may be wrong, or a million columns
    return str(sheet.title), _read(sheet)


def _read(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        # Without a width: the reader would fill every row up to it, and that takes ten times as long as reading what is there.
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [written(cell) for cell in row[: _filled(row)]]
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise TableProblem(TOO_MANY, values={"row": str(number), "found": len(cells), "limit": MOST_COLUMNS})
            yield number, cells
    except UNREADABLE:
        raise TableProblem(BROKEN) from None


def _filled(row: Sequence[Any]) -> int:
    """How many cells there are up to the last that holds something: some programs write a thousand empty ones behind."""
    last = len(row)
    while last and row[last - 1].value is None:
        last -= 1
    return last
