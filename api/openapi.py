"""`GET /api/v1/openapi.json`: what the JSON door takes and answers, made from the models that check it (OpenAPI 3.1)."""

from functools import cache
from typing import Any, Literal

from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api import log
from api.conclusions import ConclusionsBody
from api.photos import PATH as PHOTOS
from api.photos import PhotoReceiptBody
from api.problems import answer
from api.reports import ProblemBody, ReceiptBody, ReportRequest, SessionBody, SessionRequest
from schemas.model import Model
from schemas.photo import MediaType
from schemas.reports.body import ReportKind
from schemas.reports.kinds import MODELS

PROBLEMS = {
    401: "No session token, or not a live one", 403: "Not this person's station, election or report",
    404: "No such election or station", 409: "Other bytes are stored under this report and revision; these are kept as a conflict",
    413: "Too large; nothing was read", 422: "Something in it cannot be; the fields say what. Nothing was stored",
    429: "Too many requests; Retry-After says when to come back", 503: "Busy; nothing was stored; Retry-After says when to come back",
}
WAITING = {429, 503}


def _reference(model: type[Model]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _content(schema: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _problems(*codes: int) -> dict[str, Any]:
    said = {}
    for code in codes:
        said[str(code)] = {"description": PROBLEMS[code], "content": _content(_reference(ProblemBody))}
        if code in WAITING:
            said[str(code)]["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer", "minimum": 1}}}
    return said


def _reports() -> dict[str, Any]:
    receipt = _content(_reference(ReceiptBody))
    return {"post": {
        "operationId": "submitReport",
        "summary": "Submit one revision of one report",
        "description": (
            "`report_id` is a UUID made by the client: sending the same bytes again is safe and gives the same receipt. "
            "A correction is the next `revision`. The receipt comes after the durable commit; it is signed by the key of the log "
            "(`/api/v1/log/key`) and names the report's entry there; `proof` is where its path to a checkpoint is, a minute later."),
        "security": [{"session": []}],
        "requestBody": {"required": True, "content": _content(_reference(ReportRequest))},
        "responses": {
            "201": {"description": "Stored", "content": receipt},
            "202": {"description": "The same bytes were stored before: the same receipt", "content": receipt},
            **_problems(*PROBLEMS),
        },
    }}


def _photos() -> dict[str, Any]:
    receipt = _content(_reference(PhotoReceiptBody))
    full = {"409": {"description": "The report holds as many photos as it may", "content": _content(_reference(ProblemBody))}}
    return {"post": {
        "operationId": "sendPhoto",
        "summary": "Send one photo of a report of one's own that is stored",
        "description": (
            "The body is the file itself, JPEG, PNG or HEIC by its content, at most 10 MB and 40 million pixels; twelve a report. "
            "Sending the same bytes again is safe. The receipt names their SHA-256 and comes when they are on the disk."),
        "security": [{"session": []}],
        "parameters": [{"name": "report_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}],
        "requestBody": {"required": True, "content": {
            kind.value: {"schema": {"type": "string", "contentMediaType": kind.value}} for kind in MediaType}},
        "responses": {
            "201": {"description": "Stored", "content": receipt},
            "202": {"description": "The same photo was in this report before: the same receipt", "content": receipt},
            **_problems(*PROBLEMS), **full,
        },
    }}


def _sessions() -> dict[str, Any]:
    return {"post": {
        "operationId": "openSession",
        "summary": "Exchange an invitation for a session token, once",
        "requestBody": {"required": True, "content": _content(_reference(SessionRequest))},
        "responses": {
            "201": {"description": "The token, shown this once", "content": _content(_reference(SessionBody))},
            "410": {"description": "Used, out of date or taken back", "content": _content(_reference(ProblemBody))},
            **_problems(404, 413, 422, 429),
        },
    }}


def _conclusions() -> dict[str, Any]:
    return {"get": {
        "operationId": "readConclusions",
        "summary": "What the numbers of an election say, each conclusion with its level, base, n and both directions",
        "description": "For whoever may read the analysis. `may_be_published` is false until the last station has closed.",
        "security": [{"session": []}],
        "parameters": [{
            "name": "election", "in": "query", "required": False, "schema": {"type": "string"},
            "description": "May be left out by people who belong to one election"}],
        "responses": {
            "200": {"description": "The conclusions", "content": _content(_reference(ConclusionsBody))}, **_problems(401, 403, 404)},
    }}


def _log() -> dict[str, Any]:
    def read(name: str, summary: str, model: type[Model], *parameters: tuple[str, str, str], refused: tuple[int, ...] = (404,)) -> Any:
        asked = [{"name": each, "in": place, "required": place == "path" or name != "readCheckpoints", "schema": {"type": kind}}
                 for each, place, kind in parameters]
        return {"get": {"operationId": name, "summary": summary, "parameters": asked, "responses": {
            "200": {"description": "For everybody, without signing in", "content": _content(_reference(model))}, **_problems(*refused)}}}

    return {
        log.KEY: {"get": {"operationId": "readLogKey", "summary": "The public key of the evidence log, one line", "responses": {
            "200": {"description": "name+id+key", "content": {"text/plain": {"schema": {"type": "string"}}}}}}},
        log.CHECKPOINTS: read("readCheckpoints", "Signed checkpoints beyond a size", log.CheckpointsBody, ("after", "query", "integer")),
        log.CONSISTENCY: read("proveConsistency", "That one checkpoint continues another (RFC 9162)", log.ConsistencyBody,
                              ("first", "query", "integer"), ("second", "query", "integer"), refused=(404, 429)),
        log.PROOF: read("proveReceipt", "Signed receipt and inclusion proof, for whoever holds the id and the code", log.ReceiptFileBody,
                        ("report_id", "path", "string"), ("code", "query", "string"), refused=(404, 429)),
        log.FILE: read("proveFile", "That a file of this SHA-256 was made here, and of what; 404: it was altered, or it is not ours",
                       log.FileProofBody, ("sha256", "path", "string"), refused=(404, 429)),
    }


@cache
def description(version: str) -> dict[str, Any]:
    """The whole document; the bodies of all kinds are named beside the request, whose `kind` says which one applies."""
    bodies = [MODELS[kind] for kind in ReportKind]
    named: list[tuple[type[Model], Literal["validation", "serialization"]]] = []
    taken: list[type[Model]] = [ReportRequest, SessionRequest, *bodies]
    named.extend((model, "validation") for model in taken)
    named.extend((model, "serialization") for model in (ReceiptBody, PhotoReceiptBody, SessionBody, ProblemBody, ConclusionsBody,
                                                 log.CheckpointsBody, log.ConsistencyBody, log.ReceiptFileBody, log.FileProofBody))
    _, made = models_json_schema(named, ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = made["$defs"]
    schemas["ReportRequest"]["properties"]["body"] = {
        "description": "The fields of the kind", "anyOf": [_reference(model) for model in bodies]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Baqylau", "version": version, "description": "Reports of citizen observers."},
        "servers": [{"url": "/"}],
        "paths": {"/api/v1/reports": _reports(), PHOTOS: _photos(), "/api/v1/sessions": _sessions(), "/api/v1/conclusions": _conclusions(),
                  **_log()},
        "components": {"schemas": schemas, "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
    }


def routes(version: str) -> list[BaseRoute]:
    async def openapi(request: Request) -> Response:
        return answer(description(version), 200)

    return [Route("/api/v1/openapi.json", openapi)]
