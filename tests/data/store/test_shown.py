"""An import is shown by one row and a quarantine is one row, however many reports they speak of; nobody sees a part."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, select, text

from data.store import head_check, migrate, quarantines, shown
from data.store.reports import append_revisions
from data.store.store import Store
from data.store.tables import ledger, report_head
from tests.data.store.made import NOW, fill, revision
from tests.people import ELECTION

ONE, OTHER = "11111111-2222-4333-8444-000000000001", "11111111-2222-4333-8444-000000000002"
MANY = 120


def bring(store: Store, import_id: str, number: int = MANY) -> list[str]:
    new = [revision(import_id=import_id) for _ in range(number)]
    store.write(partial(append_revisions, items=new))
    return [str(each.row["report_id"]) for each in new]


def seen(store: Store, condition: Callable[[], Any] = shown.is_shown) -> int:
    with store.read() as connection:
        return len(connection.execute(select(report_head.c.report_id).where(condition())).all())


@contextmanager
def rows_written(store: Store) -> Iterator[list[int]]:
    """How many rows each statement of the writer adds, changes or takes away."""
    written: list[int] = []

    def count(_: object, cursor: Any, statement: str, *__: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(cursor.rowcount)

    event.listen(store._write_engine, "after_cursor_execute", count)
    yield written
    event.remove(store._write_engine, "after_cursor_execute", count)


def quarantined(store: Store, is_out: bool) -> None:
    new = quarantines.NewQuarantine(ELECTION.election_id, "author", is_out, "why", "other", NOW)
    store.write(partial(quarantines.append, new=new))


def test_showing_an_import_writes_two_rows_and_shows_every_report_of_it(store: Store) -> None:
    bring(store, ONE)
    bring(store, OTHER, 3)
    assert seen(store) == 0
    with rows_written(store) as written:
        assert store.write(partial(shown.show_import, import_id=ONE, at=NOW)) == MANY
    assert written == [1, 1], "its own row and the ledger's"
    assert seen(store) == MANY


def test_shown_again_it_says_nothing_a_second_time(store: Store) -> None:
    bring(store, ONE)
    for _ in range(2):
        store.write(partial(shown.show_import, import_id=ONE, at=NOW))
    with store.read() as connection:
        assert len(connection.execute(select(ledger.c.seq).where(ledger.c.kind == "import_shown")).all()) == 1


def test_a_quarantine_writes_two_rows_and_takes_every_report_out_and_back(store: Store) -> None:
    bring(store, ONE)
    store.write(partial(shown.show_import, import_id=ONE, at=NOW))
    store.write(partial(append_revisions, items=[revision(author="somebody"), revision()]))
    for is_out, counted in ((True, 1), (False, MANY + 2), (True, 1)):
        with rows_written(store) as written:
            quarantined(store, is_out)
        assert written == [1, 1]
        assert seen(store, quarantines.in_figures) == counted
        assert seen(store) == MANY + 2, "out of the figures, not out of sight"


def test_rows_of_a_broken_off_import_are_seen_with_whichever_is_shown_first(store: Store) -> None:
    ids = bring(store, ONE)
    with store.read() as connection:
        assert shown.hidden(connection, ids, ONE) == [], "shown with their own import"
        assert sorted(shown.hidden(connection, ids, OTHER)) == sorted(ids)
    store.write(partial(shown.carry, import_id=OTHER, report_ids=ids[:50]))
    with store.read() as connection:
        assert sorted(shown.hidden(connection, ids, OTHER)) == sorted(ids[50:]), "those that are carried are not asked for again"
    bring(store, OTHER, 2)
    assert seen(store) == 0
    assert store.write(partial(shown.show_import, import_id=OTHER, at=NOW)) == 52
    assert seen(store) == 52
    store.write(partial(shown.show_import, import_id=ONE, at=NOW))
    assert seen(store) == MANY + 2


def test_a_correction_of_a_hidden_report_is_its_authors_and_seen(store: Store) -> None:
    (report_id,) = bring(store, ONE, 1)
    store.write(partial(append_revisions, items=[revision(report_id, 2)]))
    assert seen(store) == 1


def test_an_import_shown_or_hidden_past_the_ledger_is_found(store: Store) -> None:
    bring(store, ONE, 2)
    bring(store, OTHER, 2)
    store.write(partial(shown.show_import, import_id=ONE, at=NOW))

    def found() -> list[str]:
        with store.read() as connection:
            return [f"{each.place}: {each.found}" for each in head_check.check(connection)]

    assert found() == []
    add = text("INSERT INTO shown_import (import_id, shown_at) VALUES (:name, 'then')")
    store.write(lambda connection: connection.execute(add, {"name": OTHER}))
    assert found() == [f"shown_import {OTHER}: shown"]


def older(connection: Connection) -> None:
    """As the version before kept it: a flag in every head."""
    for statement in (
        "DROP TABLE carried_report", "DROP TABLE shown_import", "DROP INDEX ix_report_head_kind",
        "ALTER TABLE report_head ADD COLUMN is_visible BOOLEAN NOT NULL DEFAULT 1",
        "ALTER TABLE report_head ADD COLUMN in_quarantine BOOLEAN NOT NULL DEFAULT 0",
        "CREATE INDEX ix_report_head_kind ON report_head (election_id, kind, is_visible)",
        f"UPDATE report_head SET is_visible = 0 WHERE import_id = '{OTHER}'",
        "UPDATE alembic_version SET version_num = '0014'",
    ):
        connection.execute(text(statement))


def test_what_was_shown_before_there_was_a_row_for_it_is_shown_after(migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path)
    store = Store("", tmp_path)
    fill(store)
    shown_ids, hidden_ids, alone = bring(store, ONE, 3), bring(store, OTHER, 2), revision()
    store.write(partial(append_revisions, items=[alone]))
    store.write(partial(shown.show_import, import_id=ONE, at=NOW))
    store.write(older)
    store.close()
    opened = Store("", tmp_path)
    with opened.read() as connection:
        found = set(connection.execute(select(report_head.c.report_id).where(shown.is_shown())).scalars())
        assert migrate.current(connection) == migrate.head()
        assert list(head_check.check(connection)) == []
    opened.close()
    assert found == {*shown_ids, str(alone.row["report_id"])} and found.isdisjoint(hidden_ids)
