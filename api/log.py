"""`/api/v1/log/…`: the public part of the evidence log, for everybody: its key, its checkpoints, and proofs of them.

A receipt's proof is for whoever holds the report's id and its code; it holds hashes, and nothing of anybody else's report. A file's
proof is for whoever holds the file; it says what it was made of, and nothing of who has it."""

from datetime import datetime

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.problems import answer
from api.reports import speaking
from schemas.message import Message
from schemas.model import Model
from schemas.problem import Problem, ProblemCode
from services import proofs

KEY, CHECKPOINTS = "/api/v1/log/key", "/api/v1/log/checkpoints"
CONSISTENCY, PROOF = "/api/v1/log/consistency", "/api/v1/log/receipts/{report_id}/proof"
FILE = "/api/v1/log/files/{sha256}"
KEEP_NOTHING = {"Cache-Control": "no-store"}


class SignedBody(Model):
    size: int
    root: str
    signed_at: datetime
    note: str


class CheckpointsBody(Model):
    key: str
    checkpoints: tuple[SignedBody, ...]
    next: int | None


class NumberedBody(Model):
    number: int
    note: str


class ReceiptFileBody(Model):
    format: str
    key: str
    receipt: str
    code: str
    entry: tuple[int | str, ...]
    checkpoint: NumberedBody | None
    inclusion: tuple[str, ...]


class FileProofBody(Model):
    format: str
    key: str
    row: dict[str, int | str]
    entry: tuple[int | str, ...]
    checkpoint: NumberedBody | None
    inclusion: tuple[str, ...]


class ConsistencyBody(Model):
    format: str
    key: str
    first: str
    second: str
    proof: tuple[str, ...]


def _number(request: Request, name: str, otherwise: str = "") -> int:
    given = request.query_params.get(name, otherwise)
    if not (given.isascii() and given.isdecimal() and len(given) <= 15):
        raise Problem(ProblemCode.NOT_FOUND, Message("There are no two checkpoints of these sizes."))
    return int(given)


async def key(request: Request) -> Response:
    return PlainTextResponse(await to_thread.run_sync(proofs.key) + "\n", headers=KEEP_NOTHING)


async def checkpoints(request: Request) -> Response:
    return answer(await to_thread.run_sync(proofs.listed, _number(request, "after", "0")), 200, KEEP_NOTHING)


async def consistency(request: Request) -> Response:
    sizes = _number(request, "first"), _number(request, "second")
    return answer(await to_thread.run_sync(proofs.consistency, *sizes), 200, KEEP_NOTHING)


async def proof(request: Request) -> Response:
    given = request.path_params["report_id"], request.query_params.get("code", "")
    return answer(await to_thread.run_sync(proofs.by_code, *given), 200, KEEP_NOTHING)


async def file(request: Request) -> Response:
    return answer(await to_thread.run_sync(proofs.of_file, request.path_params["sha256"]), 200, KEEP_NOTHING)


def routes() -> list[BaseRoute]:
    made = ((KEY, key), (CHECKPOINTS, checkpoints), (CONSISTENCY, consistency), (PROOF, proof), (FILE, file))
    return [Route(path, speaking(handler), methods=["GET"]) for path, handler in made]
