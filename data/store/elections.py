"""Elections and their registry: the settings as one canonical text, units and stations as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from data.store import ledger, ledger_rows
from data.store.ledger_rows import KINDS
from data.store.tables import election, organisation, station, unit
from data.store.tables import ledger as entries
from schemas import canonical
from schemas.election import Election, LocalName
from schemas.person import Organisation
from schemas.unit import PollingStation, ReportingUnit, StationType, UnitLevel

MOVES_STATIONS = ("stations", "stations_dropped", "units", "adoption")
"""Kinds of entries after which a region's stations may be others than they were."""


def save(connection: Connection, made: Election, at: datetime) -> None:
    """Adds an election or replaces its settings; every version of the settings is in the ledger."""
    settings = canonical.dumps(made.model_dump(mode="json")).decode()
    row = {
        "election_id": made.election_id,
        "settings": settings,
        "is_simulated": made.is_simulated,
        "held_on": made.held_on.isoformat(),
        "imported_at": at,
    }
    known = connection.execute(select(election.c.settings).where(election.c.election_id == made.election_id)).scalar()
    if known == settings:
        return
    if known is None:
        connection.execute(insert(election).values(row))
    else:
        connection.execute(election.update().where(election.c.election_id == made.election_id).values(row))
    ledger.record(connection, [ledger.Entry("election", made.election_id, row)], at)


def get(connection: Connection, election_id: str) -> Election | None:
    settings = connection.execute(select(election.c.settings).where(election.c.election_id == election_id)).scalar()
    return None if settings is None else _read(settings)


@lru_cache(maxsize=64)
def _read(settings: str) -> Election:
    """Kept by its text: every page of a reader asks for all elections."""
    return Election.model_validate_json(settings)


def every(connection: Connection) -> list[Election]:
    """All elections, the latest first."""
    rows = connection.execute(select(election.c.settings).order_by(election.c.held_on.desc(), election.c.election_id))
    return [_read(row.settings) for row in rows]


def _name(name: LocalName, prefix: str) -> dict[str, str]:
    return {f"{prefix}_{language}": name.in_language(language) for language in ("en", "ru", "kk")}


def unit_row(election_id: str, sort: int, each: ReportingUnit) -> dict[str, Any]:
    """A unit as it is stored; `sort` is its place in the registry."""
    return {
        "election_id": election_id,
        "unit_id": each.unit_id,
        "level": each.level.value,
        "parent_id": each.parent_id,
        **_name(each.name, "name"),
        "time_zone": each.time_zone,
        "registered_voters": each.registered_voters,
        "sort": sort,
    }


def station_row(election_id: str, each: PollingStation, source: str) -> dict[str, Any]:
    """A station as it is stored; `source` says whose list it is."""
    return {
        "election_id": election_id,
        "station_id": each.station_id,
        "number": each.number,
        "region_code": each.region_code,
        "district_code": each.district_code,
        **_name(each.place, "place"),
        "time_zone": each.time_zone,
        "station_type": each.station_type.value,
        "registered_voters": each.registered_voters,
        "registered_voters_source": source,
    }


def replace_registry(
    connection: Connection,
    election_id: str,
    units: Sequence[ReportingUnit],
    stations: Sequence[PollingStation],
    source: str,
    at: datetime,
) -> None:
    """Sets the registry of an election: units, then stations with the source of their lists. A ledger entry for all units, and one for
    the stations of each region."""
    for table in (station, unit):
        connection.execute(delete(table).where(table.c.election_id == election_id))
    unit_rows = [unit_row(election_id, number, each) for number, each in enumerate(units)]
    station_rows = [station_row(election_id, each, source) for each in stations]
    for table, rows in ((unit, unit_rows), (station, station_rows)):
        if rows:
            connection.execute(insert(table), rows)
    ledger_rows.record(connection, "units", [election_id], at)
    for region_code in sorted({each.region_code for each in stations}):
        record_region(connection, election_id, region_code, at)


def record_region(connection: Connection, election_id: str, region_code: str, at: datetime) -> None:
    """Puts what stands in the registry of a region into the ledger. In the writer, after the last change."""
    ledger_rows.record(connection, "station", [f"{election_id}:{region_code}"], at)


@dataclass(frozen=True, slots=True)
class ReadRegion:
    """What stands in the registry of a region, hashed before the writer's turn, and how long the ledger was before it was read."""

    region_code: str
    entry: ledger.Hashed
    length: int


def read_region(connection: Connection, election_id: str, region_code: str) -> ReadRegion:
    """Reading and hashing five thousand stations takes longer than a turn of the writer may."""
    length, subject = ledger.length(connection), f"{election_id}:{region_code}"
    return ReadRegion(region_code, ledger.hashed("station", subject, KINDS["station"].rebuilt(connection, [subject])[subject]), length)


