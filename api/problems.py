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
"""What a program reads where a person reads that nothing typed is lost."""


def answer(content: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(to_json(content), status, headers, JSON_TYPE)


def problem_answer(problem: Problem) -> Response:
    """{"code", "message", "fields": {field: {"code", "message"}}} in the language in use."""
    headers = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    if problem.code is ProblemCode.NOT_SIGNED_IN:
        headers["WWW-Authenticate"] = "Bearer"
    fields = {
        name: {"code": each.code, "message": text(each.message, None, **each.values)} for name, each in problem.fields.items()}
    said = text(NOT_AS_IT_MUST_BE) if problem.code is ProblemCode.IMPOSSIBLE and fields else text(problem.message, None, **problem.values)
    return answer({"code": problem.code, "message": said, "fields": fields}, problem.status, headers)


def impossible(error: ValidationError) -> Problem:
    return Problem(ProblemCode.IMPOSSIBLE, NOT_AS_IT_MUST_BE, fields=field_problems(error))
