"""Submitting a report: the one way in behind every door, and reading one's own.

Two steps: impossible input is refused at its field; contradictions come back as NeedsAnswers and, answered, are stored with
their answers. A receipt is given only after the durable commit."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from data.store import reports as stored
from data.store.writer import WriterBusy
from schemas import canonical as json_bytes
from schemas.checks.check import Context
from schemas.checks.run import run
from schemas.election import Election
from schemas.finding import Answer, Finding, FindingAnswer, Level
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, EnteredBy, NeedsAnswers, Receipt, Revision, RevisionState, Submission
from schemas.reports.body import Body, ReportKind
from schemas.reports.values import figures_of
from services import check_context, clock, dictation, house, registry
from services.parsing import parse, refuse_other_days
from services.permissions import Act, require

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: read over a bad line and copied onto paper."""


def receipt_code(sha256: str) -> str:
    """Six characters from the payload's hash: the same bytes, the same code."""
    number, code = int(sha256[:16], 16), ""
    for _ in range(6):
        number, rest = divmod(number, len(RECEIPT_ALPHABET))
        code += RECEIPT_ALPHABET[rest]
    return code


SAID = set(Submission.model_fields) - {"sent_at"}
"""The device's sending time is kept beside the payload, because a resend carries another; so is what a door adds."""


def canonical(submission: Submission) -> str:
    """The payload: canonical JSON (RFC 8785) of what the observer says."""
    return json_bytes.dumps(submission.model_dump(mode="json", include=SAID)).decode()


Answering = Callable[[Sequence[Finding]], Sequence[Answer]]
"""Somebody who is asked about what was found."""


def _unanswered(findings: Sequence[Finding], answers: Sequence[Answer]) -> tuple[Finding, ...]:
    answered = {answer.code for answer in answers if answer.answer is not FindingAnswer.UNANSWERED}
    return tuple(finding for finding in findings if finding.code not in answered)


def prepare(
    actor: Actor,
    submission: Submission,
    answers: Sequence[Answer],
    channel: Channel,
    *,
    ask: bool,
    import_id: str | None = None,
    dictated_by: Actor | None = None,
    is_rehearsal: bool = False,
) -> stored.NewRevision | NeedsAnswers:
    """Permission, parsing and checks of one submission, ready for the writer. `ask` False: a machine's findings are kept unanswered.
    `dictated_by`: the observer whose report it is, where the actor only types it. A rehearsal speaks of a day that has not come."""
    author = dictation.author(actor, submission, dictated_by)
    election = registry.election(submission.election_id)
    station = registry.station(submission.election_id, submission.station_id)
    body, form = parse(submission, election, from_table=channel is Channel.TABLE)
    now = clock.now()
    if not is_rehearsal:
        refuse_other_days(submission, body, election, now)
    findings: tuple[Finding, ...] = ()
    if not submission.withdrawn:
        findings = run(submission.kind, body, check_context.context_of(election, station, author.account_id, submission, now))
    if ask and (open_findings := _unanswered(findings, answers)):
        return NeedsAnswers(open_findings)
    return _new_revision(
        actor,
        author,
        submission,
        body,
        election,
        findings,
        answers,
        channel,
        now,
        import_id,
        tuple(() if submission.withdrawn else figures_of(body, form, election, submission.contest_id, submission.observed_at)),
    )


def prepare_received(
    actor: Actor, submission: Submission, context: Context, received_at: datetime, answers: Sequence[Answer] | Answering, channel: Channel,
    import_id: str | None = None, dictated_by: Actor | None = None,
) -> stored.NewRevision:
    """The same permission, parsing and checks for what was received at a known earlier instant, with the context given by the caller;
    findings without an answer are kept unanswered. `answers`: those given, or who gives them once the findings are known. With an import
    id it stays unseen until the import is shown. Raises Problem like `submit`."""
    author = dictation.author(actor, submission, dictated_by)
    body, form = parse(submission, context.election, from_table=channel is Channel.TABLE)
    refuse_other_days(submission, body, context.election, received_at)
    figures = () if submission.withdrawn else tuple(figures_of(body, form, context.election, submission.contest_id, submission.observed_at))
    findings = () if submission.withdrawn else run(submission.kind, body, context)
    told = answers(findings) if callable(answers) else answers
    given = tuple(answer for answer in told if answer.code in {finding.code for finding in findings})
    return _new_revision(actor, author, submission, body, context.election, findings, given, channel, received_at, import_id, figures)


def _listed(told: Sequence[Finding] | Sequence[Answer]) -> str:
    return json.dumps([each.model_dump(mode="json") for each in told]) if told else "[]"


def _new_revision(
    actor: Actor,
    author: Actor,
    submission: Submission,
    body: Body,
    election: Election,
    findings: tuple[Finding, ...],
    answers: Sequence[Answer],
    channel: Channel,
    now: datetime,
    import_id: str | None,
    figures: tuple[Any, ...],
) -> stored.NewRevision:
    payload = canonical(submission)
    sha256 = hashlib.sha256(payload.encode()).hexdigest()
    levels = {finding.level for finding in findings}
    row = {
        "report_id": str(submission.report_id),
        "revision": submission.revision,
        "payload": payload,
        "sha256": sha256,
        "author_id": author.account_id,
        "observer_code": author.observer_code,
        "organisation_code": author.organisation_code,
        "entered_by": EnteredBy.OBSERVER if author is actor else EnteredBy.COORDINATOR,
        "channel": channel,
        "receipt_code": receipt_code(sha256),
        "observed_at": submission.observed_at,
        "received_at": now,
        "sent_at": submission.sent_at,
        "schema_version": submission.schema_version,
        "withdrawn": submission.withdrawn,
        "reason": submission.reason,
        "findings": _listed(findings),
        "answers": _listed(answers),
        "import_id": import_id,
    }
    return stored.NewRevision(
        election.election_id,
        submission.station_id,
        submission.kind,
        submission.contest_id,
        row,
        figures,
        next((level for level in Level if level in levels), None),
        entered_by_id="" if author is actor else actor.account_id,
        entered_by_code="" if author is actor else actor.observer_code,
    )


