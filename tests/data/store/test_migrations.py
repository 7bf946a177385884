"""Migrations: one line of them, an empty database brought to what the tables say, facts that nobody can change afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, insert, text, update

from data.store import migrate
from data.store.every_table import APPEND_ONLY, metadata
from data.store.reports import append_revisions
from data.store.store import Store
from data.store.triggers import REFUSAL
from tests.data.store.made import fill, revision


@pytest.fixture
def store(empty_database_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store(empty_database_url, tmp_path / "var")
    yield opened
    opened.close()


@pytest.fixture
def guarded(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """The same database, migrated once for the whole run and copied."""
    opened = Store(database_url, tmp_path / "var")
    yield opened
    opened.close()


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert len(scripts.get_heads()) == 1 and len(scripts.get_bases()) == 1
    assert scripts.get_current_head() == migrate.head()


def test_an_empty_database_becomes_what_the_tables_say(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert migrate.current(connection) == migrate.head()


def test_opening_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.append(append_revisions, revision())
    again = Store(store.url, tmp_path / "var")
    with again.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM report_revision")).scalar() == 1
    again.close()


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_facts_cannot_be_changed_or_deleted(guarded: Store, table) -> None:
    column = next(iter(table.columns))
    if table.name in ("report", "report_revision", "report_figure", "ledger"):
        fill(guarded)
        guarded.append(append_revisions, revision())
        for statement in (update(table).values({column.name: column}), delete(table)):
            with pytest.raises(Exception, match=REFUSAL):
                guarded.write(partial(_execute, statement=statement))
    else:
        assert _is_guarded(guarded, table.name)


def _execute(connection, statement) -> None:
    connection.execute(statement)


def _is_guarded(store: Store, name: str) -> bool:
    """A table without rows: row triggers cannot fire, so that they are there is all that can be seen."""
    with store.read() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.execute(text(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"), {"name": name})
        else:
            found = connection.execute(text(
                "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = to_regclass(:name)"), {"name": name})
        return int(found.scalar_one()) == 2


@pytest.mark.postgres
def test_facts_cannot_be_truncated(postgres_url: str, tmp_path: Path) -> None:
    from tests import postgres

    postgres.renew(postgres_url, migrated=True)
    opened = Store(postgres_url, tmp_path / "pg")
    for table in APPEND_ONLY:
        with pytest.raises(Exception, match=REFUSAL):
            opened.write(partial(_execute, statement=text(f"TRUNCATE {table.name} CASCADE")))
    opened.close()


def test_an_instant_without_a_zone_is_no_fact(guarded: Store) -> None:
    from datetime import datetime

    from data.store.tables import draft

    naive = datetime(2029, 1, 14, 7)  # noqa: DTZ001
    with pytest.raises(Exception, match="time zone"):
        guarded.write(lambda connection: connection.execute(insert(draft).values(account_id="a", form_key="f", payload="", saved_at=naive)))


def test_the_first_tables_stay_as_they_were_written() -> None:
    """A migration that has run somewhere is never edited; a later one is added."""
    scripts = list(ScriptDirectory.from_config(migrate.config()).walk_revisions())
    assert scripts[-1].revision == "0001" and scripts[-1].down_revision is None
