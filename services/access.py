"""Who is it? Opaque session tokens, of which only hashes are stored; looked up at every rerun and request, remembered five seconds."""

import hashlib
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from data.store import people
from data.store.store import Store
from locales import LANGUAGES
from schemas.day import observation_day
from schemas.message import Message
from schemas.person import NOBODY, Actor, Role
from schemas.problem import Problem, ProblemCode
from services import clock, house, registry, settings

TOKEN_BYTES = 32
KEPT_SECONDS = 5.0
"""A revoked session is out within this time, in every process."""
KEPT_AT_MOST = 20_000
SESSION_HOURS = 12
PLAIN_COOKIE = "baqylau-session"
SECURE_COOKIE = "__Host-baqylau-session"
"""Browsers take a cookie of this name only over https, for this one host and the whole of it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The actor behind a token, and the language this person chose, if any."""

    actor: Actor
    language: str | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What the sign-in hands to the browser, once. The token stands nowhere else."""

    token: str
    account_id: str
    expires_at: datetime


STRANGER = Visitor(NOBODY)
_seen: "WeakKeyDictionary[Store, dict[str, tuple[float, Visitor]]]" = WeakKeyDictionary()
_lock = threading.Lock()
_doors: set[str] = set()


def cookie_name() -> str:
    """Production is reached by https only; the demonstration's plain http on this machine cannot set a Secure cookie."""
    return SECURE_COOKIE if settings.read().mode is settings.Mode.PRODUCTION else PLAIN_COOKIE


def token_sha256(token: str) -> str:
    """What is stored in place of a token: it has 256 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(account_id: str) -> OpenSession:
    """A new session of an account: 12 hours, an observer's at least until the observation day ends. Raises Problem (not found)."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    store = house.store()
    with store.read() as connection:
        account = people.get_account(connection, account_id)
    if account is None:
        raise Problem(ProblemCode.NOT_FOUND, Message("This account is closed. Ask your coordinator."))
    expires_at = max((now + timedelta(hours=SESSION_HOURS), *_day_ends(account)))
    store.write(lambda connection: people.open_session(connection, token_sha256(token), account_id, now, expires_at))
    return OpenSession(token, account_id, expires_at)


def _day_ends(account: people.Account) -> Iterable[datetime]:
    if account.role != Role.OBSERVER:
        return
    election = registry.election(account.election_id)
    for station_id in account.station_ids:
        yield observation_day(election, registry.station(account.election_id, station_id).time_zone).ends_at


def visitor_of(token: str | None) -> Visitor:
    """Who holds this token; a stranger where there is none, or it is unknown, expired or revoked. Never raises for a bad token."""
    if not token or len(token) > 4 * TOKEN_BYTES:
        return STRANGER
    store, hashed = house.store(), token_sha256(token)
    seen = _seen.setdefault(store, {})
    kept = seen.get(hashed)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    visitor = _look_up(store, hashed)
    with _lock:
        if len(seen) >= KEPT_AT_MOST:
            seen.clear()
        seen[hashed] = (time.monotonic(), visitor)
    return visitor


def _look_up(store: Store, hashed: str) -> Visitor:
    with store.read() as connection:
        found = people.account_of_session(connection, hashed, clock.now())
    return STRANGER if found is None else Visitor(actor_of(found[0]), found[1])


def actor_of(account: people.Account) -> Actor:
    return Actor(
        account_id=account.account_id, role=Role(account.role), election_id=account.election_id,
        observer_code=account.observer_code, organisation_code=account.organisation_code, station_ids=account.station_ids,
    )


def end_session(token: str) -> None:
    """Signing out: this session only. A token that is not live changes nothing."""
    visitor, store, now = visitor_of(token), house.store(), clock.now()
    if visitor.actor.role is not Role.PUBLIC:
        store.write(lambda connection: people.end_sessions(connection, visitor.actor.account_id, now, only=token_sha256(token)))
    _seen.get(store, {}).pop(token_sha256(token), None)


def choose_language(actor: Actor, code: str | None) -> None:
    """Remembers the language of a person, or with None that they chose none; a stranger's choice stays in the link.
    Raises ValueError for an unknown code."""
    if code is not None and code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r}")
    if actor.role is not Role.PUBLIC:
        house.store().write(lambda connection: people.set_language(connection, actor.account_id, code))
        forget()


def forget() -> None:
    """Looks everybody up anew from now on."""
    _seen.clear()


def open_door(name: str) -> None:
    """Said by the routes when they are put in front of the pages, so that a page knows where to send a stranger."""
    _doors.add(name)


def has_door(name: str) -> bool:
    return name in _doors
