"""The demonstration's way in: one button for each role, no password. It exists in mode demo and nowhere else; the door looks further."""

import secrets

from data.store import official, people, releases
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import access, clock, house, registry, settings
from services.access import OpenSession
from services.demonstration.plan import EARLIER_ID, EARLIER_TITLE, ELECTION_ID, FINAL_TITLE

ROLES = (Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
CODE, OBSERVER = "DEMO", "demo-observer"
CLOSED = Message("These buttons belong to the demonstration on its own machine. Sign in instead.")
EMPTY = Message("The demonstration is not loaded yet. Run: python manage.py demo")


def demonstration() -> str | None:
    """The id of the demonstration's own election, whatever else was brought in; where it is not here, of the latest simulated one; None
    where there is none."""
    simulated = [election.election_id for election in registry.every_election() if election.is_simulated]
    return ELECTION_ID if ELECTION_ID in simulated else next(iter(simulated), None)


def is_complete() -> bool:
    """Whether the demonstration is stored to its end: its last publication, and no release waits for the one after it. Asked at every
    start: so it needs nothing of what makes the demonstration."""
    with house.store().read() as connection:
        return official.has_source(connection, ELECTION_ID, str(FINAL_TITLE)) and releases.confirmed(connection, ELECTION_ID) != 1


def has_earlier() -> bool:
    """Whether the earlier, smaller election is stored to its end."""
    with house.store().read() as connection:
        return official.has_source(connection, EARLIER_ID, str(EARLIER_TITLE))


def sign_in_as(role: Role) -> OpenSession:
    """A session of this role in the demonstration. Raises Problem: forbidden outside mode demo, not found before it is loaded."""
    if settings.read().mode is not settings.Mode.DEMO or role not in ROLES:
        raise Problem(ProblemCode.FORBIDDEN, CLOSED)
    election_id = demonstration()
    if election_id is None:
        raise Problem(ProblemCode.NOT_FOUND, EMPTY)
    return access.open_session(_observer(election_id) if role is Role.OBSERVER else _staff(role, election_id))


def _observer(election_id: str) -> str:
    """The observer that the demonstration keeps for this, else one with a station and, if possible, nothing sent yet."""
    with house.store().read() as connection:
        kept = people.get_account(connection, OBSERVER)
        found = kept.account_id if kept is not None else people.first_assigned(connection, election_id)
    if found is None:
        raise Problem(ProblemCode.NOT_FOUND, EMPTY)
    return found


def _staff(role: Role, election_id: str) -> str:
    bound, code = election_id if role is Role.COORDINATOR else "", f"{CODE}-{role.upper()}"
    row = {
        "account_id": secrets.token_hex(16), "election_id": bound, "role": role, "observer_code": code,
        "organisation_code": "", "created_at": clock.now(),
    }
    store = house.store()
    store.write(lambda connection: people.add_once(connection, row))
    with store.read() as connection:
        found = people.account_by_code(connection, bound, code)
    assert found is not None
    return found.account_id
