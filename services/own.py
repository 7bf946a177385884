"""One's own stored reports: what they gave no answer to, and taking one back, which leaves a tombstone with the reason."""

from uuid import UUID

from schemas.message import Message
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Receipt, Revision, Submission
from services import clock, reports


def missing_of(revision: Revision) -> dict[str, MissingReason]:
    """The reasons a stored report gives, by field id."""
    missing = reports.submission_of(revision).body.get("missing")
    return {str(field_id): MissingReason(reason) for field_id, reason in missing.items()} if isinstance(missing, dict) else {}


def withdraw(actor: Actor, revision: Revision, reason: str) -> Receipt:
    """Takes a report back: a revision without answers, with the reason; every earlier revision stays.
    Raises Problem: impossible (no reason), conflict (it was changed meanwhile), forbidden, busy."""
    if not reason:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say why you withdraw it: a few words are enough."))
    before = reports.submission_of(revision)
    outcome = reports.submit(
        actor,
        Submission(
            report_id=UUID(revision.report_id),
            revision=revision.revision + 1,
            kind=revision.kind,
            election_id=revision.election_id,
            station_id=revision.station_id,
            contest_id=revision.contest_id,
            observed_at=before.observed_at,
            sent_at=clock.now(),
            body={},
            withdrawn=True,
            reason=reason,
        ),
    )
    assert isinstance(outcome, Receipt), "a withdrawal is never asked about"
    return outcome
