"""What was read once and still holds: the ledger says which kinds of facts have come since (docs/adr/0094).

Nothing here is a result; results are kept by their readers at the ledger's length. This keeps what they are made of."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select

from data.store.store import Store
from data.store.tables import ledger

Value = TypeVar("Value")
ROOM = 48
"""Things kept for a store: the registry and every kind of report of two or three elections."""
BESIDE_REPORTS = frozenset({
    "report_revision", "report_conflict", "report_dictation", "account", "assignment", "call_back", "case_check", "case_file", "file_made",
    "case_version", "counting_rule", "evidence", "evidence_access", "evidence_change", "evidence_copy", "official_figures",
    "file_handed", "official_snapshot", "official_source", "release_confirmation", "release_proposal", "review", "second_entry",
    "station_call",
})  # fmt: skip
"""Kinds that change nothing about a report stored before them: neither its state nor whether it is shown. (A revision takes the place
of its own report's earlier one, and a review moves the state of its own: whoever keeps reports looks for both, data.store.since.)"""


@dataclass(slots=True)
class _Shelf:
    """`newest`: the last entry of each kind that came after those that were there at first; `seen`: how far that is (-1: not looked)."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    seen: int = -1
    newest: dict[str, int] = field(default_factory=dict)
    kept: OrderedDict[Hashable, tuple[int, Any]] = field(default_factory=OrderedDict)


_shelves: WeakKeyDictionary[Store, _Shelf] = WeakKeyDictionary()
_shelves_lock = threading.Lock()


def forget(store: Store) -> None:
    """Lets everything go, with how its texts are held."""
    with _shelves_lock:
        _shelves.pop(store, None)
    store.choose_texts_again()


def _follow(shelf: _Shelf, connection: Connection) -> dict[str, int]:
    if shelf.seen < 0:
        # Nothing is kept yet: what kinds the entries until now are of makes no difference, and a country has a million.
        shelf.seen = int(connection.execute(select(func.coalesce(func.max(ledger.c.seq), 0))).scalar_one())
        return shelf.newest
    query = select(ledger.c.kind, func.max(ledger.c.seq)).where(ledger.c.seq > shelf.seen).group_by(ledger.c.kind)
    shelf.newest.update((kind, newest) for kind, newest in connection.execute(query))
    shelf.seen = max(shelf.seen, *shelf.newest.values(), 0)
    return shelf.newest


def last(newest: dict[str, int], kinds: Collection[str]) -> int:
    """The last entry of any of these kinds; 0 for none."""
    return max((newest.get(kind, 0) for kind in kinds), default=0)


def last_but(newest: dict[str, int], kinds: Collection[str]) -> int:
    """The last entry of any other kind."""
    return max((seq for kind, seq in newest.items() if kind not in kinds), default=0)


def read(
    store: Store, key: Hashable, position: Callable[[dict[str, int]], int], build: Callable[[Connection, Value | None], Value]
) -> Value:
    """What `build(connection, None)` reads, kept until `position` of the ledger's kinds moves. While it stands, `build` is given what
    is kept and may add what came since. One reader reads, the others wait."""
    with _shelves_lock:
        shelf = _shelves.setdefault(store, _Shelf())
    with shelf.lock, store.read() as connection:
        # The position before the rows: what is stored in between is read twice rather than never.
        at = position(_follow(shelf, connection))
        found = shelf.kept.get(key)
        value = build(connection, cast("Value", found[1]) if found is not None and found[0] == at else None)
        shelf.kept[key] = at, value
        shelf.kept.move_to_end(key)
        while len(shelf.kept) > ROOM:
            shelf.kept.popitem(last=False)
    return value
