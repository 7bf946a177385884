"""Published figures of a large table, some a turn: all that needs no lock is done before the writer's turn begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, func, select, update

from data.store import ledger, ledger_rows
from data.store.ledger import Hashed
from data.store.tables import official_figure, table_import, written


@dataclass(frozen=True, slots=True)
class Figures:
    """Some figures of one source as the driver takes them, with the ids they will have when nobody stores figures meanwhile, and their
    entry of the ledger."""

    first: int
    rows: Sequence[Mapping[str, Any]]
    values: Sequence[tuple[Any, ...]]
    entry: Hashed

    @property
    def following(self) -> int:
        """The first id after these."""
        return self.first + len(self.rows)


def next_id(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(official_figure.c.figure_id), 0))).scalar_one()) + 1


def made_ready(first: int, rows: Sequence[Mapping[str, Any]]) -> Figures:
    """Rows have the columns of `official_figure` except figure_id. Hashing them takes as long as storing them: it holds nobody up here."""
    full = [_as_stored(number, row) for number, row in enumerate(rows, first)]
    subject = ledger_rows.figures_subject(full[0]["source_id"], first, len(full))
    is_plain = all(type(row["value"]) is int for row in full)
    values = itemgetter(*full[0])
    return Figures(first, rows, [values(row) for row in full], ledger.hashed("official_figures", subject, {"figures": full}, is_plain))


def add(connection: Connection, import_id: str, ready: Figures, at: datetime) -> int:
    """Adds some figures of a source that is still to come; the first id after them. Their ids are others than was thought where somebody
    else has stored figures since."""
    first = next_id(connection)
    if first != ready.first:
        ready = made_ready(first, ready.rows)
    _insert(connection, ("figure_id", *ready.rows[0]), ready.values)
    stored = table_import.c.stored_n + len(ready.values)
    connection.execute(update(table_import).where(table_import.c.import_id == import_id).values(stored_n=stored))
    ledger.record(connection, [ready.entry], at)
    return ready.following


def _as_stored(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as the database holds it and the ledger hashes it: its instant as text. RFC 8785 writes a whole number with and without
    a decimal point alike, and the one without seven times quicker."""
    value, as_of = row["value"], row["as_of_at"]
    return {"figure_id": number, **row, "value": int(value) if value.is_integer() else value,
            "as_of_at": None if as_of is None else written(as_of)}


def _insert(connection: Connection, names: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Rows that are already as the driver takes them: the expression language would take longer over each than the database does."""
    places = ", ".join("?" if connection.dialect.paramstyle == "qmark" else "%s" for _ in names)
    connection.exec_driver_sql(f"INSERT INTO official_figure ({', '.join(names)}) VALUES ({places})", list(values))
