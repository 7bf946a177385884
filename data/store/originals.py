"""Files as they came, each under the hash of its bytes: the same file is kept once, and what is kept is never written again."""

import hashlib
import os
import tempfile
from pathlib import Path

FOLDER = "originals"


def place(var: Path, sha256: str) -> Path:
    """Where a file of this hash is kept: two letters of folder, so that no folder grows without end."""
    return var / FOLDER / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep(var: Path, content: bytes) -> str:
    """The hash under which the bytes are kept. They are on the disk, with their name, before this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = place(var, sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(written).chmod(0o440)
    Path(written).replace(path)
    _sync(path.parent)
    _sync(path.parent.parent)
    return sha256


def read(var: Path, sha256: str) -> bytes | None:
    """The kept bytes; None where there are none, or where they are no longer the ones of this hash."""
    path = place(var, sha256)
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def names(var: Path) -> set[str]:
    """The hashes that the kept files are named by."""
    return {path.name for path in (var / FOLDER).glob("??/*") if len(path.name) == 64}
