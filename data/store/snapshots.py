"""Snapshots of files that are watched: appended with a ledger row each, so that what a publisher's file once held stands on record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.store import ledger_rows
from data.store.tables_snapshots import official_snapshot


def latest(connection: Connection, election_id: str, name: str) -> Any | None:
    """The newest snapshot of a name: sha256, mapping_sha256, outcome, seen_at; None where the name is new."""
    query = select(official_snapshot).where(official_snapshot.c.election_id == election_id, official_snapshot.c.name == name)
    return connection.execute(query.order_by(official_snapshot.c.snapshot_id.desc()).limit(1)).first()


def stored_states(connection: Connection, election_id: str, name: str) -> list[tuple[str, str]]:
    """Hash and mapping's hash of every content of a name that was imported, oldest first."""
    query = select(official_snapshot.c.sha256, official_snapshot.c.mapping_sha256).where(
        official_snapshot.c.election_id == election_id, official_snapshot.c.name == name, official_snapshot.c.outcome == "stored")
    return [(row.sha256, row.mapping_sha256) for row in connection.execute(query.order_by(official_snapshot.c.snapshot_id))]


def add(connection: Connection, row: dict[str, Any], at: datetime) -> int:
    """`row`: election_id, name, sha256, mapping_sha256, size, outcome. Returns the snapshot's id."""
    number = int(connection.execute(select(func.coalesce(func.max(official_snapshot.c.snapshot_id), 0))).scalar_one()) + 1
    full = {"snapshot_id": number, **row, "seen_at": at}
    connection.execute(insert(official_snapshot).values(full))
    ledger_rows.record(connection, "official_snapshot", [ledger_rows.snapshot_subject(number, row["name"])], at)
    return number
