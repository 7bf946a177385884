"""What has been signed over the ledger, and older copies that were put back on purpose. The tree itself is made from the ledger."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from data.store import ledger
from data.store.ledger_rows import stored
from data.store.tables import ledger as entries
from data.store.tables import table_import
from data.store.tables_log import checkpoint, restoration
from data.store.tables_snapshots import official_snapshot
from schemas import merkle


def leaves(connection: Connection, after: int) -> Iterator[bytes]:
    """Leaf hashes of the entries after that many, in order. Raises ValueError where one is missing."""
    found = connection.execute(select(entries).where(entries.c.seq > after).order_by(entries.c.seq))
    for expected, line in enumerate(found, after + 1):
        if line.seq != expected:
            raise ValueError(f"the ledger has no entry {expected}")
        yield merkle.leaf_hash(ledger.leaf_data(tuple(line)))


def newest(connection: Connection) -> Row[Any] | None:
    """The checkpoint of the largest size: size, root, key_id, note, signed_at."""
    return connection.execute(select(checkpoint).order_by(checkpoint.c.size.desc()).limit(1)).first()


def every(connection: Connection) -> list[dict[str, Any]]:
    """All checkpoints by size, as the table holds them."""
    return stored(connection, checkpoint, checkpoint.c.size.is_not(None))


def as_stored(value: Any) -> Any:
    """A value as `every` gives it."""
    return ledger.plain(value)


def lines(connection: Connection) -> int:
    """How many lines the ledger has, whatever their numbers."""
    return int(connection.execute(select(func.count()).select_from(entries)).scalar_one())


def restorations(connection: Connection) -> list[tuple[str, int]]:
    """Each older copy that was put back: the hash of the note that was given up for it, and how many entries it had."""
    rows = connection.execute(select(restoration.c.abandoned_sha256, restoration.c.ledger_length).order_by(restoration.c.restoration_id))
    return [(row.abandoned_sha256, row.ledger_length) for row in rows]


def put_back(connection: Connection) -> list[Row[Any]]:
    """The same, newest first, with why and when: reason, ledger_length, abandoned_sha256, restored_at."""
    return list(connection.execute(select(restoration).order_by(restoration.c.restoration_id.desc())))


def imported_files(connection: Connection) -> set[str]:
    """Hashes of the files that tables and snapshots came from."""
    finished = select(table_import.c.file_sha256).where(table_import.c.finished_at.is_not(None))
    return {str(each) for query in (finished, select(official_snapshot.c.sha256)) for each in connection.execute(query).scalars()}


def is_kept(connection: Connection, size: int, note: str) -> bool:
    return connection.execute(select(checkpoint.c.size).where(checkpoint.c.size == size, checkpoint.c.note == note)).first() is not None


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Keeps a checkpoint (columns of the table) unless one of this size or a larger is there: another process was quicker.
    Returns whether it did."""
    known = newest(connection)
    if known is not None and known.size >= row["size"]:
        return False
    connection.execute(insert(checkpoint).values(dict(row)))
    return True


def is_abandoned(connection: Connection, note_sha256: str) -> bool:
    """Whether somebody said, with a reason, that an older copy stands in for what this note speaks of."""
    return connection.execute(select(restoration.c.restoration_id).where(restoration.c.abandoned_sha256 == note_sha256)).first() is not None


def record_restoration(connection: Connection, row: Mapping[str, Any], at: datetime) -> None:
    """`row`: reason, file_sha256, ledger_length, abandoned_sha256 (of the note; empty where there was none)."""
    number = int(connection.execute(select(func.coalesce(func.max(restoration.c.restoration_id), 0))).scalar_one()) + 1
    full = {"restoration_id": number, **row, "restored_at": at}
    connection.execute(insert(restoration).values(full))
    ledger.record(connection, [ledger.Entry("restoration", str(number), full)], at)
