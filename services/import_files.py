"""A table with its mapping, and what becomes of it: the same file under the same mapping in the same election is the same import."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid5

from data.formats.table_reports import ROW_NAMES
from data.store import originals, table_imports
from schemas.mapping import AnyMapping
from schemas.person import Actor
from services import house
from services.permissions import Act
from services.turns import Turns

ACTS = {"stations": Act.IMPORT_ELECTION, "official": Act.IMPORT_OFFICIAL, "reports": Act.IMPORT_REPORTS,
        "boundaries": Act.IMPORT_ELECTION}
"""What must be allowed to whoever brings a table of this kind in."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """The bytes of a table with their hash, and the mapping with its own. `returned`: how often a watched file went back to these bytes
    after others had been stored under its name."""

    content: bytes
    mapping: AnyMapping
    returned: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def mapping_sha256(self) -> str:
        return hashlib.sha256(self.mapping.model_dump_json().encode()).hexdigest()

    def import_id(self, election_id: str) -> str:
        """The same file under the same mapping in the same election is the same import; each return to it is another."""
        again = f"|{self.returned}" if self.returned else ""
        return str(uuid5(ROW_NAMES, f"{election_id}|{self.mapping.kind}|{self.sha256}|{self.mapping_sha256}{again}"))


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `added_n` counts stations, figures or reports; `same_n` those that were there already."""

    kind: str
    rows_n: int
    added_n: int
    same_n: int = 0
    changed_n: int = 0
    dropped_n: int = 0
    empty_n: int = 0
    observers_n: int = 0
    totals: tuple[int, ...] = ()
    """Numbers of the sum rows, which were left out."""
    already: bool = False
    turns: Turns = field(default_factory=Turns)
    findings_n: Mapping[str, int] = field(default_factory=dict)
    """How many reports each check asks about."""


def finished(file: TableFile, election_id: str) -> bool:
    """Whether this very file has been imported to its end."""
    with house.store().read() as connection:
        known = table_imports.find(connection, file.import_id(election_id))
    return known is not None and known.finished_at is not None


def keep(file: TableFile) -> None:
    """Keeps the bytes as they came and the mapping they were read by, each under its hash, before anything of them is stored."""
    var = house.store().var
    originals.keep(var, file.content)
    originals.keep(var, file.mapping.model_dump_json().encode())


def opened(file: TableFile, election_id: str, actor: Actor, rows_n: int) -> dict[str, object]:
    """The row that says an import is under way. The original is kept first."""
    keep(file)
    return {
        "import_id": file.import_id(election_id), "election_id": election_id, "kind": file.mapping.kind, "file_sha256": file.sha256,
        "mapping_sha256": file.mapping_sha256, "account_id": actor.account_id, "rows_n": rows_n,
    }
