"""A writer whose turn does not come: whoever waits is told in time that nothing is stored, and then nothing is; sent again, it is once."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from data.store import engine, migrate, writer
from data.store.lock import writer_lock
from data.store.reports import append_revisions
from data.store.store import Store
from data.store.writer import POSTGRESQL_WRITER_KEY, WriterBusy
from tests.data.store.made import fill, revision

HELD = "the writer's turn does not come"


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Another process holds the writer and does not let go of it."""
    if store.lock_path is not None:
        with writer_lock(store.lock_path):
            yield
        return
    other = engine.open_engine(store.url)
    with other.connect() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_WRITER_KEY})
        yield
        connection.rollback()
    other.dispose()


def reports_n(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM report_revision")).scalar_one())


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "PATIENCE_SECONDS", 0.4)
    monkeypatch.setattr(writer, "SHORT_PATIENCE_SECONDS", 0.05)


def test_who_waited_in_vain_has_stored_nothing_and_stores_it_once(store: Store, short: None) -> None:
    by_page, by_program = revision(), revision()
    with held(store):
        with pytest.raises(WriterBusy, match=HELD):
            store.append(append_revisions, by_page)
        with pytest.raises(WriterBusy, match=HELD):
            asyncio.run(store.append_soon(append_revisions, by_program))
        with pytest.raises(WriterBusy, match=HELD):
            store.write(lambda connection: connection.execute(text("DELETE FROM report_revision")))
    store.write(lambda connection: None)
    assert reports_n(store) == 0, "what was said not to be stored is not stored afterwards"
    for sent in (by_page, by_program):
        assert [store.append(append_revisions, sent).created for _ in range(2)] == [True, False]
    assert reports_n(store) == 2


def test_only_the_first_waits_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "PATIENCE_SECONDS", 1.5)
    monkeypatch.setattr(writer, "SHORT_PATIENCE_SECONDS", 0.05)
    waited = []
    with held(store):
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(WriterBusy, match=HELD):
                store.append(append_revisions, revision())
            waited.append(time.monotonic() - began)
    assert waited[0] >= 1.5 and max(waited[1:]) < 1.0
    store.write(lambda connection: None)
    assert store._writer._patience == 1.5, "the writer had its turn: everybody waits as long as before"


def test_whether_it_answers_is_whether_it_takes_something_once_somebody_waited_in_vain(store: Store, short: None) -> None:
    """A monitor must not be told that reports are taken while they are refused, nor the contrary when nobody has sent one since."""
    with held(store):
        assert store.answers(), "a lock that was just taken is nothing to speak of"
        with pytest.raises(WriterBusy):
            store.append(append_revisions, revision())
        with pytest.raises(WriterBusy, match=HELD):
            store.answers()
    assert store.answers()
    assert not store._writer.is_stuck


def test_what_was_begun_is_not_given_up_however_long_it_takes(store: Store, short: None) -> None:
    def slow(connection) -> str:
        time.sleep(1.2)
        return "done"

    assert store.write(slow) == "done"


def test_a_table_goes_on_when_the_writer_is_free_again(store: Store, short: None) -> None:
    with ThreadPoolExecutor(1) as other:
        with held(store):
            turn = other.submit(store.write_until, lambda connection: connection.execute(text("SELECT 1")))
            time.sleep(1)
            assert not turn.done()
        assert turn.result(10) > 0


def test_a_lock_that_opens_just_then_doubles_and_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """64 programs whose patience ends around the moment at which the writer is free: who was told 'stored' is stored once, who was told
    'not stored' is not, and becomes one report when it is sent again."""
    monkeypatch.setattr(writer, "PATIENCE_SECONDS", 0.25)
    sent, refused = [revision() for _ in range(64)], threading.Event()

    async def one(place: int) -> bool:
        await asyncio.sleep(place * 0.005)
        try:
            return bool((await store.append_soon(append_revisions, sent[place])).created)
        except WriterBusy:
            refused.set()
            return False

    async def all_of_them() -> list[bool]:
        return await asyncio.gather(*(one(place) for place in range(64)))

    with ThreadPoolExecutor(1) as other:
        with held(store):
            crowd = other.submit(asyncio.run, all_of_them())
            assert refused.wait(20)
        said = Counter(crowd.result(30))
    assert said[True] and said[False], "some on each side of the moment"
    assert reports_n(store) == said[True]
    again = Counter(store.append(append_revisions, each).created for each in sent)
    assert again == {True: said[False], False: said[True]}
    assert reports_n(store) == 64


def test_who_opens_meanwhile_says_what_it_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store("", tmp_path / "var")
    monkeypatch.setattr(migrate, "PATIENCE_SECONDS", 0.2)
    with ThreadPoolExecutor(1) as other:
        with held(store):
            opening = other.submit(Store, store.url, store.var)
            until = time.monotonic() + 10
            while not caplog.records and time.monotonic() < until:
                time.sleep(0.01)
            assert not opening.done()
        opening.result(20).close()
    store.close()
    assert [each.getMessage() for each in caplog.records] == [migrate.WAITS % store.lock_path]


def test_a_database_file_that_another_program_locks_is_said_to_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite waits by itself; twelve reports must not wait one after another for the same."""
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 700)
    store = Store("", tmp_path / "var")
    fill(store)
    go = threading.Event()

    def send() -> str:
        try:
            go.wait(5)
            return str(store.append(append_revisions, revision()).created)
        except WriterBusy as refusal:
            return "locked" if "locked" in str(refusal) else str(refusal)

    with closing(sqlite3.connect(tmp_path / "var" / "baqylau.sqlite3", isolation_level=None)) as other, ThreadPoolExecutor(12) as crowd:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        waiting = [crowd.submit(send) for _ in range(12)]
        go.set()
        said = Counter(each.result() for each in waiting)
        took = time.monotonic() - began
        other.execute("ROLLBACK")
    assert said == {"locked": 12}
    assert took < 5, "two waits, the first one's and everybody's, not twelve"
    assert reports_n(store) == 0
    assert store.append(append_revisions, revision()).created
    store.close()
