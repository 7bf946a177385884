"""The true day of every station, and what its commission writes: arrays in the registry's order."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.day import instant
from schemas.unit import StationType
from services.demonstration.places import TRAITS, TROUBLED
from services.demonstration.plan import ABROAD, Plan
from services.demonstration.registry import Registry
from services.demonstration.truth import Truth
from services.demonstration.watch import Watch

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DAY_HOURS = (7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0, 20.0)
DAY_SHARES = (0.0, 0.045, 0.105, 0.185, 0.315, 0.450, 0.555, 0.645, 0.735, 0.810, 0.870, 0.922, 0.966, 1.0)
"""Share of a day's voters by local hour; on 10 January 2021 18 % had come by 10:00, 45 % by 12:00, 92 % by 18:00."""
CLOSED_TURNOUT, ABROAD_TURNOUT = 0.96, 0.74
ABOVE_TROUBLED, ABOVE_ELSEWHERE, BELOW = 0.28, 0.08, 0.02


@dataclass(frozen=True)
class Day:
    """`true` people who voted, of them `outside` by portable box; `issued` is the protocol's line, `shape` bends the day's curve.
    `ahead` marks stations whose stated numbers follow the protocol all day; elsewhere they follow the truth until 18:00."""

    listed: Ints
    added: Ints
    true: Ints
    outside: Ints
    issued: Ints
    shape: Floats
    ahead: NDArray[np.bool_]
    zones: NDArray[Any]

    def share_at(self, at: datetime, on: datetime) -> Floats:
        """Share of the day's voters who have come by an instant, each station in its own hours. `on`: local midnight, capital time."""
        hours = np.zeros(len(self.listed))
        for zone in sorted(set(self.zones.tolist())):
            seven = opening(str(zone), on)
            hours[self.zones == zone] = 7 + (at - seven).total_seconds() / 3_600
        return np.interp(hours, DAY_HOURS, DAY_SHARES) ** self.shape

    def stated_at(self, at: datetime, on: datetime, late: datetime) -> Ints:
        """The number the commission would give at an instant; `late`: from then on it follows the protocol everywhere."""
        following = self.ahead | (at >= late)
        total = np.where(following, self.issued, np.minimum(self.issued, self.true))
        return np.round(total * self.share_at(at, on)).astype(np.int64)


@lru_cache(maxsize=512)
def opening(zone: str, on: datetime) -> datetime:
    return instant(on.date(), time(7), zone)


def curve(local_hours: float, shape: float) -> float:
    """The same curve for one station and one moment."""
    for index in range(1, len(DAY_HOURS)):
        if local_hours <= DAY_HOURS[index]:
            low, high = DAY_HOURS[index - 1], DAY_HOURS[index]
            share = DAY_SHARES[index - 1] + (max(local_hours, low) - low) / (high - low) * (DAY_SHARES[index] - DAY_SHARES[index - 1])
            return float(share**shape)
    return 1.0


def midnight(plan: Plan) -> datetime:
    return datetime.combine(
        plan.election.held_on, time(0), tzinfo=instant(plan.election.held_on, time(0), plan.election.capital_zone).tzinfo
    )


def late_afternoon(plan: Plan) -> datetime:
    return instant(plan.election.held_on, time(18), plan.election.capital_zone) + timedelta(minutes=1)


def _true(plan: Plan, registry: Registry, draw: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    listed = np.array([station.registered_voters or 0 for station in registry.stations], dtype=np.int64)
    mean = np.array(
        [
            CLOSED_TURNOUT
            if station.station_type is StationType.CLOSED
            else ABROAD_TURNOUT
            if station.region_code == ABROAD
            else TRAITS[station.region_code].turnout
            for station in registry.stations
        ]
    )
    odds = np.log(mean / (1 - mean)) + draw.normal(0, 0.22, len(listed))
    true = np.minimum(np.round(listed / (1 + np.exp(-odds))), listed - 2).astype(np.int64)
    ordinary = np.array([station.station_type is StationType.ORDINARY for station in registry.stations])
    outside = np.where(ordinary, np.round(true * draw.beta(2, 60, len(listed))), 0).astype(np.int64)
    added = np.where(draw.random(len(listed)) < 0.3, draw.poisson(3, len(listed)), 0).astype(np.int64)
    return true, outside, added


def live(plan: Plan, registry: Registry, watch: Watch) -> tuple[Day, Truth]:
    """The day and what was planted in it."""
    draw = np.random.default_rng([plan.seed, 7])
    size = len(registry.stations)
    true, outside, added = _true(plan, registry, draw)
    listed = np.array([station.registered_voters or 0 for station in registry.stations], dtype=np.int64)
    ordinary = np.array([station.station_type is StationType.ORDINARY for station in registry.stations])
    troubled = np.array([station.region_code in TROUBLED for station in registry.stations])
    honest = np.array([bool(station.district_code) and station.district_code == watch.agreeing_district for station in registry.stations])
    if watch.known is not None:
        honest[watch.known] = True
    fate = draw.random(size)
    above = ordinary & ~honest & (fate < np.where(troubled, ABOVE_TROUBLED, ABOVE_ELSEWHERE))
    below = ordinary & ~honest & (fate > 1 - BELOW)
    raised = np.minimum(np.maximum(true * draw.uniform(1.25, 1.9, size), true + 60), listed * 0.97)
    above &= raised >= true * 1.15 + 20
    lowered = np.round(true * draw.uniform(0.72, 0.86, size))
    issued = np.where(above, np.round(raised), np.where(below, lowered, true)).astype(np.int64)
    ahead = above & (draw.random(size) < 0.5)
    day = Day(
        listed,
        added,
        true,
        np.minimum(outside, issued),
        issued,
        draw.normal(1.0, 0.07, size).clip(0.8, 1.25),
        ahead,
        np.array([station.time_zone for station in registry.stations]),
    )
    watched = set(watch.stations)

    def ids(mask: NDArray[np.bool_]) -> frozenset[str]:
        return frozenset(registry.stations[int(index)].station_id for index in np.flatnonzero(mask) if int(index) in watched)

    truth = Truth(
        true_voters={station.station_id: int(voters) for station, voters in zip(registry.stations, true, strict=True)},
        protocol_above=ids(above),
        protocol_below=ids(below),
        stated_ahead=ids(ahead),
        agreeing_district=watch.agreeing_district,
        differing_district=watch.differing_district,
        moved_votes=0,
        swapped_district=watch.swapped_district,
        impossible_region="",
    )
    return day, truth
