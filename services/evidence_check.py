"""Whether every file of evidence is there and is what its name says: the hash of each is computed again."""

from dataclasses import dataclass

from data.store import evidence as stored
from data.store.evidence_files import EvidenceFiles, Shelf
from schemas.person import Actor
from services import house
from services.permissions import Act, require


@dataclass(frozen=True, slots=True)
class Check:
    """`missing` and `changed` name files as `shelf/hash`, sorted; `files_n` is how many were read."""

    files_n: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.changed


def check(actor: Actor) -> Check:
    """Reads every file of the store. Raises Problem (forbidden), OSError where one cannot be read."""
    require(actor, Act.MANAGE_PEOPLE)
    files = EvidenceFiles(house.store().var)
    with house.store().read() as connection:
        wanted = {f"{shelf}/{name}" for row in stored.kept(connection) for shelf, name in stored.files_of(row)}
    found = [(shelf, name) for shelf in Shelf for name in files.names(shelf)]
    changed = sorted(f"{shelf}/{name}" for shelf, name in found if files.true_sha256(shelf, name) != name)
    return Check(len(found), tuple(sorted(wanted - {f"{shelf}/{name}" for shelf, name in found})), tuple(changed))

