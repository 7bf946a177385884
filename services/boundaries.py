"""Boundaries of an election's regions, from a GeoJSON file of the group. Without one, the tile grid stands alone."""

from pathlib import Path
from typing import Any
from uuid import uuid5

from data.formats import geojson
from data.formats.table_reports import ROW_NAMES
from data.store import elections, originals, table_imports
from schemas.boundaries import Boundaries, BoundariesMapping
from schemas.person import Actor
from schemas.unit import UnitLevel
from services import clock, house, reading, registry
from services.permissions import Act, require

KIND = "boundaries"


def read(election_id: str, content: bytes, attribution: str) -> Boundaries:
    """A file read against the registry; nothing is stored. Raises TableProblem."""
    with house.store().read() as connection:
        regions = [each for each in elections.units(connection, election_id) if each.level is UnitLevel.REGION]
        at_home = table_imports.regions_at_home(connection, election_id)
    names = {each.unit_id: (each.name.en, each.name.ru or "", each.name.kk or "") for each in regions}
    needed = [code for code in names if code in at_home or not at_home]
    return geojson.read(content, names, needed, attribution)


def look(actor: Actor, election_id: str, content: bytes, attribution: str = "") -> Boundaries:
    """A file as it would be drawn, without keeping it. Raises TableProblem, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_ELECTION, election_id=election_id)
    registry.election(election_id)
    return read(election_id, content, attribution)


def content_of(path: Path) -> bytes:
    """A file's bytes; one that is too large is refused by its size, unread. Raises TableProblem."""
    geojson.check_size(path.stat().st_size)
    return path.read_bytes()


def bring(actor: Actor, election_id: str, content: bytes, attribution: str = "") -> tuple[Boundaries, bool]:
    """Keeps a file of boundaries; from now on they are drawn beside the tile grid. The second value: whether this very file is drawn
    already. Raises TableProblem naming what is wrong with it, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_ELECTION, election_id=election_id)
    registry.election(election_id)
    found = read(election_id, content, attribution)
    var, mapping = house.store().var, BoundariesMapping(attribution=found.attribution).model_dump_json().encode()
    with house.store().read() as connection:
        before = table_imports.newest_of_kind(connection, election_id, KIND)
        earlier_n = table_imports.count_of_kind(connection, election_id, KIND)
    file_sha256, mapping_sha256 = originals.keep(var, content), originals.keep(var, mapping)
    if before == (file_sha256, mapping_sha256):
        return found, True
    now, name = clock.now(), str(uuid5(ROW_NAMES, f"{election_id}|{KIND}|{file_sha256}|{mapping_sha256}|{earlier_n}"))
    row = {"import_id": name, "election_id": election_id, "kind": KIND, "file_sha256": file_sha256, "mapping_sha256": mapping_sha256,
           "account_id": actor.account_id, "rows_n": len(found.regions)}  # fmt: skip

    def work(connection: Any) -> None:
        table_imports.begin(connection, row, now)
        table_imports.finish(connection, name, now)

    house.store().write(work)
    reading.look_again()
    reading.let_go(KIND, election_id)
    return found, False


def of(election_id: str) -> Boundaries | None:
    """The boundaries that stand; None where the group gave none, or where the kept file is no longer the one of its hash."""
    newest = reading.read(KIND, election_id, (), lambda: _newest(election_id)).value
    return reading.remember(KIND, election_id, newest, lambda: _standing(election_id, newest)) if newest else None


def _newest(election_id: str) -> tuple[str, str] | None:
    with house.store().read() as connection:
        return table_imports.newest_of_kind(connection, election_id, KIND)


def _standing(election_id: str, newest: tuple[str, str]) -> Boundaries | None:
    content, mapping = (originals.read(house.store().var, sha256) for sha256 in newest)
    if content is None or mapping is None:
        return None
    return read(election_id, content, BoundariesMapping.model_validate_json(mapping).attribution)
