"""Somebody with the database file in hand: a small one that holds a row of every logged table, and alterations of it, one at a time."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, Float, Integer, Table, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from data.store import ledger_rows, reports, reviews
from data.store.every_table import metadata
from data.store.ledger_rows import KINDS
from data.store.store import Store
from data.store.tables import UtcInstant
from schemas.report import RevisionState
from tests.data.store.made import NOW, fill, revision

REPORTS = 6
ALREADY = ("report", "report_revision", "report_figure", "report_head", "unit", "station", "election", "review", "ledger")
"""Filled through the functions that fill them in earnest."""


def a_row(table: Table, number: int) -> dict[str, Any]:
    """A row of made-up values that fits its columns and what they refer to."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name == "revision_id":
            row[column.name] = number + 1
        elif isinstance(column.type, UtcInstant):
            row[column.name] = NOW + timedelta(minutes=number)
        elif isinstance(column.type, Boolean):
            row[column.name] = bool(number % 2)
        elif isinstance(column.type, Float):
            row[column.name] = number + 0.25 * (number % 2)
        elif isinstance(column.type, Integer):
            row[column.name] = number + 1
        else:
            row[column.name] = f"{column.name[:4]}{number}"[: getattr(column.type, "length", None) or 40]
    return row


def _referring(connection: Connection, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """With every foreign key pointing at a row that is there."""
    for key in table.foreign_keys:
        parent = key.parent.name
        known = connection.execute(select(key.column).order_by(key.column)).scalars().all()
        row[parent] = known[row["revision_id"] % len(known)] if parent != "revision_id" and "revision_id" in row else (
            row[parent] if row[parent] in known else known[0])
    return row


def everything(store: Store) -> None:
    """A few reports with figures, corrections and decisions, then two rows of every other logged table, each with its entry."""
    fill(store)
    sent = [revision() for _ in range(REPORTS)]
    for each in sent:
        store.append(reports.append_revisions, each)
    store.append(reports.append_revisions, revision(sent[0].row["report_id"], 2, said=611))
    store.append(reports.append_revisions, revision(sent[1].row["report_id"], 2, withdrawn=True))
    decisions = [reviews.NewReview(number, RevisionState.VERIFIED, "other", "seen", NOW) for number in (3, 4)]
    store.write(lambda connection: reviews.append(connection, decisions))
    store.write(_others)


def _others(connection: Connection) -> None:
    logged = {table.name for kind in KINDS.values() for table in kind.tables} - set(ALREADY)
    for table in (table for table in metadata.sorted_tables if table.name in logged):
        for number in range(2):
            row = _referring(connection, table, a_row(table, number))
            if table.name == "quarantine":
                row["author_id"] = "nobody"
            connection.execute(insert(table).values(row))
    at = NOW + timedelta(hours=1)
    for name, kind in KINDS.items():
        if not {table.name for table in kind.tables} & set(ALREADY):
            subjects = list(kind.subjects(connection))
            if name == "official_figures":
                subjects = [ledger_rows.figures_subject(1, 1, 2)]
            ledger_rows.record(connection, name, subjects, at)


@contextmanager
def in_memory(file: Path) -> Iterator[tuple[Connection, sqlite3.Connection]]:
    """A copy of a database file in memory, its triggers taken away, as SQLAlchemy and as sqlite3 see it."""
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with closing(sqlite3.connect(file)) as source:
        source.backup(raw)
    raw.execute("PRAGMA foreign_keys=OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            yield connection, raw
    finally:
        engine.dispose()
        raw.close()


@dataclass(frozen=True, slots=True)
class Alteration:
    """One statement and what it does to which table."""

    what: str
    statement: str
    values: tuple[Any, ...]


def _other(value: Any, chance: random.Random) -> Any:
    if value is None:
        return chance.choice([0, 1, "x"])
    if isinstance(value, int | float):
        return chance.choice([value + 1, value - 1, value + 0.5, -value - 1, None, str(value) + "x"])
    text = str(value)
    place = chance.randrange(max(1, len(text)))
    flipped = text[:place] + chr(ord(text[place]) ^ 1 if text else 120) + text[place + 1 :] if text else "x"
    return chance.choice([flipped, text + " ", text[:-1] if text else "y", flipped])


def alteration(raw: sqlite3.Connection, chance: random.Random) -> Alteration:
    """A random change of one value, a row taken away or a row added, in a logged table, the ledger, the checkpoints or the heads. A
    checkpoint taken away from the table changes no value: it stands in the file."""
    logged = {table.name: table for kind in KINDS.values() for table in kind.tables}
    name = chance.choice([*sorted(logged), "report_figure", "report_revision", "ledger", "checkpoint", "report_head"])
    table = metadata.tables[name]
    keys = [column.name for column in table.primary_key.columns]
    columns = [column.name for column in table.columns if column.name not in ledger_rows.PASSING]
    if name == "report_head":
        columns = ["state", "revision_id", "station_id", "import_id", "body_line", "worst_level", "author_id"]
    row = chance.choice(raw.execute(f"SELECT {', '.join([*keys, *columns])} FROM {name} ORDER BY {', '.join(keys)}").fetchall())
    where, of_row = " AND ".join(f"{key} IS ?" for key in keys), row[: len(keys)]
    kind = chance.randrange(10)
    if kind == 0 and name != "checkpoint":
        return Alteration(f"{name}: a row less", f"DELETE FROM {name} WHERE {where}", of_row)
    if kind == 1 and name not in ("report_head", "checkpoint"):
        whole = dict(zip(columns, row[len(keys) :], strict=True))
        key = keys[-1]
        whole[key] = whole[key] + 1_000 if isinstance(whole[key], int) else str(whole[key])[:-1] + "~"
        marks = ", ".join("?" * len(whole))
        return Alteration(f"{name}: a row more", f"INSERT INTO {name} ({', '.join(whole)}) VALUES ({marks})", tuple(whole.values()))
    column = chance.choice(columns)
    before = row[len(keys) + columns.index(column)]
    return Alteration(f"{name}.{column}: {before!r}", f"UPDATE {name} SET {column} = ? WHERE {where}", (_other(before, chance), *of_row))


def done(raw: sqlite3.Connection, made: Alteration) -> bool:
    """Carries it out; False where the database itself does not take it, or where nothing came of it."""
    try:
        return raw.execute(made.statement, made.values).rowcount == 1
    except sqlite3.IntegrityError:
        return False


def one_more(connection: Connection) -> None:
    """Something new to be signed."""
    reports.append_revisions(connection, [revision()])


def as_it_was_before(raw: sqlite3.Connection) -> None:
    """Takes out what the version before 0012 did not record, and gives reports the entries it gave them."""
    raw.execute("DROP INDEX ix_ledger_subject")
    for newer in ("counting_rule", "forecast", "file_handed", "file_made", "report_seen", "carried_report", "shown_import"):
        raw.execute(f"DROP TABLE {newer}")
    for flag, value in (("is_visible", 1), ("in_quarantine", 0)):
        raw.execute(f"ALTER TABLE report_head ADD COLUMN {flag} BOOLEAN NOT NULL DEFAULT {value}")
    raw.execute("DROP INDEX ix_report_head_kind")
    raw.execute("CREATE INDEX ix_report_head_kind ON report_head (election_id, kind, is_visible)")
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    kinds = ("'account', 'assignment', 'organisation', 'station', 'official_figures', 'counting_rule', 'forecast', "
             "'file_made', 'file_handed'")
    raw.execute(f"DELETE FROM ledger WHERE kind IN ({kinds})")
    raw.execute("UPDATE ledger SET sha256 = 'of the revision only' WHERE kind = 'report_revision'")
    lines = raw.execute("SELECT seq FROM ledger ORDER BY seq").fetchall()
    raw.executemany("UPDATE ledger SET seq = ? WHERE seq = ?", [(number, seq) for number, (seq,) in enumerate(lines, 1)])
    raw.execute("DELETE FROM checkpoint")
    _with_one_time_only(raw)
    raw.execute("UPDATE alembic_version SET version_num = '0011'")
    for _, statement in guards:
        raw.execute(statement)
    raw.commit()


def _with_one_time_only(raw: sqlite3.Connection) -> None:
    """The table of sources as it was before 0016: the same bytes once."""
    (made,) = raw.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'official_source'").fetchone()
    indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'official_source' AND sql IS NOT NULL"
    others = raw.execute(indexes).fetchall()
    earlier = made.replace("_address_imported_at", "_address").replace("address, imported_at)", "address)")
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA legacy_alter_table=ON")
    raw.execute("ALTER TABLE official_source RENAME TO newer_source")
    raw.execute(earlier)
    raw.execute("INSERT INTO official_source SELECT * FROM newer_source")
    raw.execute("DROP TABLE newer_source")
    for (statement,) in others:
        raw.execute(statement)
