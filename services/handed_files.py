"""Every file that leaves the house stands in the log: its hash, what it was made of, and to whom it was given.

What cannot be recorded is not given out. A file that comes back is known by its bytes, or was altered."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from data.formats import file_hash
from data.store import handed_files as stored
from data.store import ledger
from data.store.ledger_check import Bearing, Finding
from data.store.writer import WriterBusy
from schemas.counting import CountRule
from schemas.handed_file import FileKind
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, counting, house, settings

__all__ = ["File", "FileKind", "Known", "findings", "folder", "hand", "known", "made", "said"]
RETRY_SECONDS = 60
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class File:
    """What is given out. `ledger_length`: of the facts it was made of; None for those of this moment. `rule`: which reports entered it;
    None for those of the rule in force."""

    kind: FileKind
    name: str
    election_id: str
    ledger_length: int | None = None
    rule: CountRule | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was made here. `entry`: where it stands in the log."""

    name: str
    sha256: str
    size_bytes: int
    made_at: datetime
    ledger_length: int
    entry: int
    handed_n: int


def folder() -> Path:
    """Where merged downloads are kept until somebody takes them."""
    return settings.read().var / "exports"


def _write(work: Callable[[Any], Result]) -> Result:
    try:
        return house.store().write(work)
    except WriterBusy:
        raise Problem(
            ProblemCode.BUSY, Message("This file cannot be recorded in the log now, so it is not handed out. Try again in a minute."),
            retry_after=RETRY_SECONDS,
        ) from None  # fmt: skip


def _rule(file: File) -> str:
    return (file.rule or counting.in_force(file.election_id)).value


def _add(connection: Any, file: File, rule: str, sha256: str, size: int, at: datetime) -> int:
    length = ledger.figures_length(connection) if file.ledger_length is None else file.ledger_length
    return stored.add(connection, stored.NewFile(file.kind.value, file.name, file.election_id, rule, length, sha256, size, at))


def made(file: File, path: Path, at: datetime) -> str:
    """Records a file on the disk that is to be given out later; its SHA-256. `at`: of whoever asked for it, as the process that made it
    has a clock of its own. Raises Problem: busy, and the file is taken away: what is not recorded is never given out, and would look like
    one that somebody put there."""
    sha256 = file_hash.sha256(path)
    size = path.stat().st_size
    try:
        rule = _rule(file)
        _write(lambda connection: _add(connection, file, rule, sha256, size, at))
    except Problem:
        path.unlink(missing_ok=True)
        raise
    return sha256


def hand(actor: Actor, file: File, content: bytes, *, as_made: bool = False) -> bytes:
    """Records that the actor is given these bytes, and returns them; `as_made`: only where they were recorded when they were made.
    Whether the actor may have them is asked by whoever made them. Raises Problem: busy (then nothing is given), conflict (altered)."""
    rule, sha256, at = _rule(file), hashlib.sha256(content).hexdigest(), clock.now()

    def work(connection: Any) -> None:
        if as_made and stored.of_sha256(connection, sha256) is None:
            raise Problem(
                ProblemCode.CONFLICT,
                Message("This file is not the one that was made: it was altered. Make it again, and tell whoever runs this server."),
            )
        number = _add(connection, file, rule, sha256, len(content), at)
        stored.hand(connection, number, stored.Receiver(actor.account_id, actor.role.value, at))

    _write(work)
    return content


def known(sha256: str) -> Known | None:
    """What the log says of a file with this hash; None where no such file was made here."""
    with house.store().read() as connection:
        row = stored.of_sha256(connection, sha256)
        if row is None:
            return None
        line = ledger.entry(connection, "file_made", str(row.made_id))
        handed_n = stored.handed_n(connection, row.made_id)
    return Known(row.name, row.sha256, row.size_bytes, row.made_at, row.ledger_length, 0 if line is None else int(line[0]), handed_n)


def said(path: Path) -> tuple[str, bool]:
    """Of a file that somebody kept, for a shell: a line, and whether it is one of ours as it was made."""
    sha256 = file_hash.sha256(path)
    found = known(sha256)
    if found is not None:
        return (
            f"{path}: as it was made at {found.made_at:%Y-%m-%d %H:%M:%S} UTC as {found.name}, of the first {found.ledger_length} "
            f"entries; entry {found.entry} of the log; handed out {found.handed_n} time(s).\n  SHA-256 {sha256}"
        ), True
    with house.store().read() as connection:
        same = stored.of_name(connection, path.name)
    if same:
        return f"{path}: ALTERED: the file of this name was made with the SHA-256 {same[-1].sha256}, this one has\n  {sha256}", False
    return f"{path}: UNKNOWN: no file of these bytes was made here: it was altered, or it is not ours.\n  SHA-256 {sha256}", False


def findings() -> tuple[int, list[Finding]]:
    """How many kept downloads there are, and those that are not what was recorded when they were made."""
    paths = sorted(folder().glob("*.zip"))
    wrong: list[Finding] = []
    for path in paths:
        sha256 = file_hash.sha256(path)
        with house.store().read() as connection:
            named = [row.sha256 for row in stored.of_name(connection, path.name)]
        if sha256 not in named:
            expected = named[-1] if named else "recorded when it was made"
            wrong.append(Finding(Bearing.CHANGED, f"exports/{path.name}", expected, sha256 if named else "in no row: it was put there"))
    return len(paths), wrong
