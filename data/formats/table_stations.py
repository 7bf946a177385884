"""A table of stations -> the registry: stations, and the country, regions and districts that they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from data.formats.table_row import Rows, station_takes
from schemas.election import Election, LocalName
from schemas.ids import station_id
from schemas.mapping import StationsMapping, Take
from schemas.message import Message
from schemas.model import COUNT_MAXIMUM
from schemas.table_problem import Problems
from schemas.unit import PollingStation, ReportingUnit, StationType, UnitLevel

OTHERWISE = Message("Row {row} says something else of this station.")
TWICE = Message("This station stands in the table twice, first in row {row}.")
NOT_POSSIBLE = Message("This value is not possible here. {detail}")
TOO_MANY = Message("The lists of all stations together are longer than any country's. Check the digits.")
OPTIONAL = (
    "region_name", "district", "district_name", "place", "place_ru", "place_kk", "station_type", "time_zone", "registered_voters",
)
PLACES = {"place": "en", "place_ru": "ru", "place_kk": "kk"}


@dataclass(frozen=True, slots=True)
class RegistryTable:
    units: tuple[ReportingUnit, ...]
    stations: tuple[PollingStation, ...]
    totals: tuple[int, ...]


def _takes(mapping: StationsMapping) -> dict[str, Take]:
    found = {name: take for name in OPTIONAL if (take := getattr(mapping, name)) is not None}
    return {**station_takes(mapping.station), **found}


def _type(text: str) -> StationType:
    return StationType(text) if text else StationType.ORDINARY


def _station(rows: Rows, number: int, cells: Sequence[str], election: Election) -> PollingStation | None:
    region = rows.needed(number, cells, "station.region", str)
    printed = rows.needed(number, cells, "station.number", str)
    if region is None or printed is None:
        return None
    district = rows.text(number, cells, "district")
    try:
        return PollingStation(
            station_id=station_id(region, printed), number=printed, region_code=region,
            district_code=f"{region}/{district}" if district else "",
            place=LocalName(**{language: rows.text(number, cells, name) for name, language in PLACES.items()}),
            time_zone=rows.text(number, cells, "time_zone") or election.capital_zone,
            station_type=_type(rows.text(number, cells, "station_type")),
            registered_voters=rows.read(number, cells, "registered_voters", rows.count) if "registered_voters" in rows.takes else None,
        )
    except ValidationError as error:
        for each in error.errors(include_url=False):
            rows.problems.add(number, ".".join(map(str, each["loc"])), str(each["input"]), NOT_POSSIBLE, {"detail": each["msg"]})
    except ValueError as error:
        kind = rows.text(number, cells, "station_type")
        rows.problems.add(number, rows.column("station_type"), kind, NOT_POSSIBLE, {"detail": str(error)})
    return None


def _sums(stations: Sequence[PollingStation]) -> dict[str, int | None]:
    """The list of each region and district: the sum of its stations, unknown where one station's list is."""
    sums: dict[str, int | None] = {}
    for each in stations:
        for code in (each.region_code, each.district_code):
            before = sums.get(code, 0)
            sums[code] = None if before is None or each.registered_voters is None else before + each.registered_voters
    return sums


def in_order(regions: dict[str, str]) -> dict[str, str]:
    """As the table has them; those that are but numbered in the order of their numbers: 1, 2, 10, not 1, 10, 2."""
    numbered = {code: re.fullmatch(r"(\D*)(\d+)", code, re.ASCII) for code in regions}
    if len({found and found[1] for found in numbered.values()}) != 1 or None in numbered.values():
        return regions
    return dict(sorted(regions.items(), key=lambda each: int(numbered[each[0]][2])))  # type: ignore[index]  # none is None here


def _units(
    stations: Sequence[PollingStation], names: dict[str, str], mapping: StationsMapping, election: Election
) -> tuple[ReportingUnit, ...]:
    sums = _sums(stations)
    regions: dict[str, str] = {}
    districts: dict[str, tuple[str, str]] = {}
    for each in stations:
        regions.setdefault(each.region_code, each.time_zone)
        if each.district_code:
            districts.setdefault(each.district_code, (each.region_code, each.time_zone))

    def name(code: str) -> LocalName:
        return mapping.region_names.get(code) or LocalName(en=names.get(code) or code)

    lists = [sums[code] for code in regions]
    country = ReportingUnit(
        unit_id=election.country_code, level=UnitLevel.COUNTRY, name=mapping.country_name or LocalName(en=election.country_code),
        time_zone=election.capital_zone, registered_voters=None if None in lists else sum(each for each in lists if each is not None),
    )
    return (
        country,
        *(ReportingUnit(unit_id=code, level=UnitLevel.REGION, parent_id=country.unit_id, name=name(code), time_zone=zone,
                        registered_voters=sums[code]) for code, zone in in_order(regions).items()),
        *(ReportingUnit(unit_id=code, level=UnitLevel.DISTRICT, parent_id=region, name=name(code), time_zone=zone,
                        registered_voters=sums[code]) for code, (region, zone) in districts.items()),
    )


def read(content: bytes, mapping: StationsMapping, election: Election) -> RegistryTable:
    """The registry that a table describes. Raises TableProblem naming every place that is not as it must be."""
    problems = Problems()
    rows = Rows(content, mapping.table, _takes(mapping), election, problems)
    stations: dict[str, PollingStation] = {}
    seen: dict[str, int] = {}
    names: dict[str, str] = {}
    for number, cells in rows:
        made = _station(rows, number, cells, election)
        if made is None:
            continue
        if mapping.repeated and made.station_id in seen:
            if made != stations[made.station_id]:
                problems.add(number, rows.column("station.number"), made.station_id, OTHERWISE, {"row": str(seen[made.station_id])})
            continue
        if made.station_id in seen:
            problems.add(number, rows.column("station.number"), made.station_id, TWICE, {"row": str(seen[made.station_id])})
            continue
        seen[made.station_id] = number
        stations[made.station_id] = made
        for code, take in ((made.region_code, "region_name"), (made.district_code, "district_name")):
            if code and code not in names:
                names[code] = rows.text(number, cells, take)
    ordered = tuple(stations.values())
    together = sum(each.registered_voters or 0 for each in ordered)
    if together > COUNT_MAXIMUM:
        problems.add(0, rows.column("registered_voters"), str(together), TOO_MANY)
    problems.refuse()
    return RegistryTable(_units(ordered, names, mapping, election), ordered, rows.totals)
