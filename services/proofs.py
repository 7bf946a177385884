"""Proofs of the evidence log, for whoever holds a receipt: that a report stands in what was signed, and that what was signed later is
only longer. Hashes are given, never what they are the hash of; nothing here is written."""

import asyncio
import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from data.store import checkpoints, handed_files, ledger, ledger_rows
from data.store import proofs as stored
from data.store.store import Store
from schemas import checkpoint, log_receipt, merkle
from schemas.handed_file import PROOF
from schemas.log_receipt import Promise
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Receipt
from schemas.signed_note import BadNote, Signer
from services import evidence_log, house, log_key, reports, throttle
from services.permissions import Act, require
from services.together import Together

FORMAT, CONSISTENCY = "baqylau-receipt-1", "baqylau-consistency-1"
HOURS = 24
CHECKER = Path(__file__).parents[1] / "docs" / "verify.py"
AT_ONCE = 500
"""Checkpoints in one answer."""
NOT_HERE = Message("No report is known under this id and code.")
NOT_MADE = Message("No file of these bytes was made here: it was altered, or it is not ours.")


@dataclass(frozen=True, slots=True)
class Since:
    """`entry`: its number in the log. `checkpoint`: the first that speaks of it, None while there is none; when it was signed."""

    entry: int
    checkpoint: int | None
    signed_at: datetime | None


class About(StrEnum):
    """What the entries of the log speak of, roughly."""

    REPORTS = "reports"
    REVIEW = "review"
    PHOTOS = "photos"
    OFFICIAL = "official"
    CASES = "cases"
    RELEASES = "releases"
    FILES = "files"
    HANDED = "handed"
    SETUP = "setup"


_BEGINS = {
    "report_": About.REPORTS, "review": About.REVIEW, "quarantine": About.REVIEW, "incident": About.REVIEW, "adjudication": About.REVIEW,
    "call_back": About.REVIEW, "station_call": About.REVIEW, "evidence": About.PHOTOS, "official_": About.OFFICIAL, "case_": About.CASES,
    "release_": About.RELEASES, "file_made": About.FILES, "file_handed": About.HANDED,
}  # fmt: skip
"""By the beginning of a kind's name; registry, people, imports and what is not named here are the setup."""


@dataclass(frozen=True, slots=True)
class Hour:
    """`entries_n` were signed when the hour that begins at `at` was over, `new_n` of them since the row before."""

    at: datetime
    entries_n: int
    new_n: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`unsigned_n`: entries that no checkpoint speaks of yet. `newest`: size, root, time and note of the last one. `growth`: of the last
    hours in which something was signed, newest first."""

    entries_n: int
    unsigned_n: int
    checkpoints_n: int
    by_about: Mapping[About, int]
    newest: stored.Signed | None
    key: str
    growth: tuple[Hour, ...] = ()


@dataclass(frozen=True, slots=True)
class PutBack:
    """An older copy that somebody put in the log's place and said why. `entries_n`: those it had; `signed_n`: those that had been signed
    before, None where that note is not kept here."""

    at: datetime
    entries_n: int
    signed_n: int | None
    reason: str


class _Kept:
    """The tree of the open store, 64 bytes an entry, made longer when a proof is asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._tree = merkle.Tree()

    def path(self, size: int, root: str, seq: int | None = None, first: tuple[int, str] | None = None) -> list[str]:
        """The path of entry `seq`, or from the `first` size and root, to this size and root. Raises Problem (conflict) where the
        ledger no longer has a root that was signed: then it was rewritten, and nothing can be proven."""
        store = house.store()
        with self._lock:
            for again in (False, True):
                if again or self._store is not store:
                    self._store, self._tree = store, merkle.Tree()
                if self._holds(store, size, root) and (first is None or self._tree.root(first[0]).hex() == first[1]):
                    found = self._tree.inclusion(seq - 1, size) if seq else self._tree.consistency(first[0] if first else size, size)
                    return [each.hex() for each in found]
        raise Problem(ProblemCode.CONFLICT, Message("The log no longer holds what was signed. Tell whoever runs this server."))

    def _holds(self, store: Store, size: int, root: str) -> bool:
        try:
            if len(self._tree) < size:
                with store.read() as connection:
                    for hashed in checkpoints.leaves(connection, len(self._tree)):
                        self._tree.append(hashed)
            return self._tree.root(size).hex() == root
        except (ValueError, IndexError):
            return False


