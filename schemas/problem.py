"""A problem: an act that cannot be done. Its code decides the status of every door; its text is for a person."""

from collections.abc import Mapping
from enum import StrEnum

from schemas.message import Message


class ProblemCode(StrEnum):
    IMPOSSIBLE = "impossible"
    NOT_SIGNED_IN = "not_signed_in"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BUSY = "busy"


HTTP_STATUS: dict[ProblemCode, int] = {
    ProblemCode.IMPOSSIBLE: 422, ProblemCode.NOT_SIGNED_IN: 401, ProblemCode.FORBIDDEN: 403, ProblemCode.NOT_FOUND: 404,
    ProblemCode.CONFLICT: 409, ProblemCode.GONE: 410, ProblemCode.TOO_LARGE: 413, ProblemCode.TOO_MANY: 429, ProblemCode.BUSY: 503,
}


class FieldProblem:
    """One impossible value: the sentence and its numbers."""

    __slots__ = ("code", "message", "values")

    def __init__(self, code: str, message: Message, values: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.message = message
        self.values = dict(values or {})


class Problem(Exception):
    """What was found, what was expected, what to do next. `fields` maps a field id to its own message (impossible input)."""

    def __init__(
        self, code: ProblemCode, message: Message, *, values: Mapping[str, object] | None = None,
        fields: Mapping[str, FieldProblem] | None = None, retry_after: int | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.values = dict(values or {})
        self.fields = dict(fields or {})
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return HTTP_STATUS[self.code]
