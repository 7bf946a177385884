"""Before any interval: which of the drawn stations reported, and what the silent ones must have been for a figure to hold."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.columns import Floats
from analysis.proportions import Proportion, proportion

DECILES = (0.1, 0.9)


class NoSensitivity(StrEnum):
    """Why the question about the silent stations has no answer."""

    NOTHING_REPORTED = "no station reported"
    NOTHING_MISSING = "every drawn station reported"


@dataclass(frozen=True)
class Response:
    """One stratum: stations drawn, and how many of them have figures."""

    stratum: Hashable
    drawn: int
    reported: int
    reported_of_drawn: Proportion


@dataclass(frozen=True)
class Sensitivity:
    """Shares. `if_low`, `if_high`: the estimate if every silent station were like the lowest or highest tenth of the reporting.

    `tipping_share`: what the silent stations must have averaged for `official_share` to hold in the sample; not `possible`
    where it lies below 0 or above 1.
    """

    reported_share: float | None
    if_low: float | None
    if_high: float | None
    official_share: float
    tipping_share: float | None
    possible: bool | None
    silent_stations: int
    reason: NoSensitivity | None


def response_by_stratum(sample: pd.DataFrame, strata: str, reported: str) -> tuple[Response, ...]:
    """Drawn and reporting stations for each value of `strata` (stratum, or urban and rural), lowest response first.

    `sample`: one row per drawn station; `reported`: a column that is missing or false where there is no figure.
    """
    column = sample[reported]
    arrived = column.fillna(value=False).astype(bool) if column.dtype in ("bool", "boolean") else column.notna()
    rows = []
    for stratum, came in arrived.groupby(sample[strata]):
        rows.append(Response(stratum, len(came), int(came.sum()), proportion(int(came.sum()), len(came))))
    return tuple(sorted(rows, key=lambda row: row.reported / row.drawn))


def sensitivity(
    sample: pd.DataFrame, numerator: str, denominator: str, official_share: float, *, weights: str | None = None, strata: str | None = None
) -> Sensitivity:
    """What the drawn but silent stations would have to be: r = (T · Σ w x − Σ_reported w y) / Σ_silent w x.

    `sample`: all drawn stations with their design weights N_h/n_h (n_h drawn, not reporting); `numerator` missing where
    silent. A silent station's `denominator` (its list) is used where known, otherwise the mean of the reporting ones of its
    stratum. No assumption about the silent stations is made; that is the point. NDI (2002) ch. 7.
    """
    y, x, w = (sample[name].to_numpy(dtype=float, na_value=np.nan) for name in (numerator, denominator, weights or denominator))
    w = np.ones(len(sample)) if weights is None else w
    came = np.isfinite(y) & np.isfinite(x) & (x > 0)
    silent = int((~came).sum())
    if not came.any():
        return Sensitivity(None, None, None, official_share, None, None, silent, NoSensitivity.NOTHING_REPORTED)
    reported_share = float((w * y)[came].sum() / (w * x)[came].sum())
    if silent == 0:
        return Sensitivity(reported_share, None, None, official_share, None, None, 0, NoSensitivity.NOTHING_MISSING)
    sizes = _known_or_mean(x, came, sample, strata)
    known_y, silent_x = float((w * y)[came].sum()), float((w * sizes)[~came].sum())
    whole = float((w * sizes).sum())
    low, high = np.quantile(y[came] / x[came], DECILES)
    tipping = (official_share * whole - known_y) / silent_x
    return Sensitivity(
        reported_share=reported_share,
        if_low=(known_y + low * silent_x) / whole,
        if_high=(known_y + high * silent_x) / whole,
        official_share=official_share,
        tipping_share=tipping,
        possible=0 <= tipping <= 1,
        silent_stations=silent,
        reason=None,
    )


def _known_or_mean(x: Floats, came: np.ndarray, sample: pd.DataFrame, strata: str | None) -> Floats:
    known = pd.Series(np.where(np.isfinite(x) & (x > 0), x, np.nan), index=sample.index)
    reporting = known.where(pd.Series(came, index=sample.index))
    if strata is not None:
        known = known.fillna(reporting.groupby(sample[strata]).transform("mean"))
    return np.asarray(known.fillna(reporting.mean()), dtype=np.float64)
