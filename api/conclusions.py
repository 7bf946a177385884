"""`GET /api/v1/conclusions?election=…`: the first lines of the pages as objects, with the session token of somebody who may read them.

Each with its level, voices, base, n, both directions, interval and caveats, and its sentence in three languages."""

from datetime import datetime
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.problems import answer
from api.reports import bearer, speaking
from schemas.counting import CountRule
from schemas.message import Message
from schemas.model import Model
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.voice import Voice
from services.conclusion_words import Base, Caveat, InnocentCause, Level, Selection, Subject


class PartBody(Model):
    code: str
    k: int
    n: int


class IntervalBody(Model):
    low: float
    high: float
    confidence: float


class WordsBody(Model):
    sentence: str
    level: str
    base: str
    voices: tuple[str, ...]
    caveats: tuple[str, ...]


class ConclusionBody(Model):
    subject: Subject
    about: str | None
    level: Level
    voices: tuple[Voice, ...]
    selection: Selection
    base: Base
    n: int
    finding: PartBody
    opposite: PartBody
    parts: tuple[PartBody, ...]
    amounts: dict[str, float]
    interval: IntervalBody | None
    caveats: tuple[Caveat, ...]
    causes: tuple[InnocentCause, ...]
    """What else gives the pattern of a screen."""
    named: dict[str, dict[str, str]]
    """Names behind codes of `amounts`, by language."""
    words: dict[str, WordsBody]
    """By language: en, ru, kk."""


class ConclusionsBody(Model):
    election_id: str
    is_simulated: bool
    standing: str
    """The number of the release that these figures are, or draft."""
    reports: CountRule
    """Which of them enter."""
    ledger_length: int
    embargo_ends_at: datetime | None
    may_be_published: bool
    conclusions: tuple[ConclusionBody, ...]


def _document(actor: Actor, election_id: str) -> dict[str, Any]:
    # Loaded when first asked for: all of analysis comes with it, and the doors that take reports do not wait for that.
    from services import releases

    return releases.concluded(actor, election_id)


async def read(request: Request) -> Response:
    """200 with the document of services.releases.concluded; 401, 403 and 404 as a problem."""
    actor = bearer(request)
    election_id = request.query_params.get("election") or actor.election_id
    if not election_id:
        raise Problem(ProblemCode.NOT_FOUND, Message("Name the election: ?election=…"))
    found = await to_thread.run_sync(_document, actor, election_id)
    return answer(found, 200, {"Cache-Control": "private, no-store"})


def routes() -> list[BaseRoute]:
    return [Route("/api/v1/conclusions", speaking(read), methods=["GET"])]
