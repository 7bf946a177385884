"""Stations drawn by lot: what came back, what can be estimated, what the silent ones would have to be; and planning the next draw."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import estimate, sample_plan, sample_response
from analysis.estimate import Choices, Estimate
from analysis.estimate_design import Selection
from analysis.sample_plan import Simulation
from analysis.sample_response import Response, Sensitivity
from analysis.sample_size import margin_of_mean
from data.store import frames_coverage
from schemas.counting import CountRule
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import counting, house, registry, turnout
from services.parsing import at_most
from services.permissions import Act, require
from services.reading import Reading, read, remember

__all__ = ["Estimate", "Plan", "Response", "Sample", "Sensitivity", "Simulation", "comparison", "of", "plan", "proposed"]

TYPICAL_SPREAD = 0.15
"""Standard deviation of station turnout taken where this election has no table of its own: 15 points (research on 10,061 stations)."""
LONGEST_SEED = 100
USUAL = 300
"""Stations that a plan begins with."""
LEAST_TABLE, DRAWS, SEED = 300, 400, 20290114
"""A simulation needs so many stations with figures, and twice as many as are drawn; its random numbers always begin alike."""


@dataclass(frozen=True, slots=True)
class Sample:
    """`drawn`: a row a station drawn: station_id, stratum, weight (N_h/n_h), issued, listed (missing where silent). `strata`: stratum,
    estimate, low, high, stations. `held_n`, `held_share`: protocols held of any stations, and turnout on their lists (no margin).
    `official_share`: announced turnout of the country, None where none was. `rest`: the `rest_n` stations with a protocol that were not
    drawn; an estimate without a margin, and the reason."""

    drawn: pd.DataFrame
    responses: tuple[Response, ...]
    estimate: Estimate | None
    strata: pd.DataFrame
    sensitivity: Sensitivity | None
    official_share: float | None
    held_n: int
    held_share: float | None
    rest: Estimate | None = None
    rest_n: int = 0
    is_weighted: bool = True
    """Whether it is known how many stations each one drawn stands for."""

    @property
    def reported_n(self) -> int:
        return sum(each.reported for each in self.responses)


@dataclass(frozen=True, slots=True)
class Plan:
    """`table`: the stations drawn: station_id, region_code, stratum, draw_number, weight. `sizes`: stations by stratum. `spread_margin`:
    95 % margin of a mean of stations with a spread of 15 points; `simulation`: the same plan drawn from this election's own figures."""

    table: pd.DataFrame
    sizes: dict[str, int]
    population: dict[str, int]
    seed: str
    spread_margin: float
    simulation: Simulation | None


def _figures(election: Election, rule: CountRule) -> pd.DataFrame:
    """station_id, issued, listed: of stations with a protocol; the list is the protocol's, else the registry's."""
    table = turnout.comparison(election, rule).value.table
    return pd.DataFrame(
        {
            "station_id": table["station_id"],
            "issued": table["protocol_issued"].astype("Float64"),
            "listed": table["protocol_registered"].fillna(table["registered_voters"]).astype("Float64"),
        }
    )


def _official(election: Election, rule: CountRule) -> float | None:
    told = turnout.comparison(election, rule).value.announced
    own = told[told["region_code"].eq(election.country_code)]
    return float(own.sort_values("as_of_at", na_position="last")["announced_share"].iloc[-1]) if len(own) else None


def put_together(drawn: pd.DataFrame, figures: pd.DataFrame, official_share: float | None) -> Sample:
    """`drawn`: station_id, stratum, weight; `figures`: station_id, issued, listed. Everything that cannot be said is None."""
    known = figures.dropna(subset=["issued", "listed"])
    listed = float(known["listed"].sum())
    held = float(known["issued"].sum()) / listed if listed else None
    table = drawn.merge(figures, on="station_id", how="left")
    if table.empty:
        return Sample(table, (), None, _strata([]), None, official_share, len(known), held)
    table = table.astype({"issued": "float64", "listed": "float64", "weight": "float64"})
    # A draw without weights has no known population: no finite correction, or its interval would have no width.
    weighted = bool(table["weight"].notna().all())
    sizes = {key: max(round(float(part["weight"].sum())), len(part)) for key, part in table.groupby("stratum")}
    table = table.assign(weight=table["weight"].fillna(1.0))
    whole = estimate.ratio(table, "issued", "listed", strata="stratum", population=sizes if weighted else None)
    rows = [
        (str(key), estimate.ratio(part, "issued", "listed", population=sizes[key] if weighted else None))
        for key, part in table.groupby("stratum")
    ]
    told = official_share is not None
    rest = known[~known["station_id"].isin(table["station_id"])]
    return Sample(
        drawn=table,
        responses=sample_response.response_by_stratum(table, "stratum", "issued"),
        estimate=whole,
        strata=_strata(rows),
        sensitivity=sample_response.sensitivity(table, "issued", "listed", official_share or 0.0, weights="weight", strata="stratum")
        if told
        else None,
        official_share=official_share,
        held_n=len(known),
        held_share=held,
        rest=estimate.ratio(rest, "issued", "listed", choices=Choices(selection=Selection.CONVENIENCE)) if len(rest) else None,
        rest_n=len(rest),
        is_weighted=weighted,
    )


