"""Many rows of a query as one value: a list of lists in JSON, on both databases.

SQLite's driver gives up the interpreter at each row and has to win it back from whoever computes; one row is one turn."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class rows_as_json(GenericFunction[str]):
    """Of its columns; null or an empty list where there is no row."""

    type = Text()
    inherit_cache = True


@compiles(rows_as_json, "sqlite")
def _sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(rows_as_json, "postgresql")
def _postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(json_agg(json_build_array({compiler.process(element.clauses, **options)})) AS text)"
