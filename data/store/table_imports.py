"""Tables stored in turns of the writer: what is under way is remembered, so that the same file again goes on or adds nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from data.store import ledger
from data.store.elections import station_row, unit_row
from data.store.official import next_source_id
from data.store.shown import show_import
from data.store.tables import (
    account,
    assignment,
    official_source,
    report,
    report_revision,
    station,
    table_import,
    unit,
)
from schemas.official import OfficialSource
from schemas.unit import PollingStation, ReportingUnit, StationType


@dataclass(frozen=True, slots=True)
class Under:
    """One import: its row of `table_import`."""

    import_id: str
    source_id: int | None
    stored_n: int
    finished_at: datetime | None


def find(connection: Connection, import_id: str) -> Under | None:
    row = connection.execute(select(table_import).where(table_import.c.import_id == import_id)).first()
    return None if row is None else Under(row.import_id, row.source_id, row.stored_n, row.finished_at)


def begin(connection: Connection, row: Mapping[str, Any], at: datetime, *, with_source: bool = False) -> Under:
    """Notes that an import begins, or finds it where it stopped. `row`: import_id, election_id, kind, file_sha256,
    mapping_sha256, account_id, rows_n."""
    known = find(connection, row["import_id"])
    if known is not None:
        return known
    source_id = next_source_id(connection) if with_source else None
    connection.execute(insert(table_import).values(**row, source_id=source_id, stored_n=0, started_at=at, finished_at=None))
    return Under(row["import_id"], source_id, 0, None)


def newest_of_kind(connection: Connection, election_id: str, kind: str) -> tuple[str, str] | None:
    """The hashes of file and mapping of the newest finished import of a kind; None before the first."""
    columns = (table_import.c.file_sha256, table_import.c.mapping_sha256)
    query = select(*columns).where(table_import.c.election_id == election_id, table_import.c.kind == kind)
    newest = (table_import.c.finished_at.desc(), table_import.c.started_at.desc())
    row = connection.execute(query.where(table_import.c.finished_at.is_not(None)).order_by(*newest).limit(1)).first()
    return None if row is None else (row.file_sha256, row.mapping_sha256)


def count_of_kind(connection: Connection, election_id: str, kind: str) -> int:
    """How many finished imports of a kind there are."""
    of_kind = and_(table_import.c.election_id == election_id, table_import.c.kind == kind, table_import.c.finished_at.is_not(None))
    return int(connection.execute(select(func.count()).select_from(table_import).where(of_kind)).scalar_one())


def regions_at_home(connection: Connection, election_id: str) -> set[str]:
    """Regions with a station that is not abroad: those that can be drawn on a map."""
    query = select(station.c.region_code).where(station.c.election_id == election_id, station.c.station_type != StationType.ABROAD.value)
    return {str(each) for each in connection.execute(query.distinct()).scalars()}


def finish(connection: Connection, import_id: str, at: datetime) -> int:
    """Shows the whole import at once and notes that it is complete. Returns the number of reports shown."""
    shown = show_import(connection, import_id, at)
    connection.execute(update(table_import).where(table_import.c.import_id == import_id).values(finished_at=at))
    done = connection.execute(select(table_import).where(table_import.c.import_id == import_id)).one()
    ledger.record(connection, [ledger.Entry("table_import", import_id, dict(done._mapping))], at)
    return shown


def publish(connection: Connection, under: Under, source: OfficialSource, at: datetime) -> None:
    """Shows a source with all its figures, by adding its row."""
    if under.source_id is None:
        raise ValueError("an import of figures keeps a source id from its beginning")
    add_source(connection, under.source_id, source, at)
    finish(connection, under.import_id, at)


def has_source(connection: Connection, source: OfficialSource) -> bool:
    """Whether this publication (hash, title, address) is stored already, by whatever way it came."""
    same = select(official_source.c.source_id).where(
        official_source.c.sha256 == source.sha256, official_source.c.title == source.title, official_source.c.address == source.address
    )
    return connection.execute(same).first() is not None


def add_source(connection: Connection, source_id: int, source: OfficialSource, at: datetime) -> None:
    """The row that shows a source's figures."""
    row = {"source_id": source_id, **source.model_dump(), "imported_at": at}
    connection.execute(insert(official_source).values(row))
    ledger.record(connection, [ledger.Entry("official_source", str(source_id), row)], at)


