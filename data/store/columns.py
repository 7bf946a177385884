"""A query's rows as a frame. Apart from the store, because pandas takes half a second to load and who takes a report needs no frames."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, CursorResult, Executable, Float, Integer, Select, String
from sqlalchemy.types import NULLTYPE, TypeEngine

ROWS_AT_ONCE = 50_000
"""So many rows are Python's objects at one time: millions of figures would be gigabytes of them."""


def _chunks(result: CursorResult[Any], plain: bool) -> Iterator[Sequence[Any]]:
    """Rows as the driver gives them where nothing is to be made of a value: half the time of a row object each."""
    if plain:
        while rows := result.cursor.fetchmany(ROWS_AT_ONCE):
            yield rows
    elif told := [tuple(row) for row in result.all()]:
        yield told


def _column(parts: list[Any], kind: TypeEngine[Any]) -> pd.Series:
    """One column. Texts went to Arrow at once; pandas would first ask each what it is."""
    if not isinstance(kind, String):
        return pd.Series(parts)
    texts = pa.chunked_array(parts)
    made: pd.Series = texts.to_pandas() if texts.null_count < len(texts) else pd.Series([None] * len(texts))
    return made


def frame(connection: Connection, query: Executable) -> pd.DataFrame:
    """One column for each of the query's, in its order; nullable integers stay whole numbers (Int64), never floats with NaN."""
    result = connection.execute(query)
    names = list(result.keys())
    types = [column.type for column in query.selected_columns] if isinstance(query, Select) else [NULLTYPE] * len(names)
    plain = all(isinstance(each, String | Integer | Float) for each in types)
    columns: list[list[Any]] = [[] for _ in names]
    for rows in _chunks(result, plain):
        for column, values, kind in zip(columns, zip(*rows, strict=True), types, strict=True):
            column.extend([pa.array(values, pa.string())] if isinstance(kind, String) else values)
    if not columns or not columns[0]:
        return pd.DataFrame([], columns=names)
    made = [_column(parts, kind) for parts, kind in zip(columns, types, strict=True)]
    return pd.DataFrame(dict(enumerate(made)), copy=False).set_axis(names, axis=1)
