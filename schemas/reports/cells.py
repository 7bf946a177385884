"""A report's body as cells of one line: every answer that is counted, in a fixed order, without what was told in free words.

The cells are a second writing of the payload, for reading a whole country at once; the payload stays the evidence."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from schemas.model import Instant
from schemas.reports.body import ReportKind
from schemas.reports.kinds import MODELS

BETWEEN = ","
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


class CellType(Enum):
    """How a cell is written: a whole number; microseconds since 1970 UTC; a code in quotes; codes in quotes with `|` between them."""

    COUNT = "count"
    INSTANT = "instant"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a body. After the cells of all fields stand as many codes again: the reasons for those without a value."""

    field: str
    type: CellType


def _type_of(annotation: Any) -> CellType | None:
    """None for what has no cell: free words, and maps whose figures stand in report_figure."""
    if get_origin(annotation) is dict:
        return None
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        return CellType.CODES if isinstance(inner, type) and issubclass(inner, str) else None
    for each in (annotation, *get_args(annotation)):
        plain = get_args(each)[0] if hasattr(each, "__metadata__") else each
        if isinstance(plain, type) and plain is not NoneType:
            if issubclass(plain, StrEnum):
                return CellType.CODE
            if issubclass(plain, int):
                return CellType.COUNT
            if issubclass(plain, datetime) or plain.__name__ == "AwareDatetime":
                return CellType.INSTANT
    return None


@lru_cache
def layout(kind: ReportKind) -> tuple[Cell, ...]:
    """The cells of a kind in order, from its model: a new field gets a cell by itself."""
    typed = {name: _type_of(field.annotation) for name, field in MODELS[kind].model_fields.items()}
    return tuple(Cell(name, found) for name, found in typed.items() if found is not None)


@lru_cache
def signature(kind: ReportKind) -> str:
    """Names the layout: a line with another signature was written for other fields and is read from its payload instead."""
    told = ";".join(f"{cell.field}:{cell.type.value}" for cell in layout(kind))
    return hashlib.sha256(told.encode()).hexdigest()[:8]


QUOTE, QUOTED = '"', '""'


def code(value: object) -> str:
    """A text as a cell, in quotes; nothing at all where there is none, so that it differs from an empty text."""
    return "" if value is None else f'"{str(value).replace(QUOTE, QUOTED)}"'


def instant(value: object) -> str:
    """An aware instant, or one in any writing that a body may hold, as a cell. Empty for what no body may hold."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return _instant_of(value)
        return _instant_of(value) if moment.tzinfo is None else str((moment - _EPOCH) // _MICROSECOND)
    if isinstance(value, datetime):
        return str((value - _EPOCH) // _MICROSECOND)
    return "" if value is None else _instant_of(value)


def _instant_of(value: object) -> str:
    try:
        return str((_INSTANT.validate_python(value) - _EPOCH) // _MICROSECOND)
    except ValidationError:
        return ""


def _count(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _codes(value: object) -> str:
    return code("|".join(map(str, value))) if isinstance(value, list | tuple) else ""


_WRITE = {CellType.COUNT: _count, CellType.INSTANT: instant, CellType.CODE: code, CellType.CODES: _codes}


@lru_cache
def _writers(kind: ReportKind) -> tuple[tuple[str, Any], ...]:
    return tuple((cell.field, _WRITE[cell.type]) for cell in layout(kind))


def cells(kind: ReportKind, body: Mapping[str, Any]) -> str:
    """The line of a body as its payload holds it (JSON types)."""
    writers, given = _writers(kind), body.get
    missing = given("missing") or {}
    values = [write(value) if (value := given(field)) is not None else "" for field, write in writers]
    reasons = [code(missing[field]) if field in missing else "" for field, _ in writers] if missing else [""] * len(writers)
    return BETWEEN.join((*values, *reasons))
