"""Reports that an observer dictates by phone: whose they are, who typed them, and the observer's word that they are right.

The report belongs to the observer: it stands among their reports and in their series, and with them it is one witness. The code of
whoever typed it is kept beside every such revision."""

from data.store import dictation as stored
from data.store import people
from data.store.writer import WriterBusy
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import FieldProblem, Problem, ProblemCode
from schemas.report import EnteredBy, Revision, Submission
from services import access, assignments, clock, house
from services.permissions import Act, require

OBSERVER_CODE = "observer_code"
WHOSE = Message("Say whose report this is: the code of the observer who dictates it.")


def observer(actor: Actor, election_id: str, station_id: str, code: str) -> Actor:
    """The observer of this code, assigned to this station, for whom the actor types. Raises Problem: forbidden, or not found."""
    require(actor, Act.DICTATE_REPORT, election_id=election_id)
    with house.store().read() as connection:
        found = people.account_by_code(connection, election_id, code)
    if found is None or found.role != Role.OBSERVER or station_id not in found.station_ids:
        raise Problem(
            ProblemCode.NOT_FOUND,
            Message("No observer with the code “{code}” is assigned to this station."),
            values={"code": code[:24]},
        )
    return access.actor_of(found)


def author(actor: Actor, submission: Submission, dictated_by: Actor | None) -> Actor:
    """Whose report a submission is: the actor's own at an assigned station, or that of the observer who dictates it to a coordinator.
    Raises Problem: forbidden; impossible where a coordinator names no observer."""
    if actor.role is not Role.COORDINATOR and dictated_by is None:
        require(actor, Act.SUBMIT_REPORT, election_id=submission.election_id)
        _assigned(actor, submission)
        return actor
    require(actor, Act.DICTATE_REPORT, election_id=submission.election_id)
    if dictated_by is None:
        raise Problem(ProblemCode.IMPOSSIBLE, WHOSE, fields={OBSERVER_CODE: FieldProblem("required", WHOSE)})
    require(dictated_by, Act.SUBMIT_REPORT, election_id=submission.election_id)
    _assigned(dictated_by, submission)
    return dictated_by


def _assigned(observing: Actor, submission: Submission) -> None:
    if submission.station_id not in observing.station_ids:
        raise assignments.not_assigned(submission.station_id, observing.station_ids)


def to_confirm(mine: list[Revision]) -> list[Revision]:
    """Of one's own current reports, those a coordinator typed and one has not yet said are right."""
    return [each for each in mine if each.entered_by is EnteredBy.COORDINATOR and each.confirmed_at is None and not each.withdrawn]


def confirm(actor: Actor, revision: Revision) -> None:
    """The observer says: this is what I dictated. Kept once, never changed; a correction is a new revision, which is then the observer's
    own. Raises Problem: forbidden for anybody else, not found where nothing was dictated, busy."""
    require(actor, Act.SUBMIT_REPORT, election_id=revision.election_id)
    if revision.author_id != actor.account_id or revision.entered_by is not EnteredBy.COORDINATOR or not revision.is_current:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report among yours."))
    at = clock.now()
    try:
        house.store().write(lambda connection: stored.confirm(connection, revision.revision_id, actor.account_id, at))
    except WriterBusy:
        raise house.not_stored() from None
