"""Backing up and restoring, with the names of the files and the sentences for whoever sits at the shell."""

from pathlib import Path

from data.store import backup
from data.store.backup import Backup, BackupError
from data.store.engine import default_url
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, house, settings
from services.permissions import Act, require


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


def restore(actor: Actor, source: Path, *, replace: bool = False) -> int:
    """Puts a copy in the place of the database; returns the length of its ledger. Raises Problem: forbidden, conflict."""
    require(actor, Act.MANAGE_PEOPLE)
    house.close()
    wanted = settings.read()
    suffix = "sqlite3" if not wanted.database_url or wanted.database_url.startswith("sqlite") else "zip"
    aside = f"before-restore-{clock.machine_now():%Y%m%dT%H%M%SZ}.{suffix}"
    try:
        return backup.restore(wanted.database_url or default_url(wanted.var), wanted.var, source, replace=replace, aside=aside)
    except BackupError as error:
        raise Problem(ProblemCode.CONFLICT, Message("Nothing was restored: {why}."), values={"why": str(error)}) from None
