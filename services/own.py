"""One's own stored reports: what they gave no answer to, a correction begun, and taking one back, which leaves a tombstone with the
reason."""

from datetime import datetime
from uuid import UUID

from schemas.election import Election
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.report import Receipt, Revision, Submission
from schemas.reports.kinds import form_of
from schemas.unit import PollingStation
from services import answering, clock, drafts, reports
from services.drafts import Draft
from services.parsing import reason_given


def missing_of(revision: Revision) -> dict[str, MissingReason]:
    """The reasons a stored report gives, by field id."""
    missing = reports.submission_of(revision).body.get("missing")
    return {str(field_id): MissingReason(reason) for field_id, reason in missing.items()} if isinstance(missing, dict) else {}


def answers_of(actor: Actor, revision: Revision) -> dict[str, object]:
    """The answers by which one's own report is known in a list; of one that was taken back, which has none, those before it, if any."""
    told = revision
    if revision.withdrawn:
        before = [each for each in reports.history(actor, revision.report_id) if not each.withdrawn]
        told = max(before, key=lambda each: each.revision, default=revision)
    return reports.submission_of(told).body


def correction(revision: Revision, election: Election, station: PollingStation) -> Draft:
    """A stored report as it would have been typed: to be read back, and to begin a correction with."""
    body = reports.submission_of(revision).body
    form = form_of(revision.kind, election, election.contest(revision.contest_id) if revision.contest_id else None)
    due = body.get("due_at")
    due_at = datetime.fromisoformat(due) if isinstance(due, str) else None
    typed, missing = answering.typed_from(body, form, election, station, revision.observed_at), missing_of(revision)
    return drafts.correction(revision, typed, missing, due_at, with_details=answering.goes_on(form, {*typed, *missing}))


def withdraw(actor: Actor, revision: Revision, reason: str) -> Receipt:
    """Takes a report back: a revision without answers, with the reason; every earlier revision stays.
    Raises Problem: impossible (no reason that can be kept), conflict (it was changed meanwhile), forbidden, busy."""
    said = reason_given(reason, Message("Say why you withdraw it: a few words are enough."))
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
            reason=said,
        ),
    )
    assert isinstance(outcome, Receipt), "a withdrawal is never asked about"
    return outcome
