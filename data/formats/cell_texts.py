"""A column's cells as texts, and a frame's rows as lines of CSV (RFC 4180), by the column: a country's table has tens of millions of
cells, most of them empty, and Arrow writes them without making one Python object of each."""

import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Also in the full-width forms that some programs fold to the plain ones."""
UNSEEN = " \n\ufeff\u00a0"
"""What does not hide a sign that follows it: some programs drop it."""
NEUTRAL = "'"
ROWS_A_STEP = 20_000
_FORMULA = f"^[{UNSEEN}]*[{''.join(FORMULA_SIGNS).replace('-', '')}-]"
_QUOTED = '[",\r\n]'

Cell = str | int | float | bool | None


def neutral(text: str) -> str:
    """The text, unable to be a formula."""
    return NEUTRAL + text if text.startswith(FORMULA_SIGNS) or text.lstrip(UNSEEN).startswith(FORMULA_SIGNS) else text


def instant(value: datetime) -> str:
    """ISO 8601 with offset; whole seconds where there is nothing finer."""
    return value.isoformat(timespec="seconds" if not value.microsecond else "microseconds")


def plain(value: Any) -> Cell:
    """One value as a cell."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, str):
        return neutral(value)
    found: Cell = value.item() if hasattr(value, "item") else value
    return found


def _text(value: Any) -> str | None:
    cell = plain(value)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return repr(cell) if isinstance(cell, float) else None if cell is None else str(cell)


def _one_by_one(column: "pd.Series[Any]") -> pa.Array:
    return pa.array([_text(value) for value in column.tolist()], type=pa.string())


def _neutral(texts: pa.Array) -> pa.Array:
    formula = pc.match_substring_regex(texts, _FORMULA)
    if not pc.any(formula).as_py():
        return texts
    return pc.if_else(formula, pc.binary_join_element_wise(pa.scalar(NEUTRAL), texts, ""), texts)


def _instants(column: "pd.Series[Any]") -> pa.Array:
    if (column.dt.microsecond.fillna(0) > 0).any() or str(column.dt.tz) != "UTC":
        return _one_by_one(column)
    naive = pa.array(column.dt.tz_localize(None)).cast(pa.timestamp("s"))
    return pc.strftime(naive, format="%Y-%m-%dT%H:%M:%S+00:00")


def texts(column: "pd.Series[Any]") -> pa.Array:
    """The text of each cell, null where it is missing: numbers as Python writes them, true and false, instants with their offset, text
    unable to be a formula."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return _instants(column)
    try:
        known = pa.array(column, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # values of several types in one column
        return _one_by_one(column)
    known = known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known
    if pa.types.is_null(known.type):
        return known.cast(pa.string())
    if pa.types.is_string(known.type) or pa.types.is_large_string(known.type):
        return _neutral(known.cast(pa.string()))
    if pa.types.is_boolean(known.type) or pa.types.is_integer(known.type):
        return known.cast(pa.string())
    return _one_by_one(column)


def _quoted(given: pa.Array, *, alone: bool) -> pa.Array:
    """As a field of a line: in quotes where it holds a comma, a quote or a line's end; an empty line would be no row."""
    if given.null_count == len(given) and not alone:
        return pa.scalar("")
    filled = given.fill_null("")
    needed = pc.match_substring_regex(filled, _QUOTED)
    if alone:
        needed = pc.or_(needed, pc.equal(filled, ""))
    if not pc.any(needed).as_py():
        return filled
    inside = pc.replace_substring(filled, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise(pa.scalar('"'), inside, pa.scalar('"'), ""), filled)


def lines(frame: pd.DataFrame, end: str) -> Iterator[str]:
    """The rows as lines, each with its end, some thousands at a time; no header."""
    for start in range(0, len(frame), ROWS_A_STEP):
        piece = frame.iloc[start : start + ROWS_A_STEP]
        fields = [_quoted(texts(piece.iloc[:, place]), alone=piece.shape[1] == 1) for place in range(piece.shape[1])]
        joined = pc.binary_join_element_wise(*fields, ",") if fields else pa.scalar("")
        if isinstance(joined, pa.Scalar):  # no column has a value: every line is the same
            yield (joined.as_py() + end) * len(piece)
        else:
            yield pc.binary_join(pa.ListArray.from_arrays([0, len(joined)], joined), end)[0].as_py() + end
