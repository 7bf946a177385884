"""Do stations where something was seen also differ more? An association with an interval, corrected for how many were tried."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import figures
from analysis.estimate_regression import Coefficient, NoFit, first_coefficient
from analysis.multiple import benjamini_hochberg

LEAST_EACH = 5
"""Stations with and without; below it the difference is a story about single stations, told one by one."""


@dataclass(frozen=True)
class Association:
    """Mean deviation where `what` was seen less the mean where it was not; `q_value` over everything tried at once.

    `could_not_see`: stations with a deviation where the question has no answer; they are in neither group. **An association
    only**: crowded, hostile or badly run stations may show both without one causing the other.
    """

    what: str
    seen: int
    not_seen: int
    could_not_see: int
    mean_seen: float | None
    mean_not_seen: float | None
    difference: Coefficient
    q_value: float | None


def associations(frame: pd.DataFrame, deviation: str, seen: tuple[str, ...], clusters: str | None = None) -> tuple[Association, ...]:
    """For each column of `seen` (true, false, or missing where it could not be seen): difference in mean `deviation`.

    `frame`: one row per station; `deviation` in its own unit (protocol − count, people, or a share). Least squares on the
    indicator, standard error clustered by `clusters` (district) or, without it, White's, and never below that of one common spread:
    where a thing was seen at few stations, none of them among the few that differ most, a robust error alone calls chance a
    difference. At least five stations on each side. Benjamini–Hochberg over all columns that could be tested. Order as given.
    """
    values = figures(frame[deviation])
    code = np.arange(len(frame)) if clusters is None else pd.factorize(frame[clusters])[0]
    found = []
    for what in seen:
        answer = frame[what].astype("boolean")
        known = np.isfinite(values)
        yes, no = (each.to_numpy(dtype=bool, na_value=False) & known for each in (answer, ~answer))
        rows = yes | no
        columns = np.column_stack([yes[rows].astype(float), np.ones(int(rows.sum()))])
        enough = min(int(yes.sum()), int(no.sum())) >= LEAST_EACH
        found.append(
            Association(
                what=what,
                seen=int(yes.sum()),
                not_seen=int(no.sum()),
                could_not_see=int((known & ~rows).sum()),
                mean_seen=float(values[yes].mean()) if yes.any() else None,
                mean_not_seen=float(values[no].mean()) if no.any() else None,
                difference=first_coefficient(values[rows], columns, code[rows].astype(np.int64), cautious=True)
                if enough
                else Coefficient(None, None, None, None, None, None, NoFit.TOO_FEW),
                q_value=None,
            )
        )
    q = benjamini_hochberg([each.difference.p_value for each in found])
    return tuple(
        Association(**{**each.__dict__, "q_value": None if np.isnan(value) else float(value)}) for each, value in zip(found, q, strict=True)
    )
