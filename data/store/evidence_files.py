"""Files of evidence, named by the SHA-256 of what is in them: whole and on the disk before anybody is told that they are there.

`arriving` holds originals until their copies are drawn, `originals` the sealed ones, `copies` what is shown."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

FOLDER = "evidence"
FOR_US_ONLY = 0o700
DRAFT_SUFFIX = ".part"


class Shelf(StrEnum):
    ARRIVING = "arriving"
    ORIGINALS = "originals"
    COPIES = "copies"


class EvidenceFiles:
    """The folder `evidence` below `var`, or another of the same order."""

    def __init__(self, var: Path, folder: str = FOLDER) -> None:
        self.root = var / folder

    def place(self, shelf: Shelf, sha256: str) -> Path:
        """Two characters of the hash are a folder: a hundred thousand photos are 256 folders of four hundred. Raises ValueError for
        what is no hash, so that no name leads out of the folder."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256")
        return self.root / shelf / sha256[:2] / sha256

    def put(self, shelf: Shelf, content: bytes) -> str:
        """Writes the file, unless it is there, and returns its hash after the disk has confirmed file and name. Raises OSError."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.place(shelf, sha256)
        if target.exists():
            return sha256
        self._make_folder(target.parent)
        draft = target.with_name(f"{sha256}.{secrets.token_hex(4)}{DRAFT_SUFFIX}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
        _confirm(target.parent)
        return sha256

    def get(self, shelf: Shelf, sha256: str) -> bytes | None:
        """What is in the file; None where there is none."""
        place = self.place(shelf, sha256)
        return place.read_bytes() if place.is_file() else None

    def remove(self, shelf: Shelf, sha256: str) -> None:
        self.place(shelf, sha256).unlink(missing_ok=True)

    def names(self, shelf: Shelf) -> Iterator[str]:
        """The names of all files of a shelf, sorted; half-written ones are left out."""
        for path in sorted((self.root / shelf).glob("??/*")):
            if not path.name.endswith(DRAFT_SUFFIX):
                yield path.name

    def true_sha256(self, shelf: Shelf, name: str) -> str:
        """The hash of what is in the file now. Raises OSError."""
        with (self.root / shelf / name[:2] / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _make_folder(self, folder: Path) -> None:
        for each in (self.root.parent, self.root, folder.parent, folder):
            if not each.is_dir():
                each.mkdir(mode=FOR_US_ONLY, parents=True, exist_ok=True)
                _confirm(each.parent)


def _confirm(folder: Path) -> None:
    """A name is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
