"""Plain columns in, numbers out: arrays, pandas columns or lists with None, so that a notebook can call any method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Column = ArrayLike | Sequence[float | str | None]
"""One figure per unit: an array, a pandas column, or a plain list with None where nothing is known."""


def among(column: pd.Series | pd.Index, known: Iterable[object]) -> Booleans:
    """For each row whether its text or whole number is one of `known`. What `isin` says, but hashed: pandas' texts look through a long
    list as Python objects one by one, which takes seconds for a country's stations."""
    words = known if isinstance(known, pd.Series | pd.Index | np.ndarray) else np.asarray(list(known), dtype=object)
    kind = np.int64 if all(isinstance(each.dtype, np.dtype) and each.dtype.kind == "i" for each in (column, words)) else object
    return np.asarray(pd.Series(np.asarray(column, dtype=kind)).isin(np.asarray(words, dtype=kind)), dtype=np.bool_)


def figures(column: Column) -> Floats:
    """Numbers of one column, NaN where there is none; pandas' missing values and text such as "-" included."""
    numbers = pd.to_numeric(pd.Series(np.atleast_1d(np.asarray(column))), errors="coerce")
    return np.asarray(numbers.to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def placed(values: Floats, known: Booleans) -> Floats:
    """The values in the places where something is known, NaN in the others."""
    found = np.full(len(known), np.nan)
    found[known] = values
    return found
