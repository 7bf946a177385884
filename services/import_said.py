"""What a person says of a table of reports beside its columns: who observed, how times are written, what holds for every row, what the
printed answers mean. Each has a proposal, taken from the table itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from data.formats.table_headings import skeleton
from locales import LANGUAGES, text, using
from schemas.election import Election
from schemas.form import FieldKind, Form, FormField
from schemas.missing import MissingReason
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from services.import_uses import contest_of

TIME_FORMATS = (
    "", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p", "%d.%m.%y %H:%M", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S",
)
""""" is ISO 8601, or a clock time of the observation day."""
EMPTY_WORDS = ("NULL", "null", "NA", "N/A", "n/a", "NaN", "None", "нет данных", "н/д", "жоқ", "#N/A")
"""What people's programs write into a cell that has nothing."""
ANSWERS = {"yes": ("да", "иә", "y", "true", "1", "+"), "no": ("нет", "жоқ", "n", "false", "0")}
"""How yes and no are written besides the product's own words."""
_NAME = re.compile(r"[^\W\d_]{2,}[.,]?\s+[^\W\d_]|@|\+?\d[\d\s()-]{9,}")
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Said:
    """`observer`, `organisation`, `observed_at` (ISO 8601): the same in every row, where no column says it. `before`: put before each
    observer's code. `values` and `reasons` by field id: an answer that every row has, or why none has one. `codes`: by heading, what each
    printed answer means."""

    observer: str = ""
    before: str = ""
    organisation: str = ""
    observed_at: str = ""
    time_format: str = ""
    time_zone: str = ""
    empty: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, MissingReason] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def form(report: str, election: Election, contest_id: str) -> Form:
    """The form whose answers the rows are."""
    return form_of(ReportKind(report), election, contest_of(election, contest_id) if report == ReportKind.COUNT else None)


def unsaid(asked: Form, uses: Mapping[str, str]) -> list[FormField]:
    """Questions that need an answer or a reason and have no column: something must be said of every row."""
    given = set(uses.values())
    return [each for each in asked.required_fields if f"field/{each.id}" not in given and each.shown_if is None]


def printed(asked: Form, uses: Mapping[str, str]) -> dict[str, FormField]:
    """By heading, the columns that hold one of several answers."""
    found = {heading: asked.field(use.partition("/")[2]) for heading, use in uses.items() if use.startswith("field/")}
    kinds = (FieldKind.CHOICE, FieldKind.CHOICES)
    return {heading: each for heading, each in found.items() if each is not None and each.kind in kinds}


def answers(values: Sequence[str], empty: Sequence[str]) -> list[str]:
    """Each answer that stands in a column, once, several in one cell apart."""
    parts = (part.strip() for value in values[:LOOKED_AT] if value not in empty for part in value.split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def code_of(asked: FormField, answer: str) -> str:
    """The code that a printed answer probably means, "" where nothing says so: its code, its words in three languages, or yes and no."""
    wanted = skeleton(answer)
    for choice in asked.choices:
        called = [choice.code, *ANSWERS.get(choice.code, ())]
        for code in LANGUAGES:
            with using(code):
                called.append(text(choice.label))
        if wanted in map(skeleton, called):
            return choice.code
    return ""


def time_format(values: Sequence[str]) -> str:
    """How the times of a column are written; "" where they are ISO 8601, clock times, or none of the known ways."""
    known = [value for value in values[:LOOKED_AT] if value not in EMPTY_WORDS]
    return next((way for way in TIME_FORMATS if known and all(_fits(value, way) for value in known)), "")


def _fits(value: str, way: str) -> bool:
    if not way and re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", value):
        return True
    try:
        # Only whether it can be read: its zone is the table's.
        _ = datetime.strptime(value, way) if way else datetime.fromisoformat(value)  # noqa: DTZ007
    except ValueError:
        return False
    return True


def empty_words(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Words for "nothing" that stand in the table."""
    seen = {value for values in columns for value in values[:LOOKED_AT]}
    return tuple(word for word in EMPTY_WORDS if word in seen)


def before(values: Sequence[str]) -> str:
    """What is put before bare numbers, so that they are not taken for the codes of this election's own observers."""
    return "T" if values and all(value.isdigit() for value in values[:LOOKED_AT]) else ""


def are_names(values: Sequence[str]) -> bool:
    """Whether a column of codes holds what may be names, addresses or telephone numbers: they must not enter."""
    return any(_NAME.search(value) for value in values[:LOOKED_AT])
