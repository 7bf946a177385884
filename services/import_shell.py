"""Tables brought in by somebody at a shell: what is done with a file, and what is said about it."""

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from locales import text
from schemas.person import Actor
from services import (
    boundaries,
    import_headings,
    import_job,
    import_preview,
    import_told,
    import_watch,
    import_words,
    imports,
    opening,
    registry,
)
from services.import_files import TableFile


def begin() -> None:
    """Opens the database; what is read from now on steps back behind the server."""
    opening.begin()
    import_job.step_back()


def bring(
    actor: Actor, kind: str, election_id: str, content: bytes, mapping: bytes | None, said: Mapping[str, str], *, only_look: bool = False
) -> Iterator[str]:
    """All of a table or nothing; the same table again adds nothing and says so. Without a mapping, by headings that leave no doubt. What it
    changes and what the checks say is said like on the page; `only_look`: nothing is stored. Raises TableProblem, Problem (forbidden, not
    found)."""
    words, unused = import_headings.Said(**said), tuple[str, ...]()
    if mapping is not None:
        made = import_headings.completed(imports.read_mapping(mapping), election_id, words)
    else:
        made, unused = import_headings.mapping_of(kind, election_id, content, words)
    file, election = TableFile(content, made), registry.election(election_id)
    seen = import_preview.look(actor, election_id, file)
    if only_look and seen.refusal is None:
        yield from import_told.counts(seen)
    else:
        # A table that is refused is refused here too, with every place.
        yield from import_words.done(imports.run(actor, kind, election_id, file))
    yield from import_told.of(seen, election)
    if mapping is None:
        yield from import_words.understood(made)
    if unused:
        yield text("Columns that are not used: {names}", names=", ".join(unused))


def watch(
    actor: Actor, election_id: str, folder: Path, mapping: bytes | None, interval: int, said: Mapping[str, str], say: Callable[[str], None]
) -> bool:
    """Looks at the folder once (`interval` 0), or again and again until it is stopped; whether every file of the one look was taken."""
    words = import_headings.Said(**said)
    while True:
        found = list(import_watch.look(actor, election_id, folder, mapping, words))
        for sentence in (sentence for each in found for sentence in each.sentences):
            say(sentence)
        if not any(each.is_new for each in found):
            say(text("Nothing new: {n} files as before.", n=len(found)))
        if not interval:
            return not any(each.refused for each in found)
        threading.Event().wait(interval)


def draw(actor: Actor, election_id: str, file: Path, attribution: str) -> str:
    """Keeps the boundaries of a GeoJSON file. Raises TableProblem, Problem (forbidden, not found)."""
    found, already = boundaries.bring(actor, election_id, boundaries.content_of(file), attribution)
    if already:
        return text("These boundaries are drawn already. Nothing was added.")
    return text("The boundaries of {n} regions are stored. Under every map stands: {attribution}", n=len(found.regions),
                attribution=found.attribution)  # fmt: skip