def _strata(rows: list[tuple[str, Estimate]]) -> pd.DataFrame:
    columns = ["stratum", "estimate", "low", "high", "stations"]
    return pd.DataFrame([(key, each.estimate, each.low, each.high, each.stations) for key, each in rows], columns=columns)


def _compute(election: Election, rule: CountRule) -> Sample:
    assigned = frames_coverage.assignments(house.store(), election.election_id)
    assigned = assigned[assigned["in_sample"]].drop_duplicates("station_id")
    drawn = pd.DataFrame(
        {
            "station_id": assigned["station_id"],
            "stratum": assigned["stratum"].fillna("all"),
            "weight": pd.to_numeric(assigned["sample_weight"]),
        }
    )
    return put_together(drawn, _figures(election, rule), _official(election, rule))


def comparison(election: Election) -> Reading[Sample]:
    """For other services: the sample without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("sample", election.election_id, (rule,), lambda: _compute(election, rule))


def of(actor: Actor, election_id: str) -> Reading[Sample]:
    """Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id))


def proposed(actor: Actor, election_id: str) -> int:
    """Stations a plan begins with: USUAL, or half of a registry that is not twice as large, and two of each region where it has them.
    Of fewer than four stations no part can be drawn: USUAL, which is then refused in words. 0 where there is no list of stations: nothing
    is offered then.

    Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    by_region = frames_coverage.stations(house.store(), registry.election(election_id).election_id).groupby("region_code").size()
    if by_region.empty:
        return 0
    half = int(by_region.sum()) // 2
    return USUAL if half < 2 else min(USUAL, max(half, int(by_region.clip(upper=sample_plan.LEAST_PER_STRATUM).sum())))


def plan(actor: Actor, election_id: str, stations: int, *, by_region: bool, seed: str) -> Plan:
    """A draw of so many stations from the registry that anybody can repeat from the seed, and the margin to expect.

    Raises Problem: forbidden, not found (also where there is no list of stations); impossible, where the registry cannot give so many (or
    the strata so few)."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    rule, seed = counting.in_force(election_id), at_most(seed, LONGEST_SEED)
    key = (stations, by_region, seed, rule)
    try:
        return remember("sample plan", election_id, key, lambda: _plan(election, stations, by_region, seed, rule))
    except ValueError as error:
        words = Message("So many stations cannot be drawn from this registry: at least two of each stratum, at most all of them.")
        raise Problem(ProblemCode.IMPOSSIBLE, words) from error


def _plan(election: Election, stations: int, by_region: bool, seed: str, rule: CountRule) -> Plan:
    places = frames_coverage.stations(house.store(), election.election_id)
    if places.empty:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no list of polling stations for this election."))
    if not 2 <= stations <= len(places):
        raise ValueError(f"{stations} of {len(places)} stations cannot be drawn")
    population = {str(key): int(n) for key, n in places.groupby("region_code").size().items()} if by_region else {"all": len(places)}
    sizes = sample_plan.sizes_by_stratum(population, stations)
    drawn = sample_plan.draw(
        places, sizes if by_region else stations, seed, station_id="station_id", strata="region_code" if by_region else None
    )
    table = drawn[drawn["is_drawn"]].sort_values(["stratum", "draw_number"], kind="stable").reset_index(drop=True)
    own = _figures(election, rule).dropna().astype({"issued": "float64", "listed": "float64"})
    enough = len(own) >= max(LEAST_TABLE, 2 * stations)
    simulated = sample_plan.simulate(own, "issued", "listed", stations, np.random.default_rng(SEED), draws=DRAWS) if enough else None
    return Plan(table, sizes, population, seed, margin_of_mean(TYPICAL_SPREAD, stations, len(places)), simulated)
