"""Whether everything that is stored is what was signed: rows against the ledger, the ledger against every checkpoint, what pages read
quickly against the rows, files against their hashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from data.store import checkpoints, head_check, ledger_check, originals, triggers
from data.store.every_table import APPEND_ONLY
from data.store.ledger_check import Bearing, Counts, Finding
from schemas import checkpoint, merkle
from schemas.person import Actor
from schemas.signed_note import BadNote, PublicKey, is_exact, key_id_of
from services import evidence_check, evidence_log, handed_files, house, log_key
from services.permissions import Act, require

ANOTHER_ROOT = "another root: entries were changed, added or taken away"


@dataclass(frozen=True, slots=True)
class Check:
    """`unsigned_n`: entries that no checkpoint speaks of yet. `files_n`: photos, imported files and kept downloads that were read."""

    entries_n: int
    unsigned_n: int
    checkpoints_n: int
    files_n: int
    counts: Counts
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> tuple[Finding, ...]:
        """The findings that alter a value; the others have no effect on one."""
        return tuple(finding for finding in self.findings if finding.bearing is Bearing.CHANGED)

    def sentences(self, most: int) -> Iterator[str]:
        """The first findings, then what was read and, where that is so, that no value was changed: lines for a shell."""
        for each in self.findings[:most]:
            yield f"{each.bearing}: {each.place}\n  expected  {each.expected}\n  found     {each.found}"
        counts, idle_n = self.counts, len(self.findings)
        yield (f"{self.entries_n} ledger entries: {counts.rebuilt_n} rebuilt from their rows, {counts.replaced_n} of a state that a newer "
               f"one replaced, {counts.events_n} of what happened; {self.unsigned_n} not signed yet.")
        if counts.adopted_at:
            yield (f"{counts.earlier_n} of an earlier version, which recorded less; all that was stored until then is covered since entry "
                   f"{counts.adopted_at}.")
        yield f"{self.checkpoints_n} checkpoint(s), {self.files_n} file(s) read."
        if not self.changed:
            yield f"No value was changed.{f' {idle_n} thing(s) are not as they were left, without effect on a value.' if idle_n else ''}"


def check(actor: Actor) -> Check:
    """Reads everything once; nothing is written. Raises Problem (forbidden), OSError where a file cannot be read."""
    require(actor, Act.MANAGE_PEOPLE)
    store, place = house.store(), evidence_log.place()
    files_n, files = _files(actor)
    notes = checkpoint.notes_in(place.read_text(encoding="utf-8", errors="replace")) if place.exists() else []
    with store.read() as connection:
        found = database(connection, log_key.signer().public, notes)
    return Check(found.entries_n, found.unsigned_n, found.checkpoints_n, files_n, found.counts, (*found.findings, *files))


def database(connection: Any, key: PublicKey, notes: Sequence[str]) -> Check:
    """The part of `check` that needs only an open database, the key, and the notes of the file of checkpoints."""
    rows = ledger_check.check(connection)
    tree, broken = _tree(connection)
    kept = checkpoints.every(connection)
    findings = [*rows.findings, *broken, *head_check.check(connection)]
    for row in kept:
        findings.extend(_signed(row, tree, key))
    findings.extend(_noted(connection, notes, [row["note"] for row in kept], tree, key))
    for table in triggers.unguarded(connection, [table.name for table in APPEND_ONLY]):
        findings.append(Finding(Bearing.NO_EFFECT, table, "guarded against changes", "its triggers are gone"))
    signed_n = max((row["size"] for row in kept if isinstance(row["size"], int)), default=0)
    return Check(len(tree), max(0, len(tree) - signed_n), len(kept), 0, rows.counts, tuple(findings))


def _tree(connection: Any) -> tuple[merkle.Tree, list[Finding]]:
    """The tree as far as the ledger has no gap, and what is wrong with the rest."""
    tree = merkle.Tree()
    try:
        for hashed in checkpoints.leaves(connection, 0):
            tree.append(hashed)
    except (TypeError, ValueError) as error:
        return tree, [Finding(Bearing.CHANGED, f"ledger {len(tree) + 1}", "an entry after the one before", str(error))]
    lines_n = checkpoints.lines(connection)
    if lines_n != len(tree):
        return tree, [Finding(Bearing.CHANGED, "ledger", f"{len(tree)} entries from 1 on", f"{lines_n}: some stand before the first")]
    return tree, []


def _agrees(tree: merkle.Tree, size: int, root: bytes) -> bool:
    return size <= len(tree) and tree.root(size) == root


def _signed(row: Any, tree: merkle.Tree, key: PublicKey) -> Iterator[Finding]:
    place = f"checkpoint {row['size']}"
    try:
        said = checkpoint.read(row["note"], key)
        wanted = {"size": said.size, "root": said.root.hex(), "key_id": key_id_of(row["note"]), "signed_at": said.signed_at}
    except BadNote as error:
        yield Finding(Bearing.CHANGED, place, f"a note signed by {key.name}", str(error))
        return
    if not is_exact(row["note"]):
        yield Finding(Bearing.CHANGED, place, "the note as it was signed", "other spaces or ends of lines")
    for name, value in wanted.items():
        if checkpoints.as_stored(value) != row[name]:
            yield Finding(Bearing.CHANGED, place, f"{name} {checkpoints.as_stored(value)}", str(row[name]))
    if not _agrees(tree, said.size, said.root):
        yield Finding(Bearing.CHANGED, f"ledger 1-{said.size}", f"root {said.root.hex()}, signed at {said.signed_at}", ANOTHER_ROOT)


def _noted(connection: Any, notes: Sequence[str], kept: Sequence[str], tree: merkle.Tree, key: PublicKey) -> Iterator[Finding]:
    """The notes of the file; those that were given up when an older copy was put back do not count."""
    given_up = _given_up(connection, notes)
    for number, note in enumerate(notes, 1):
        place = f"log/checkpoints, note {number}"
        if not checkpoint.is_whole(note):
            yield Finding(Bearing.NO_EFFECT, place, "a whole note", "the beginning of one: the machine stopped, or it was cut off")
            continue
        try:
            said = checkpoint.read(note, key)
        except BadNote as error:
            yield Finding(Bearing.CHANGED, place, f"a note signed by {key.name}", str(error))
            continue
        if note in kept or said.size > given_up.get(number, said.size):
            continue
        if _agrees(tree, said.size, said.root):
            yield Finding(Bearing.NO_EFFECT, place, "also in the table checkpoint", "only in the file; its root is the ledger's")
        else:
            yield Finding(Bearing.CHANGED, f"ledger 1-{said.size}", f"root {said.root.hex()} in {place}", ANOTHER_ROOT)
    if lost := len(set(kept) - set(notes)):
        yield Finding(Bearing.NO_EFFECT, "log/checkpoints", "every checkpoint of the table", f"{lost} of them missing")


def _given_up(connection: Any, notes: Sequence[str]) -> dict[int, int]:
    """For each note of the file up to one that was given up: the length of the copy that was put back."""
    hashes = [evidence_log.sha256(note) for note in notes]
    found: dict[int, int] = {}
    for abandoned, length in checkpoints.restorations(connection):
        if abandoned in hashes:
            found.update(dict.fromkeys(range(1, hashes.index(abandoned) + 2), length))
    return found


def _files(actor: Actor) -> tuple[int, list[Finding]]:
    photos = evidence_check.check(actor)
    var = house.store().var
    with house.store().read() as connection:
        wanted = checkpoints.imported_files(connection)
    names = originals.names(var)
    findings = [Finding(Bearing.CHANGED, f"evidence/{name}", name.partition("/")[2], "no file") for name in photos.missing]
    findings += [Finding(Bearing.CHANGED, f"evidence/{name}", name.partition("/")[2], "other bytes") for name in photos.changed]
    findings += [
        Finding(Bearing.CHANGED, f"originals/{name}", name, "other bytes" if name in names else "no file")
        for name in sorted(wanted | names)
        if originals.read(var, name) is None
    ]
    kept_n, kept = handed_files.findings()
    return photos.files_n + len(names) + kept_n, [*findings, *kept]
