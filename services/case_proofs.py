"""Where the rows of a case stand in the signed log: each entry's leaf, and its path to the first checkpoint that speaks of all of them.

The first one over the rows, not the newest: the files of a case stay the same bytes however the log grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.store import proofs as stored
from data.store.cases import LedgerRow
from data.store.tables import written
from locales import number, text
from schemas import merkle
from schemas.election import Election
from services import house, proofs
from services.case_sentences import moment

FORMAT = "baqylau-case-proofs-1"
FILE = "proofs.json"


@dataclass(frozen=True, slots=True)
class Leaf:
    """`seq`: the entry's number; its leaf is the one before, counted from 0. `line`: the entry as it is hashed."""

    seq: int
    line: tuple[int | str, ...]
    leaf: bytes
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """The rows of a case under one checkpoint. `number`: how many checkpoints there were with it."""

    key: str
    number: int
    size: int
    root: str
    note: str
    signed_at: datetime
    leaves: tuple[Leaf, ...]

    def written(self) -> dict[str, Any]:
        """For the bundle: what docs/verify.py checks without us."""
        return {
            "format": FORMAT, "key": self.key, "checkpoint": {"number": self.number, "note": self.note},
            "entries": [{"entry": list(each.line), "leaf": each.leaf.hex(), "inclusion": list(each.path)} for each in self.leaves],
        }  # fmt: skip


def line(row: LedgerRow) -> tuple[int | str, ...]:
    """The row's line of the ledger, in the order of the table's columns."""
    return (row.seq, row.kind, row.subject, row.sha256, row.salt, written(row.recorded_at))


def of(rows: Sequence[LedgerRow]) -> Proven | None:
    """The proofs of these rows; None while no checkpoint speaks of the last of them. Raises Problem (conflict): the log was rewritten."""
    newest = max((row.seq for row in rows), default=0)
    with house.store().read() as connection:
        signed = stored.first_over(connection, newest) if newest else None
    if signed is None:
        return None
    paths = proofs.paths(signed.size, signed.root, [row.seq for row in rows])
    leaves = tuple(
        Leaf(row.seq, line(row), merkle.leaf_hash(proofs.leaf_data(line(row))), tuple(path)) for row, path in zip(rows, paths, strict=True)
    )
    return Proven(proofs.key(), signed.number, signed.size, signed.root, signed.note, signed.signed_at, leaves)


def identity(found: Proven | None) -> str:
    """What the code on the first page says of the log: the size and root of the checkpoint; nothing while there is none."""
    return f":log:{found.size}:{found.root}" if found else ""


def sentences(found: Proven | None, election: Election) -> list[str]:
    """What the printed file says of it, a line each, in the language in use."""
    if found is None:
        return [text("The log has not signed all of these rows yet. Fetch this file again after a minute: then it holds the proof.")]
    return [
        text(
            "All of these rows stand in checkpoint {n} of the log ({size} entries, signed {moment}). Its root:",
            n=number(found.number), size=number(found.size), moment=moment(election, found.signed_at),
        ),
        found.root,
        text("The key that signed it:"),
        found.key,
        text(
            "An entry’s number is its place in the log. proofs.json in the bundle holds each entry’s path to this root; verify.py checks "
            "them without this organisation. The code on the first page holds the root too."
        ),
    ]  # fmt: skip
