"""What every report asks and stores: written as SQL once for each kind of database. What is left is the driver's own time.

Rows come as the driver gives them: an instant as its text. They go in as the table's columns say."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Table, insert
from sqlalchemy.engine.interfaces import Dialect

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


class PreparedInsert:
    """Rows of one table. Every row has every column; there is nothing that the database fills in.

    SQLite takes many rows in one statement: between two statements its driver gives up the interpreter and has to win it back from
    whoever computes."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._written: dict[str, tuple[str, bool, tuple[tuple[str, Callable[[Any], Any] | None], ...]]] = {}

    def store(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Appends the rows, in order. KeyError for a row without one of the columns."""
        if not rows:
            return
        sql, by_place, columns = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        given = [tuple(row[name] if bound is None else bound(row[name]) for name, bound in columns) for row in rows]
        if not by_place:
            names = [name for name, _ in columns]
            connection.exec_driver_sql(sql, [dict(zip(names, each, strict=True)) for each in given])
            return
        start, at_once = 0, ROWS_AT_ONCE
        while start < len(given):
            while at_once > len(given) - start:
                at_once //= 2
            values = tuple(value for each in given[start : start + at_once] for value in each)
            connection.exec_driver_sql(_for_rows(sql, at_once), values)
            start += at_once

    def _write(self, dialect: Dialect) -> tuple[str, bool, tuple[tuple[str, Callable[[Any], Any] | None], ...]]:
        compiled = insert(self._table).compile(dialect=dialect, column_keys=[column.name for column in self._table.columns])
        order = compiled.positiontup or [column.name for column in self._table.columns]
        columns = tuple((name, self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in order)
        made = str(compiled), compiled.positiontup is not None, columns
        self._written[dialect.name] = made
        return made


@lru_cache(maxsize=256)
def _for_rows(sql: str, rows_n: int) -> str:
    """`INSERT … VALUES (?, ?)` for so many rows."""
    into, values, row = sql.partition(" VALUES ")
    return f"{into}{values}{', '.join([row] * rows_n)}"
