"""Tables in: stations, published figures, reports. A file is taken whole or not at all; the same file again adds nothing and says so."""

from pathlib import Path

from pydantic import TypeAdapter

from data.formats import mapping_toml, table_pasted, table_size
from schemas.mapping import AnyMapping, Mapping, OfficialMapping, ReportsMapping, StationsMapping
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import import_meant, import_official, import_reports, import_stations
from services.import_files import ACTS, Imported, TableFile
from services.turns import Turns

_ADAPTER: TypeAdapter[AnyMapping] = TypeAdapter(Mapping)
__all__ = ["ACTS", "KINDS", "content_of", "mapping_of_json", "pasted", "read_mapping", "run", "table_file"]
KINDS = ("stations", "official", "reports")


def read_mapping(content: bytes) -> AnyMapping:
    """The mapping of a TOML file. Raises TableProblem naming every place that is not as it must be."""
    return mapping_toml.read(content)


def pasted(words: str) -> bytes:
    """A table of what was pasted from a page: cells between tabs, or lines of prose with a figure each."""
    return table_pasted.content_of(words)


def content_of(path: Path) -> bytes:
    """A file's bytes; one that is too large is refused by its size, unread. Raises TableProblem."""
    return table_size.content_of(path)


def table_file(path: Path, mapping: AnyMapping) -> TableFile:
    """A file from the disk, refused by its size before it is read. Raises TableProblem (too large)."""
    return TableFile(table_size.content_of(path), mapping)


def mapping_of_json(content: bytes) -> AnyMapping:
    """A mapping that was kept with its table."""
    made: AnyMapping = _ADAPTER.validate_json(content)
    return made


def run(actor: Actor, kind: str, election_id: str, file: TableFile, turns: Turns | None = None) -> Imported:
    """Imports a table. Raises TableProblem naming rows and columns, Problem (forbidden, not found, another kind of mapping)."""
    mapping, turns = file.mapping, turns or Turns()
    if mapping.kind != kind:
        raise Problem(
            ProblemCode.IMPOSSIBLE, Message("The mapping is for another kind of table: {found} instead of {expected}."),
            values={"found": mapping.kind, "expected": kind},
        )
    with import_meant.explained(election_id):
        if isinstance(mapping, StationsMapping):
            return import_stations.run(actor, election_id, file, mapping, turns)
        if isinstance(mapping, OfficialMapping):
            return import_official.run(actor, election_id, file, mapping, turns)
        assert isinstance(mapping, ReportsMapping)
        return import_reports.run(actor, election_id, file, mapping, turns)
