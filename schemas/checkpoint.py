"""A checkpoint: what the log's key says of the log at one size (C2SP tlog-checkpoint). Two of them can be held against each other."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from schemas.signed_note import MARK, BadNote, PublicKey, Signer, opened


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` leaves have this root; said at `signed_at`."""

    size: int
    root: bytes
    signed_at: datetime


def signed(signer: Signer, made: Checkpoint) -> str:
    """Name, size, root, time; the time is a line that other programs pass over."""
    return signer.sign([str(made.size), base64.b64encode(made.root).decode(), made.signed_at.isoformat()])


def read(note: str, key: PublicKey) -> Checkpoint:
    """Raises BadNote where it is no checkpoint, or not signed by this key."""
    lines = opened(note, key)
    try:
        size, root, signed_at = lines[:3]
        return Checkpoint(int(size), base64.b64decode(root, validate=True), datetime.fromisoformat(signed_at))
    except (ValueError, binascii.Error):
        raise BadNote("this note is not a checkpoint") from None


def is_whole(note: str) -> bool:
    """Whether something stands where the signature must be; that it is one, only `read` can say."""
    return note.endswith("\n") and note.splitlines()[-1].startswith(MARK)


def notes_in(text: str) -> list[str]:
    """The notes of a file to which each was appended as it was made. A rest that is no whole note comes last, as it stands."""
    notes: list[str] = []
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.startswith(MARK):
            notes.append("".join(lines))
            lines = []
    return [*notes, "".join(lines)] if lines else notes
