"""Groups of rows by few columns, as whole numbers: what pandas groups by several columns of a country's answers in a third of a second."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.columns import Booleans


def any_by(frame: pd.DataFrame, by: Sequence[str], flags: Mapping[str, Booleans]) -> pd.DataFrame:
    """Whether any row of each group has a flag: `by`, then a boolean column a flag, sorted by the groups. What `groupby(by).any()` says;
    a row without one of `by` belongs to no group."""
    coded = [pd.factorize(frame[name], sort=True) for name in by]
    place, known = np.zeros(len(frame), dtype=np.int64), np.ones(len(frame), dtype=bool)
    for codes, levels in coded:
        place, known = place * max(len(levels), 1) + codes, known & (codes >= 0)
    group, groups = pd.factorize(place[known])
    order = np.argsort(groups)
    columns = dict(zip(by, _levels(groups[order], [levels for _, levels in coded]), strict=True))
    for name, flag in flags.items():
        has = np.zeros(len(groups), dtype=bool)
        has[group[flag[known]]] = True
        columns[name] = pd.Series(has[order])
    return pd.DataFrame(columns)


def _levels(places: np.ndarray[tuple[int], np.dtype[np.int64]], levels: Sequence[pd.Index]) -> list[pd.Series]:
    """The columns behind places that were counted through: the last column moves fastest."""
    found = []
    for each in reversed(levels):
        places, codes = np.divmod(places, max(len(each), 1))
        found.append(pd.Series(each.take(codes)))
    return found[::-1]
