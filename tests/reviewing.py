"""Reports that a second person looks at, in tests: on either database, in any state, by anybody."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from schemas.person import Actor, Role
from schemas.report import Receipt, RevisionState, Submission
from schemas.reports.body import ReportKind
from schemas.review import DECISIONS
from services import reports, review
from tests.people import ELECTION, NOON, People

STATION = "KZ-79/0417"
PRESENCE: dict[str, object] = {"admission": "at_once", "arrived_at": NOON.isoformat()}
OF_STATE = {state: action for action, state in DECISIONS.items()}


def submission(number: int, *, revision: int = 1, minutes: int = 0, withdrawn: bool = False, kind: ReportKind = ReportKind.PRESENCE,
               body: dict[str, object] | None = None, contest: str = "", station: str = STATION) -> Submission:
    return Submission(
        report_id=UUID(int=number), revision=revision, kind=kind, election_id=ELECTION.election_id, station_id=station, contest_id=contest,
        observed_at=NOON + timedelta(minutes=minutes), body={} if withdrawn else (PRESENCE if body is None else body), withdrawn=withdrawn,
        reason="a slip" if revision > 1 else "",
    )


def sent(author: Actor, number: int, *, dictated_by: Actor | None = None, **more: object) -> Receipt:
    """Stored; findings stay unanswered. `dictated_by`: the observer for whom a coordinator types."""
    made = reports.submit(author, submission(number, **more), ask=False, dictated_by=dictated_by)  # type: ignore[arg-type]
    assert isinstance(made, Receipt)
    return made


def revision_id(author: Actor, number: int) -> int:
    return reports.history(author, str(UUID(int=number)))[-1].revision_id


def brought(people: People, author: Actor, number: int, state: RevisionState) -> None:
    """A report of this author in this state."""
    sent(author, number)
    if state is RevisionState.WITHDRAWN:
        sent(author, number, revision=2, withdrawn=True)
    elif state is not RevisionState.SUBMITTED:
        judge = people.account(Role.COORDINATOR)
        review.decide(judge, str(UUID(int=number)), revision_id(author, number), RevisionState.SUBMITTED, OF_STATE[state], "looked")
