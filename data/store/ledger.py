"""The ledger: one salted hash for every row that is a fact. Its length keys the caches; the evidence log is a view over it."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from data.store.prepared import PreparedInsert
from data.store.tables import ledger, written
from schemas import canonical, merkle

KIND_LONGEST, SUBJECT_LONGEST = 24, 80
"""As long as the columns are: SQLite would store more, PostgreSQL nothing."""
SALT_BYTES = 16
"""A vote count is easily guessed from its bare hash; a salted one is not."""
ENTRIES = PreparedInsert(ledger)
COLUMNS = tuple(str(column.name) for column in ledger.columns)
LENGTH = select(func.coalesce(func.max(ledger.c.seq), 0))
AS_THEY_ARE = frozenset({str, int, bool, float, type(None)})


@dataclass(frozen=True, slots=True)
class Entry:
    """`is_plain`: whoever made it knows that the row holds words, whole numbers and instants only, under ASCII names."""

    kind: str
    subject: str
    row: Mapping[str, Any]
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Hashed:
    """An entry whose row was hashed before the writer's turn began."""

    kind: str
    subject: str
    salt: str
    sha256: str


def hashed(kind: str, subject: str, row: Mapping[str, Any], is_plain: bool = False) -> Hashed:
    """`is_plain` as of an Entry."""
    salt = secrets.token_hex(SALT_BYTES)
    return Hashed(kind, subject, salt, row_sha256(row, salt, is_plain))


def row_sha256(row: Mapping[str, Any], salt: str, is_plain: bool = False) -> str:
    """SHA-256 over salt and canonical JSON (RFC 8785) of a whole row, or of the rows that make one fact; instants as the text that is
    stored. `is_plain` as of an Entry: the same bytes sooner."""
    return hashlib.sha256(bytes.fromhex(salt) + _content(row, is_plain)).hexdigest()


def _content(row: Mapping[str, Any], is_plain: bool) -> bytes:
    if is_plain:
        with suppress(TypeError):
            return canonical.dumps_plain(row, written)
    return canonical.dumps(plain(row))


def plain(value: Any) -> Any:
    """Rows, lists of them or one value, instants as they are stored."""
    kind = type(value)
    if kind is datetime:
        return written(value)
    # Most of a row is words and numbers: asked for by their exact type, they cost nothing.
    if kind is dict:
        return {name: inner if type(inner) in AS_THEY_ARE else plain(inner) for name, inner in value.items()}
    if isinstance(value, Mapping):
        return plain(dict(value))
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return written(value) if isinstance(value, datetime) else value


def leaf_data(line: Sequence[Any]) -> bytes:
    """What the evidence log holds of an entry: its whole line, in the order of the table's columns, as canonical JSON. The salt
    keeps a leaf from being guessed."""
    return canonical.dumps([written(value) if isinstance(value, datetime) else value for value in line])


def tree(connection: Connection) -> merkle.Tree:
    """The Merkle tree over all entries, in their order."""
    return tree_of(connection.execute(select(ledger).order_by(ledger.c.seq)))


def tree_of(lines: Iterable[Sequence[Any]]) -> merkle.Tree:
    """The Merkle tree over these lines of the ledger."""
    made = merkle.Tree()
    for line in lines:
        made.append(merkle.leaf_hash(leaf_data(tuple(line))))
    return made


def length(connection: Connection) -> int:
    return int(connection.execute(LENGTH).scalar_one())


BESIDE_FIGURES = ("file_made", "file_handed")
"""Kinds that change no figure: what was computed before one came still holds."""


def figures_length(connection: Connection) -> int:
    """The newest entry that may change a figure: what a result is computed of. Read from the end of the ledger."""
    newest = select(ledger.c.seq).where(ledger.c.kind.not_in(BESIDE_FIGURES)).order_by(ledger.c.seq.desc()).limit(1)
    return int(connection.execute(newest).scalar() or 0)


def entry(connection: Connection, kind: str, subject: str) -> tuple[Any, ...] | None:
    """The newest line of this kind and subject, instants as they are stored; None where there is none."""
    own = select(ledger).where(ledger.c.subject == subject, ledger.c.kind == kind).order_by(ledger.c.seq.desc()).limit(1)
    line = connection.execute(own).first()
    return None if line is None else tuple(plain(list(line)))


def latest_at(connection: Connection) -> datetime | None:
    """The instant of the newest entry; None while nothing is recorded."""
    return connection.execute(select(func.max(ledger.c.recorded_at))).scalar()


def record(connection: Connection, entries: Sequence[Entry | Hashed], at: datetime) -> int:
    """Appends the entries in order; returns the seq of the first. Only inside the writer, so that there is no gap.
    Raises ValueError, and nothing is stored, where a kind or a subject is longer than its column."""
    return int(record_lines(connection, entries, at)[0]["seq"]) if entries else length(connection) + 1


def record_lines(connection: Connection, entries: Sequence[Entry | Hashed], at: datetime) -> list[dict[str, Any]]:
    """`record`, for whoever needs the lines themselves."""
    if odd := next((each for each in entries if len(each.subject) > SUBJECT_LONGEST or len(each.kind) > KIND_LONGEST), None):
        raise ValueError(f"too long for the ledger: {odd.kind} {odd.subject}")
    first = length(connection) + 1
    rows = []
    # One question to the system for all salts: each gives up the interpreter and has to win it back.
    salts = secrets.token_hex(SALT_BYTES * len(entries))
    for number, entry in enumerate(entries, first):
        start = 2 * SALT_BYTES * (number - first)
        salt = entry.salt if isinstance(entry, Hashed) else salts[start : start + 2 * SALT_BYTES]
        sha256 = entry.sha256 if isinstance(entry, Hashed) else row_sha256(entry.row, salt, entry.is_plain)
        rows.append({"seq": number, "kind": entry.kind, "subject": entry.subject, "salt": salt, "sha256": sha256, "recorded_at": at})
    ENTRIES.store(connection, rows)
    return rows


def line_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """A line in the order of the table's columns, as it is hashed into its leaf."""
    return tuple(written(row[name]) if name == "recorded_at" else row[name] for name in COLUMNS)
