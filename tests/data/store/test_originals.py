"""Original files under their hash: once each, whole or not there, never taken for something they are no longer."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.store import originals

CONTENT = b"region,number\n1,1\n"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    sha256 = originals.keep(tmp_path, CONTENT)
    assert sha256 == originals.keep(tmp_path, CONTENT) == hashlib.sha256(CONTENT).hexdigest()
    assert originals.read(tmp_path, sha256) == CONTENT
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [originals.place(tmp_path, sha256)]


def test_what_was_changed_on_the_disk_is_not_given_out(tmp_path: Path) -> None:
    sha256 = originals.keep(tmp_path, CONTENT)
    path = originals.place(tmp_path, sha256)
    path.chmod(0o640)
    path.write_bytes(b"region,number\n1,2\n")
    assert originals.read(tmp_path, sha256) is None
    assert originals.read(tmp_path, "0" * 64) is None