_kept = _Kept()
leaf_data = ledger.leaf_data
Signed = stored.Signed


def paths(size: int, root: str, seqs: Sequence[int]) -> list[list[str]]:
    """The path of each of these entries to a signed root. Raises Problem (conflict): the ledger no longer has that root."""
    return [_kept.path(size, root, seq) for seq in seqs]


def key() -> str:
    """The public key of the log as one line; to be compared with what was made known elsewhere."""
    return str(log_key.signer().public)


def since(actor: Actor, report_id: str) -> Since | None:
    """Since when the newest revision of a report of one's own, or one that the actor may read, stands in the log; None where it has no
    entry. Raises Problem (not found)."""
    newest = reports.newest(actor, report_id)
    with house.store().read() as connection:
        found = stored.standing(connection, report_id, reports.receipt_code(newest.sha256))
        signed = None if found is None else stored.first_over(connection, found.line[0])
    if found is None:
        return None
    return Since(found.line[0], None if signed is None else signed.number, None if signed is None else signed.signed_at)


def own(actor: Actor, report_id: str) -> bytes:
    """The receipt file of a report's newest revision. Raises Problem: not found, conflict (the log was rewritten)."""
    newest = reports.newest(actor, report_id)
    return _written(document(report_id, reports.receipt_code(newest.sha256)))


def by_code(report_id: str, code: str) -> dict[str, Any]:
    """The same for whoever holds the report's id and the code of its receipt, without signing in: an id is 122 random bits.
    Raises Problem: not found, busy (asked too often), conflict."""
    throttle.check(throttle.PROOFS, report_id)
    return document(report_id, code.replace(" ", "").replace("-", "").upper())


def _signed(signer: Signer, report_id: str, found: stored.Standing) -> str:
    leaf = merkle.leaf_hash(ledger.leaf_data(found.line))
    promise = Promise(report_id, found.revision, found.sha256, int(found.line[0]), leaf, found.received_at)
    return log_receipt.signed(signer, promise)


def _signed_all(receipts: Sequence[Receipt]) -> dict[Receipt, str]:
    """The signed receipts of what was just stored, from the lines that the commit gave back."""
    signer = log_key.signer()
    standing = ((each, stored.Standing(each.revision, each.sha256, each.received_at, each.line)) for each in receipts)
    return {each: _signed(signer, each.report_id, found) for each, found in standing}


_just_stored = Together(_signed_all)


async def signed(receipt: Receipt) -> str:
    """The signed receipt of what a door stored or had stored. Raises Problem: not found."""
    return await (_just_stored.get(receipt) if receipt.line else asyncio.to_thread(signed_again, receipt))


def signed_again(receipt: Receipt) -> str:
    """The same receipt of what was stored before: the same bytes. Raises Problem: not found."""
    with house.store().read() as connection:
        found = stored.standing(connection, receipt.report_id, receipt.code)
    if found is None:
        raise Problem(ProblemCode.NOT_FOUND, NOT_HERE)
    return _signed(log_key.signer(), receipt.report_id, found)


def signed_own(actor: Actor, report_id: str) -> str:
    """The signed receipt of a report's newest revision, to be shown to whoever asks for it. Raises Problem: not found."""
    newest = reports.newest(actor, report_id)
    code = reports.receipt_code(newest.sha256)
    return signed_again(Receipt(report_id, newest.revision, code, newest.received_at, newest.sha256, created=False))


def document(report_id: str, code: str) -> dict[str, Any]:
    """What a receipt file holds. `entry` is the line of the ledger, whose hash is the leaf; `checkpoint` is None while none speaks
    of it. Signed here and now: the same receipt is the same bytes whenever it is asked for (docs/adr/0064)."""
    with house.store().read() as connection:
        found = stored.standing(connection, report_id, code)
        signed = None if found is None else stored.first_over(connection, found.line[0])
    if found is None:
        raise Problem(ProblemCode.NOT_FOUND, NOT_HERE)
    seq = int(found.line[0])
    return {
        "format": FORMAT, "key": key(), "receipt": _signed(log_key.signer(), report_id, found), "code": code,
        "entry": list(found.line),
        "checkpoint": None if signed is None else {"number": signed.number, "note": signed.note},
        "inclusion": [] if signed is None else _kept.path(signed.size, signed.root, seq),
    }  # fmt: skip


