"""A table of reports: the observers it names as pseudonyms, their stations, and their reports."""

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from data.formats import table_reports
from data.formats.table_reports import ReportRow, ReportsTable
from data.store import people, table_imports
from schemas.mapping import ReportsMapping
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.table_problem import Problems
from services import clock, house, registry
from services.import_files import Imported, TableFile, finished, opened
from services.permissions import Act, require
from services.report_batches import Authored, Batch, BatchRefused, prepare_many, store_many
from services.turns import Turns

NEW_ACCOUNT_BYTES = 16
OTHER_ORGANISATION = Message("This observer belongs to another organisation: {known}.")


def _authors(election_id: str, rows: Sequence[ReportRow], problems: Problems) -> tuple[dict[str, Actor], list[dict[str, str]]]:
    """The observers of a table by their code, and the accounts that are still to be made. Nobody can sign in as a made one until a
    coordinator invites."""
    with house.store().read() as connection:
        known = table_imports.accounts_by_code(connection, election_id)
    stations: dict[str, set[str]] = {}
    organisations: dict[str, str] = {}
    for row in rows:
        stations.setdefault(row.observer_code, set()).add(row.submission.station_id)
        code = known[row.observer_code][1] if row.observer_code in known else row.organisation_code
        if organisations.setdefault(row.observer_code, code) != row.organisation_code:
            problems.add(row.number, "", row.organisation_code, OTHER_ORGANISATION, {"known": organisations[row.observer_code] or "–"})
    made = {code: known[code][0] if code in known else secrets.token_hex(NEW_ACCOUNT_BYTES) for code in stations}
    actors = {
        code: Actor(made[code], Role.OBSERVER, election_id, code, organisations[code], tuple(sorted(own))) for code, own in stations.items()
    }
    new = [
        {"account_id": made[code], "observer_code": code, "organisation_code": organisations[code]} for code in made if code not in known
    ]
    return actors, new


def _refused(refused: BatchRefused, found: ReportsTable) -> Problems:
    """What the checks of single reports refused, at its row and column."""
    problems = Problems()
    for place, problem in refused.problems:
        row = found.rows[place]
        for field_id, each in problem.fields.items():
            problems.add(row.number, found.columns.get(field_id, field_id), "", each.message, each.values)
        if not problem.fields:
            problems.add(row.number, "", str(row.submission.station_id), problem.message, problem.values)
    return problems


def _prepare(actor: Actor, election_id: str, import_id: str, found: ReportsTable, authors: dict[str, Actor]) -> Batch:
    items = [Authored(authors[row.observer_code], row.submission) for row in found.rows]
    try:
        return prepare_many(actor, election_id, items, import_id)
    except BatchRefused as refused:
        _refused(refused, found).refuse()
        raise


def _people(election_id: str, authors: dict[str, Actor], new: Sequence[dict[str, str]], turns: Turns) -> None:
    """Accounts, then who was where; what is there already stays."""
    now = clock.now()
    accounts = [{**each, "election_id": election_id, "role": Role.OBSERVER.value, "created_at": now} for each in new]
    turns.each(accounts, people.add_accounts)
    with house.store().read() as connection:
        known = table_imports.assigned_pairs(connection, election_id)
    pairs = [(actor.account_id, station) for actor in authors.values() for station in actor.station_ids]
    turns.each(
        [{"election_id": election_id, "account_id": account, "station_id": station} for account, station in pairs
         if (account, station) not in known],
        partial(people.assign, at=now),
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """A table of reports, checked; nothing of it is stored yet."""

    found: ReportsTable
    authors: dict[str, Actor]
    new_accounts: list[dict[str, str]]
    batch: Batch


def prepare(actor: Actor, election_id: str, file: TableFile, mapping: ReportsMapping) -> Ready:
    """Everything but storing. Raises TableProblem, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_REPORTS, election_id=election_id)
    election = registry.election(election_id)
    with house.store().read() as connection:
        stations = table_imports.station_ids(connection, election_id)
    found = table_reports.read(file.content, mapping, election, stations)
    problems = Problems()
    authors, new = _authors(election_id, found.rows, problems)
    problems.refuse()
    return Ready(found, authors, new, _prepare(actor, election_id, file.import_id(election_id), found, authors))


def run(actor: Actor, election_id: str, file: TableFile, mapping: ReportsMapping, turns: Turns) -> Imported:
    """Stores every report of a table, seen all at once at the end. Raises TableProblem, Problem (forbidden, not found)."""
    require(actor, Act.IMPORT_REPORTS, election_id=election_id)
    if finished(file, election_id):
        return Imported("reports", 0, 0, already=True)
    ready, import_id, now = prepare(actor, election_id, file, mapping), file.import_id(election_id), clock.now()
    found, batch = ready.found, ready.batch
    begun = partial(table_imports.begin, row=opened(file, election_id, actor, len(found.rows)), at=now)
    turns.once(begun)
    _people(election_id, ready.authors, ready.new_accounts, turns)
    store_many(actor, batch, turns)
    turns.once(partial(table_imports.finish, import_id=import_id, at=clock.now()))
    return Imported(
        "reports", len(found.rows), len(batch.new), same_n=len(batch.same), observers_n=len(ready.authors), totals=found.totals,
        already=not batch.new, turns=turns, findings_n=findings_of(batch),
    )


def findings_of(batch: Batch) -> dict[str, int]:
    """How many of the new reports each check asks about."""
    return dict(Counter(finding["code"] for each in batch.new for finding in json.loads(each.row["findings"])))
