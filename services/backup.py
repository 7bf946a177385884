"""Backing up and restoring, with the names of the files and the sentences for whoever sits at the shell."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from data.formats import file_hash
from data.store import backup, checkpoints, evidence_backup
from data.store.backup import Backup, BackupError
from data.store.engine import default_url
from data.store.evidence_backup import Kept
from data.store.evidence_files import EvidenceFiles
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.signed_note import BadNote
from services import clock, evidence_log, house, log_key, settings
from services.permissions import Act, require

REASON_LONGEST = 500
NAMED = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A checked copy of the database, and the evidence beside it."""

    database: Backup
    evidence: Kept
    evidence_place: Path


def make(actor: Actor, target: Path) -> Made:
    """A checked copy of everything, while the server runs. A file of evidence that went between the copy and the look at it (drawn, or
    taken away) asks for another copy; one that two copies in a row miss is lost, and named in what is returned.
    Raises Problem: forbidden, conflict (why there is no copy); OSError (evidence cannot be written)."""
    require(actor, Act.MANAGE_PEOPLE)
    ours, theirs = EvidenceFiles(house.store().var), evidence_backup.beside(target)
    try:
        evidence_backup.keep_arriving(ours, theirs)
        made = backup.make(house.store(), target)
        kept = evidence_backup.keep(made.path, ours, theirs)
        before: tuple[str, ...] = ()
        while kept.lost != before:
            before = kept.lost
            made.path.unlink()
            made = backup.make(house.store(), target)
            kept = evidence_backup.keep(made.path, ours, theirs)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("No backup was made: {why}."), values={"why": str(error)}) from None
    return Made(made, kept, theirs.root)


def not_in_it() -> str:
    """What a copy leaves out, so that whoever keeps both does not hold the log and the key that signs it in one hand."""
    return (f"Not in it: the key of the log ({log_key.place()}) and the file of checkpoints ({evidence_log.place()}). Keep copies of both "
            "elsewhere: with another key, what was signed before cannot be checked.")


def what_now() -> str:
    """What is to be done after a copy was put back: looking whether it is whole, with the key that signed it."""
    with house.store().read() as connection:
        known = checkpoints.newest(connection)
    if known is None or known.key_id == log_key.signer().public.key_id:
        return "Now look whether all of it is what was recorded: python manage.py verify"
    return (f"Its checkpoints are signed with another key than the one in {log_key.place()}: put the file of the old key there before the "
            f"server starts (or name it in {log_key.VARIABLE}), and the file of checkpoints to {evidence_log.place()}. Then look whether "
            "all of it is what was recorded: python manage.py verify")


def root(source: Path) -> str:
    """The Merkle root over a copy's ledger, to be written down beside it. Raises Problem: conflict (it is no copy)."""
    try:
        return backup.root(source)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("Nothing was restored: {why}."), values={"why": str(error)}) from None


def restore(actor: Actor, source: Path, *, replace: bool = False, incomplete: bool = False, override: str = "") -> int:
    """Puts a copy in the place of the database, and its evidence beside it; returns the length of its ledger. A copy older than the last
    checkpoint needs a reason (`override`), which is recorded in the ledger; one whose evidence is not whole needs `incomplete`.
    Raises Problem: forbidden, conflict; OSError (evidence cannot be written)."""
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
        ours, theirs = EvidenceFiles(wanted.var), evidence_backup.beside(source)
        lost = evidence_backup.put_back(source, ours, theirs, only_look=True)
        if lost and not incomplete:
            raise BackupError(_lost(lost, theirs.root))
        length = backup.restore(wanted.database_url or default_url(wanted.var), wanted.var, source, replace=replace, aside=aside)
        evidence_backup.put_back(source, ours, theirs, only_look=False)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("Nothing was restored: {why}."), values={"why": str(error)}) from None
    if override:
        _record(source, length, override)
    return length


def _lost(names: tuple[str, ...], place: Path) -> str:
    first = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return (f"{len(names)} file(s) of evidence stand whole neither in {place} nor here ({first}); bring that folder, "
            "or say --incomplete to go on without them")


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
    sha256 = file_hash.sha256(source)
    note = evidence_log.newest_note()
    row = {"reason": reason, "file_sha256": sha256, "ledger_length": length,
           "abandoned_sha256": "" if note is None else evidence_log.sha256(note)}
    house.store().write(partial(checkpoints.record_restoration, row=row, at=clock.now()))
