"""What does not fit a column of the ledger is refused on both databases, before anything is stored."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from data.store import ledger, ledger_rows
from data.store.ledger import Entry
from data.store.ledger_rows import EVENTS, KINDS
from data.store.store import Store
from data.store.tables import ledger as table
from tests.data.store.made import NOW, fill


def test_the_limits_are_those_of_the_columns() -> None:
    lengths = [getattr(column.type, "length", None) for column in (table.c.kind, table.c.subject)]
    assert lengths == [ledger.KIND_LONGEST, ledger.SUBJECT_LONGEST]
    assert all(len(kind) <= ledger.KIND_LONGEST for kind in (*KINDS, *EVENTS))


def test_the_longest_keys_that_can_be_stored_fit() -> None:
    """A subject is one key or two, joined by a colon: the columns they come from are shorter together."""
    for kind in KINDS.values():
        for each in kind.tables:
            for column in each.primary_key.columns:
                assert (getattr(column.type, "length", None) or 12) <= ledger.SUBJECT_LONGEST
    assert len(ledger_rows.snapshot_subject(7, "a" * 300)) == ledger.SUBJECT_LONGEST
    assert len(ledger_rows.figures_subject(2**31, 2**31, 2**31)) <= ledger.SUBJECT_LONGEST


@pytest.mark.parametrize("entry", [Entry("review", "s" * 81, {}), Entry("k" * 25, "1", {})])
def test_a_longer_one_is_refused_and_leaves_nothing(database_url: str, tmp_path: Path, entry: Entry) -> None:
    store = Store(database_url, tmp_path / "var")
    fill(store)
    with pytest.raises(ValueError, match="too long for the ledger"):
        store.write(partial(ledger.record, entries=[Entry("review", "s" * 80, {}), entry], at=NOW))
    with store.read() as connection:
        assert ledger.length(connection) == 3
    store.close()
