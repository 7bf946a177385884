"""`POST /api/v1/reports/{report_id}/photos`: one photo of a stored report, its bytes as the body, over the same service as every door.

Answers: 201 stored · 202 the same photo was in this report, the same receipt · 409 the report is full · 413 · 422 not a photo we take ·
401 · 403 · 404 · 429 and 503 with Retry-After. Nothing is acknowledged before the disk has confirmed it."""

from datetime import datetime

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.problems import answer
from api.reports import bearer, read_body, speaking
from schemas.evidence import KeptAs, PhotoReceipt
from schemas.model import Model
from schemas.person import Actor
from schemas.photo import LARGEST_PHOTO_BYTES, MediaType
from schemas.report import Channel
from services import photos, reports

PATH = "/api/v1/reports/{report_id}/photos"


class PhotoReceiptBody(Model):
    report_id: str
    sha256: str
    """Of the bytes that arrived: whoever holds the file can compute it again."""
    size_bytes: int
    media_type: MediaType
    received_at: datetime
    kept_as: KeptAs


def _receive(actor: Actor, report_id: str, content: bytes) -> PhotoReceipt:
    newest = reports.history(actor, report_id)[-1]
    target = photos.Target(newest.election_id, newest.station_id, report_id, newest.revision)
    return photos.receive(actor, target, content, Channel.API)


async def submit(request: Request) -> Response:
    actor = bearer(request)
    content = await read_body(request, LARGEST_PHOTO_BYTES)
    receipt = await to_thread.run_sync(_receive, actor, request.path_params["report_id"], content)
    made = {name: getattr(receipt, name) for name in PhotoReceiptBody.model_fields}
    return answer(made, 201 if receipt.created else 202)


def routes() -> list[BaseRoute]:
    return [Route(PATH, speaking(submit), methods=["POST"])]
