"""Rows in order, and the stretches of neighbours that share their keys.

In a frame that is sorted by its keys a group is a run of rows: where it begins, ends and how far it reaches is read off the columns as they
stand. What pandas' groups say of a country's readings, in a fifth of the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.columns import Booleans, Floats, Integers


def _plain(column: pd.Series) -> Integers | Floats | None:
    """Numbers and instants as numbers in their order; None of other columns, and where one is missing."""
    if column.isna().any():
        return None
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return np.asarray(pd.DatetimeIndex(column).asi8)
    if pd.api.types.is_integer_dtype(column.dtype):
        return np.asarray(column, dtype=np.int64)
    return np.asarray(column, dtype=np.float64) if pd.api.types.is_float_dtype(column.dtype) else None


def order_of(frame: pd.DataFrame, by: Sequence[str]) -> Integers:
    """The places of the rows when they are sorted by these columns; rows that are alike in all of them stay as they stood."""
    columns = [_plain(frame[name]) for name in reversed(by)]
    known = [each for each in columns if each is not None]
    if len(known) == len(columns):
        return np.lexsort(known)
    numbered = frame[list(by)].reset_index(drop=True)
    return np.asarray(numbered.sort_values(list(by), kind="stable").index, dtype=np.int64)


def sorted_by(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The rows in that order, numbered anew."""
    order = order_of(frame, by)
    stands = bool((order[1:] > order[:-1]).all())
    return (frame if stands else frame.take(order)).reset_index(drop=True)


class Runs:
    """Runs of rows alike in the columns `by`, of a frame sorted by them; each run is also cut where a row of `cut` is true."""

    def __init__(self, frame: pd.DataFrame, by: Sequence[str], cut: Booleans | None = None) -> None:
        self._frame, self._by = frame, list(by)
        begins = np.zeros(len(frame), dtype=bool) if cut is None else cut.copy()
        begins[:1] = True
        for name in by:
            column = _plain(frame[name])
            values = frame[name].to_numpy(dtype=object) if column is None else column
            begins[1:] |= values[1:] != values[:-1]
        self.begins: Booleans = begins
        """True in the first row of each run."""
        self._first = np.flatnonzero(begins)
        self._last = np.append(self._first[1:], len(frame))[: len(self._first)] - 1

    @property
    def numbers(self) -> Integers:
        """Each row's run, counted from 0."""
        return np.cumsum(self.begins) - 1

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each run begins, and where it has ended."""
        return list(zip(self._first.tolist(), (self._last + 1).tolist(), strict=True))

    def keys(self) -> pd.DataFrame:
        """What the rows of each run share, one row a run."""
        return self.first(self._by)

    def first(self, names: Sequence[str]) -> pd.DataFrame:
        return self._frame[list(names)].take(self._first).reset_index(drop=True).infer_objects()

    def last(self, names: Sequence[str]) -> pd.DataFrame:
        return self._frame[list(names)].take(self._last).reset_index(drop=True)

    def last_known(self, name: str) -> pd.Series:
        """The last value of each run that is there; missing where none is."""
        column = self._frame[name]
        places = np.where(column.notna(), np.arange(len(column)), -1)
        last = np.maximum.reduceat(places, self._first) if len(self._first) else self._first
        within = last >= self._first
        return column.take(np.where(within, last, self._first)).reset_index(drop=True).where(within)

    def before(self, column: pd.Series) -> pd.Series:
        """The value in the row before, of the same run; missing in its first row."""
        return column.shift().mask(self.begins)

    def after(self, column: pd.Series) -> pd.Series:
        """The value in the next row of the same run; missing in its last row."""
        return column.shift(-1).mask(np.append(self.begins[1:], True)[: len(column)])

    def least(self, name: str) -> pd.Series:
        """The smallest of each run. Numbers and instants, none missing (ValueError)."""
        values = _plain(self._frame[name])
        if values is None:
            raise ValueError(f"{name} is no column of numbers or instants, or one is missing")
        least = np.minimum.reduceat(values, self._first) if len(self._first) else values
        return self._like(name, least)

    def total(self, name: str) -> pd.Series:
        """The sum of each run, in whole numbers (Int64); none missing (ValueError)."""
        values = _plain(self._frame[name])
        if values is None:
            raise ValueError(f"{name} is no column of whole numbers, or one is missing")
        return pd.Series(np.add.reduceat(values, self._first) if len(self._first) else values, dtype="Int64")

    def _like(self, name: str, values: Integers | Floats) -> pd.Series:
        kind = self._frame[name].dtype
        if isinstance(kind, pd.DatetimeTZDtype):
            return pd.Series(pd.DatetimeIndex(values.view(f"datetime64[{kind.unit}]")).tz_localize("UTC").tz_convert(kind.tz))
        return pd.Series(values, dtype=kind)