def put_stations(connection: Connection, election_id: str, stations: Sequence[PollingStation], source: str, at: datetime) -> None:
    """Adds stations or replaces those of the same id. The last turn of an import is followed by `elections.record_region`."""
    rows = [station_row(election_id, each, source) for each in stations]
    ids = [each.station_id for each in stations]
    connection.execute(delete(station).where(station.c.election_id == election_id, station.c.station_id.in_(ids)))
    connection.execute(insert(station), rows)
    ledger.record(connection, [ledger.Entry("stations", f"{election_id}:{ids[0]}", {"stations": rows})], at)


@dataclass(frozen=True, slots=True)
class ReadyUnits:
    """Country, regions and districts as they are stored, and their entry of the ledger, hashed before the writer's turn."""

    election_id: str
    rows: Sequence[Mapping[str, Any]]
    entry: ledger.Hashed


def ready_units(election_id: str, units: Sequence[ReportingUnit]) -> ReadyUnits:
    rows = [unit_row(election_id, number, each) for number, each in enumerate(units)]
    return ReadyUnits(election_id, rows, ledger.hashed("units", election_id, {"units": rows}))


def put_units(connection: Connection, ready: ReadyUnits, at: datetime) -> None:
    """Sets the country, regions and districts of an election."""
    connection.execute(delete(unit).where(unit.c.election_id == ready.election_id))
    connection.execute(insert(unit), list(ready.rows))
    ledger.record(connection, [ready.entry], at)


def drop_stations(connection: Connection, election_id: str, station_ids: Sequence[str], at: datetime) -> None:
    """Takes stations out of the registry that a newer registry does not have."""
    connection.execute(delete(station).where(station.c.election_id == election_id, station.c.station_id.in_(list(station_ids))))
    ledger.record(connection, [ledger.Entry("stations_dropped", f"{election_id}:{station_ids[0]}", {"station_ids": list(station_ids)})], at)


def station_ids(connection: Connection, election_id: str) -> list[str]:
    """Every station of an election, by its id."""
    query = select(station.c.station_id).where(station.c.election_id == election_id).order_by(station.c.station_id)
    return [str(each) for each in connection.execute(query).scalars()]


def reported_station_ids(connection: Connection, election_id: str) -> set[str]:
    """Stations that somebody has reported from."""
    query = select(report.c.station_id).where(report.c.election_id == election_id).distinct()
    return {str(each) for each in connection.execute(query).scalars()}


def unit_ids(connection: Connection, election_id: str) -> list[str]:
    """Country, regions and districts of an election."""
    return [str(each) for each in connection.execute(select(unit.c.unit_id).where(unit.c.election_id == election_id)).scalars()]


def accounts_by_code(connection: Connection, election_id: str) -> dict[str, tuple[str, str]]:
    """Observers of an election, not revoked: account_id and organisation by pseudonym."""
    query = select(account.c.observer_code, account.c.account_id, account.c.organisation_code).where(
        account.c.election_id == election_id, account.c.role == "observer", account.c.revoked_at.is_(None)
    )
    return {row.observer_code: (row.account_id, row.organisation_code) for row in connection.execute(query)}


def assigned_pairs(connection: Connection, election_id: str) -> set[tuple[str, str]]:
    """(account_id, station_id) of every assignment of an election."""
    query = select(assignment.c.account_id, assignment.c.station_id).where(assignment.c.election_id == election_id)
    return {(row.account_id, row.station_id) for row in connection.execute(query)}


def stored_hashes(connection: Connection, report_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(author_id, sha256 of the first revision) of the reports among these ids that are stored."""
    query = (
        select(report.c.report_id, report.c.author_id, report_revision.c.sha256)
        .join(report_revision, report_revision.c.report_id == report.c.report_id)
        .where(report_revision.c.revision == 1, report.c.report_id.in_(bindparam("ids", expanding=True)))
    )
    return {row.report_id: (row.author_id, row.sha256) for row in connection.execute(query, {"ids": list(report_ids)})}
