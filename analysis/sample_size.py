"""How many stations to draw, and what margin to expect, before any are drawn."""

from __future__ import annotations

import math

from analysis.distributions import normal_quantile


def voters_needed(voters: int, margin: float, *, share: float = 0.5, z: float = 1.959964) -> int:
    """Voters for a margin on a share if voters were drawn one by one: n = P(1 − P) / (E²/z² + P(1 − P)/N), to the nearest.

    `margin` E and `share` P in [0, 1]; P = 0.5 is the worst case. NDI, The Quick Count (2002), ch. 5. The handbook rounds
    between steps (Peru 2001: 163,185); exact arithmetic gives 160,717. **Stations are drawn, not voters**: use the
    result only through `stations_needed`, and prefer `sample_plan.simulate` on a past full table.
    """
    if not 0 < margin < 1 or not 0 < share < 1 or voters < 1:
        raise ValueError("margin and share lie between 0 and 1, and there is at least one voter")
    spread = share * (1 - share)
    return round(spread / (margin**2 / z**2 + spread / voters))


def stations_needed(voters: int, votes_per_station: float, *, response_share: float = 1.0, design_effect: float = 1.0) -> int:
    """Stations that hold so many voters, times the design effect, divided by the share of stations expected to report."""
    if votes_per_station <= 0 or not 0 < response_share <= 1 or design_effect <= 0:
        raise ValueError("votes per station and design effect are positive, the response share lies in (0, 1]")
    return math.ceil(voters / votes_per_station * design_effect / response_share)


def margin_of_mean(standard_deviation: float, stations: int, population: int, *, confidence: float = 0.95) -> float:
    """z · S/√n · √(1 − n/N): margin of a mean of stations drawn at random without strata, in the unit of S."""
    if not 1 <= stations <= population:
        raise ValueError(f"{stations} of {population} stations cannot be drawn")
    return normal_quantile(0.5 + confidence / 2) * standard_deviation / math.sqrt(stations) * math.sqrt(1 - stations / population)


def kish_design_effect(units_per_cluster: float, correlation: float) -> float:
    """1 + (m̄ − 1) ρ: how much a sample of clusters of m̄ alike units loses. Kish (1965) §5.4."""
    return 1 + (units_per_cluster - 1) * correlation
