"""A problem as JSON: code, sentence, fields; the status that belongs to its code, and when to come back."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json
from starlette.responses import Response

from locales import text
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services.parsing import field_problems

JSON_TYPE = "application/json"
NOT_AS_IT_MUST_BE = Message("The request is not as it must be. Look at the named fields; nothing was stored.")


def answer(content: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(to_json(content), status, headers, JSON_TYPE)


def _said(problem: Problem) -> str:
    """A program has typed nothing and loses nothing: it is told of the named fields, not what a person at a form is told."""
    if problem.code is ProblemCode.IMPOSSIBLE and problem.fields:
        return text(NOT_AS_IT_MUST_BE)
    return text(problem.message, None, **problem.values)


def problem_answer(problem: Problem) -> Response:
    """{"code", "message", "fields": {field: {"code", "message"}}} in the language in use."""
    headers = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    if problem.code is ProblemCode.NOT_SIGNED_IN:
        headers["WWW-Authenticate"] = "Bearer"
    fields = {
        name: {"code": each.code, "message": text(each.message, None, **each.values)} for name, each in problem.fields.items()}
    return answer({"code": problem.code, "message": _said(problem), "fields": fields}, problem.status, headers)


def impossible(error: ValidationError) -> Problem:
    return Problem(ProblemCode.IMPOSSIBLE, NOT_AS_IT_MUST_BE, fields=field_problems(error))
