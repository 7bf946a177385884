"""Who may do what: every role times every act, decided here and nowhere else."""

from enum import StrEnum

from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode


class Act(StrEnum):
    SUBMIT_REPORT = "submit_report"
    """Own reports, on an assigned station."""
    DICTATE_REPORT = "dictate_report"
    """Entering what an observer of the own election dictates by phone."""
    READ_OWN_REPORTS = "read_own_reports"
    KEEP_DRAFT = "keep_draft"
    READ_OFFICIAL = "read_official"
    READ_ANALYSIS = "read_analysis"
    """Aggregates and station pages, before the embargo ends."""
    DOWNLOAD_PUBLIC = "download_public"
    DOWNLOAD_PARTNER = "download_partner"
    DOWNLOAD_INTERNAL = "download_internal"
    REVIEW_REPORT = "review_report"
    TYPE_AGAIN = "type_again"
    """A protocol of somebody else, blind from its photo."""
    QUARANTINE = "quarantine"
    """Taking all reports of an observer out of every figure, and back."""
    SET_COUNTING = "set_counting"
    """Which states of reports enter results."""
    READ_PHOTOS = "read_photos"
    """Cleaned copies of the photos of sent reports."""
    OPEN_EVIDENCE = "open_evidence"
    """Asking for a sealed original, or allowing another to open it."""
    FOLLOW_COVERAGE = "follow_coverage"
    NOTE_CALL = "note_call"
    """That a silent station was called, and what came of it."""
    READ_CASE = "read_case"
    ADD_TO_CASE = "add_to_case"
    """Open a case, and add reports, evidence, figures and events to one."""
    CHECK_CASE = "check_case"
    WRITE_CASE = "write_case"
    """Title, class, law, complaints, witnesses, closing."""
    INVITE = "invite"
    IMPORT_ELECTION = "import_election"
    IMPORT_OFFICIAL = "import_official"
    IMPORT_REPORTS = "import_reports"
    MANAGE_PEOPLE = "manage_people"
    PROPOSE_RELEASE = "propose_release"
    CONFIRM_RELEASE = "confirm_release"
    """Of somebody else's proposal: a release is made by two people."""
    REGISTER_FORECAST = "register_forecast"
    """Sealing what one expects before the result, and reading what was sealed: everybody of the group."""
    READ_RELEASED = "read_released"
    """What was released, after the embargo: open to everybody, signed in or not."""


A = Act
_PUBLIC = frozenset({A.READ_RELEASED})
_OBSERVER = _PUBLIC | frozenset({A.SUBMIT_REPORT, A.READ_OWN_REPORTS, A.KEEP_DRAFT, A.READ_OFFICIAL, A.REGISTER_FORECAST})
_READER = _PUBLIC | frozenset(
    {
        A.READ_OFFICIAL,
        A.READ_ANALYSIS,
        A.READ_CASE,
        A.FOLLOW_COVERAGE,
        A.REGISTER_FORECAST,
        A.DOWNLOAD_PUBLIC,
        A.DOWNLOAD_PARTNER,
    }
)
_REVIEWER = _READER | frozenset(
    {A.REVIEW_REPORT, A.TYPE_AGAIN, A.QUARANTINE, A.READ_PHOTOS, A.OPEN_EVIDENCE, A.ADD_TO_CASE, A.CHECK_CASE}
)
_PUBLISHER = _READER | frozenset({A.IMPORT_OFFICIAL, A.DOWNLOAD_INTERNAL, A.PROPOSE_RELEASE, A.CONFIRM_RELEASE})
_COORDINATOR = _REVIEWER | frozenset(
    {A.DICTATE_REPORT, A.READ_OWN_REPORTS, A.KEEP_DRAFT, A.NOTE_CALL, A.SET_COUNTING, A.INVITE}
)
_ANALYST = _REVIEWER | _PUBLISHER | frozenset({A.WRITE_CASE})
_ADMIN = _PUBLISHER | frozenset({A.SET_COUNTING, A.INVITE, A.MANAGE_PEOPLE, A.IMPORT_ELECTION, A.IMPORT_REPORTS})

ALLOWED: dict[Role, frozenset[Act]] = {
    Role.PUBLIC: _PUBLIC,
    Role.OBSERVER: _OBSERVER,
    Role.COORDINATOR: _COORDINATOR,
    Role.ANALYST: _ANALYST,
    Role.ADMIN: _ADMIN,
}
"""An admin sets things up and cannot report; an observer sees no analysis, so that nobody's count is led."""


def may(actor: Actor, act: Act) -> bool:
    return act in ALLOWED[actor.role]


NOT_OPEN = Message("This is not open to your role. Ask your coordinator.")
OTHER_ELECTION = Message("This belongs to another election than yours. Ask an administrator.")


def require(actor: Actor, act: Act, *, election_id: str = "") -> None:
    """Raises Problem: not signed in, or forbidden for this role or for another election than the actor's own."""
    if actor.role is Role.PUBLIC and not may(actor, act):
        raise Problem(ProblemCode.NOT_SIGNED_IN, Message("You are not signed in. Open your invitation link, or sign in."))
    if not may(actor, act) or (actor.election_id and election_id and actor.election_id != election_id):
        is_other = may(actor, act) and actor.role is not Role.OBSERVER
        raise Problem(ProblemCode.FORBIDDEN, OTHER_ELECTION if is_other else NOT_OPEN)
