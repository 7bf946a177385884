"""The stations of the demonstration that were drawn by lot: the planner's own draw, from the registry and a public seed."""

from dataclasses import dataclass

import pandas as pd

from analysis import sample_plan
from services.demonstration.plan import ELECTION_ID, Plan
from services.demonstration.registry import Registry

DRAWN_OF_OBSERVED = 0.25
SEED = ELECTION_ID
"""The seed that the planner's page proposes for this election, so that its first screen is this draw."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Of a station drawn: its stratum and how many stations it stands for."""

    stratum: str
    weight: float


def of(plan: Plan, registry: Registry) -> dict[int, Draw]:
    """By index in the registry's order: a quarter of the stations watched, by region where each region can have two, otherwise one
    stratum. Empty where fewer than two would be drawn. The same stations as services.sample.plan with this number and `SEED`."""
    wanted = round(DRAWN_OF_OBSERVED * plan.observed)
    if wanted < sample_plan.LEAST_PER_STRATUM:
        return {}
    places = pd.DataFrame(
        {
            "station_id": [station.station_id for station in registry.stations],
            "region_code": [station.region_code for station in registry.stations],
        }
    )
    population = {str(code): int(n) for code, n in places.groupby("region_code").size().items()}
    by_region = sum(min(sample_plan.LEAST_PER_STRATUM, n) for n in population.values()) <= wanted
    sizes = sample_plan.sizes_by_stratum(population, wanted) if by_region else wanted
    table = sample_plan.draw(places, sizes, SEED, station_id="station_id", strata="region_code" if by_region else None)
    drawn = table[table["is_drawn"]]
    return {
        int(index): Draw(str(row["stratum"]), float(row["weight"]))
        for index, row in zip(drawn.index, drawn.to_dict("records"), strict=True)
    }
