"""A query's rows as a frame. Apart from the store, because pandas takes half a second to load and who takes a report needs no frames."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Executable, Float, Integer, Select, String
from sqlalchemy.types import NULLTYPE, TypeEngine


def _column(values: Sequence[Any], kind: TypeEngine[Any]) -> pd.Series:
    """One column of rows. Texts go to Arrow at once; pandas would first ask each what it is."""
    if isinstance(kind, String) and any(value is not None for value in values):
        texts: pd.Series = pa.array(values, type=pa.string()).to_pandas()
        return texts
    return pd.Series(list(values))


def frame(connection: Connection, query: Executable) -> pd.DataFrame:
    """One column for each of the query's, in its order; nullable integers stay whole numbers (Int64), never floats with NaN."""
    result = connection.execute(query)
    names = list(result.keys())
    types = [column.type for column in query.selected_columns] if isinstance(query, Select) else [NULLTYPE] * len(names)
    plain = all(isinstance(each, String | Integer | Float) for each in types)
    # Rows as the driver gives them where nothing is to be made of a value: half the time of a row object each.
    rows = result.cursor.fetchall() if plain else [tuple(row) for row in result.all()]
    if not rows:
        return pd.DataFrame([], columns=names)
    columns = [_column(values, kind) for values, kind in zip(zip(*rows, strict=True), types, strict=True)]
    return pd.DataFrame(dict(enumerate(columns)), copy=False).set_axis(names, axis=1)
