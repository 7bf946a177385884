"""What is wrong with a table, place by place: row, column, what was found, what was expected. A file is taken whole or not at all."""

from collections.abc import Mapping, Sequence

from schemas.message import Message
from schemas.problem import Problem, ProblemCode

SHOWN_MOST = 200
"""Places kept of one file; the rest are counted. A shifted column makes a problem of every row."""
FOUND_LONGEST = 60


class RowProblem:
    """One place. `row` counts from 1 as a spreadsheet does, 0 for the file as a whole; `message` says what was expected."""

    __slots__ = ("column", "found", "message", "row", "values")

    def __init__(
        self, row: int, column: str, found: str, message: Message, values: Mapping[str, object] | None = None
    ) -> None:
        self.row = row
        self.column = column
        self.found = found if len(found) <= FOUND_LONGEST else found[: FOUND_LONGEST - 1] + "…"
        self.message = message
        self.values = dict(values or {})


class TableProblem(Problem):
    """The file is not taken. `places` are the first of `places_n`, in the order of the rows."""

    def __init__(
        self, message: Message, places: Sequence[RowProblem] = (), *, values: Mapping[str, object] | None = None,
        places_n: int | None = None, code: ProblemCode = ProblemCode.IMPOSSIBLE,
    ) -> None:
        super().__init__(code, message, values=values)
        self.places = tuple(places[:SHOWN_MOST])
        self.places_n = len(places) if places_n is None else places_n


NOT_TAKEN = Message("Nothing was imported: the table has problems. Each is named below with its row and column.")


class Problems:
    """Collects the places of one file, the first in full and all by number."""

    def __init__(self) -> None:
        self.places: list[RowProblem] = []
        self.places_n = 0

    def add(self, row: int, column: str, found: str, message: Message, values: Mapping[str, object] | None = None) -> None:
        self.places_n += 1
        if len(self.places) < SHOWN_MOST:
            self.places.append(RowProblem(row, column, found, message, values))

    def refuse(self) -> None:
        """Raises TableProblem where anything was found."""
        if self.places_n:
            raise TableProblem(NOT_TAKEN, self.places, places_n=self.places_n)
