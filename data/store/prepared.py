"""What every report asks and stores: written as SQL once for each kind of database. What is left is the driver's own time.

Rows come as the driver gives them: an instant as its text. They go in as the table's columns say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, insert
from sqlalchemy.engine.interfaces import Dialect

from data.store.tables import UtcInstant, written

ROWS_AT_ONCE = 64
"""In one statement; and every half of it: few texts, so that the driver keeps them all compiled."""


class Prepared:
    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._written: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {}

    def rows(self, connection: Connection, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """All rows for these values of the query's own parameters."""
        sql, fixed, order = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        given = {**fixed, **values}
        found = connection.exec_driver_sql(sql, tuple(given[name] for name in order) if order else given)
        rows: Sequence[tuple[Any, ...]] = found.cursor.fetchall()
        return rows

    def _write(self, dialect: Dialect) -> tuple[str, dict[str, Any], tuple[str, ...]]:
        compiled = self._query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        made = str(compiled), dict(compiled.params), tuple(compiled.positiontup or ())
        self._written[dialect.name] = made
        return made


_Insert = tuple[str, bool, tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]
"""The statement, whether its values go by their place, the columns in their order, and what a table's type makes of a value there."""


class PreparedInsert:
    """Rows of one table of two columns or more. Every row has every column; there is nothing that the database fills in.

    SQLite takes many rows in one statement: between two statements its driver gives up the interpreter and has to win it back from
    whoever computes."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._written: dict[str, _Insert] = {}

    def store(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Appends the rows, in order. KeyError for a row without one of the columns."""
        if not rows:
            return
        sql, by_place, names, bounds = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        pick, given = itemgetter(*names), list[Any]()
        for row in rows:
            cells = list(pick(row))
            for place, bound in bounds:
                cells[place] = bound(cells[place])
            given.extend(cells if by_place else [dict(zip(names, cells, strict=True))])
        if not by_place:
            connection.exec_driver_sql(sql, given)
            return
        start, at_once = 0, ROWS_AT_ONCE
        while start < len(rows):
            while at_once > len(rows) - start:
                at_once //= 2
            connection.exec_driver_sql(_for_rows(sql, at_once), tuple(given[start * len(names) : (start + at_once) * len(names)]))
            start += at_once

    def _write(self, dialect: Dialect) -> _Insert:
        compiled = insert(self._table).compile(dialect=dialect, column_keys=[column.name for column in self._table.columns])
        order = compiled.positiontup or [column.name for column in self._table.columns]
        bounds = [_bound(self._table.c[name], dialect) for name in order]
        changed = tuple((place, bound) for place, bound in enumerate(bounds) if bound is not None)
        made = str(compiled), compiled.positiontup is not None, tuple(order), changed
        self._written[dialect.name] = made
        return made


def _bound(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(column.type, UtcInstant):
        return _instant
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _instant(value: datetime | None) -> str | None:
    return None if value is None else written(value)


@lru_cache(maxsize=256)
def _for_rows(sql: str, rows_n: int) -> str:
    """`INSERT … VALUES (?, ?)` for so many rows."""
    into, values, row = sql.partition(" VALUES ")
    return f"{into}{values}{', '.join([row] * rows_n)}"
