"""The open store of this process, and the settings it was opened with."""

import threading

from data.store.store import Store
from data.store.writer import DatabaseAway, WriterBusy
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services import settings

Away = DatabaseAway
"""The database does not answer for a moment: whatever was asked can be asked again."""
Busy = WriterBusy
"""The same, or the writer has more to do than it can: nothing was stored that was not acknowledged."""
NO_ANSWER = Message("The database does not answer at the moment")
MEANWHILE = Message(
    "What was stored is safe. This page comes back by itself; then see whether your last step is there, and if not, take it again.")
_lock = threading.Lock()
_open: list[Store] = []


def store() -> Store:
    """The store of the present settings; opened (and migrated) on first use, then the same for every thread until `close`."""
    if not _open:
        with _lock:
            if not _open:
                wanted = settings.read()
                _open.append(Store(wanted.database_url, wanted.var))
    return _open[0]


def close() -> None:
    """Closes the store: at shutdown, and between tests."""
    with _lock:
        while _open:
            _open.pop().close()


def answers() -> bool:
    """Whether the database answers now, and takes what is written."""
    try:
        return store().answers()
    except Busy:
        return False


def away() -> Problem:
    """What is said to whoever asked meanwhile."""
    return Problem(ProblemCode.BUSY, Message("The server is busy. We will try again in {n} s."), values={"n": 5}, retry_after=5)


def not_stored() -> Problem:
    """What is said to whoever sent something meanwhile, and presses once more."""
    return Problem(
        ProblemCode.BUSY, Message("The server is busy: this is not stored yet. Try again in {n} s."), values={"n": 5}, retry_after=5)
