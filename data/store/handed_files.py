"""Files that were made to be given away, found again by the hash of their bytes, and to whom each was given."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from data.store import ledger
from data.store.tables_handed import file_handed, file_made


@dataclass(frozen=True, slots=True)
class NewFile:
    """`ledger_length` and `rule`: the facts it was made of and which reports entered it."""

    kind: str
    name: str
    election_id: str
    rule: str
    ledger_length: int
    sha256: str
    size_bytes: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Receiver:
    account_id: str
    role: str
    handed_at: datetime


def of_sha256(connection: Connection, sha256: str) -> Row[Any] | None:
    """The file of these bytes; None where none was made here."""
    return connection.execute(select(file_made).where(file_made.c.sha256 == sha256)).first()


def of_name(connection: Connection, name: str) -> Sequence[Row[Any]]:
    """Every file that was made under this name, oldest first."""
    return connection.execute(select(file_made).where(file_made.c.name == name).order_by(file_made.c.made_id)).all()


def handed_n(connection: Connection, made_id: int) -> int:
    """How often it was given to somebody."""
    return int(connection.execute(select(func.count()).select_from(file_handed).where(file_handed.c.made_id == made_id)).scalar_one())


def _next(connection: Connection, column: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def add(connection: Connection, new: NewFile) -> int:
    """The number of the file: the one it has where the same bytes were made before. Only inside the writer."""
    known = of_sha256(connection, new.sha256)
    if known is not None:
        return int(known.made_id)
    row: dict[str, Any] = {"made_id": _next(connection, file_made.c.made_id), **asdict(new)}
    connection.execute(insert(file_made), row)
    ledger.record(connection, [ledger.Entry("file_made", str(row["made_id"]), row)], new.made_at)
    return int(row["made_id"])


def hand(connection: Connection, made_id: int, to: Receiver) -> None:
    """Records that somebody was given it. Only inside the writer."""
    row: dict[str, Any] = {"handed_id": _next(connection, file_handed.c.handed_id), "made_id": made_id, **asdict(to)}
    connection.execute(insert(file_handed), row)
    ledger.record(connection, [ledger.Entry("file_handed", str(row["handed_id"]), row)], to.handed_at)
