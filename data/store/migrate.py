"""Migrations: forward only, Alembic, the same scripts for both databases."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from data.store import ledger_adoption, report_rows
from data.store.engine import open_engine
from data.store.lock import writer_lock

SCRIPTS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    if connection is not None:
        made.attributes["connection"] = connection
    return made


def head() -> str:
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(config()).get_current_head())


def current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(url: str, lock_path: Path | None) -> None:
    """Brings the database to the newest revision, and the reports' lines to the present layout; a database that is there already costs
    two queries."""
    engine = open_engine(url, pool_size=1)
    try:
        with writer_lock(lock_path), engine.begin() as connection:
            if lock_path is None:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1650553209)")
            before = current(connection)
            if before != head():
                command.upgrade(config(connection), "head")
                if before is not None and before < ledger_adoption.FIRST_WHOLE:
                    ledger_adoption.adopt(connection)
            report_rows.rebuild(connection)
    finally:
        engine.dispose()
