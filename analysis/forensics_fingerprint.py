"""Turnout against the leader's share, station by station: the two-dimensional histogram and its two margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.columns import Column, Floats, Integers
from analysis.forensics_stations import LeftOut, NotScreened, Stations, enter, ranges
from analysis.screens import LEAST_STATIONS, InnocentCause

CELL_COLUMNS = ("turnout_from_share", "leader_from_share", "stations", "registered_voters")
HISTOGRAM_COLUMNS = ("from_share", "stations")


@dataclass(frozen=True)
class Fingerprint:
    """Non-empty cells (`CELL_COLUMNS`, lower edges as shares) of a `bins` × `bins` grid; the last bin includes 100 %.

    `correlation` of turnout and share, weighted by the list; `same_side` (`other_side`): stations whose turnout and share lie on the
    same side (on two sides) of these weighted means. A picture to set beside comparators, not a test.
    """

    cells: pd.DataFrame
    bins: int
    correlation: float | None
    stations: int
    left_out: dict[LeftOut, int]
    reason: NotScreened | None
    same_side: int = 0
    other_side: int = 0

    @property
    def is_shown(self) -> bool:
        return self.stations >= LEAST_STATIONS

    @property
    def innocent_causes(self) -> tuple[InnocentCause, ...]:
        return (InnocentCause.TOWN_AND_COUNTRY, InnocentCause.REGIONAL_BLOCS, InnocentCause.STRATEGIC_TURNOUT)


def fingerprint(
    registered_voters: Column, ballots_issued: Column, ballots_cast: Column, leader_votes: Column, bins: int = 100
) -> Fingerprint:
    """Count stations, and voters on their lists, in cells of turnout (issued/list) by leader's share (votes/cast).

    Integer arithmetic decides the cell: ⌊bins · part / whole⌋. Klimek, Yegorov, Hanel and Thurner (2012), PNAS 109:16469,
    for the picture; the parameters of their model are not fitted, because blocs and strategic turnout give them too.
    """
    entered = enter(registered_voters, ballots_issued, ballots_cast, leader_votes)
    if len(entered) == 0:
        empty = pd.DataFrame({name: pd.Series(dtype=float) for name in CELL_COLUMNS})
        return Fingerprint(empty, bins, None, 0, entered.left_out, NotScreened.NO_STATIONS)
    turnout, share = _bin(entered.issued, entered.voters, bins), _bin(entered.leader, entered.cast, bins)
    cell = turnout * bins + share
    stations = np.bincount(cell, minlength=bins * bins)
    voters = np.bincount(cell, weights=entered.voters, minlength=bins * bins)
    filled = np.flatnonzero(stations)
    cells = pd.DataFrame(
        {
            "turnout_from_share": filled // bins / bins,
            "leader_from_share": filled % bins / bins,
            "stations": stations[filled],
            "registered_voters": voters[filled].astype(np.int64),
        }
    )
    correlation, same, other = _together(entered)
    return Fingerprint(cells, bins, correlation, len(entered), entered.left_out, None, same, other)


def percentage_histogram(part: ArrayLike, whole: ArrayLike, bins: int = 1000) -> pd.DataFrame:
    """`HISTOGRAM_COLUMNS`: stations by percentage in bins of 0.1 points, each station spread over ± half a ballot.

    100·k/n of a small n falls on few values and would draw spikes of arithmetic; a station counts evenly over
    (k − ½)/n … (k + ½)/n instead, which is the mean of adding a random half to the numerator. Rows with n ≤ 0, k < 0 or
    k > n must be left out before. The sum over bins is the number of stations.
    """
    k, n = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    if len(k) and ((n <= 0) | (k < 0) | (k > n)).any():
        raise ValueError("each part lies between 0 and its whole, and no whole is 0")
    low, high = np.maximum((k - 0.5) / n, 0) * bins, np.minimum((k + 0.5) / n, 1) * bins
    row, bin_number = ranges(np.floor(low).astype(np.int64), np.minimum(np.ceil(high).astype(np.int64) - 1, bins - 1))
    overlap = np.minimum(high[row], bin_number + 1) - np.maximum(low[row], bin_number)
    counts = np.bincount(bin_number, weights=overlap / (high - low)[row], minlength=bins)
    return pd.DataFrame({"from_share": np.arange(bins) / bins, "stations": counts})


def _bin(part: Integers, whole: Integers, bins: int) -> Integers:
    return np.asarray(np.minimum(bins * part // whole, bins - 1), dtype=np.int64)


def _together(entered: Stations) -> tuple[float | None, int, int]:
    """The correlation, and at how many stations both lie on one side of their means, and on two."""
    turnout, share, weight = entered.issued / entered.voters, entered.leader / entered.cast, entered.voters.astype(float)
    dx, dy = turnout - _mean(turnout, weight), share - _mean(share, weight)
    spread = float((weight * dx**2).sum() * (weight * dy**2).sum())
    correlation = float((weight * dx * dy).sum()) / spread**0.5 if spread > 0 else None
    return correlation, int((dx * dy > 0).sum()), int((dx * dy < 0).sum())


def _mean(values: Floats, weight: Floats) -> float:
    return float((weight * values).sum() / weight.sum())
