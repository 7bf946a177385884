"""A second person looks: taking a report to look at, calling back, deciding. What may follow what: schemas.review."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from data.store import claims, dictation, reviews
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.review import DECISIONS, Action, outcome
from services import clock, house, reading
from services.parsing import at_most, reason_given
from services.permissions import Act, require

CLAIM_MINUTES = 15
"""Long enough for a call, short enough that nobody waits for somebody who has gone home."""
REASON_LENGTH = 500


class CallOutcome(StrEnum):
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    NOT_REACHED = "not_reached"


CALL_NAMES: dict[CallOutcome, Message] = {
    CallOutcome.CONFIRMED: Message("confirmed by phone", "call"),
    CallOutcome.NOT_CONFIRMED: Message("not confirmed by phone", "call"),
    CallOutcome.NOT_REACHED: Message("not reached", "call"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has a report, and since when."""

    report_id: str
    account_id: str
    observer_code: str
    claimed_at: datetime
    expires_at: datetime


def _head(connection: Any, actor: Actor, report_id: str) -> Any:
    head = reviews.head_of(connection, report_id)
    if head is None or (actor.election_id and head.election_id != actor.election_id):
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report."))
    require(actor, Act.REVIEW_REPORT, election_id=head.election_id)
    return head


def _by_another(connection: Any, actor: Actor, head: Any) -> None:
    """Neither its author nor who typed it for the author."""
    if head.author_id == actor.account_id or head.report_id in dictation.typed_by(connection, actor.account_id).values():
        raise Problem(ProblemCode.FORBIDDEN, Message("This is your own report: a second person decides on it."))


def take(connection: Any, actor: Actor, report_id: str, now: datetime) -> None:
    """Claims a report inside the writer, or makes one's claim last. Raises Problem: conflict (somebody else has it)."""
    if not claims.take(connection, report_id, actor.account_id, now, now + timedelta(minutes=CLAIM_MINUTES)):
        held = claims.live(connection, report_id, now)
        raise Problem(
            ProblemCode.CONFLICT,
            Message("{code} is looking at this report. Take another one, or ask them."),
            values={"code": held.observer_code if held is not None else ""},
        )


def _of(row: Any) -> Claim:
    return Claim(row.report_id, row.account_id, row.observer_code or "", row.claimed_at, row.expires_at)


def claim(actor: Actor, report_id: str) -> Claim:
    """Takes a report to look at, for CLAIM_MINUTES; taking one's own again makes it last longer.
    Raises Problem: forbidden (also one's own report), not found, conflict (somebody else has it)."""
    require(actor, Act.REVIEW_REPORT)
    now = clock.now()

    def work(connection: Any) -> Claim:
        _by_another(connection, actor, _head(connection, actor, report_id))
        take(connection, actor, report_id, now)
        return _of(claims.live(connection, report_id, now))

    return house.store().write(work)


def release(actor: Actor, report_id: str) -> None:
    """Puts a report back for others; somebody else's claim stays."""
    require(actor, Act.REVIEW_REPORT)
    house.store().write(lambda connection: claims.release(connection, report_id, actor.account_id))


def holder(report_id: str) -> Claim | None:
    """Who is looking at a report now."""
    with house.store().read() as connection:
        row = claims.live(connection, report_id, clock.now())
    return None if row is None else _of(row)


def held(actor: Actor, election_id: str) -> list[Claim]:
    """Every report of an election that somebody is looking at, the longest first."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    with house.store().read() as connection:
        return [_of(row) for row in claims.live_of_election(connection, election_id, clock.now())]


def reason_of(reason: str) -> str:
    """What was typed, on one line. Raises Problem (impossible) like services.parsing.reason_given."""
    return reason_given(" ".join(reason.split()), Message("Say why: a few words are enough."), REASON_LENGTH)


def decide(actor: Actor, report_id: str, revision_id: int, seen: RevisionState, action: Action, reason: str) -> RevisionState:
    """One decision with its reason on the revision that was looked at, in the state in which it was seen; gives the claim up.
    Returns the new state. Raises Problem: impossible (no reason, no such step), forbidden (also one's own report), not found, conflict
    (somebody else has it; a newer revision has come; somebody has decided meanwhile)."""
    require(actor, Act.REVIEW_REPORT)
    if action not in DECISIONS:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Only its author can do this with a report."))
    words, now = reason_of(reason), clock.now()

    def work(connection: Any) -> RevisionState:
        head = _head(connection, actor, report_id)
        _by_another(connection, actor, head)
        if head.revision_id != revision_id:
            raise Problem(ProblemCode.CONFLICT, Message("A newer version of this report has come in. Look at it first."))
        if head.state != seen:
            raise Problem(ProblemCode.CONFLICT, Message("Somebody has decided on this report meanwhile. Look at it again."))
        state = outcome(RevisionState(head.state), action)
        if state is None:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("This report was withdrawn by its author: there is nothing to decide."))
        take(connection, actor, report_id, now)
        reviews.append(connection, [reviews.NewReview(revision_id, state, actor.account_id, words, now)])
        claims.release(connection, report_id, actor.account_id)
        return state

    made = house.store().write(work)
    reading.look_again()
    return made


def call_back(actor: Actor, report_id: str, revision_id: int, result: CallOutcome, note: str = "") -> None:
    """What was heard when the observer was called back about a revision. Raises Problem like `decide`."""
    require(actor, Act.REVIEW_REPORT)
    now = clock.now()

    def work(connection: Any) -> None:
        head = _head(connection, actor, report_id)
        _by_another(connection, actor, head)
        if head.revision_id != revision_id:
            raise Problem(ProblemCode.CONFLICT, Message("A newer version of this report has come in. Look at it first."))
        words = at_most(" ".join(note.split()), REASON_LENGTH)
        reviews.add_calls(connection, [reviews.NewCall(revision_id, actor.account_id, result, words, now)])

    house.store().write(work)
