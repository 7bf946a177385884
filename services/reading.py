"""Results of analysis, kept: one computation for everybody who looks, served while a newer one is made in the background.

A result belongs to a length of the ledger. When the ledger has grown and the kept result is younger than its time to live, it is
served at once and computed again by one background worker; an older one is computed while its first reader waits. What a result
is made of is never older than the result says it is."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from data.store import kept, ledger
from data.store.store import Store
from services import house, resting

Value = TypeVar("Value")
Key = tuple[Hashable, ...]

TIME_TO_LIVE_SECONDS = 30.0
LENGTH_KEPT_SECONDS = 1.0
"""How long the ledger's length is believed: a hundred reruns in one second ask the database once."""
KEPT_RESULTS = 256

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """A result with the length of the ledger it was computed at."""

    value: Value
    ledger_length: int


@dataclass(slots=True)
class _Kept:
    reading: Reading[object]
    made: float


@dataclass(slots=True)
class _Shelf:
    """What is kept for one store. `lock` guards every field; computations run outside it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: OrderedDict[Key, _Kept] = field(default_factory=OrderedDict)
    working: dict[Key, Future[Reading[object]]] = field(default_factory=dict)
    length: int = 0
    length_read: float = float("-inf")


_shelves: WeakKeyDictionary[Store, _Shelf] = WeakKeyDictionary()
_shelves_lock = threading.Lock()
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
_within: ContextVar[int] = ContextVar("within", default=0)
"""The length of the ledger of the result that is being computed here; 0 outside of any."""


def _shelf(store: Store) -> _Shelf:
    with _shelves_lock:
        return _shelves.setdefault(store, _Shelf())


def ledger_length() -> int:
    """The newest fact that may change a figure: what every kept result is keyed by. At most LENGTH_KEPT_SECONDS old."""
    store = house.store()
    shelf = _shelf(store)
    if time.monotonic() - shelf.length_read > LENGTH_KEPT_SECONDS:
        with store.read() as connection:
            found = ledger.figures_length(connection)
        with shelf.lock:
            shelf.length, shelf.length_read = max(found, shelf.length), time.monotonic()
    return shelf.length


def look_again() -> None:
    """The next reader asks for the ledger's length anew: whoever has just decided something sees it at once."""
    _shelf(house.store()).length_read = float("-inf")


def let_go(name: str, election_id: str) -> None:
    """Computed anew for the next reader, whatever its arguments: somebody has changed just this, and looks at it."""
    shelf = _shelf(house.store())
    with shelf.lock:
        for key in [each for each in shelf.kept if each[:2] == (name, election_id)]:
            del shelf.kept[key]
        shelf.length_read = float("-inf")


def forget() -> None:
    """Lets everything go, for the open store: after an import of an election, and between tests."""
    forget_results()
    kept.forget(house.store())


def forget_results() -> None:
    """Lets go what was computed, not what was read of the reports and the registry to compute it."""
    shelf = _shelf(house.store())
    with shelf.lock:
        shelf.kept.clear()
        shelf.length_read = float("-inf")


def _keep(shelf: _Shelf, key: Key, reading: Reading[object]) -> None:
    with shelf.lock:
        known = shelf.kept.get(key)
        if known is None or known.reading.ledger_length <= reading.ledger_length:
            shelf.kept[key] = _Kept(reading, time.monotonic())
            shelf.kept.move_to_end(key)
        while len(shelf.kept) > KEPT_RESULTS:
            shelf.kept.popitem(last=False)


def _built(length: int, build: Callable[[], object]) -> Reading[object]:
    outer = _within.set(max(length, _within.get()))
    try:
        with resting.collector():
            return Reading(build(), length)
    finally:
        _within.reset(outer)


def _compute(shelf: _Shelf, key: Key, length: int, build: Callable[[], object], promise: Future[Reading[object]]) -> None:
    promise.set_running_or_notify_cancel()
    try:
        reading = _built(length, build)
    except BaseException as error:  # noqa: BLE001  # whoever waits gets it, whatever it is
        with shelf.lock:
            shelf.working.pop(key, None)
        promise.set_exception(error)
        return
    _keep(shelf, key, reading)
    with shelf.lock:
        shelf.working.pop(key, None)
    promise.set_result(reading)


def _report_failure(promise: Future[Reading[object]]) -> None:
    if (error := promise.exception()) is not None:
        _log.error("a result could not be computed again in the background", exc_info=error)


def read(
    name: str, election_id: str, arguments: tuple[Hashable, ...], build: Callable[[], Value], *, ttl: float = TIME_TO_LIVE_SECONDS
) -> Reading[Value]:
    """The result of `build` for (name, election, arguments) at the present length of the ledger, computed once.

    While a result is computed, others with the same key wait for it (or are served the older one). What `build` raises is raised
    to those who wait; in the background it is logged, and the older result stays until it has outlived its `ttl`."""
    return _serve((name, election_id, *arguments), ledger_length(), build, ttl)


def remember(name: str, election_id: str, arguments: tuple[Hashable, ...], build: Callable[[], Value]) -> Value:
    """What depends on its arguments alone (a chart of a result of a known ledger length, say): built once, as long as there is room."""
    return _serve((name, election_id, *arguments), 0, build, TIME_TO_LIVE_SECONDS).value


def _serve(key: Key, length: int, build: Callable[[], Value], ttl: float) -> Reading[Value]:
    """A part of a result that is being computed is of that result's length at least: nobody is served an older one in the meantime."""
    shelf, within = _shelf(house.store()), min(_within.get(), length)
    with shelf.lock:
        kept = shelf.kept.get(key)
        if kept is not None:
            shelf.kept.move_to_end(key)
            if kept.reading.ledger_length >= (within or length):
                return cast("Reading[Value]", kept.reading)
        fresh = not within and kept is not None and time.monotonic() - kept.made < ttl
        promise = shelf.working.get(key)
        mine = promise is None
        if promise is None:
            promise = shelf.working[key] = Future()
    if fresh and kept is not None:
        if mine:
            promise.add_done_callback(_report_failure)
            _worker.submit(_compute, shelf, key, length, build, promise)
        return cast("Reading[Value]", kept.reading)
    if mine:
        _compute(shelf, key, length, build, promise)
    elif within and not promise.running():
        # It waits for the worker, who may be the one that asks.
        found = _built(length, build)
        _keep(shelf, key, found)
        return cast("Reading[Value]", found)
    reading = promise.result()
    return _serve(key, length, build, ttl) if reading.ledger_length < within else cast("Reading[Value]", reading)
