"""The open store of this process, and the settings it was opened with."""

import threading

from data.store.store import Store
from services import settings

_lock = threading.Lock()
_open: dict[settings.Settings, Store] = {}


def store() -> Store:
    """The store of the present settings; opened (and migrated) on first use, then the same for every thread."""
    wanted = settings.read()
    found = _open.get(wanted)
    if found is None:
        with _lock:
            found = _open.get(wanted)
            if found is None:
                found = _open[wanted] = Store(wanted.database_url, wanted.var)
    return found


def close() -> None:
    """Closes every open store: at shutdown, and between tests."""
    with _lock:
        for each in _open.values():
            each.close()
        _open.clear()
