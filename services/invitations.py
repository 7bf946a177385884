"""Inviting an observer: a link that works once, a code for typing, and a random pseudonym. No name enters the server."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from data.store import elections as stored_elections
from data.store import people
from data.store.people import InvitationState
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from services import access, assignments, clock, house, reading, registry, throttle
from services.access import OpenSession, token_sha256
from services.permissions import Act, require

VALID_HOURS = 72
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIGNS, PSEUDONYM_SIGNS = 12, 6
"""Twelve signs of thirty: 59 bits, for a code that lives three days and is tried ten times a minute at most."""

REFUSED = {
    InvitationState.USED: Message("This link was already used. Ask your coordinator for a new one."),
    InvitationState.EXPIRED: Message("This link is out of date. Ask your coordinator for a new one."),
    InvitationState.REVOKED: Message("This invitation was taken back. Ask your coordinator for a new one."),
    InvitationState.UNKNOWN: Message("There is no such invitation. Check the code, or ask your coordinator for a new one."),
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """Shown once: token and code are stored as hashes only. Whose it is, the organisation writes down, offline, beside `observer_code`."""

    token: str
    code: str
    observer_code: str
    station_id: str
    expires_at: datetime


def _signs(number: int) -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(number))


def written_code(code: str) -> str:
    """`XXXX-XXXX-XXXX`: in groups, as it is read over a phone."""
    return "-".join(code[at:at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """A typed code without spaces, dashes and case."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())


def _new(observer_code: str, station_id: str, now: datetime, hours: int) -> Invitation:
    return Invitation(
        secrets.token_urlsafe(access.TOKEN_BYTES), _signs(CODE_SIGNS), observer_code, station_id, now + timedelta(hours=hours))


def _row(account_id: str, made: Invitation, now: datetime) -> dict[str, Any]:
    return {
        "token_sha256": token_sha256(made.token), "code_sha256": token_sha256(made.code), "account_id": account_id,
        "created_at": now, "expires_at": made.expires_at,
    }


def invite(
    actor: Actor, election_id: str, station_id: str, organisation_code: str, count: int = 1, hours: int = VALID_HOURS,
) -> list[Invitation]:
    """New observers of one station, each with a pseudonym and an invitation. Raises Problem: forbidden, not found."""
    require(actor, Act.INVITE, election_id=election_id)
    registry.election(election_id)
    registry.station(election_id, station_id)
    _known_organisation(election_id, organisation_code)
    now = clock.now()
    made = {secrets.token_hex(16): _new(_signs(PSEUDONYM_SIGNS), station_id, now, hours) for _ in range(count)}
    accounts = [{
        "account_id": account_id, "election_id": election_id, "role": Role.OBSERVER, "observer_code": each.observer_code,
        "organisation_code": organisation_code, "created_at": now,
    } for account_id, each in made.items()]
    sent = [{"election_id": election_id, "account_id": account_id, "station_id": station_id} for account_id in made]
    rows = [_row(account_id, each, now) for account_id, each in made.items()]
    house.store().write(lambda connection: people.add_invited(connection, accounts, sent, rows, now))
    reading.let_go(assignments.WHO_IS_WHERE, election_id)
    return list(made.values())


def renew(actor: Actor, election_id: str, observer_code: str, hours: int = VALID_HOURS) -> Invitation:
    """A new link for somebody whose phone or link is lost: everything open under the code is closed, the reports stay.
    Raises Problem: forbidden, not found."""
    require(actor, Act.INVITE, election_id=election_id)
    whose, now = assignments.observer(election_id, observer_code), clock.now()
    made = _new(whose.observer_code, next(iter(whose.station_ids), ""), now, hours)
    house.store().write(lambda connection: people.renew(connection, _row(whose.account_id, made, now), now))
    return made


def _known_organisation(election_id: str, organisation_code: str) -> None:
    with house.store().read() as connection:
        known = [each.organisation_code for each in stored_elections.organisations(connection, election_id)]
    if known and organisation_code not in known:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no organisation “{code}” in this election. It has: {known}."),
                      values={"code": organisation_code, "known": ", ".join(known)})


def exchange(secret: str) -> OpenSession:
    """Turns an invitation's token or typed code into a session, once: of two who come with one link exactly one gets in.
    Raises Problem: gone (used, expired, taken back), not found, too many tries."""
    throttle.check(throttle.INVITATION, token_sha256(secret))
    hashes, now = (token_sha256(secret), token_sha256(read_code(secret))), clock.now()
    state, account_id = house.store().write(lambda connection: people.take_invitation(connection, hashes, now))
    if state is not InvitationState.GOOD:
        raise Problem(ProblemCode.NOT_FOUND if state is InvitationState.UNKNOWN else ProblemCode.GONE, REFUSED[state])
    return access.open_session(account_id)
