"""Migrations: forward only, Alembic, the same scripts for both databases."""

import logging
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from data.store import report_rows
from data.store.engine import open_engine
from data.store.lock import writer_lock

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 5.0
WAITS = "Waiting: another program holds %s. This goes on when it lets go; lslocks (or pg_locks) names it"
NAMED = re.compile(r'^(revision|down_revision)\b[^=\n]*= "(\w+)"', re.MULTILINE)
SCRIPTS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    if connection is not None:
        made.attributes["connection"] = connection
    return made


def head() -> str:
    """The newest revision: the one that no other follows. Read in the scripts' text, so that a start that has nothing to migrate loads
    neither Alembic nor a script of it."""
    told: list[dict[str, str]] = [dict(NAMED.findall(path.read_text(encoding="utf-8"))) for path in (SCRIPTS / "versions").glob("*.py")]
    (newest,) = {each["revision"] for each in told} - {each.get("down_revision") for each in told}
    return newest


def current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(url: str, lock_path: Path | None) -> None:
    """Brings the database to the newest revision, and the reports' lines to the present layout; a database that is there already costs
    two queries."""
    engine = open_engine(url, pool_size=1)
    waits = threading.Timer(PATIENCE_SECONDS, logger.warning, (WAITS, lock_path or "the advisory lock"))
    waits.daemon = True
    waits.start()
    try:
        with writer_lock(lock_path), engine.begin() as connection:
            if lock_path is None:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1650553209)")
            waits.cancel()
            before = current(connection)
            if before != head():
                from alembic import command

                from data.store import ledger_adoption

                command.upgrade(config(connection), "head")
                if before is not None and before < ledger_adoption.FIRST_WHOLE:
                    ledger_adoption.adopt(connection)
            report_rows.rebuild(connection)
    finally:
        waits.cancel()
        engine.dispose()
