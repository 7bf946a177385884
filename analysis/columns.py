"""Plain columns in, numbers out: arrays, pandas columns or lists with None, so that a notebook can call any method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray
from pyarrow import compute as pc

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Column = ArrayLike | Sequence[float | str | None]
"""One figure per unit: an array, a pandas column, or a plain list with None where nothing is known."""


def texts(column: Iterable[object]) -> pa.Array:
    """Texts as Arrow holds them, which most columns are already; null where there is none."""
    if isinstance(column, pd.Index):
        column = column.to_series()
    if isinstance(column, pd.Series) and isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype("str")
    if isinstance(column, pd.Series) and column.empty:  # it may keep a type of its own
        return pa.array([], pa.large_string())
    found = pa.array(column, pa.large_string(), from_pandas=True)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    return found.cast(pa.large_string())


def among(column: pd.Series | pd.Index, known: Iterable[object]) -> Booleans:
    """For each row whether its text or whole number is one of `known`. What `isin` says, which looks at pandas' texts as Python objects
    one by one: half a second for a country's stations. Arrow looks at them as they are."""
    words = known if isinstance(known, pd.Series | pd.Index) else pd.Series(known if isinstance(known, np.ndarray) else list(known))
    if all(isinstance(each.dtype, pd.StringDtype | pd.CategoricalDtype) for each in (column, words)):
        return np.asarray(pc.is_in(texts(column), texts(words)), dtype=np.bool_)
    return np.asarray(column.isin(words), dtype=np.bool_)


def figures(column: Column) -> Floats:
    """Numbers of one column, NaN where there is none; pandas' missing values and text such as "-" included."""
    numbers = pd.to_numeric(pd.Series(np.atleast_1d(np.asarray(column))), errors="coerce")
    return np.asarray(numbers.to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def placed(values: Floats, known: Booleans) -> Floats:
    """The values in the places where something is known, NaN in the others."""
    found = np.full(len(known), np.nan)
    found[known] = values
    return found
