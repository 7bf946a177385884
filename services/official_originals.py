"""The files that published figures came in, as they came: kept by their hash, handed out to whoever may read the figures."""

from dataclasses import dataclass
from datetime import datetime

from data.store import official, originals
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import house
from services.permissions import Act, require

__all__ = ["Original", "handed", "listed"]

NOT_KEPT = Message("This file is not among those kept for the election.")
WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Original:
    """One file with the publication it is of; `name` is for whoever downloads it."""

    title: str
    publisher: str
    sha256: str
    imported_at: datetime
    name: str


def listed(actor: Actor, election_id: str) -> list[Original]:
    """The kept files of an election's publications, the newest first, each once. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    with house.store().read() as connection:
        rows = official.publications_of(connection, election_id)
    found: dict[str, Original] = {}
    for row in rows:
        path = originals.place(house.store().var, row.sha256)
        if row.sha256 not in found and path.is_file():
            with path.open("rb") as file:
                ending = "xlsx" if file.read(len(WORKBOOK)) == WORKBOOK else "csv"
            found[row.sha256] = Original(row.title, row.publisher, row.sha256, row.imported_at, f"{row.sha256[:16]}.{ending}")
    return list(found.values())


def handed(actor: Actor, election_id: str, sha256: str) -> bytes:
    """The bytes of one of these files. Raises Problem: forbidden, not found (also where the kept bytes are no longer those)."""
    if sha256 not in {each.sha256 for each in listed(actor, election_id)}:
        raise Problem(ProblemCode.NOT_FOUND, NOT_KEPT)
    content = originals.read(house.store().var, sha256)
    if content is None:
        raise Problem(ProblemCode.NOT_FOUND, NOT_KEPT)
    return content
