"""`POST /api/v1/reports`: a report from a program, over the same submit as every other door; `POST /api/v1/sessions`: its token.

Answers: 201 stored · 202 the same bytes were stored before, the same receipt · 409 other bytes under the same id, kept as a conflict ·
422 impossible, by field · 401 · 403 · 413 · 429 and 503 with Retry-After. Nothing is acknowledged before the durable commit."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

from anyio import to_thread
from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.problems import answer, impossible, problem_answer
from locales import best_language, text, using
from schemas.finding import Answer
from schemas.message import Message
from schemas.model import Model
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, Submission
from services import access, house, invitations, proofs, receiving, throttle

LARGEST_REPORT_BYTES = 65_536
LARGEST_SECRET_BYTES = 1_024
NO_TOKEN = Message("A session token is needed: Authorization: Bearer …")
TOO_LARGE = Message("This is too large: at most {n} bytes. Nothing was read.")
Handler = Callable[[Request], Awaitable[Response]]
Content = TypeVar("Content", bound=Model)


class ReportRequest(Submission):
    """One revision of one report, with the answers to what the checks ask, if a person gave any."""

    answers: tuple[Answer, ...] = ()
    observer_code: str = Field(default="", max_length=24)
    """Only from a coordinator, and then always: whose report this is, as dictated by phone."""


class ReceiptBody(Model):
    report_id: str
    revision: int
    code: str
    received_at: datetime
    sha256: str
    receipt: str
    """The same, signed by the log's key (a C2SP signed note): what a stranger can hold against the log."""
    proof: str
    """Where the receipt's file is: with the path to the first checkpoint over it, once there is one."""


class SessionRequest(Model):
    secret: str = Field(min_length=1, max_length=100)
    """The token of an invitation link or the typed code; it works once."""


class SessionBody(Model):
    token: str
    expires_at: datetime


class FieldProblemBody(Model):
    code: str
    message: str


class ProblemBody(Model):
    code: ProblemCode
    message: str
    fields: dict[str, FieldProblemBody] = {}


async def read_body(request: Request, largest: int) -> bytes:
    """Raises Problem (too large) as soon as it is known, having kept no more than `largest` bytes."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > largest:
        raise Problem(ProblemCode.TOO_LARGE, TOO_LARGE, values={"n": largest})
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise Problem(ProblemCode.TOO_LARGE, TOO_LARGE, values={"n": largest})
    return bytes(body)


def _parsed(model: type[Content], body: bytes) -> Content:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise impossible(error) from None


def bearer(request: Request) -> Actor:
    """Who holds the session token of a request. Cookies are not looked at: no other site can make a browser send this header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(ProblemCode.NOT_SIGNED_IN, NO_TOKEN)
    actor = access.visitor_of(token).actor
    if actor.role is Role.PUBLIC:
        raise Problem(ProblemCode.NOT_SIGNED_IN, Message("This session is not good, or no longer. Sign in again."))
    return actor


async def submit(request: Request) -> Response:
    actor = bearer(request)
    throttle.check(throttle.REPORTS, actor.account_id)
    found = _parsed(ReportRequest, await read_body(request, LARGEST_REPORT_BYTES))
    receipt = await receiving.submit(actor, found, found.answers, channel=Channel.API, observer_code=found.observer_code)
    made: dict[str, Any] = {
        "report_id": receipt.report_id, "revision": receipt.revision, "code": receipt.code, "received_at": receipt.received_at,
        "sha256": receipt.sha256,
        "receipt": await proofs.signed(receipt),
        "proof": f"/api/v1/log/receipts/{receipt.report_id}/proof?code={receipt.code}",
    }
    return answer(made, 201 if receipt.created else 202)


async def open_session(request: Request) -> Response:
    found = _parsed(SessionRequest, await read_body(request, LARGEST_SECRET_BYTES))
    opened = await to_thread.run_sync(invitations.exchange, found.secret)
    return answer({"token": opened.token, "expires_at": opened.expires_at}, 201)


def speaking(handler: Handler) -> Handler:
    """In the language that the client asks for; a problem becomes its answer."""

    async def spoken(request: Request) -> Response:
        link = request.query_params.get("lang") if request.scope["query_string"] else None
        with using(best_language(None, link, request.headers.get("accept-language"))):
            try:
                return await handler(request)
            except Problem as problem:
                return problem_answer(problem)
            except house.Away:
                return problem_answer(house.away())

    return spoken


async def only_post(request: Request) -> Response:
    """Any other method, answered as everything here is."""
    message = text("This address takes POST, not {method}.", method=request.method)
    return answer({"code": "method_not_allowed", "message": message, "fields": {}}, 405, {"Allow": "POST"})


OTHER_METHODS = ["GET", "PUT", "PATCH", "DELETE"]


def routes() -> list[BaseRoute]:
    made = {"/api/v1/reports": speaking(submit), "/api/v1/sessions": speaking(open_session)}
    taken = [Route(path, handler, methods=["POST"]) for path, handler in made.items()]
    return [*taken, *(Route(path, speaking(only_post), methods=OTHER_METHODS) for path in made)]
