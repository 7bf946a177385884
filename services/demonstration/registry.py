"""The invented registry: country, regions, districts, stations with their lists."""

from dataclasses import dataclass

import numpy as np

from schemas.election import LocalName
from schemas.unit import PollingStation, ReportingUnit, StationType, UnitLevel
from services.demonstration.places import CITIES_ABROAD, CLOSED_VENUES, TRAITS, VENUES, place
from services.demonstration.plan import ABROAD, Plan

ABROAD_SHARE, CLOSED_SHARE = 77 / 10_060, 0.03
CITIES = frozenset({"KZ-71", "KZ-75", "KZ-79"})
FIRST_NUMBER = 101
LARGEST_LIST = 3_000
MOST_AT_FULL_SIZE = 60_000
"""More stations than this get smaller lists, so that the country's list stays in eight digits."""
ABROAD_NAME = LocalName(en="Abroad", ru="За рубежом", kk="Шетелде")


@dataclass(frozen=True, slots=True)
class Registry:
    """Units and stations in one order; `region_of` and `district_of` index the stations by unit."""

    units: tuple[ReportingUnit, ...]
    stations: tuple[PollingStation, ...]

    def by_id(self) -> dict[str, PollingStation]:
        return {station.station_id: station for station in self.stations}


def _shares(plan: Plan) -> dict[str, int]:
    """Stations per region: largest remainders, at least one each, the rest abroad."""
    abroad = max(1, round(plan.stations * ABROAD_SHARE)) if plan.votes_abroad and plan.stations > len(plan.regions) else 0
    home = plan.stations - abroad
    exact = {region.code: TRAITS[region.code].stations for region in plan.regions}
    scale = home / sum(exact.values())
    counts = {code: max(1, int(share * scale)) for code, share in exact.items()}
    rest = sorted(exact, key=lambda code: (exact[code] * scale) % 1, reverse=True)
    missing = home - sum(counts.values())
    for number in range(abs(missing)):
        code = rest[number % len(rest)] if missing > 0 else max(counts, key=lambda each: counts[each])
        counts[code] += 1 if missing > 0 else -1
    return {**counts, ABROAD: abroad}


def _district(region_name: LocalName, code: str, number: int, zone: str) -> ReportingUnit:
    name = LocalName(
        en=f"{region_name.en}, district {number}", ru=f"{region_name.ru}, район {number}", kk=f"{region_name.kk}, {number}-аудан"
    )
    return ReportingUnit(unit_id=f"{code}/d{number:02d}", level=UnitLevel.DISTRICT, parent_id=code, name=name, time_zone=zone)


def _lists(plan: Plan, code: str, size: int) -> tuple[list[int], list[bool]]:
    """Lists of voters and which stations are closed institutions."""
    draw = np.random.default_rng([plan.seed, int(code[3:]), 1])
    median = TRAITS[code].median_list * min(1.0, MOST_AT_FULL_SIZE / plan.stations)
    lists = np.round(np.exp(draw.normal(np.log(median), 0.55, size)))
    # A list too long for one station stands for two stations in one building: it gets a usual length of a large one.
    lists = np.where(lists > LARGEST_LIST - 16, draw.integers(1_700, LARGEST_LIST - 16, size), np.maximum(lists, 62)).astype(int)
    closed = draw.random(size) < CLOSED_SHARE
    lists[closed] = draw.integers(48, 420, int(closed.sum()))
    return [int(each) for each in lists], [bool(each) for each in closed]


def _home(plan: Plan, code: str, size: int) -> tuple[list[ReportingUnit], list[PollingStation]]:
    region = next(each for each in plan.regions if each.code == code)
    chance = plan.chance(f"places {code}")
    districts = [_district(region.name, code, number, region.time_zone) for number in range(1, min(TRAITS[code].districts, size) + 1)]
    lists, closed = _lists(plan, code, size)
    stations = []
    for index in range(size):
        district = districts[index * len(districts) // size]
        venue = chance.choice(CLOSED_VENUES if closed[index] else VENUES)
        number = f"{FIRST_NUMBER + index:04d}"
        stations.append(
            PollingStation(
                station_id=f"{code}/{number}",
                number=number,
                region_code=code,
                district_code=district.unit_id,
                place=place(venue, chance.randint(1, 180), region.name if code in CITIES else district.name),
                time_zone=region.time_zone,
                station_type=StationType.CLOSED if closed[index] else StationType.ORDINARY,
                registered_voters=lists[index],
            )
        )
    return districts, stations


def _abroad(plan: Plan, size: int) -> list[PollingStation]:
    chance = plan.chance("abroad")
    made = []
    for index in range(size):
        en, ru, kk, zone = CITIES_ABROAD[index % len(CITIES_ABROAD)]
        number = f"{FIRST_NUMBER + index:04d}"
        made.append(
            PollingStation(
                station_id=f"{ABROAD}/{number}",
                number=number,
                region_code=ABROAD,
                district_code="",
                time_zone=zone,
                station_type=StationType.ABROAD,
                place=place(LocalName(en="Consulate", ru="Консульство", kk="Консулдық"), 0, LocalName(en=en, ru=ru, kk=kk)),
                registered_voters=chance.randint(24, 640),
            )
        )
    return made


def build(plan: Plan) -> Registry:
    """Country, regions, the districts of each, then every station; lists of districts and regions are the sums of their stations."""
    districts: list[ReportingUnit] = []
    stations: list[PollingStation] = []
    regions: list[ReportingUnit] = []
    for code, size in _shares(plan).items():
        if code == ABROAD:
            own: list[ReportingUnit] = []
            made = _abroad(plan, size)
            name, zone = ABROAD_NAME, plan.election.capital_zone
        else:
            own, made = _home(plan, code, size)
            region = next(each for each in plan.regions if each.code == code)
            name, zone = region.name, region.time_zone
        if not made:
            continue
        listed: dict[str, int] = {}
        for station in made:
            listed[station.district_code] = listed.get(station.district_code, 0) + (station.registered_voters or 0)
        regions.append(
            ReportingUnit(
                unit_id=code, level=UnitLevel.REGION, parent_id="KZ", name=name, time_zone=zone, registered_voters=sum(listed.values())
            )
        )
        districts.extend(each.model_copy(update={"registered_voters": listed.get(each.unit_id)}) for each in own)
        stations.extend(made)
    country = ReportingUnit(
        unit_id="KZ",
        level=UnitLevel.COUNTRY,
        parent_id=None,
        time_zone=plan.election.capital_zone,
        name=plan.whole,
        registered_voters=sum(each.registered_voters or 0 for each in regions),
    )
    return Registry((country, *regions, *districts), tuple(stations))
