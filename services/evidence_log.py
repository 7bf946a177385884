"""The evidence log: signs what the ledger holds, while the server runs, and keeps what it signed in the database and in a file beside."""

import asyncio
import hashlib
import logging
import os
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from data.store import checkpoints, ledger
from schemas import checkpoint, merkle
from schemas.checkpoint import Checkpoint
from schemas.signed_note import BadNote
from services import clock, house, log_key, settings

EVERY_SECONDS = 60.0
EVERY_ENTRIES = 500
LOOK_SECONDS = 5.0
TAIL_BYTES = 4_096
"""More than two notes."""
logger = logging.getLogger(__name__)


class Rewritten(Exception):
    """The ledger is no longer what was signed: nothing more is signed over it."""


def place() -> Path:
    """The file of all checkpoints, each appended as it was made. To be copied elsewhere, and published."""
    return settings.read().var / "log" / "checkpoints"


def is_due(new_n: int, seconds: float) -> bool:
    """Whether so many new entries, so long after the last look that signed, are to be signed now."""
    return new_n >= EVERY_ENTRIES or (new_n > 0 and seconds >= EVERY_SECONDS)


class EvidenceLog:
    """One for each process that signs; holds the tree (64 bytes an entry), so that a checkpoint costs only what is new."""

    def __init__(self) -> None:
        self._tree = merkle.Tree()
        self._since = time.monotonic()

    def checkpoint(self) -> Checkpoint | None:
        """Signs the ledger as it is stored; None where nothing is new or another process was quicker. Raises Rewritten."""
        store = house.store()
        with store.read() as connection:
            known = checkpoints.newest(connection)
            try:
                for hashed in checkpoints.leaves(connection, len(self._tree)):
                    self._tree.append(hashed)
            except ValueError as error:
                raise Rewritten(str(error)) from None
        size = len(self._tree)
        if known is not None and (known.size > size or self._tree.root(known.size).hex() != known.root):
            raise Rewritten(f"the first {known.size} entries of the ledger are not those that were signed at {known.signed_at}")
        if size == (0 if known is None else known.size):
            return None
        made, signer = Checkpoint(size, self._tree.root(), clock.now()), log_key.signer()
        note = checkpoint.signed(signer, made)
        row = {"size": size, "root": made.root.hex(), "key_id": signer.public.key_id, "note": note, "signed_at": made.signed_at}
        if not store.write(partial(checkpoints.add, row=row)):
            return None
        append(note)
        return made

    def look(self) -> Checkpoint | None:
        """Signs when it is time to. Two short questions to the database where it is not."""
        with house.store().read() as connection:
            known = checkpoints.newest(connection)
            new_n = ledger.length(connection) - (0 if known is None else known.size)
        if not is_due(new_n, time.monotonic() - self._since):
            return None
        self._since = time.monotonic()
        return self.checkpoint()

    async def keep(self, stop: asyncio.Event) -> None:
        """Looks again and again until `stop`; what goes wrong is said in the log, and the next look tries again."""
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
                return
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                logger.exception("No checkpoint of the evidence log was made")


def append(note: str) -> None:
    """Adds a note to the file, on the disk before it counts."""
    file = place()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, note.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def newest_note() -> str | None:
    """The last whole note of the file; None while there is none."""
    file = place()
    if not file.exists():
        return None
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - TAIL_BYTES))
        notes = checkpoint.notes_in(opened.read().decode(errors="replace"))
    return next((note for note in reversed(notes) if checkpoint.is_whole(note)), None)


def newest_signed() -> Checkpoint | None:
    """What the file's last note says; None while there is none. Raises BadNote where this installation's key has not signed it."""
    note = newest_note()
    return None if note is None else checkpoint.read(note, log_key.signer().public)


def behind() -> str | None:
    """The sentence that says why this database is not the one that was signed last; None where it is, or where somebody has said
    with a reason that an older copy stands in for it."""
    note = newest_note()
    if note is None:
        return None
    try:
        signed = checkpoint.read(note, log_key.signer().public)
    except BadNote as error:
        return f"The last checkpoint in {place()} cannot be trusted: {error}."
    with house.store().read() as connection:
        if checkpoints.is_kept(connection, signed.size, note) or checkpoints.is_abandoned(connection, sha256(note)):
            return None
        length = ledger.length(connection)
        if length >= signed.size and ledger.tree(connection).root(signed.size) == signed.root:
            return None
    return (f"This database has {length} ledger entries and is older than the last checkpoint in {place()} ({signed.size} entries, signed "
            f"at {signed.signed_at:%Y-%m-%d %H:%M:%S} UTC), or another one. Put the newest copy back; or, if an older one must do, say "
            'why: python manage.py restore FILE --replace --override "reason".')


def sha256(note: str) -> str:
    return hashlib.sha256(note.encode()).hexdigest()
