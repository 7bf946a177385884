"""What a table would do, without storing anything: read as the import reads it, held against what is stored."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.formats import table, table_official, table_stations
from data.formats.table_official import OfficialTable
from data.store import elections, official, table_imports
from schemas.election import Election
from schemas.figure import FIGURE_UNITS, FigureUnit
from schemas.mapping import OfficialMapping, ReportsMapping, StationsMapping
from schemas.person import Actor
from schemas.table_preview import KEPT_MOST, Change, Named, Preview, Sum, refusal_of
from schemas.table_problem import TableProblem
from schemas.unit import UnitLevel
from services import house, import_findings, import_meant, import_reports, import_stations, registry
from services.import_files import TableFile, finished
from services.permissions import Act, require

ASKED_AT_ONCE = 500


def look(actor: Actor, election_id: str, file: TableFile) -> Preview:
    """The preview of a table; one that would be refused says why. Raises Problem (forbidden, not found)."""
    try:
        with import_meant.explained(election_id):
            found = _of_kind(actor, election_id, file)
        return found.model_copy(update={"last_cell": table.last_without_end(file.content, file.mapping.table)})
    except TableProblem as problem:
        return Preview(kind=file.mapping.kind, refusal=refusal_of(problem))


def _of_kind(actor: Actor, election_id: str, file: TableFile) -> Preview:
    mapping = file.mapping
    if isinstance(mapping, StationsMapping):
        return _stations(actor, election_id, file, mapping)
    if isinstance(mapping, OfficialMapping):
        return _official(actor, election_id, file, mapping)
    assert isinstance(mapping, ReportsMapping)
    return _reports(actor, election_id, file, mapping)


def _named(election_id: str, ids: Sequence[str]) -> tuple[Named, ...]:
    """The first stations by id, with their place."""
    with house.store().read() as connection:
        known = {each.station_id: each.place for each in elections.get_stations(connection, election_id, list(ids[:KEPT_MOST]))}
    return tuple(Named(unit_id=each, name=known.get(each)) for each in ids[:KEPT_MOST])


def _units_left_out(election_id: str, found: OfficialTable) -> tuple[Named, ...]:
    """Regions that a table of regions does not have, districts that one of districts does not have."""
    with house.store().read() as connection:
        units = elections.units(connection, election_id)
    given = set(found.units)
    levels = {each.level for each in units if each.unit_id in given} - {UnitLevel.COUNTRY}
    return tuple(Named(unit_id=each.unit_id, name=each.name) for each in units if each.level in levels and each.unit_id not in given)


def _stations(actor: Actor, election_id: str, file: TableFile, mapping: StationsMapping) -> Preview:
    require(actor, Act.IMPORT_ELECTION, election_id=election_id)
    found = table_stations.read(file.content, mapping, registry.election(election_id))
    plan = import_stations.compare(election_id, found)
    lists = [each.registered_voters for each in found.stations if each.registered_voters is not None]
    new = [each for each in plan.changed if each.station_id not in plan.before]
    return Preview(
        kind="stations", rows_n=len(found.stations), added_n=len(new), changed_n=len(plan.changed) - len(new), dropped_n=len(plan.gone),
        same_n=len(found.stations) - len(plan.changed), totals=found.totals, already=not plan.changed and not plan.gone,
        sums=(Sum(code="registered_voters", value=sum(lists), n=len(lists)),) if lists else (),
        missing=_named(election_id, plan.gone), missing_n=len(plan.gone),
        extra=tuple(Named(unit_id=each.station_id, name=each.place) for each in new[:KEPT_MOST]), extra_n=len(new),
    )


def _reports(actor: Actor, election_id: str, file: TableFile, mapping: ReportsMapping) -> Preview:
    ready = import_reports.prepare(actor, election_id, file, mapping)
    with house.store().read() as connection:
        stations = table_imports.station_ids(connection, election_id)
    silent = sorted(set(stations) - {str(row.submission.station_id) for row in ready.found.rows})
    sums: dict[tuple[str, str], list[int]] = {}
    for each in ready.batch.new:
        for figure in each.figures:
            if figure.value is not None:
                sums.setdefault((figure.code, figure.option_code), []).append(figure.value)
    return Preview(
        kind="reports", rows_n=len(ready.found.rows), added_n=len(ready.batch.new), same_n=len(ready.batch.same),
        observers_n=len(ready.authors), totals=ready.found.totals, already=not ready.batch.new,
        findings_n=import_reports.findings_of(ready.batch),
        sums=tuple(Sum(code=code, option_code=option, value=sum(values), n=len(values)) for (code, option), values in sums.items()),
        missing=_named(election_id, silent), missing_n=len(silent),
    )


def _official(actor: Actor, election_id: str, file: TableFile, mapping: OfficialMapping) -> Preview:
    require(actor, Act.IMPORT_OFFICIAL, election_id=election_id)
    election = registry.election(election_id)
    if finished(file, election_id):
        return Preview(kind="official", already=True)
    with house.store().read() as connection:
        stations, units = table_imports.station_ids(connection, election_id), table_imports.unit_ids(connection, election_id)
        earlier = official.earlier_sources(
            connection, election_id, mapping.source.publisher, mapping.source.title, mapping.source.corrects)
        titles = official.titles(connection, election_id, earlier)
    found = table_official.read(file.content, mapping, election, stations, units)
    findings, findings_n = import_findings.of(found, mapping, election)
    absent = _named(election_id, sorted(set(stations) - set(found.units))) if mapping.station else _units_left_out(election_id, found)
    absent_n = len(set(stations) - set(found.units)) if mapping.station else len(absent)
    return Preview(
        kind="official", rows_n=len(found.units), added_n=len(found), empty_n=found.empty_n, totals=found.totals, sums=_sums(found),
        missing=absent[:KEPT_MOST], missing_n=absent_n, supersedes=tuple(titles),
        findings=findings, findings_n=findings_n,
        **(_changes(found, mapping, election, earlier) if titles else {}),
    )


def _sums(found: OfficialTable) -> tuple[Sum, ...]:
    """Each mapped column added up; a column of shares is counted only."""
    values = [0.0] * len(found.takes)
    counted = [0] * len(found.takes)
    for take, value in zip(found.take_of, found.values, strict=True):
        values[take] += value
        counted[take] += 1
    return tuple(
        Sum(code=each.code, option_code=each.option or (each.hour or ""), n=counted[place],
            value=None if FIGURE_UNITS[each.code] is FigureUnit.SHARE else int(values[place]))
        for place, each in enumerate(found.takes)
    )


def _changes(found: OfficialTable, mapping: OfficialMapping, election: Election, earlier: Sequence[int]) -> dict[str, Any]:
    """Figures with another value than those they stand in for, and how many stay the same."""
    changes: list[Change] = []
    same = changed = 0
    for start in range(0, len(found), ASKED_AT_ONCE):
        rows = table_official.figure_rows(found, mapping, election, 0, range(start, min(start + ASKED_AT_ONCE, len(found))))
        for row, before in _beside(rows, election.election_id, earlier):
            if before == row["value"]:
                same += 1
                continue
            changed += 1
            if len(changes) < KEPT_MOST:
                changes.append(Change(
                    unit_id=row["unit_id"], code=row["code"], option_code=row["option_code"], as_of_at=row["as_of_at"],
                    before=before, after=row["value"], locator=row["locator"]))
    return {"same_n": same, "changed_n": changed, "changes": tuple(changes)}


def _beside(
    rows: Sequence[Mapping[str, Any]], election_id: str, earlier: Sequence[int]
) -> Iterable[tuple[Mapping[str, Any], float]]:
    with house.store().read() as connection:
        standing = official.standing(connection, election_id, earlier, sorted({row["unit_id"] for row in rows}))
    for row in rows:
        known = standing.get(tuple(row[name] for name in official.KEY))
        if known is not None:
            yield row, known.value


