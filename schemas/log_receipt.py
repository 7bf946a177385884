"""A signed receipt: what the log's key says of one report, a promise that can be held against every later checkpoint.

    <name of the log>
    receipt
    <report id>
    <revision>
    <SHA-256 of the payload, hexadecimal>
    <number of the ledger's entry, from 1 on>
    <hash of the entry's leaf, hexadecimal>
    <received at, ISO 8601>

    — <name of the log> <base64 of key id and signature>

The word in its first line keeps it from being taken for a checkpoint, whose first line is a number."""

from dataclasses import dataclass
from datetime import datetime

from schemas.signed_note import BadNote, PublicKey, Signer, opened

WORD = "receipt"


@dataclass(frozen=True, slots=True)
class Promise:
    """`seq`: the entry's number; its leaf is the one before, counted from 0. `leaf`: 32 bytes."""

    report_id: str
    revision: int
    sha256: str
    seq: int
    leaf: bytes
    received_at: datetime


def signed(signer: Signer, promise: Promise) -> str:
    """The same promise gives the same bytes: it may be signed when it is asked for."""
    return signer.sign([WORD, promise.report_id, str(promise.revision), promise.sha256, str(promise.seq), promise.leaf.hex(),
                        promise.received_at.isoformat()])


def read(note: str, key: PublicKey) -> Promise:
    """Raises BadNote where it is no receipt, or not signed by this key."""
    lines = opened(note, key)
    try:
        word, report_id, revision, sha256, seq, leaf, received_at = lines
        if word != WORD:
            raise ValueError(word)
        return Promise(report_id, int(revision), sha256, int(seq), bytes.fromhex(leaf), datetime.fromisoformat(received_at))
    except ValueError:
        raise BadNote("this note is not a receipt") from None
