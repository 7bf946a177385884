"""Which stations are watched: those drawn by lot, every station of two districts, one station known by its code, and others that the
groups chose."""

from dataclasses import dataclass, field

from schemas.unit import StationType
from services.demonstration import drawing
from services.demonstration.places import IMPOSSIBLE_REGION, TRAITS
from services.demonstration.plan import ABROAD, Plan
from services.demonstration.registry import Registry

AGREEING_IN, DIFFERING_IN = "KZ-47", "KZ-23"
KNOWN_REGION, KNOWN_NUMBER = "KZ-79", "0417"
"""The demonstration's observer watches SHY-0417."""


@dataclass(frozen=True, slots=True)
class Watch:
    """`stations` are indices into the registry's order; `known` is the demonstration observer's station, if it has one."""

    stations: tuple[int, ...]
    known: int | None
    agreeing_district: str
    differing_district: str
    swapped_district: str
    drawn: dict[int, drawing.Draw] = field(default_factory=dict)
    """Those drawn by lot from the whole registry; the others were chosen."""

    @property
    def complete(self) -> tuple[str, str]:
        """The two districts in which every station is watched."""
        return self.agreeing_district, self.differing_district


def _smallest(registry: Registry, region: str) -> str:
    sizes: dict[str, int] = {}
    for station in registry.stations:
        if station.region_code == region and station.district_code:
            sizes[station.district_code] = sizes.get(station.district_code, 0) + 1
    return min(sizes, key=lambda code: (sizes[code], code)) if sizes else ""


def _known(registry: Registry) -> int:
    own = [index for index, station in enumerate(registry.stations) if station.region_code == KNOWN_REGION]
    own = own or [index for index, station in enumerate(registry.stations) if station.region_code != ABROAD]
    return next((index for index in own if registry.stations[index].number == KNOWN_NUMBER), own[len(own) // 2])


def choose(plan: Plan, registry: Registry) -> Watch:
    """As many stations as the plan says, fewer abroad and in closed institutions than there are."""
    agreeing, differing = _smallest(registry, AGREEING_IN), _smallest(registry, DIFFERING_IN)
    known, wanted = _known(registry), plan.observed
    drawn = drawing.of(plan, registry)
    chosen: dict[int, None] = {known: None, **dict.fromkeys(drawn)}
    for index, station in enumerate(registry.stations):
        if station.district_code and station.district_code in (agreeing, differing) and len(chosen) < max(wanted // 6, 1) + len(drawn):
            chosen[index] = None
    complete = {registry.stations[index].district_code for index in chosen if index not in drawn or index == known}
    by_region: dict[str, list[int]] = {}
    for index, station in enumerate(registry.stations):
        if station.station_type is StationType.ORDINARY and index not in chosen:
            by_region.setdefault(station.region_code, []).append(index)
    chance = plan.chance("watch")
    here: dict[str, int] = {}
    for index in chosen:
        here[registry.stations[index].region_code] = here.get(registry.stations[index].region_code, 0) + 1
    lacking = {code: max(0.0, wanted * TRAITS[code].observers - here.get(code, 0)) for code in by_region}
    # Where lot drew more than a region's own observers would have chosen, the others share what is left.
    scale = max(0, wanted - len(chosen)) / (sum(lacking.values()) or 1.0)
    for code, indices in by_region.items():
        chance.shuffle(indices)
        for index in indices[: round(scale * lacking[code])]:
            chosen[index] = None
    rest = [index for code in sorted(by_region) for index in by_region[code] if index not in chosen and code != IMPOSSIBLE_REGION]
    chance.shuffle(rest)
    for index in rest[: max(0, wanted - len(chosen))]:
        chosen[index] = None
    kept = [known, *[index for index in chosen if index != known]][:wanted]
    swapped = _swapped(registry, frozenset(complete))
    return Watch(tuple(sorted(kept)), known, agreeing, differing, swapped, {index: drawn[index] for index in kept if index in drawn})


def _swapped(registry: Registry, complete: frozenset[str]) -> str:
    codes = sorted({station.district_code for station in registry.stations if station.region_code == "KZ-35"} - complete - {""})
    return codes[0] if codes else ""
