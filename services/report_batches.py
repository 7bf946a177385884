"""Many reports at once: the same parsing, checks and appending as `services.reports.submit`, in turns, shown by one row."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from data.store import elections, reports, shown, table_imports
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, Submission
from schemas.unit import PollingStation
from services import batch_watch, check_context, clock, house, registry
from services.permissions import Act, require
from services.reports import prepare_received
from services.turns import Turns

ASKED_AT_ONCE = 500
OTHER_VALUES = Message("This row is stored already with other values. Enter the correction as a new revision of that report.")
OTHER_AUTHOR = Message("This row is stored already under another observer. Look at the observer's column.")


@dataclass(frozen=True, slots=True)
class Authored:
    """A submission and the observer whose report it is; the one who imports only carries it."""

    author: Actor
    submission: Submission


class BatchRefused(Exception):
    """Nothing was stored. `problems`: the place in the batch, and what cannot be there."""

    def __init__(self, problems: Sequence[tuple[int, Problem]]) -> None:
        super().__init__(f"{len(problems)} submissions cannot be stored")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Batch:
    """Ready to be stored: what is new, and the ids of what was stored before with the same bytes."""

    import_id: str
    new: tuple[reports.NewRevision, ...]
    same: tuple[str, ...]


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), ASKED_AT_ONCE):
        yield ids[start : start + ASKED_AT_ONCE]


def _stations(election: Election, ids: Sequence[str]) -> dict[str, PollingStation]:
    found: dict[str, PollingStation] = {}
    with house.store().read() as connection:
        for chunk in _chunks(ids):
            found.update((each.station_id, each) for each in elections.get_stations(connection, election.election_id, chunk))
    return found


def _prepared(
    election: Election, items: Sequence[Authored], import_id: str, now: datetime
) -> tuple[list[reports.NewRevision], list[tuple[int, Problem]]]:
    """Every item parsed and checked, in the order of observation, so that each finds its author's earlier hours, also those stored."""
    stations = _stations(election, sorted({each.submission.station_id for each in items}))
    watched = batch_watch.Watched(election, frozenset(each.author.account_id for each in items))
    heard = check_context.Batch()
    made: list[tuple[int, reports.NewRevision]] = []
    refused: list[tuple[int, Problem]] = []
    for place in sorted(range(len(items)), key=lambda place: items[place].submission.observed_at):
        author, submission = items[place].author, items[place].submission
        station = stations.get(submission.station_id)
        try:
            if station is None:
                station = registry.station(election.election_id, submission.station_id)
            context = check_context.context_with(
                election, station, submission, now, watched.series(author, submission), heard.around(election, station, submission),
                is_whole=watched.is_whole(author, station, submission))
            revision = prepare_received(author, submission, context, now, (), Channel.TABLE, import_id)
        except Problem as problem:
            refused.append((place, problem))
            continue
        watched.take(author, submission, revision)
        heard.add(station, submission)
        made.append((place, revision))
    return [revision for _, revision in sorted(made, key=lambda each: each[0])], refused


def _sorted_out(
    made: Sequence[reports.NewRevision], places: dict[str, int]
) -> tuple[list[reports.NewRevision], list[str], list[tuple[int, Problem]]]:
    """New ones, those stored with the same bytes, and those that contradict what is stored."""
    known: dict[str, tuple[str, str]] = {}
    with house.store().read() as connection:
        for chunk in _chunks([each.row["report_id"] for each in made]):
            known.update(table_imports.stored_hashes(connection, chunk))
    new, same, refused = [], [], []
    for each in made:
        report_id = each.row["report_id"]
        author_id, sha256 = known.get(report_id, ("", ""))
        if not author_id:
            new.append(each)
        elif author_id != each.row["author_id"]:
            refused.append((places[report_id], Problem(ProblemCode.CONFLICT, OTHER_AUTHOR)))
        elif sha256 != each.row["sha256"]:
            refused.append((places[report_id], Problem(ProblemCode.CONFLICT, OTHER_VALUES)))
        else:
            same.append(report_id)
    return new, same, refused


def prepare_many(actor: Actor, election_id: str, items: Sequence[Authored], import_id: str) -> Batch:
    """Permission, parsing and checks of many first revisions; nothing is stored. Raises BatchRefused naming every item that cannot
    be stored, Problem (forbidden, not found) for the whole."""
    require(actor, Act.IMPORT_REPORTS, election_id=election_id)
    election = registry.election(election_id)
    made, refused = _prepared(election, items, import_id, clock.now())
    places = {str(each.submission.report_id): place for place, each in enumerate(items)}
    new, same, contradicting = _sorted_out(made, places)
    if refused or contradicting:
        raise BatchRefused(sorted(refused + contradicting, key=lambda each: each[0]))
    return Batch(import_id, tuple(new), tuple(same))


def _append(connection: Any, revisions: Sequence[reports.NewRevision]) -> None:
    for done in reports.append_revisions(connection, revisions):
        if isinstance(done, Exception):
            raise done


def store_many(actor: Actor, batch: Batch, turns: Turns) -> None:
    """Appends the new revisions of a batch, unseen, in turns; and carries what an import left unfinished had stored of the same rows.
    `table_imports.finish` then shows all at once."""
    require(actor, Act.IMPORT_REPORTS)
    gc.freeze()  # else the collector walks over half a million waiting figures, in the middle of somebody's turn
    try:
        turns.each(batch.new, _append)
    finally:
        gc.unfreeze()
    for chunk in _chunks(batch.same):
        with house.store().read() as connection:
            hidden = shown.hidden(connection, chunk, batch.import_id)
        if hidden:
            turns.once(partial(shown.carry, import_id=batch.import_id, report_ids=hidden))
