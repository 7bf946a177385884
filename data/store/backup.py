"""A copy of the whole database that can be trusted, made while reports keep coming in, and the way back.

SQLite copies itself with VACUUM INTO: one transaction's view, never half a report. PostgreSQL is written table by table as JSON
lines into a zip, in one read-only snapshot. Either file says how long its ledger is and is opened and checked before it counts."""

import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text

from data.store import ledger, migrate
from data.store.engine import is_sqlite, open_engine
from data.store.every_table import metadata
from data.store.lock import writer_lock
from data.store.store import Store
from data.store.tables import written

SQLITE_HEAD = b"SQLite format 3\x00"
ZIP_HEAD = b"PK\x03\x04"
MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy: its size in bytes, the SHA-256 of the file and the length of its ledger."""

    path: Path
    size: int
    sha256: str
    ledger_length: int


class BackupError(Exception):
    """The copy or the way back cannot be trusted, or would destroy something; nothing was changed."""


def make(store: Store, target: Path) -> Backup:
    """Writes a copy to `target`, which must not exist, and checks it. Raises BackupError; then there is no file at all."""
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    with store.read() as connection:
        least = ledger.length(connection)
    try:
        if is_sqlite(store.url):
            with store.read() as connection:
                raw = connection.connection.driver_connection
                connection.rollback()
                assert isinstance(raw, sqlite3.Connection)
                # The connection is read-only for everything but the file that VACUUM INTO makes.
                raw.execute("PRAGMA query_only=OFF")
                try:
                    raw.execute("VACUUM INTO ?", (str(draft),))
                finally:
                    raw.execute("PRAGMA query_only=ON")
        else:
            _dump(store, draft)
        length = verify(draft)
        if length < least:
            raise BackupError(f"the copy's ledger has {length} entries, the database had {least}")
        with draft.open("rb") as file:
            os.fsync(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return Backup(target, target.stat().st_size, sha256, length)


def verify(path: Path) -> int:
    """Reads the whole copy and returns the length of its ledger. Raises BackupError naming what is wrong with it."""
    head = _head(path)
    if head == SQLITE_HEAD:
        return _verify_sqlite(path)
    if head.startswith(ZIP_HEAD):
        return _verify_zip(path)
    raise BackupError(f"{path} is not a backup of ours")


def root(path: Path) -> str:
    """The Merkle root over the copy's ledger, in hexadecimal: two copies with one root hold the same facts' hashes in the same order.
    Raises BackupError for what is no copy."""
    verify(path)
    if _head(path) == SQLITE_HEAD:
        names = ", ".join(column.name for column in metadata.tables["ledger"].columns)
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            return ledger.tree_of(connection.execute(f"SELECT {names} FROM ledger ORDER BY seq")).root().hex()
    with zipfile.ZipFile(path) as file, file.open("ledger.jsonl") as lines:
        return ledger.tree_of(json.loads(line) for line in lines).root().hex()


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEAD))


def _verify_sqlite(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise BackupError(f"{path} is damaged: {found}")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupError(f"{path} is damaged: rows refer to rows that are not there")
            number, last = connection.execute("SELECT count(*), coalesce(max(seq), 0) FROM ledger").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
        raise BackupError(f"{path} is damaged: {error}") from error
    return _whole(path, number, last)


def _whole(path: Path, number: int, last: int) -> int:
    if number != last:
        raise BackupError(f"{path} is damaged: the ledger has {number} entries and ends at {last}")
    return int(last)


def _dump(store: Store, target: Path) -> None:
    """One snapshot of every table as JSON lines; rows are streamed, so the size of the database does not matter."""
    counts: dict[str, dict[str, Any]] = {}
    with store.read() as connection, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as file:
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
        revision = migrate.current(connection)
        for table in metadata.sorted_tables:
            digest, number = hashlib.sha256(), 0
            with file.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                for row in _rows(connection, table):
                    line = (json.dumps(row, ensure_ascii=False) + "\n").encode()
                    digest.update(line)
                    lines.write(line)
                    number += 1
            counts[table.name] = {"rows": number, "sha256": digest.hexdigest()}
        file.writestr(MANIFEST, json.dumps({"format": FORMAT, "revision": revision, "tables": counts}, indent=1))


def _rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=CHUNK).execute(query) as found:
        for row in found:
            yield [written(value) if isinstance(value, datetime) else value for value in row]


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read(MANIFEST))
    if found.get("format") != FORMAT:
        raise BackupError(f"this backup has format {found.get('format')}, this program reads {FORMAT}")
    return found


def _verify_zip(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as file:
            for name, expected in _manifest(file)["tables"].items():
                digest, number, last = hashlib.sha256(), 0, b""
                with file.open(f"{name}.jsonl") as lines:
                    for line in lines:
                        digest.update(line)
                        number, last = number + 1, line
                if (number, digest.hexdigest()) != (expected["rows"], expected["sha256"]):
                    raise BackupError(f"{path} is damaged: {name} has {number} rows, not {expected['rows']}, or other bytes")
                if name == "ledger":
                    length = _whole(path, number, json.loads(last)[0] if last else 0)
            return length
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError, OSError) as error:
        raise BackupError(f"{path} is damaged: {error}") from error


def restore(url: str, var: Path, source: Path, *, replace: bool, aside: str) -> int:
    """Puts a checked copy in the database's place and returns the length of its ledger. A database that holds anything is replaced
    only with `replace`, and is kept beside under the name `aside`. The server must be stopped. Raises BackupError."""
    length = verify(source)
    is_file = _head(source) == SQLITE_HEAD
    if is_file and not is_sqlite(url):
        raise BackupError(f"{source} is a SQLite database; this installation uses PostgreSQL, whose backups are zip files")
    lock_path = var / "writer.lock" if is_sqlite(url) else None
    if is_sqlite(url):
        _clear_sqlite(url, var, lock_path, replace, aside)
    else:
        _clear_postgresql(url, var, replace, aside)
    if is_file:
        _copy(source, _file_of(url))
    else:
        _load(url, lock_path, source)
    return length


def _file_of(url: str) -> Path:
    return Path(url.split(":///", 1)[1])


def _holds_anything(connection: Connection) -> bool:
    tables = set(inspect(connection).get_table_names())
    return any(connection.execute(select(func.count()).select_from(table)).scalar_one() > 0
               for table in metadata.sorted_tables if table.name in tables)


def _clear_sqlite(url: str, var: Path, lock_path: Path | None, replace: bool, aside: str) -> None:
    place = _file_of(url)
    if not place.exists():
        return
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            if _holds_anything(connection) and not replace:
                raise BackupError(f"{place} holds data already; say --replace to put the backup in its place (it is kept beside)")
    finally:
        engine.dispose()
    with writer_lock(lock_path), closing(sqlite3.connect(place, timeout=1)) as connection:
        try:
            # Leaving WAL needs the file for oneself, so this also tells whether a server still has it open.
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise BackupError(f"{place} is in use; stop the server first") from None
    place.rename(var / aside)


def _clear_postgresql(url: str, var: Path, replace: bool, aside: str) -> None:
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            holds = _holds_anything(connection)
        if holds and not replace:
            raise BackupError("the database holds data already; say --replace to put the backup in its place (it is backed up first)")
        if holds:
            store = Store(url, var)
            try:
                make(store, var / aside)
            finally:
                store.close()
        with engine.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    finally:
        engine.dispose()


def _copy(source: Path, place: Path) -> None:
    """Whole or not at all, and on the disk before it counts."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.part")
    with source.open("rb") as read, draft.open("wb") as write:
        while piece := read.read(1 << 20):
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    draft.rename(place)


