"""The files of evidence beside copies of the database: what a copy speaks of is there, and comes back with it.

All copies in one folder share `backup-evidence`: files are named by their hash and never change, so each copy adds what is new."""

import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, create_engine, inspect
from sqlalchemy.pool import StaticPool

from data.store import evidence
from data.store.backup import insert_lines
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.tables_evidence import evidence as photo
from data.store.tables_evidence import evidence_change, evidence_copy

FOLDER = "backup-evidence"
TABLES = (photo, evidence_copy, evidence_change)
Name = tuple[Shelf, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """`files_n` files stand beside the copy, `added_n` of them new; `lost` names what the copy speaks of and neither place holds whole."""

    files_n: int
    added_n: int
    lost: tuple[str, ...]


def beside(copy: Path) -> EvidenceFiles:
    return EvidenceFiles(copy.absolute().parent, FOLDER)


def records(copy: Path) -> Sequence[Row[Any]]:
    """Every photo that a checked copy speaks of; none where it is older than photos are."""
    if zipfile.is_zipfile(copy):
        engine = create_engine("sqlite://", poolclass=StaticPool)
    else:
        opened = f"file:{copy}?mode=ro&immutable=1"
        engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: sqlite3.connect(opened, uri=True))
    try:
        with engine.connect() as connection:
            if zipfile.is_zipfile(copy):
                photo.metadata.create_all(connection, tables=TABLES)
                with zipfile.ZipFile(copy) as file:
                    for table in TABLES:
                        if f"{table.name}.jsonl" in file.namelist():
                            with file.open(f"{table.name}.jsonl") as lines:
                                insert_lines(connection, table, lines)
            return evidence.kept(connection) if inspect(connection).has_table(photo.name) else ()
    finally:
        engine.dispose()


def keep_arriving(ours: EvidenceFiles, theirs: EvidenceFiles) -> None:
    """Before the database is copied: what is being drawn may be drawn, and gone from here, by the time the copy asks for it."""
    for name in ours.names(Shelf.ARRIVING):
        _carry(ours, theirs, (Shelf.ARRIVING, name))


def keep(copy: Path, ours: EvidenceFiles, theirs: EvidenceFiles) -> Kept:
    """Everything that the copy speaks of, put beside it. An original still in plain, and the pictures of a photo that its author took
    away, stay beside no copy longer than here. Raises OSError."""
    known = records(copy)
    wanted = sorted({name for row in known for name in evidence.files_of(row)})
    added = [name for name in wanted if not theirs.place(*name).is_file() and _carry(ours, theirs, name)]
    for shelf, name in _given_up(known) - set(wanted):
        theirs.remove(shelf, name)
    lost = _named(name for name in wanted if not theirs.place(*name).is_file())
    return Kept(len(wanted) - len(lost), len(added), lost)


def _given_up(known: Sequence[Row[Any]]) -> set[Name]:
    taken_away = [row for row in known if row.is_withdrawn and row.viewer_sha256]
    return {(Shelf.ARRIVING, row.sha256) for row in known} | {
        (Shelf.COPIES, name) for row in taken_away for name in (row.viewer_sha256, row.thumb_sha256)
    }


def put_back(copy: Path, ours: EvidenceFiles, theirs: EvidenceFiles, *, only_look: bool) -> tuple[str, ...]:
    """Everything that the copy speaks of, put where the server looks for it; a file there that is not what its name says gives way.
    Returns what neither place holds whole; with `only_look` nothing is written. Raises OSError."""
    wanted = sorted({name for row in records(copy) for name in evidence.files_of(row)})
    lost = []
    for name in wanted:
        if _is_whole(ours, name):
            continue
        if not _is_whole(theirs, name):
            lost.append(name)
        elif not only_look:
            ours.remove(*name)
            _carry(theirs, ours, name)
    return _named(lost)


def _is_whole(files: EvidenceFiles, name: Name) -> bool:
    return files.place(*name).is_file() and files.true_sha256(*name) == name[1]


def _carry(source: EvidenceFiles, target: EvidenceFiles, name: Name) -> bool:
    """One file, unless its bytes are no longer what its name says, or it is gone."""
    try:
        if not _is_whole(source, name):
            return False
        content = source.get(*name)
    except FileNotFoundError:
        return False
    return content is not None and target.put(name[0], content) == name[1]


def _named(names: "Iterator[Name] | list[Name]") -> tuple[str, ...]:
    return tuple(f"{shelf}/{name}" for shelf, name in names)
