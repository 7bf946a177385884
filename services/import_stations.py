"""A table of stations becomes the registry of an election."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from data.formats import table_stations
from data.formats.table_stations import RegistryTable
from data.store import elections, table_imports
from schemas.election import Election
from schemas.mapping import StationsMapping
from schemas.message import Message
from schemas.person import Actor
from schemas.table_problem import Problems
from schemas.unit import PollingStation, UnitLevel
from services import clock, house, official, reading, registry
from services.import_files import Imported, TableFile, keep
from services.permissions import Act, require
from services.turns import Turns

REPORTED = Message("Reports are stored from this station, but the table does not have it. A station with reports is not taken away.")
ASKED_AT_ONCE = 500


def _stored(election_id: str) -> dict[str, PollingStation]:
    found: dict[str, PollingStation] = {}
    with house.store().read() as connection:
        ids = table_imports.station_ids(connection, election_id)
        for start in range(0, len(ids), ASKED_AT_ONCE):
            chunk = elections.get_stations(connection, election_id, ids[start : start + ASKED_AT_ONCE])
            found.update((each.station_id, each) for each in chunk)
    return found


def _in_all_languages(station: PollingStation) -> PollingStation:
    """As it comes back from the store, where a name without a translation stands in its own language."""
    place = station.place
    full = place.model_copy(update={language: place.in_language(language) for language in ("en", "ru", "kk")})
    return station.model_copy(update={"place": full})


def _known_by_name(found: RegistryTable, election: Election) -> RegistryTable:
    """Regions that a table names by the country's codes alone have their names: pages would say `KZ-75` of Almaty."""
    known = official.region_names(election)
    units = tuple(
        each.model_copy(update={"name": known[each.unit_id]})
        if each.level is UnitLevel.REGION and each.name.en == each.unit_id and each.unit_id in known else each
        for each in found.units
    )
    return replace(found, units=units)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table changes in the registry: `changed` holds new stations too; `gone` are no longer in it."""

    before: Mapping[str, PollingStation]
    changed: Sequence[PollingStation]
    gone: Sequence[str]
    units_change: bool


def compare(election_id: str, found: RegistryTable) -> Plan:
    """The table against the stored registry. Raises TableProblem naming stations with reports that it does not have."""
    before = _stored(election_id)
    named = {each.station_id for each in found.stations}
    gone = sorted(before.keys() - named)
    with house.store().read() as connection:
        reported = table_imports.reported_station_ids(connection, election_id)
        units = elections.units(connection, election_id)
    problems = Problems()
    for each in gone:
        if each in reported:
            problems.add(0, "", each, REPORTED)
    problems.refuse()
    changed = [each for each in found.stations if before.get(each.station_id) != _in_all_languages(each)]
    lists = [[(unit.unit_id, unit.registered_voters) for unit in some] for some in (units, found.units)]
    return Plan(before, changed, gone, lists[0] != lists[1])


def run(actor: Actor, election_id: str, file: TableFile, mapping: StationsMapping, turns: Turns) -> Imported:
    """Adds and replaces stations, takes away those that are gone and have no reports; the same table again changes nothing.
    Raises TableProblem, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_ELECTION, election_id=election_id)
    election = registry.election(election_id)
    found = _known_by_name(table_stations.read(file.content, mapping, election), election)
    plan = compare(election_id, found)
    before, changed, gone = plan.before, plan.changed, plan.gone
    added_n = sum(each.station_id not in before for each in changed)
    now = clock.now()
    if changed or gone:
        keep(file)
    if plan.units_change:
        units = table_imports.ready_units(election_id, found.units)
        turns.once(lambda connection: table_imports.put_units(connection, units, now))
    turns.each(changed, lambda connection, chunk: table_imports.put_stations(connection, election_id, chunk, mapping.source, now))
    turns.each(gone, lambda connection, chunk: table_imports.drop_stations(connection, election_id, chunk, now))
    with house.store().read() as connection:
        regions = elections.unrecorded_regions(connection, election_id)
    for code in regions:
        with house.store().read() as connection:
            region = elections.read_region(connection, election_id, code)
        turns.once(partial(elections.record_read, region=region, election_id=election_id, at=now))
    reading.forget()
    return Imported(
        "stations", len(found.stations), added_n, same_n=len(found.stations) - len(changed), changed_n=len(changed) - added_n,
        dropped_n=len(gone), totals=found.totals, already=not changed and not gone, turns=turns,
    )