def _load(url: str, lock_path: Path | None, source: Path) -> None:
    """The lines of a zip into an empty database of the newest revision, in one transaction."""
    migrate.upgrade(url, lock_path)
    engine = open_engine(url, pool_size=1)
    try:
        with zipfile.ZipFile(source) as file, writer_lock(lock_path), engine.begin() as connection:
            revision = _manifest(file)["revision"]
            if revision != migrate.head():
                raise BackupError(
                    f"this backup is of revision {revision}, this program of {migrate.head()}; restore it with its own version")
            for table in metadata.sorted_tables:
                with file.open(f"{table.name}.jsonl") as lines:
                    insert_lines(connection, table, lines)
                _count_on(connection, table)
    finally:
        engine.dispose()


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL gives the next number from a sequence, which has not seen the rows that came with theirs."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
    highest = connection.execute(select(func.max(column))).scalar()
    if sequence and highest:
        connection.execute(select(func.setval(sequence, highest)))


def insert_lines(connection: Connection, table: Table, lines: Any) -> None:
    """Rows of a zip's lines into an empty table."""
    names = [column.name for column in table.columns]
    instants = {column.name for column in table.columns if column.type.__class__.__name__ == "UtcInstant"}
    rows: list[dict[str, Any]] = []
    for line in lines:
        row = dict(zip(names, json.loads(line), strict=True))
        rows.append({name: datetime.fromisoformat(value) if name in instants and value else value for name, value in row.items()})
        if len(rows) == CHUNK:
            connection.execute(insert(table), rows)
            rows = []
    if rows:
        connection.execute(insert(table), rows)
