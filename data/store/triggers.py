"""DDL of the triggers that keep append-only tables append-only, in both dialects."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

REFUSAL = "append-only: a correction is a new row"


def create(dialect: str, tables: Sequence[str]) -> Iterator[str]:
    """Statements that make each table refuse UPDATE and DELETE (and TRUNCATE, which only PostgreSQL has)."""
    if dialect == "sqlite":
        for table in tables:
            for act in ("UPDATE", "DELETE"):
                yield (f"CREATE TRIGGER append_only_{table}_{act.lower()} BEFORE {act} ON {table} "
                       f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")
        return
    yield (f"CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
           f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$")
    for table in tables:
        yield f"CREATE TRIGGER append_only_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()"
        yield f"CREATE TRIGGER append_only_{table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION append_only()"


def unguarded(connection: Connection, tables: Sequence[str]) -> list[str]:
    """Tables among these that have lost a trigger."""
    if connection.dialect.name == "sqlite":
        query = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only%'"
    else:
        query = ("SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                 "WHERE NOT tgisinternal AND tgname LIKE 'append_only%' AND tgenabled <> 'D'")
    found = list(connection.execute(text(query)).scalars())
    return [table for table in tables if found.count(table) != 2]