def record_read(connection: Connection, region: ReadRegion, election_id: str, at: datetime) -> None:
    """`record_region` of what was read; read again, in the turn, where somebody has changed stations since."""
    moved = select(entries.c.seq).where(entries.c.seq > region.length, entries.c.kind.in_(MOVES_STATIONS)).limit(1)
    if connection.execute(moved).first() is None:
        ledger.record(connection, [region.entry], at)
    else:
        record_region(connection, election_id, region.region_code, at)


def unrecorded_regions(connection: Connection, election_id: str) -> list[str]:
    """Regions whose stations have no entry in the ledger since the last change that an import made to stations of the election: all of
    them while one is under way."""
    events = select(func.max(entries.c.seq)).where(
        entries.c.kind.in_(("stations", "stations_dropped")), entries.c.subject.startswith(f"{election_id}:", autoescape=True))
    last = connection.execute(events).scalar()
    if last is None:
        return []
    since = select(entries.c.subject).where(entries.c.kind == "station", entries.c.seq > last)
    before = select(entries.c.subject).where(entries.c.kind == "station", entries.c.seq < last)
    recorded = set(connection.execute(since).scalars())
    known = {f"{election_id}:{code}" for code in connection.execute(
        select(station.c.region_code).where(station.c.election_id == election_id).distinct()).scalars()}
    known |= {each for each in connection.execute(before).scalars() if each.startswith(f"{election_id}:")}
    return sorted(each.removeprefix(f"{election_id}:") for each in known - recorded)


def _station(row: Row[Any]) -> PollingStation:
    return PollingStation(
        station_id=row.station_id,
        number=row.number,
        region_code=row.region_code,
        district_code=row.district_code,
        place=LocalName(en=row.place_en, ru=row.place_ru, kk=row.place_kk),
        time_zone=row.time_zone,
        station_type=StationType(row.station_type),
        registered_voters=row.registered_voters,
    )


STATION = select(station).where(station.c.election_id == bindparam("election"), station.c.station_id == bindparam("station"))


def get_station(connection: Connection, election_id: str, station_id: str) -> PollingStation | None:
    row = connection.execute(STATION, {"election": election_id, "station": station_id}).first()
    return None if row is None else _station(row)


def get_stations(connection: Connection, election_id: str, station_ids: Sequence[str]) -> list[PollingStation]:
    rows = connection.execute(
        select(station).where(station.c.election_id == election_id, station.c.station_id.in_(station_ids)).order_by(station.c.station_id)
    )
    return [_station(row) for row in rows]


def units(connection: Connection, election_id: str) -> list[ReportingUnit]:
    """Country, regions, districts, in the order of the registry."""
    rows = connection.execute(select(unit).where(unit.c.election_id == election_id).order_by(unit.c.sort))
    return [
        ReportingUnit(
            unit_id=row.unit_id,
            level=UnitLevel(row.level),
            parent_id=row.parent_id,
            time_zone=row.time_zone,
            name=LocalName(en=row.name_en, ru=row.name_ru, kk=row.name_kk),
            registered_voters=row.registered_voters,
        )
        for row in rows
    ]


def time_zones(connection: Connection, election_id: str) -> list[str]:
    """Of the registry's stations, each once."""
    query = select(station.c.time_zone).where(station.c.election_id == election_id).distinct()
    return list(connection.execute(query).scalars())


def registry_label(connection: Connection, election_id: str) -> str:
    """The source of the registry's lists; empty where there is no registry."""
    query = select(station.c.registered_voters_source).where(station.c.election_id == election_id).limit(1)
    return connection.execute(query).scalar() or ""


def save_organisations(connection: Connection, election_id: str, organisations: Sequence[Organisation], at: datetime) -> None:
    """Sets the organisations of an election; the same ones again are no new entry of the ledger."""
    details = {each.organisation_code: each.model_dump_json() for each in organisations}
    known = connection.execute(select(organisation).where(organisation.c.election_id == election_id)).all()
    if {row.organisation_code: row.details for row in known} == details:
        return
    connection.execute(delete(organisation).where(organisation.c.election_id == election_id))
    rows = [{"election_id": election_id, "organisation_code": code, "details": text} for code, text in details.items()]
    if rows:
        connection.execute(insert(organisation), rows)
    ledger_rows.record(connection, "organisation", [election_id], at)


def organisations(connection: Connection, election_id: str) -> list[Organisation]:
    rows = connection.execute(
        select(organisation.c.details).where(organisation.c.election_id == election_id).order_by(organisation.c.organisation_code)
    )
    return [Organisation.model_validate_json(row.details) for row in rows]
