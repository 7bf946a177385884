"""A query that every report asks: written as SQL once for each kind of database. What is left is the driver's own time.

Rows come as the driver gives them: an instant as its text."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine.interfaces import Dialect


class Prepared:
    def __init__(self, query: Select[Any]) -> None:
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
