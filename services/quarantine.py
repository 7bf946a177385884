"""Quarantine: all reports of one observer out of every figure in one action, and back; what would change is shown before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis import quarantine as analysis
from data.store import quarantines as stored
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import adjudication, clock, house, reading, registry
from services.parsing import code_typed
from services.permissions import Act, require
from services.review import reason_of

KINDS = {"turnout": ReportKind.TURNOUT.value, "counts": ReportKind.COUNT.value, "violations": ReportKind.VIOLATION.value}
"""The stations with a report of these kinds are counted beside all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One number now and after. `option`: the share of the votes of one option (0 to 1), else a count; None where nothing is held."""

    name: str
    now: float | None
    after: float | None
    option: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the action would do: `reports` of the observer at `stations`, at `alone_n` of which nobody else's report counts."""

    author_id: str
    observer_code: str
    is_out: bool
    """Whether the reports are out now."""
    reports: int
    stations: tuple[str, ...]
    alone_n: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    observer_code: str
    is_out: bool
    reason: str
    by_code: str
    is_own: bool
    """Of whoever reads it."""
    decided_at: datetime


def _author(connection: Any, election_id: str, code: str) -> str:
    found: str | None = stored.author(connection, election_id, code_typed(code))
    if found is None:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no observer with this code."))
    return found


def _changes(election: Election, author_id: str, heads: Any, *, is_out: bool) -> tuple[Change, ...]:
    now, after = (analysis.seen(side, KINDS) for side in analysis.sides(heads, author_id, is_out=is_out))
    changes = [Change(name, now[name], after[name]) for name in now]
    contest = election.leading_contest
    votes = adjudication.settled(election.election_id, stored.votes(house.store(), election.election_id, contest.contest_id))
    held, would = (analysis.shares(side) for side in analysis.sides(votes, author_id, is_out=is_out))
    return (*changes, *[Change("share", held.get(each.code), would.get(each.code), each.code) for each in contest.options
                        if each.code in held or each.code in would])


def preview(actor: Actor, election_id: str, code: str) -> Preview:
    """What taking this observer's reports out would change, or bringing them back where they are out. Withdrawn and rejected reports
    enter no figure either way. Raises Problem: forbidden, not found."""
    require(actor, Act.QUARANTINE, election_id=election_id)
    store, election = house.store(), registry.election(election_id)
    with store.read() as connection:
        author_id = _author(connection, election_id, code)
        is_out = (election_id, author_id) in stored.out(connection)

    def build() -> Preview:
        heads = stored.heads(store, election_id)
        own = heads[heads["author_id"].eq(author_id)]
        stations = tuple(sorted(own["station_id"].unique()))
        others = set(heads.loc[heads["author_id"].ne(author_id) & ~heads["in_quarantine"], "station_id"])
        changes = _changes(election, author_id, heads, is_out=not is_out)
        return Preview(author_id, code_typed(code), is_out, len(own), stations, len(set(stations) - others), changes)

    return reading.read("quarantine", election_id, (author_id, is_out), build, ttl=0.0).value


def decide(actor: Actor, election_id: str, code: str, *, is_out: bool, reason: str) -> None:
    """Takes all reports of an observer out of every figure, also those still to come, or brings them back; the reports stay as they are.
    Raises Problem: impossible (no reason), forbidden (also one's own reports), not found, conflict (they are there already)."""
    require(actor, Act.QUARANTINE, election_id=election_id)
    words, now = reason_of(reason), clock.now()

    def work(connection: Any) -> None:
        author_id = _author(connection, election_id, code)
        if author_id == actor.account_id:
            raise Problem(ProblemCode.FORBIDDEN, Message("These are your own reports: a second person decides."))
        if ((election_id, author_id) in stored.out(connection)) is is_out:
            raise Problem(ProblemCode.CONFLICT, Message("Somebody has decided this meanwhile. Look at it again."))
        stored.append(connection, stored.NewQuarantine(election_id, author_id, is_out, words, actor.account_id, now))

    house.store().write(work)
    reading.look_again()


def decisions(actor: Actor, election_id: str) -> list[Decision]:
    """Every decision, the newest first. Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    with house.store().read() as connection:
        rows = stored.decisions(connection, election_id)
    return [
        Decision(row.observer_code or "", bool(row.is_out), row.reason, row.by_code or "", row.by_id == actor.account_id, row.decided_at)
        for row in reversed(rows)
    ]
