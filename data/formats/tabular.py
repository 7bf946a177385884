"""Tables as bytes: CSV and XLSX, UTF-8, one header row, missing empty, nothing that a spreadsheet would run as a formula.

A cell that begins with = + - @, a tab or a carriage return is a formula to spreadsheet programs (OWASP, "CSV injection"): text gets an
apostrophe in front, as those programs write it themselves. Numbers are numbers and stay as they are, also below zero."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from data.formats.cell_texts import FORMULA_SIGNS, Cell, instant, lines, neutral, plain, texts

__all__ = ["FORMULA_SIGNS", "Cell", "cells", "csv_bytes", "instant", "neutral", "save_csv", "save_xlsx", "write_csv"]

END = "\r\n"
ROWS_A_STEP = 5_000
XLSX_ROWS = 1_048_575
"""A sheet's rows without its header."""


def cells(column: "pd.Series[Any]") -> list[Cell]:
    """A column's values as cells: str, int, float, bool or None."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return list(texts(column).to_pylist())
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_numeric_dtype(column.dtype):
        return [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
    return [plain(value) for value in column.tolist()]


def _pieces(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for start in range(0, len(frame), ROWS_A_STEP):
        yield frame.iloc[start : start + ROWS_A_STEP]


def _header(frame: pd.DataFrame) -> list[str]:
    return [neutral(str(name)) for name in frame.columns]


def write_csv(frame: pd.DataFrame, file: io.TextIOBase) -> None:
    """The frame without its index, into a text file opened with newline=""."""
    csv.writer(file, lineterminator=END).writerow(_header(frame))
    for piece in lines(frame, END):
        file.write(piece)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV (RFC 4180): UTF-8, comma, decimal point."""
    text = io.StringIO(newline="")
    write_csv(frame, text)
    return text.getvalue().encode()


def save_csv(frame: pd.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(frame, file)


def save_xlsx(
    sheets: Mapping[str, pd.DataFrame], path: Path, *, notes: Sequence[str] = (), step: Callable[[str], None] = lambda name: None
) -> None:
    """A workbook, one sheet a frame, header frozen; a first sheet of `notes` where there are any. Nothing in it is a formula or a link.
    Raises ValueError where a frame has more rows than a sheet. `step` is told each sheet's name as it begins."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold, day = book.add_format({"bold": True}), {"created": datetime(2000, 1, 1)}  # noqa: DTZ001  # the same bytes each time
        book.set_properties(day)
        if notes:
            sheet = book.add_worksheet("README")
            for row, line in enumerate(notes):
                sheet.write_string(row, 0, neutral(line))
        for name, frame in sheets.items():
            step(name)
            if len(frame) > XLSX_ROWS:
                raise ValueError(f"sheet {name} has {len(frame)} rows, more than a sheet holds")
            _sheet(book.add_worksheet(name), frame, bold)


def _sheet(sheet: Any, frame: pd.DataFrame, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(_header(frame)):
        sheet.write_string(0, column, name, bold)
    row = 0
    for piece in _pieces(frame):
        for values in zip(*[cells(piece[name]) for name in piece.columns], strict=True):
            row += 1
            for column, value in enumerate(values):
                if value is None:
                    continue
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value[:32_767])
                else:
                    sheet.write_number(row, column, value)
