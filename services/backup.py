"""Backing up and restoring, with the names of the files and the sentences for whoever sits at the shell."""

import hashlib
from functools import partial
from pathlib import Path

from data.store import backup, checkpoints
from data.store.backup import Backup, BackupError
from data.store.engine import default_url
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.signed_note import BadNote
from services import clock, evidence_log, house, settings
from services.permissions import Act, require

REASON_LONGEST = 500


def make(actor: Actor, target: Path) -> Backup:
    """A checked copy of everything, while the server runs. Raises Problem: forbidden, conflict (why there is no copy)."""
    require(actor, Act.MANAGE_PEOPLE)
    try:
        return backup.make(house.store(), target)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("No backup was made: {why}."), values={"why": str(error)}) from None


def root(source: Path) -> str:
    """The Merkle root over a copy's ledger, to be written down beside it. Raises Problem: conflict (it is no copy)."""
    try:
        return backup.root(source)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("Nothing was restored: {why}."), values={"why": str(error)}) from None


def restore(actor: Actor, source: Path, *, replace: bool = False, override: str = "") -> int:
    """Puts a copy in the place of the database; returns the length of its ledger. A copy older than the last checkpoint needs a reason
    (`override`), which is recorded in the ledger. Raises Problem: forbidden, conflict."""
    require(actor, Act.MANAGE_PEOPLE)
    house.close()
    wanted = settings.read()
    suffix = "sqlite3" if not wanted.database_url or wanted.database_url.startswith("sqlite") else "zip"
    aside = f"before-restore-{clock.machine_now():%Y%m%dT%H%M%SZ}.{suffix}"
    try:
        if len(override) > REASON_LONGEST:
            raise BackupError(f"the reason is longer than {REASON_LONGEST} characters")
        if not override and (older := _older(backup.verify(source))):
            raise BackupError(older)
        length = backup.restore(wanted.database_url or default_url(wanted.var), wanted.var, source, replace=replace, aside=aside)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("Nothing was restored: {why}."), values={"why": str(error)}) from None
    if override:
        _record(source, length, override)
    return length


def _older(length: int) -> str | None:
    try:
        signed = evidence_log.newest_signed()
    except BadNote as error:
        return f"the last checkpoint in {evidence_log.place()} cannot be trusted ({error}); say --override with a reason"
    if signed is None or signed.size <= length:
        return None
    return (f"it has {length} ledger entries, the last checkpoint in {evidence_log.place()} speaks of {signed.size}; "
            "say --override with a reason if it must do")


def _record(source: Path, length: int, reason: str) -> None:
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    note = evidence_log.newest_note()
    row = {"reason": reason, "file_sha256": sha256, "ledger_length": length,
           "abandoned_sha256": "" if note is None else evidence_log.sha256(note)}
    house.store().write(partial(checkpoints.record_restoration, row=row, at=clock.now()))
