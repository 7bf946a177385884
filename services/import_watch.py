"""Files that a person or a scheduled job saves from the commission's pages: each new content is a snapshot in the ledger, imported as a
version of its publication, and what changed since the last is said figure by figure."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from data.formats import table_size
from data.store import originals, snapshots
from locales import text
from schemas.election import Election
from schemas.mapping import AnyMapping
from schemas.person import Actor
from schemas.problem import Problem
from schemas.table_problem import TableProblem
from services import clock, house, import_headings, import_preview, import_told, import_words, imports, registry
from services.import_files import TableFile
from services.import_headings import Said
from services.permissions import Act, require

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".zip")
STORED, REFUSED = "stored", "refused"
NO_MAPPING = "-"
"""In the place of a mapping's hash where the headings were to say it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one file: `sentences` for whoever watches, none where nothing is new."""

    name: str
    is_new: bool
    sentences: tuple[str, ...] = ()
    refused: bool = False


def files(folder: Path) -> list[Path]:
    """The tables in a folder, by name; hidden ones and those that are still being written are left out."""
    return sorted(each for each in folder.iterdir()
                  if each.is_file() and not each.name.startswith((".", "~")) and each.suffix.lower() in ENDINGS)


def _mapping(path: Path, given: bytes | None) -> bytes | None:
    """The mapping of a file: the one beside it of the same name, else the one given, else `mapping.toml` of the folder."""
    for beside in (path.with_suffix(".toml"), None if given is not None else path.with_name("mapping.toml")):
        if beside is not None and beside.is_file():
            return beside.read_bytes()
    return given


def _said(said: Said, path: Path, election: Election) -> Said:
    """A file's name is its title where none is given, and the time it was saved the time it was retrieved."""
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    return replace(said, title=said.title or path.stem, retrieved=said.retrieved or saved)


def _read(path: Path, content: bytes, given: bytes | None, election: Election, said: Said) -> AnyMapping:
    if given is not None:
        # A mapping of a whole folder has one title; the file's name keeps its publications apart.
        return import_headings.completed(imports.read_mapping(given), election.election_id, replace(said, title=""))
    return import_headings.mapping_of("official", election.election_id, content, said)[0]


def look(actor: Actor, election_id: str, folder: Path, given: bytes | None, said: Said) -> Iterator[Watched]:
    """Every file of a folder once. Raises Problem (forbidden, not found); a file that is refused says why and hinders no other."""
    require(actor, Act.IMPORT_OFFICIAL, election_id=election_id)
    election = registry.election(election_id)
    for path in files(folder):
        yield _one(actor, election, path, _mapping(path, given), said)


def _one(actor: Actor, election: Election, path: Path, given: bytes | None, said: Said) -> Watched:
    try:
        content = table_size.content_of(path)
    except TableProblem as problem:
        return Watched(path.name, True, tuple(import_words.refusal(problem)), refused=True)
    sha256 = hashlib.sha256(content).hexdigest()
    mapping_sha256 = hashlib.sha256(given).hexdigest() if given is not None else NO_MAPPING
    with house.store().read() as connection:
        last = snapshots.latest(connection, election.election_id, path.name)
        states = snapshots.stored_states(connection, election.election_id, path.name)
    if last is not None and (last.sha256, last.mapping_sha256) == (sha256, mapping_sha256):
        return Watched(path.name, False)
    if states and states[-1] == (sha256, mapping_sha256):
        # What came in between was refused: the figures of this content stand, and nothing is stored a second time.
        sentences, outcome = [text("This table was imported before. Nothing was added.")], STORED
    else:
        sentences, outcome = _taken(actor, election, path, content, given, _said(said, path, election), _returns(sha256, states))
    originals.keep(house.store().var, content)
    row = {"election_id": election.election_id, "name": path.name[:200], "sha256": sha256, "mapping_sha256": mapping_sha256,
           "size": len(content), "outcome": outcome}
    now = clock.now()
    house.store().write(lambda connection: snapshots.add(connection, row, now))
    since = text("New here.") if last is None else text("Changed since {time} UTC.", time=f"{last.seen_at:%Y-%m-%d %H:%M}")
    head = text("{name}: {since} Snapshot {hash} is in the ledger.", name=path.name, since=since, hash=sha256[:16])
    return Watched(path.name, True, (head, *sentences), refused=outcome == REFUSED)


def _returns(sha256: str, states: Sequence[tuple[str, str]]) -> int:
    """How often this content was the state of the file before and another one is now; 0 where it is new or still stands."""
    hashes = [each for each, _ in groupby(stored for stored, _ in states)]
    return hashes.count(sha256) - (hashes[-1:] == [sha256])


def _taken(
    actor: Actor, election: Election, path: Path, content: bytes, given: bytes | None, said: Said, returned: int
) -> tuple[list[str], str]:
    try:
        file = TableFile(content, _read(path, content, given, election, said), returned)
        preview = import_preview.look(actor, election.election_id, file)
        done = imports.run(actor, "official", election.election_id, file)
    except TableProblem as problem:
        return list(import_words.refusal(problem)), REFUSED
    except Problem as problem:
        return [text(problem.message, None, **problem.values)], REFUSED
    back = [text("The content is one that was seen before: a state of its own.")] if returned else []
    return [*back, *import_words.done(done), *import_told.of(preview, election)], STORED
