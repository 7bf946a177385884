"""The estimate from the drawn stations under an analyst's choices: what is estimated, of whom, with which weights and units."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis import estimate
from analysis.estimate import Choices, Estimate
from analysis.estimate_design import EstimateCaveat, Lonely, NotEstimated, Selection
from analysis.estimate_weighting import Margin
from data.store import frames_coverage
from schemas.person import Actor
from services import counting, house, registry, sample
from services.permissions import Act, require
from services.reading import remember

__all__ = ["EVERYWHERE", "Asked", "Estimate", "EstimateCaveat", "Figure", "Lonely", "Made", "NotEstimated", "Units", "Weighting", "of"]

EVERYWHERE = "all"
UNKNOWN_SIZE = "unknown"
SIZES = 4
"""Groups of as many stations each, by the registry's list."""


class Figure(StrEnum):
    """What is estimated."""

    RATIO = "ratio"
    """Ballots issued, share of the list."""
    MEAN = "mean"
    """Ballots issued, mean of a station."""
    TOTAL = "total"
    """Ballots issued, all stations together."""


class Weighting(StrEnum):
    """Known totals of the registry (numbers of stations) that the weights are made to meet."""

    DRAWN = "drawn"
    SIZE = "size"
    REGION = "region"
    BOTH = "both"


class Units(StrEnum):
    """What counts as one unit of the draw."""

    STATIONS = "stations"
    DISTRICTS = "districts"


@dataclass(frozen=True, slots=True)
class Asked:
    """`domain`: a region's code, or everywhere."""

    figure: Figure = Figure.RATIO
    weighting: Weighting = Weighting.DRAWN
    units: Units = Units.STATIONS
    domain: str = EVERYWHERE
    lonely: Lonely = Lonely.AVERAGE
    logit: bool = False
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Made:
    """`drawn_n`: stations drawn, also those that are silent or lie outside the domain."""

    estimate: Estimate
    drawn_n: int


def of(actor: Actor, election_id: str, asked: Asked) -> Made:
    """Nothing is raised for a choice that the sample cannot bear: the estimate's reason says what could not be computed.

    Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    found = sample.comparison(election)
    key = (asked, counting.in_force(election_id), found.ledger_length)
    return remember(
        "sample choices",
        election_id,
        key,
        lambda: put_together(
            found.value.drawn, frames_coverage.stations(house.store(), election_id), asked, is_weighted=found.value.is_weighted
        ),
    )


def put_together(drawn: pd.DataFrame, places: pd.DataFrame, asked: Asked, *, is_weighted: bool = True) -> Made:
    """`drawn`, `is_weighted`: of services.sample.Sample; `places`: the registry (station_id, region_code, district_code,
    registered_voters)."""
    frame = _grouped(places)
    table = drawn.merge(frame, on="station_id", how="left")
    if table.empty:
        return Made(estimate.ratio(table.assign(issued=pd.Series(dtype=float), listed=pd.Series(dtype=float)), "issued", "listed"), 0)
    table["inside"] = True if asked.domain == EVERYWHERE else table["region_code"].eq(asked.domain)
    stations = {str(key): max(round(float(part["weight"].sum())), len(part)) for key, part in table.groupby("stratum")}
    by_district = asked.units is Units.DISTRICTS
    arrived = table["issued"].notna() & table["listed"].notna()
    came = table["stratum"].map(arrived.groupby(table["stratum"]).sum())
    table["came_weight"] = table["stratum"].map(stations) / came.where(came > 0)
    choices = Choices(
        weights="came_weight" if by_district else None,
        domain=None if asked.domain == EVERYWHERE else "inside",
        margins=_margins(frame, asked.weighting),
        selection=Selection.RANDOM,
        lonely=asked.lonely,
        confidence=asked.confidence,
        logit=asked.logit,
    )
    population = _districts(table, frame, stations) if by_district else stations
    known = population if is_weighted else None
    clusters = "district" if by_district else None
    if asked.figure is Figure.RATIO:
        made = estimate.ratio(table, "issued", "listed", "stratum", clusters, known, choices)
    elif asked.figure is Figure.MEAN:
        made = estimate.mean(table, "issued", "stratum", clusters, known, choices)
    else:
        made = estimate.total(table, "issued", "stratum", clusters, known, choices)
    return Made(made, len(table))


def _grouped(places: pd.DataFrame) -> pd.DataFrame:
    """The registry with `size` (a quarter of the stations, by list) and `district` (a station without one is its own)."""
    size = pd.Series(UNKNOWN_SIZE, index=places.index)
    listed = places["registered_voters"].astype("Float64")
    known = listed.notna()
    if known.any():
        rank = listed[known].rank(method="first").astype("int64") - 1
        size[known] = (rank * SIZES // int(known.sum()) + 1).astype(str)
    district = places["district_code"].where(places["district_code"].fillna("").ne(""), places["station_id"])
    return pd.DataFrame({"station_id": places["station_id"], "region_code": places["region_code"], "size": size, "district": district})


def _margins(frame: pd.DataFrame, weighting: Weighting) -> tuple[Margin, ...]:
    wanted = {Weighting.SIZE: ("size",), Weighting.REGION: ("region_code",), Weighting.BOTH: ("region_code", "size")}
    return tuple(
        Margin(column, {str(key): float(n) for key, n in frame[column].value_counts().items()}) for column in wanted.get(weighting, ())
    )


def _districts(table: pd.DataFrame, frame: pd.DataFrame, stations: dict[str, int]) -> dict[str, int] | None:
    """Districts by stratum; None where the strata are not regions of the registry, so that nobody knows how many there are."""
    if set(stations) == {"all"}:
        return {"all": int(frame["district"].nunique())}
    counted = {str(key): int(n) for key, n in frame.groupby("region_code")["district"].nunique().items()}
    return {key: counted[key] for key in stations} if set(stations) <= set(counted) else None
