"""A table of published results becomes official figures with their source."""

from collections.abc import Sequence
from typing import Any

from data.formats import table_official
from data.formats.table_official import OfficialTable
from data.store import official, table_figures, table_imports
from schemas.election import Election
from schemas.mapping import OfficialMapping
from schemas.message import Message
from schemas.official import OfficialSource
from schemas.person import Actor
from schemas.problem import ProblemCode
from schemas.table_problem import TableProblem
from services import clock, house, registry
from services.import_files import Imported, TableFile, finished, opened
from services.permissions import Act, require
from services.turns import Turns

SAME_SOURCE = Message("The same file is stored already as “{title}”, by another mapping. Another part of it needs a title of its own.")


def _superseding(rows: list[dict[str, Any]], election_id: str, earlier: Sequence[int]) -> list[dict[str, Any]]:
    """Each figure with the one of an earlier publication that it stands in for."""
    with house.store().read() as connection:
        standing = official.standing(connection, election_id, earlier, sorted({row["unit_id"] for row in rows}))
    known = [standing.get(tuple(row[name] for name in official.KEY)) for row in rows]
    return [{**row, "supersedes_id": before.figure_id if before else None} for row, before in zip(rows, known, strict=True)]


class _Ready:
    """Figures made ready before their turn, each part under the ids that follow those of the part before."""

    def __init__(self, found: OfficialTable, mapping: OfficialMapping, election: Election, source_id: int, earlier: Sequence[int]) -> None:
        self.found, self.mapping, self.election, self.source_id, self.earlier = found, mapping, election, source_id, earlier
        with house.store().read() as connection:
            self.first = table_figures.next_id(connection)

    def __call__(self, some: Sequence[int]) -> table_figures.Figures:
        rows = table_official.figure_rows(self.found, self.mapping, self.election, self.source_id, some)
        made = table_figures.made_ready(self.first, _superseding(rows, self.election.election_id, self.earlier) if self.earlier else rows)
        self.first = made.following
        return made


def run(actor: Actor, election_id: str, file: TableFile, mapping: OfficialMapping, turns: Turns) -> Imported:
    """Adds every figure of a publication. They are stored in turns and seen when the source's own row follows at the end; a run that
    was broken off goes on where it stopped. Raises TableProblem, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_OFFICIAL, election_id=election_id)
    election = registry.election(election_id)
    source = OfficialSource(**mapping.source.model_dump(exclude={"corrects"}), sha256=file.sha256)
    if finished(file, election_id):
        return Imported("official", 0, 0, already=True)
    with house.store().read() as connection:
        if not file.returned and table_imports.has_source(connection, source):
            raise TableProblem(SAME_SOURCE, values={"title": source.title}, code=ProblemCode.CONFLICT)
        stations, units = table_imports.station_ids(connection, election_id), table_imports.unit_ids(connection, election_id)
        earlier = official.earlier_sources(connection, election_id, source.publisher, source.title, mapping.source.corrects)
    found = table_official.read(file.content, mapping, election, stations, units)
    now = clock.now()
    row = opened(file, election_id, actor, len(found.units))
    under = house.store().write(lambda connection: table_imports.begin(connection, row, now, with_source=True))
    source_id = under.source_id
    assert source_id is not None

    turns.each(
        range(under.stored_n, len(found)),
        lambda connection, some: table_figures.add(connection, under.import_id, some, now),
        _Ready(found, mapping, election, source_id, earlier),
    )
    turns.once(lambda connection: table_imports.publish(connection, under, source, now))
    return Imported("official", len(found.units), len(found), empty_n=found.empty_n, totals=found.totals, turns=turns)
