"""Checkpoints in the store, on both databases: kept once, only growing, over the ledger's own leaves."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from data.store import checkpoints, ledger
from data.store.store import Store
from tests.data.store.made import NOW


def row(size: int) -> dict[str, Any]:
    return {"size": size, "root": "ab" * 32, "key_id": "01234567", "note": f"note {size}", "signed_at": NOW}


def test_they_only_grow(store: Store) -> None:
    kept = [store.write(partial(checkpoints.add, row=row(size))) for size in (2, 2, 1, 5)]
    assert kept == [True, False, False, True]
    with store.read() as connection:
        newest = checkpoints.newest(connection)
        assert newest is not None and newest.size == 5 and newest.signed_at == NOW
        assert checkpoints.is_kept(connection, 2, "note 2") and not checkpoints.is_kept(connection, 2, "note 5")


def test_the_leaves_are_the_ledgers(store: Store) -> None:
    with store.read() as connection:
        tree = ledger.tree(connection)
        assert list(checkpoints.leaves(connection, 0)) == [tree.leaf(0), tree.leaf(1), tree.leaf(2)]
        assert list(checkpoints.leaves(connection, 2)) == [tree.leaf(2)]
        assert list(checkpoints.leaves(connection, 3)) == []


def test_an_entry_that_is_missing_is_no_short_log(store: Store) -> None:
    with store.read() as connection, pytest.raises(ValueError, match="no entry 0"):
        list(checkpoints.leaves(connection, -1))


def test_a_restoration_is_an_entry_of_the_ledger(store: Store) -> None:
    said = {"reason": "the disk burned", "file_sha256": "ab" * 32, "ledger_length": 2, "abandoned_sha256": "cd" * 32}
    store.write(partial(checkpoints.record_restoration, row=said, at=NOW))
    with store.read() as connection:
        assert ledger.length(connection) == 4
        assert checkpoints.is_abandoned(connection, "cd" * 32) and not checkpoints.is_abandoned(connection, "ab" * 32)
