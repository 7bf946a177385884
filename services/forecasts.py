"""Forecasts: sealed in the log before the result, never changed, held to the outcome once it is published."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis import forecast as arithmetic
from analysis.forecast import NamesScore, SharesScore
from data.store import forecasts as stored
from schemas import canonical
from schemas.election import Election
from schemas.forecast import Entry, ForecastContent, ForecastKind
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, embargo, forecast_lines, forecast_outcome, house, reading, registry
from services.forecast_outcome import Outcome
from services.permissions import Act, may, require
from services.reading import Reading

__all__ = ["Forecast", "Forecasts", "Outcome", "Score", "every", "mark", "register", "sealed"]

MOST_OF_ONE = 50
BLIND_BYTES = 16


@dataclass(frozen=True, slots=True)
class Forecast:
    """`content` and `payload` (the very bytes that were hashed) are None as long as they are hidden from who asks. `entry`: the number of
    its ledger entry."""

    forecast_id: int
    kind: ForecastKind
    sha256: str
    is_shown_at_once: bool
    is_own: bool
    author_code: str
    registered_at: datetime
    entry: int
    content: ForecastContent | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """`names` or `shares` by the forecast's kind; `brier` over `probabilities_n` lines that give a probability and whose end is known."""

    names: NamesScore | None
    shares: SharesScore | None
    brier: float | None
    probabilities_n: int


@dataclass(frozen=True, slots=True)
class Forecasts:
    """`closes_at`: the last station's closing; nobody registers after it, nor while `has_result`: a result was published before it.
    `outcome`: None while it is not published, and before the closing."""

    election: Election
    closes_at: datetime
    takes_more: bool
    forecasts: tuple[Forecast, ...]
    outcome: Outcome | None
    scores: dict[int, Score]
    has_result: bool = False


def mark(entry: Entry) -> str:
    """What an entry is compared by: its option's code, else its name's key."""
    return entry.option_code or arithmetic.key(entry.name)


def sealed(content: ForecastContent) -> tuple[str, str]:
    """The text that is kept, canonical JSON (RFC 8785), and its SHA-256."""
    payload = canonical.dumps(content.model_dump(mode="json"))
    return payload.decode(), hashlib.sha256(payload).hexdigest()


def every(actor: Actor, election_id: str) -> Reading[Forecasts]:
    """All forecasts of an election, oldest first, with their scores once there is an outcome. A hidden one shows its seal alone until
    then; an observer sees what others expect only after the embargo. Raises Problem: not signed in, forbidden, not found."""
    require(actor, Act.REGISTER_FORECAST, election_id=election_id)
    election, now = registry.election(election_id), clock.now()
    outcome = forecast_outcome.of(election)
    sees_open = may(actor, Act.READ_ANALYSIS) or embargo.is_over(election, now)
    with house.store().read() as connection:
        rows = stored.every(connection, election_id)
    found = tuple(_forecast(row, actor, shows_open=sees_open, shows_all=outcome is not None) for row in rows)
    scores = {each.forecast_id: _score(each.content, outcome) for each in found if each.content and outcome}
    closes_at = embargo.last_close(election)
    has_result = now < closes_at and forecast_outcome.is_published(election)
    takes_more = now < closes_at and not has_result
    return Reading(Forecasts(election, closes_at, takes_more, found, outcome, scores, has_result), reading.ledger_length())


def _forecast(row: Any, actor: Actor, *, shows_open: bool, shows_all: bool) -> Forecast:
    own = row.account_id == actor.account_id
    shown = own or shows_all or (bool(row.is_open) and shows_open)
    return Forecast(
        forecast_id=row.forecast_id, kind=ForecastKind(row.kind), sha256=row.sha256, is_shown_at_once=bool(row.is_open), is_own=own,
        author_code=row.author_code, registered_at=row.registered_at, entry=int(row.entry or 0),
        content=ForecastContent.model_validate_json(row.payload) if shown else None, payload=row.payload if shown else None,
    )  # fmt: skip


def _score(content: ForecastContent, outcome: Outcome) -> Score:
    marks = [mark(each) for each in content.entries]
    if content.kind is ForecastKind.NAMES:
        known = outcome.winners | (outcome.losers if outcome.unknown_n else frozenset(marks))
        pairs = [(each.probability, name in outcome.winners) for name, each in zip(marks, content.entries, strict=True)
                 if each.probability is not None and name in known]
        names = arithmetic.names(marks, outcome.winners, outcome.losers, outcome.seats) if outcome.seats else None
        return Score(names, None, arithmetic.brier(pairs), len(pairs))
    bands = {name: (each.low_share, each.high_share) for name, each in zip(marks, content.entries, strict=True)
             if each.low_share is not None and each.high_share is not None}
    pairs = [(each.probability, arithmetic.distance(*bands[name], outcome.shares[name]) == 0)
             for name, each in zip(marks, content.entries, strict=True)
             if each.probability is not None and name in bands and name in outcome.shares]
    return Score(None, arithmetic.shares(bands, outcome.shares), arithmetic.brier(pairs), len(pairs))


def register(actor: Actor, election_id: str, kind: ForecastKind, typed: str, *, is_open: bool) -> int:
    """Seals a forecast; returns its number. It cannot be changed: another one is another forecast.

    Raises Problem: not signed in, forbidden, not found, impossible (a line that cannot be read, after the last station has closed or
    after a result is published, more than fifty of one person)."""
    require(actor, Act.REGISTER_FORECAST, election_id=election_id)
    election, now = registry.election(election_id), clock.now()
    if now >= embargo.last_close(election) or forecast_outcome.is_published(election):
        raise Problem(
            ProblemCode.IMPOSSIBLE, Message("A forecast is registered before the last station has closed, and never after a result."))
    entries = forecast_lines.parse(typed, kind, election)
    contest_id = election.leading_contest.contest_id if election.contests else ""
    content = ForecastContent(
        election_id=election_id, contest_id=contest_id, kind=kind, entries=entries, blind=secrets.token_hex(BLIND_BYTES))
    row = row_of(actor.account_id, actor.observer_code or actor.account_id, content, is_open=is_open)

    def work(connection: Any) -> int:
        if stored.count_of(connection, election_id, actor.account_id) >= MOST_OF_ONE:
            raise Problem(
                ProblemCode.IMPOSSIBLE, Message("Nobody registers more than {limit} forecasts of one election."),
                values={"limit": MOST_OF_ONE})
        return stored.append(connection, row, now)

    return house.store().write(work)


def row_of(account_id: str, code: str, content: ForecastContent, *, is_open: bool) -> dict[str, Any]:
    """The row that is stored, but for its number and its instant."""
    payload, sha256 = sealed(content)
    return {
        "election_id": content.election_id, "kind": content.kind.value, "payload": payload, "sha256": sha256, "is_open": is_open,
        "account_id": account_id, "author_code": code[:24],
    }  # fmt: skip
