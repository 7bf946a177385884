"""A column's cells as texts, and a frame's rows as lines of CSV (RFC 4180), by the column: a country's table has tens of millions of
cells, most of them empty, and Arrow writes them without making one Python object of each."""

import math
from collections.abc import Iterable, Iterator
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
_QUOTES = '",\r\n'

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


def _holds(filled: pa.Array, signs: Iterable[str]) -> bool:
    """Whether any of these signs stands anywhere in the texts, none of which is missing: most columns have none, and are looked through
    as one text, which is many times quicker than asking each cell."""
    whole = pc.binary_join(pa.ListArray.from_arrays([0, len(filled)], filled), "")[0].as_py()
    return any(sign in whole for sign in signs)


def _neutral(texts: pa.Array) -> pa.Array:
    if not _holds(texts.fill_null(""), FORMULA_SIGNS):
        return texts
    formula = pc.match_substring_regex(texts, _FORMULA)
    if not pc.any(formula).as_py():
        return texts
    return pc.if_else(formula, pc.binary_join_element_wise(pa.scalar(NEUTRAL), texts, ""), texts)


def _instants(column: "pd.Series[Any]") -> pa.Array:
    if str(column.dt.tz) != "UTC":
        return _one_by_one(column)
    coded = pa.array(column.dt.tz_localize(None)).cast(pa.timestamp("us"), safe=False).dictionary_encode()
    instants = coded.dictionary
    whole = pc.strftime(instants.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%dT%H:%M:%S+00:00")
    finer = pc.greater(pc.subsecond(instants), 0)
    written = pc.if_else(finer, pc.strftime(instants, format="%Y-%m-%dT%H:%M:%S+00:00"), whole) if pc.any(finer).as_py() else whole
    return written.take(coded.indices)


def _numbers(values: pa.Array) -> pa.Array:
    """As Python writes them, which Arrow does not."""
    return pa.array([None if value is None or math.isnan(value) else repr(value) for value in values.to_pylist()], pa.string())


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
    # A column of objects may hold whole numbers among the others.
    return _numbers(known) if pa.types.is_float64(known.type) and column.dtype != object else _one_by_one(column)


def _quoted(given: pa.Array, *, alone: bool) -> pa.Array:
    """As a field of a line: in quotes where it holds a comma, a quote or a line's end; an empty line would be no row."""
    if given.null_count == len(given) and not alone:
        return pa.scalar("")
    filled = given.fill_null("")
    if not alone and not _holds(filled, _QUOTES):
        return filled
    needed = pc.match_substring_regex(filled, f"[{_QUOTES}]")
    if alone:
        needed = pc.or_(needed, pc.equal(filled, ""))
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