def of_file(sha256: str) -> dict[str, Any]:
    """That a file of these bytes was made here: its row (no person in it), salt and entry, and the path to the first checkpoint over it.
    For whoever holds the file, without signing in. Raises Problem: not found (altered, or not ours), busy (asked too often), conflict."""
    throttle.check(throttle.PROOFS, sha256[:64])
    with house.store().read() as connection:
        known = handed_files.of_sha256(connection, sha256.lower())
        line = None if known is None else ledger.entry(connection, "file_made", str(known.made_id))
        if known is None or line is None:
            raise Problem(ProblemCode.NOT_FOUND, NOT_MADE)
        row = ledger_rows.KINDS["file_made"].rebuilt(connection, [str(known.made_id)])[str(known.made_id)]
        signed = stored.first_over(connection, line[0])
    return {
        "format": PROOF, "key": key(), "row": row, "entry": list(line),
        "checkpoint": None if signed is None else {"number": signed.number, "note": signed.note},
        "inclusion": [] if signed is None else _kept.path(signed.size, signed.root, int(line[0])),
    }  # fmt: skip


def _written(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def listed(after: int = 0) -> dict[str, Any]:
    """The checkpoints beyond a size, at most AT_ONCE: `next` is where to go on, None at the end. They say how many entries there
    were and when, to everybody."""
    with house.store().read() as connection:
        rows = stored.after(connection, after, AT_ONCE)
    made = [{"size": row.size, "root": row.root, "signed_at": row.signed_at, "note": row.note} for row in rows]
    return {"key": key(), "checkpoints": made, "next": rows[-1].size if len(rows) == AT_ONCE else None}


def consistency(first: int, second: int) -> dict[str, Any]:
    """That the checkpoint of `second` entries continues the one of `first`. Raises Problem: not found, conflict."""
    with house.store().read() as connection:
        found: Sequence[Any] = [stored.of_size(connection, size) for size in (first, second)]
    if first > second or any(each is None for each in found):
        raise Problem(ProblemCode.NOT_FOUND, Message("There are no two checkpoints of these sizes."))
    older, newer = found
    throttle.check(throttle.PROOFS, f"{first}-{second}")
    path = _kept.path(newer.size, newer.root, first=(older.size, older.root))
    return {"format": CONSISTENCY, "key": key(), "first": older.note, "second": newer.note, "proof": path}


def overview(actor: Actor) -> Overview:
    """What the log holds and what of it is signed. Raises Problem (forbidden)."""
    require(actor, Act.READ_ANALYSIS)
    with house.store().read() as connection:
        length, kinds = ledger.length(connection), stored.kinds(connection)
        newest, hours = stored.newest(connection), stored.growth(connection, HOURS + 1)
    by_about: dict[About, int] = {}
    for kind, found_n in kinds.items():
        about = next((each for begin, each in _BEGINS.items() if kind.startswith(begin)), About.SETUP)
        by_about[about] = by_about.get(about, 0) + found_n
    before = [*(size for _, size in hours[1:]), 0][: len(hours)]
    grown = tuple(Hour(datetime.fromisoformat(f"{at}:00:00+00:00"), size, size - last)
                  for (at, size), last in zip(hours, before, strict=True))[:HOURS]  # fmt: skip
    unsigned_n = length - (0 if newest is None else newest.size)
    return Overview(length, unsigned_n, 0 if newest is None else newest.number, by_about, newest, key(), grown)


def put_back() -> tuple[PutBack, ...]:
    """Every older copy that was put back, newest first: whoever trusts the log has to know. Nothing of anybody's report is in it."""
    with house.store().read() as connection:
        rows = checkpoints.put_back(connection)
    if not rows:
        return ()
    sizes: dict[str, int] = {}
    for note in checkpoint.notes_in(all_notes().decode(errors="replace")):
        with suppress(BadNote):
            sizes[evidence_log.sha256(note)] = checkpoint.read(note, log_key.signer().public).size
    return tuple(PutBack(row.restored_at, row.ledger_length, sizes.get(row.abandoned_sha256), row.reason) for row in rows)


def published() -> stored.Signed | None:
    """The last checkpoint, for everybody: it says how many entries there are, and nothing of any."""
    with house.store().read() as connection:
        return stored.newest(connection)


def all_notes() -> bytes:
    """Every checkpoint as it was signed, one after another: nothing in it is secret."""
    place = evidence_log.place()
    return place.read_bytes() if place.exists() else b""


def checker() -> bytes:
    """The program that holds what we hand out against the log, for whoever has no copy of our source."""
    return CHECKER.read_bytes()
