"""The evidence log: when it signs, what it refuses to sign over, and that a database which lost entries does not start."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.store import checkpoints, ledger
from data.store.reports import append_revisions
from schemas import checkpoint
from services import clock, evidence_log, house, log_key, opening
from services.evidence_log import EvidenceLog, is_due
from tests.data.store.made import revision
from tests.people import People


@pytest.mark.parametrize(
    ("new_n", "seconds", "due"), [(0, 1e9, False), (1, 59.9, False), (1, 60.0, True), (499, 1.0, False), (500, 0.0, True)])
def test_it_signs_when_something_is_new(new_n: int, seconds: float, due: bool) -> None:
    assert is_due(new_n, seconds) is due


def test_a_checkpoint_says_the_ledgers_root(people: People) -> None:
    log = EvidenceLog()
    first = log.checkpoint()
    assert first is not None and first.size == 3
    assert log.checkpoint() is None, "nothing is new"
    house.store().append(append_revisions, revision())
    second = log.checkpoint()
    assert second is not None and second.size == 4
    with house.store().read() as connection:
        tree = ledger.tree(connection)
        kept = checkpoints.newest(connection)
    assert (first.root, second.root) == (tree.root(3), tree.root(4))
    key = log_key.signer().public
    notes = checkpoint.notes_in(evidence_log.place().read_text(encoding="utf-8"))
    assert [checkpoint.read(note, key) for note in notes] == [first, second]
    assert kept is not None and kept.note == notes[-1] == evidence_log.newest_note()
    assert EvidenceLog().checkpoint() is None, "another process signs nothing twice"


def test_the_key_is_its_owners_only_and_stays(house_dir: Path) -> None:
    public = log_key.signer().public
    assert log_key.signer().public == public
    assert (house_dir / "log" / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, "", "5a" * 31, "not hexadecimal"])
def test_production_signs_with_no_other_key(house_dir: Path, monkeypatch: pytest.MonkeyPatch, content: str | None) -> None:
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    if content is not None:
        (house_dir / "given").write_text(content)
        monkeypatch.setenv(log_key.VARIABLE, str(house_dir / "given"))
    assert log_key.VARIABLE in (log_key.missing() or "")
    with pytest.raises(RuntimeError, match=log_key.VARIABLE):
        log_key.signer()


def alter(house_dir: Path, *statements: str) -> None:
    """What somebody with the file in hand can do: the triggers are taken away first."""
    house.close()
    (file,) = house_dir.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("statement", [
    "UPDATE ledger SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE seq = 1", "DELETE FROM ledger WHERE seq = 1",
    "DELETE FROM ledger WHERE seq = 3"])
def test_nothing_is_signed_over_a_ledger_that_was_rewritten(people: People, house_dir: Path, statement: str) -> None:
    assert EvidenceLog().checkpoint() is not None
    alter(house_dir, statement)
    house.store().append(append_revisions, revision())
    with pytest.raises(evidence_log.Rewritten):
        EvidenceLog().checkpoint()


def begin_again() -> None:
    opening.end()
    opening.begin()


def test_a_database_without_its_last_entries_does_not_start(people: People, house_dir: Path) -> None:
    EvidenceLog().checkpoint()
    house.store().append(append_revisions, revision())
    EvidenceLog().checkpoint()
    begin_again()
    alter(house_dir, "DELETE FROM ledger WHERE seq = 4", "DELETE FROM checkpoint WHERE size = 4")
    with pytest.raises(opening.NotReady, match="3 ledger entries and is older"):
        begin_again()
    house.store().append(append_revisions, revision())
    with pytest.raises(opening.NotReady, match="or another one"):
        begin_again()


def test_a_copy_made_just_before_the_same_entries_were_signed_starts(people: People, house_dir: Path) -> None:
    EvidenceLog().checkpoint()
    alter(house_dir, "DELETE FROM checkpoint")
    begin_again()


def test_another_keys_checkpoint_does_not_pass(people: People, house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    EvidenceLog().checkpoint()
    (house_dir / "log" / "key").write_text("00" * 32)
    a_second_later = time.monotonic() + 1
    monkeypatch.setattr(log_key, "time", SimpleNamespace(monotonic=lambda: a_second_later))
    with pytest.raises(opening.NotReady, match="another key"):
        begin_again()


def test_a_torn_last_line_is_passed_over(people: People) -> None:
    EvidenceLog().checkpoint()
    whole = evidence_log.newest_note()
    evidence_log.append("baqylau.log/…\n4\n")
    assert evidence_log.newest_note() == whole
    begin_again()


def test_it_goes_on_until_it_is_told_to_stop(people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(evidence_log, "LOOK_SECONDS", 0.01)
    looked: list[int] = []

    async def scenario() -> None:
        stop = asyncio.Event()
        log = EvidenceLog()

        def look() -> None:
            looked.append(1)
            if len(looked) == 1:
                raise evidence_log.Rewritten("tried once")
            loop.call_soon_threadsafe(stop.set)

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(log, "look", look)
        await log.keep(stop)

    asyncio.run(scenario())
    assert len(looked) >= 2 and "tried once" in caplog.text


def test_a_look_signs_only_when_it_is_due(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    log = EvidenceLog()
    assert log.look() is None, "the first minute has not gone by"
    monkeypatch.setattr(evidence_log, "EVERY_ENTRIES", 3)
    made = log.look()
    assert made is not None and made.size == 3 and made.signed_at <= clock.now()
