"""Long lines as a table of stations: one row a station, one column a kind of figure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.columns import Integers


def _numbered(column: pd.Series) -> tuple[Integers, pd.Index]:
    """Each text's place among the different ones, which are sorted."""
    coded = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    words = coded.cat.categories
    order = np.argsort(words.to_numpy(dtype=str)) if not words.is_monotonic_increasing else np.arange(len(words))
    place = np.empty(len(words) + 1, dtype=np.int64)
    place[order], place[-1] = np.arange(len(words)), -1
    return place[coded.cat.codes.to_numpy()], words.take(order)


def last_values(lines: pd.DataFrame, wanted: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """A column a name in `wanted` (figure code and option code), one row a station with a figure, sorted; float, NaN where
    there is no such line. Of several lines of one kind the last holds.

    `lines`: station_id, figure_code, option_code, value."""
    station, names = _numbered(lines["station_id"])
    value = pd.to_numeric(lines["value"]).to_numpy(dtype=float, na_value=np.nan)
    code, option = lines["figure_code"], lines["option_code"]
    known = ~np.isnan(value)
    table = np.full((len(wanted), len(names)), np.nan)
    for place, (of_code, of_option) in enumerate(wanted.values()):
        here = np.flatnonzero(known & code.eq(of_code).to_numpy(dtype=bool) & option.eq(of_option).to_numpy(dtype=bool))
        table[place, station[here]] = value[here]
    told = np.bincount(station[known], minlength=len(names)) > 0
    return pd.DataFrame(dict(zip(wanted, table[:, told], strict=True)), index=pd.Index(names[told], name="station_id"))
