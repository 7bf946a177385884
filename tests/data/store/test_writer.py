"""The one writer: durable before it answers, fair to neighbours, bounded, and not to be stopped by anybody's mistake."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from data.store import writer
from data.store.engine import CHECKPOINT_PAGES
from data.store.lock import is_awaited, writer_lock
from data.store.reports import append_revisions
from data.store.store import Store
from data.store.writer import DatabaseAway, WriterBusy
from tests.data.store.made import fill, revision


def test_an_error_is_its_own_callers_only(store: Store) -> None:
    def wrong(connection) -> None:
        raise ZeroDivisionError("mine")

    def work(place: int) -> str:
        try:
            if place % 5 == 0:
                store.write(wrong)
            return "stored" if store.append(append_revisions, revision()).created else "again"
        except ZeroDivisionError:
            return "wrong"

    with ThreadPoolExecutor(20) as crowd:
        outcomes = list(crowd.map(work, range(100)))
    assert (outcomes.count("stored"), outcomes.count("wrong")) == (80, 20)
    assert store.append(append_revisions, revision()).created, "the writer lives on"


def test_a_work_that_fails_leaves_nothing(store: Store) -> None:
    def half(connection) -> None:
        connection.execute(text("INSERT INTO preference (account_id, language) VALUES ('a', 'kk')"))
        raise RuntimeError("then")

    with pytest.raises(RuntimeError):
        store.write(half)
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM preference")).scalar() == 0


def test_waiting_items_share_a_commit(store: Store) -> None:
    sizes: list[int] = []
    holding, held = threading.Event(), threading.Event()

    def hold(connection) -> None:
        held.set()
        assert holding.wait(10)

    def group(connection, items):
        sizes.append(len(items))
        return list(items)

    with ThreadPoolExecutor(12) as crowd:
        first = crowd.submit(store.write, hold)
        assert held.wait(10)
        waiting = [crowd.submit(store.append, group, place) for place in range(10)]
        while store._writer._queue.qsize() < 10:
            threading.Event().wait(0.01)
        holding.set()
        assert [each.result() for each in waiting] == list(range(10))
        first.result()
    assert sizes == [10]


def test_a_full_queue_refuses_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import queue

    small: queue.Queue[object] = queue.Queue(1)
    small.put(None)
    monkeypatch.setattr(store._writer, "_queue", small)
    with pytest.raises(WriterBusy):
        asyncio.run(store.append_soon(append_revisions, revision()))
    monkeypatch.undo()
    assert store.append(append_revisions, revision()).created


def test_a_caller_that_goes_away_takes_nothing_back(store: Store) -> None:
    sent, later, taken, go = revision(), revision(), threading.Event(), threading.Event()

    def hold(connection) -> None:
        taken.set()
        assert go.wait(10)

    async def leave() -> None:
        waiting = asyncio.create_task(store.append_soon(append_revisions, sent))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    with ThreadPoolExecutor(1) as other:
        held = other.submit(store.write, hold)
        assert taken.wait(10)
        asyncio.run(leave())
        go.set()
        held.result()
    assert asyncio.run(store.append_soon(append_revisions, later)).created
    assert not store.append(append_revisions, sent).created, "it had come in, so it is stored"


@pytest.mark.parametrize(("said", "is_passing"), [
    (OSError("No space left on device"), True), (ValueError("no"), False), (writer.WriterBusy("x"), False),
    (OperationalError("", {}, psycopg.OperationalError("cannot exit pipeline mode while busy")), True),
    (OperationalError("", {}, psycopg.errors.OutOfMemory("out of memory")), False),
    (OperationalError("", {}, sqlite3.OperationalError("no such table: report")), False)])
def test_what_passes_is_told_apart(said: Exception, is_passing: bool) -> None:
    assert writer.is_passing(said) is is_passing


def test_a_disk_that_is_full_is_busy_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Store("", tmp_path / "var")
    fill(opened)

    def shrink(connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    opened.write(shrink)
    refused = 0
    for _ in range(40):
        try:
            opened.append(append_revisions, revision())
        except WriterBusy:
            refused += 1
    assert refused > 0
    opened.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert opened.append(append_revisions, revision()).created, "works again after there is room"
    opened.close()


def test_readers_cannot_write(store: Store) -> None:
    with store.read() as connection, pytest.raises(Exception, match=r"(?i)read.?only"):
        connection.execute(text("DELETE FROM preference"))


def test_two_processes_write_in_turn(tmp_path: Path) -> None:
    order: list[str] = []
    inside = threading.Event()

    def other() -> None:
        with writer_lock(tmp_path / "lock"):
            order.append("other")

    with writer_lock(tmp_path / "lock"):
        waiting = threading.Thread(target=other)
        waiting.start()
        inside.wait(0.1)
        order.append("mine")
    waiting.join()
    assert order == ["mine", "other"]


def test_who_waits_is_next_however_soon_the_other_comes_back(tmp_path: Path) -> None:
    """A process that stores a long table asks for the writer again at once; whoever waited must not wait for all its turns."""
    order: list[str] = []

    def other() -> None:
        with writer_lock(tmp_path / "lock"):
            order.append("other")

    with writer_lock(tmp_path / "lock"):
        waiting = threading.Thread(target=other)
        waiting.start()
        threading.Event().wait(0.1)
    for _ in range(3):
        with writer_lock(tmp_path / "lock"):
            order.append("again")
    waiting.join()
    assert order == ["other", "again", "again", "again"]


def test_the_settings_that_lose_nothing_are_in_force(tmp_path: Path) -> None:
    opened = Store("", tmp_path / "var")
    names = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
    found = opened.write(lambda connection: [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names])
    assert found == ["wal", 2, 1, CHECKPOINT_PAGES]
    opened.close()


def test_what_comes_after_the_end_is_told_so(tmp_path: Path) -> None:
    opened = Store("", tmp_path / "var")
    fill(opened)
    opened.close()
    with pytest.raises(WriterBusy, match="closed"):
        opened.append(append_revisions, revision())
    with pytest.raises(WriterBusy, match="closed"):
        asyncio.run(opened.append_soon(append_revisions, revision()))


def test_who_reads_hears_that_the_database_is_gone_and_nothing_else_is_renamed(store: Store) -> None:
    with pytest.raises(DatabaseAway), store.read():
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection unexpectedly"))
    with pytest.raises(OperationalError), store.read():
        raise OperationalError("SELECT 1", {}, Exception("no such table: x"))


def test_a_file_that_was_moved_away_or_exchanged_is_not_written_to(tmp_path: Path, migrated_file: Path) -> None:
    """SQLite alone would make an empty database in its place, and acknowledge reports into it."""
    file, elsewhere = tmp_path / "baqylau.sqlite3", tmp_path / "elsewhere"
    shutil.copy(migrated_file, file)
    store = Store("", tmp_path)

    def write(statement: str) -> None:
        store.write(lambda connection: connection.execute(text(statement)))

    write("CREATE TABLE kept (n INTEGER)")
    file.rename(elsewhere)
    for exchanged in (False, True):
        if exchanged:
            shutil.copy(migrated_file, file)
        with pytest.raises(DatabaseAway), store.read(), store.read():
            pass
        with pytest.raises(WriterBusy, match="moved away"):
            write("INSERT INTO kept VALUES (1)")
        assert file.exists() is exchanged
    elsewhere.rename(file)
    write("INSERT INTO kept VALUES (2)")
    assert list(store.frame(text("SELECT n FROM kept"))["n"]) == [2]
    store.close()


def test_whoever_measures_is_told_when_the_commit_was_durable(store: Store) -> None:
    began = time.perf_counter()
    committed = store.write_until(lambda connection: connection.execute(text("SELECT 1")))
    assert began <= committed <= time.perf_counter()


def test_who_holds_the_lock_learns_that_somebody_waits(tmp_path: Path) -> None:
    path, waits, go = tmp_path / "lock", threading.Event(), threading.Event()

    def second() -> None:
        waits.set()
        with writer_lock(path):
            go.set()

    with writer_lock(path):
        assert not is_awaited(path)
        other = threading.Thread(target=second)
        other.start()
        waits.wait(5)
        until = time.monotonic() + 5
        while not is_awaited(path) and time.monotonic() < until:
            time.sleep(0.001)
        assert is_awaited(path) and not go.is_set()
    other.join(5)
    assert go.is_set() and not is_awaited(path)
    assert not is_awaited(None), "PostgreSQL orders its writers itself"
