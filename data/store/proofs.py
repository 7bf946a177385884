"""Where a report stands in the ledger, and which checkpoint speaks of it first."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, String, func, select, type_coerce

from data.store import ledger
from data.store.tables import ledger as entries
from data.store.tables import report_revision
from data.store.tables_log import checkpoint


class Standing(NamedTuple):
    """One revision and its line of the ledger: the columns of the table, in their order, as they are hashed into the leaf."""

    revision: int
    sha256: str
    received_at: datetime
    line: tuple[Any, ...]


class Signed(NamedTuple):
    """`number`: how many checkpoints there were with it."""

    number: int
    size: int
    root: str
    note: str
    signed_at: datetime


def standing(connection: Connection, report_id: str, receipt_code: str) -> Standing | None:
    """The newest revision of the report with this code, by the newest of its entries; None where there is no such one."""
    found = connection.execute(
        select(report_revision.c.revision_id, report_revision.c.revision, report_revision.c.sha256, report_revision.c.received_at)
        .where(report_revision.c.report_id == report_id, report_revision.c.receipt_code == receipt_code)
        .order_by(report_revision.c.revision.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    line = ledger.entry(connection, "report_revision", str(found.revision_id))
    return None if line is None else Standing(found.revision, found.sha256, found.received_at, line)


def first_over(connection: Connection, seq: int) -> Signed | None:
    """The first checkpoint that speaks of this entry; None while there is none."""
    row = connection.execute(select(checkpoint).where(checkpoint.c.size >= seq).order_by(checkpoint.c.size).limit(1)).first()
    if row is None:
        return None
    number = connection.execute(select(func.count()).select_from(checkpoint).where(checkpoint.c.size <= row.size)).scalar_one()
    return Signed(int(number), row.size, row.root, row.note, row.signed_at)


def after(connection: Connection, size: int, most: int) -> list[Row[Any]]:
    """Checkpoints beyond this size, smallest first: size, root, key_id, note, signed_at."""
    return list(connection.execute(select(checkpoint).where(checkpoint.c.size > size).order_by(checkpoint.c.size).limit(most)).all())


def of_size(connection: Connection, size: int) -> Row[Any] | None:
    return connection.execute(select(checkpoint).where(checkpoint.c.size == size)).first()


def kinds(connection: Connection) -> dict[str, int]:
    """How many entries of each kind the ledger has."""
    rows = connection.execute(select(entries.c.kind, func.count()).group_by(entries.c.kind)).all()
    return {str(kind): int(number) for kind, number in rows}


def growth(connection: Connection, most: int) -> list[tuple[str, int]]:
    """How many entries were signed at the end of each of the last hours in which something was: the hour (UTC, 2029-01-14T07), the size;
    newest first."""
    hour = func.substr(type_coerce(checkpoint.c.signed_at, String), 1, 13)
    query = select(hour.label("hour"), func.max(checkpoint.c.size)).group_by(hour).order_by(hour.desc()).limit(most)
    return [(str(at), int(size)) for at, size in connection.execute(query)]


def newest(connection: Connection) -> Signed | None:
    """The last checkpoint."""
    row = connection.execute(select(checkpoint).order_by(checkpoint.c.size.desc()).limit(1)).first()
    return None if row is None else Signed(signed_n(connection), row.size, row.root, row.note, row.signed_at)


def signed_n(connection: Connection) -> int:
    """How many checkpoints there are."""
    return int(connection.execute(select(func.count()).select_from(checkpoint)).scalar_one())
