"""What a table would do, before any of it is stored: counts, sums, what it changes, whom it leaves out, and what is wrong with it."""

from datetime import datetime

from schemas.election import LocalName
from schemas.message import Message
from schemas.model import Model
from schemas.table_problem import TableProblem

KEPT_MOST = 200
"""Names, changes and findings kept of one table; all are counted."""


class Told(Model):
    """A sentence with its numbers, to be said in the language of whoever reads it."""

    message: str
    context: str | None = None
    values: dict[str, str | int | float | None] = {}

    @property
    def words(self) -> Message:
        return Message(self.message, self.context)


class Place(Told):
    """One place of the file that is not as it must be; the sentence says what was expected."""

    row: int
    column: str
    found: str


class Refusal(Told):
    """Why the table is not taken, with the first of its places."""

    places: tuple[Place, ...] = ()
    places_n: int = 0


class Sum(Model):
    """A mapped column added up: `n` units have a figure; `value` is missing for shares, which do not add up."""

    code: str
    option_code: str = ""
    as_of_at: datetime | None = None
    value: int | None
    n: int


class Change(Model):
    """A figure that stands in for an earlier one with another value."""

    unit_id: str
    code: str
    option_code: str = ""
    as_of_at: datetime | None = None
    before: float
    after: float
    locator: str = ""


class Named(Model):
    """A station or another unit by its code and name."""

    unit_id: str
    name: LocalName | None = None


class Found(Told):
    """A finding on the figures (D5xx); `proposed` is the likely right value where arithmetic shows a digit slip."""

    code: str
    level: str
    unit_id: str
    locator: str = ""
    proposed: int | None = None


class Preview(Model):
    """`kind` stations, official or reports. Counts as in services.import_files.Imported."""

    kind: str
    rows_n: int = 0
    added_n: int = 0
    same_n: int = 0
    changed_n: int = 0
    dropped_n: int = 0
    empty_n: int = 0
    observers_n: int = 0
    totals: tuple[int, ...] = ()
    already: bool = False
    sums: tuple[Sum, ...] = ()
    missing: tuple[Named, ...] = ()
    """In the registry, not in the table."""
    missing_n: int = 0
    extra: tuple[Named, ...] = ()
    """In the table, not in the registry (of a table of stations: new ones)."""
    extra_n: int = 0
    supersedes: tuple[str, ...] = ()
    """Titles of the publications this one stands in for."""
    changes: tuple[Change, ...] = ()
    findings: tuple[Found, ...] = ()
    findings_n: dict[str, int] = {}
    """Findings by code, all of them."""
    last_cell: str = ""
    """The last one of a text whose last line has no end: it may be cut off."""
    refusal: Refusal | None = None


def refusal_of(problem: TableProblem) -> Refusal:
    """The problem as it can be kept and sent."""
    return Refusal(
        message=str(problem.message), context=problem.message.context, values=_plain(problem.values), places_n=problem.places_n,
        places=tuple(
            Place(row=each.row, column=each.column, found=each.found, message=str(each.message), context=each.message.context,
                  values=_plain(each.values)) for each in problem.places),
    )


def _plain(values: dict[str, object]) -> dict[str, str | int | float | None]:
    return {name: value if isinstance(value, str | int | float) or value is None else str(value) for name, value in values.items()}