def submit(
    actor: Actor,
    submission: Submission,
    answers: Sequence[Answer] = (),
    *,
    channel: Channel = Channel.PAGE,
    ask: bool = True,
    dictated_by: Actor | None = None,
) -> Receipt | NeedsAnswers:
    """Stores one revision; `dictated_by` as in `prepare`. Raises Problem: impossible (by field), forbidden, not found, conflict (other
    bytes under the same id, or a correction of a revision that is not the newest: kept), busy."""
    prepared = prepare(actor, submission, answers, channel, ask=ask, dictated_by=dictated_by)
    if isinstance(prepared, NeedsAnswers):
        return prepared
    try:
        return receipt(submission, house.store().append(stored.append_revisions, prepared))
    except (stored.NotTheAuthor, stored.OtherBytes, WriterBusy) as refusal:
        raise problem_of(refusal) from None


def receipt(submission: Submission, done: stored.Stored) -> Receipt:
    made = done.receipt_code, done.received_at, done.sha256, done.created, done.line
    return Receipt(str(submission.report_id), submission.revision, *made)


def problem_of(refusal: Exception) -> Problem:
    """What the store's refusal means to the one who sent: forbidden, conflict or busy."""
    if isinstance(refusal, stored.SentByTheObserver):
        return Problem(
            ProblemCode.FORBIDDEN, Message("The observer sent this report and corrects it. Take down what they say as a new report.")
        )
    if isinstance(refusal, stored.NotTheAuthor):
        return Problem(ProblemCode.FORBIDDEN, Message("This report belongs to somebody else."))
    if isinstance(refusal, stored.OtherBytes) and not refusal.current_revision:
        return Problem(ProblemCode.CONFLICT, Message("Nothing is stored under this report yet: its first revision has the number 1."))
    if isinstance(refusal, stored.OtherBytes):
        return Problem(
            ProblemCode.CONFLICT,
            Message(
                "Something else is stored under this report (revision {revision}). Yours is kept too, as a conflict for a coordinator."
            ),
            values={"revision": refusal.current_revision},
        )
    return house.not_stored()


def submission_of(revision: Revision) -> Submission:
    """The stored payload as a submission: the base of a correction."""
    return Submission.model_validate_json(revision.payload)


def _revision(row: Any) -> Revision:
    return Revision(
        revision_id=row.revision_id,
        report_id=row.report_id,
        revision=row.revision,
        kind=ReportKind(row.kind),
        election_id=row.election_id,
        station_id=row.station_id,
        contest_id=row.contest_id,
        author_id=row.author_id,
        observer_code=row.observer_code,
        organisation_code=row.organisation_code,
        entered_by=EnteredBy(row.entered_by),
        entered_by_code=row.entered_by_code or "",
        confirmed_at=row.confirmed_at,
        channel=Channel(row.channel),
        observed_at=row.observed_at,
        received_at=row.received_at,
        payload=row.payload,
        sha256=row.sha256,
        state=RevisionState(row.state),
        is_current=row.revision_id == row.head_revision_id,
        withdrawn=row.withdrawn,
        reason=row.reason,
        findings=tuple(Finding.model_validate(each) for each in json.loads(row.findings)),
        answers=tuple(Answer.model_validate(each) for each in json.loads(row.answers)),
    )


def mine(actor: Actor, election_id: str) -> list[Revision]:
    """Current revisions of the actor's own reports in one election, newest first."""
    require(actor, Act.READ_OWN_REPORTS, election_id=election_id)
    with house.store().read() as connection:
        return [_revision(row) for row in stored.current_of_author(connection, election_id, actor.account_id)]


def history(actor: Actor, report_id: str) -> list[Revision]:
    """All revisions of one report, oldest first: one's own, or any for those who may read the analysis.
    Raises Problem (not found) also where the report is somebody else's, so that ids cannot be probed."""
    with house.store().read() as connection:
        rows = stored.revisions_of(connection, report_id)
    return _allowed(actor, [_revision(row) for row in rows])


def newest(actor: Actor, report_id: str) -> Revision:
    """The newest revision of a report, without the others. Raises Problem like `history`."""
    with house.store().read() as connection:
        row = stored.newest_of(connection, report_id)
    return _allowed(actor, [] if row is None else [_revision(row)])[0]


def _allowed(actor: Actor, found: list[Revision]) -> list[Revision]:
    if found and found[0].author_id == actor.account_id:
        require(actor, Act.READ_OWN_REPORTS, election_id=found[0].election_id)
        return found
    if found and actor.role is not Role.OBSERVER:
        require(actor, Act.READ_ANALYSIS, election_id=found[0].election_id)
        return found
    raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report among yours."))
