"""Small stations beside the others of their neighbourhood: do they show both more turnout and more for the leader?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import Column
from analysis.forensics_stations import LeftOut, NotScreened, enter
from analysis.screens import LEAST_STATIONS, InnocentCause

LEAST_LIST = 100
LEAST_NEIGHBOURS = 20
"""Stations a neighbourhood must have, so that a tenth of it is two stations and its spread means something."""


@dataclass(frozen=True)
class SmallStations:
    """Mean standardised turnout and leader's share of the list among the smallest stations; 0 is like their neighbours.

    In standard deviations of the neighbourhood. Towns and villages differ everywhere, so no p-value is given: read the two
    signs together, and the size beside comparators.
    """

    turnout_shift: float | None
    leader_shift: float | None
    small_stations: int
    neighbourhoods: int
    stations: int
    left_out: dict[LeftOut, int]
    reason: NotScreened | None
    both_above: int = 0
    """Small stations with turnout and leader's share both above the mean of their neighbourhood."""
    both_below: int = 0

    @property
    def both_up(self) -> bool | None:
        """Both higher: the sign pattern that comparators without anomaly do not show."""
        return None if self.turnout_shift is None or self.leader_shift is None else self.turnout_shift > 0 < self.leader_shift

    @property
    def is_shown(self) -> bool:
        return self.stations >= LEAST_STATIONS

    @property
    def innocent_causes(self) -> tuple[InnocentCause, ...]:
        return (InnocentCause.TOWN_AND_COUNTRY, InnocentCause.CLOSED_INSTITUTIONS, InnocentCause.REGIONAL_BLOCS)


def small_stations(
    registered_voters: Column,
    ballots_issued: Column,
    ballots_cast: Column,
    leader_votes: Column,
    neighbourhood: Column,
    smallest_share: float = 0.1,
) -> SmallStations:
    """Mean z of the `smallest_share` of each neighbourhood, z = (x − mean) ÷ SD within it, for x = G/V and x = L/V.

    `neighbourhood`: code of the district each station lies in. Stations with at least 100 voters and G < V; neighbourhoods
    with at least 20 of them. After Jiménez, Hidalgo and Klimek (2017), Science Advances 3:e1602363, without their resampling:
    a permutation gives |z| of 10 to 30 in clean elections too, because villages differ from towns.
    """
    entered = enter(registered_voters, ballots_issued, ballots_cast, leader_votes, least_list=LEAST_LIST)
    frame = pd.DataFrame(
        {
            "group": np.asarray(neighbourhood)[entered.kept],
            "voters": entered.voters,
            "turnout": entered.issued / entered.voters,
            "leader": entered.leader / entered.voters,
        }
    )
    frame = frame[entered.issued < entered.voters].dropna(subset=["group"])
    frame = frame[frame.groupby("group")["voters"].transform("size") >= LEAST_NEIGHBOURS]
    if frame.empty:
        reason = NotScreened.NO_NEIGHBOURHOOD if len(entered) else NotScreened.NO_STATIONS
        return SmallStations(None, None, 0, 0, 0, entered.left_out, reason)
    groups = frame.groupby("group")
    small = groups["voters"].rank(method="first", pct=True) <= smallest_share
    shifts, sides = [], []
    for name in ("turnout", "leader"):
        spread = groups[name].transform("std")
        standardised = ((frame[name] - groups[name].transform("mean")) / spread.where(spread > 0))[small].dropna()
        shifts.append(float(standardised.mean()) if len(standardised) else None)
        sides.append((frame[name] - groups[name].transform("mean"))[small])
    above, below = ((sides[0] > 0) & (sides[1] > 0)).sum(), ((sides[0] < 0) & (sides[1] < 0)).sum()
    return SmallStations(
        shifts[0], shifts[1], int(small.sum()), groups.ngroups, len(frame), entered.left_out, None, int(above), int(below))
