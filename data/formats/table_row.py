"""Rows of a mapped table: each value read by name, each problem noted with its row and column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from openpyxl.utils import get_column_letter

from data.formats import table
from data.formats.table_cells import CellProblem, instant, taker, whole_number
from data.formats.table_headings import skeleton
from schemas.election import Election
from schemas.ids import station_id
from schemas.mapping import StationKey, TableSettings, Take
from schemas.message import Message
from schemas.table_problem import Problems

Value = TypeVar("Value")
EMPTY = Message("The cell is empty. Fill it, or give in the mapping the reason that an empty cell stands for.")
NO_STATION = Message("There is no such station in the registry. Check the number, or import the stations first.")


class Rows:
    """The rows of one file under the takes of its mapping. `numbers` of blank and total rows are not among them."""

    def __init__(
        self, content: bytes, settings: TableSettings, takes: Mapping[str, Take], election: Election, problems: Problems,
        others: Sequence[str] = (),
    ) -> None:
        wanted = dict.fromkeys([heading for take in takes.values() for heading in take.headings] + list(others))
        self.settings = settings
        self.problems = problems
        self.election = election
        self.zone = settings.time_zone or election.capital_zone
        self.table = table.read(content, settings, list(wanted), problems)
        self.places = self.table.headings.places
        self.takes = dict(takes)
        self._takers = {name: taker(take, self.places, settings) for name, take in takes.items()}
        self.rows_n = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for row in self.table.rows:
            self.rows_n += 1
            yield row

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(self.table.totals)

    def column(self, name: str) -> str:
        """The heading or headings behind a name, as a person finds them."""
        return " + ".join(self.takes[name].headings) or name

    def locator(self, name: str) -> Callable[[int], str]:
        """Where a person finds the value of a name, by the row's number: `Sheet1!D17`, or `row 17, column D` of a text."""
        letters = "+".join(get_column_letter(self.places[heading] + 1) for heading in self.takes[name].headings)
        sheet = self.table.sheet
        if sheet:
            return lambda number: f"{sheet}!{letters}{number}"
        return (lambda number: f"row {number}, column {letters}") if letters else (lambda number: f"row {number}")

    def note(self, number: int, cells: Sequence[str], name: str, problem: CellProblem) -> None:
        found = " ".join(cells[self.places[heading]] for heading in self.takes[name].headings)
        self.problems.add(number, self.column(name), found, problem.message, problem.values)

    def read(self, number: int, cells: Sequence[str], name: str, convert: Callable[[str], Value]) -> Value | None:
        """The converted value, None where the cell is empty or a problem was noted (ask `empty` first to tell them apart)."""
        try:
            text = self._takers[name](cells)
            return convert(text) if text else None
        except CellProblem as problem:
            self.note(number, cells, name, problem)
            return None

    def needed(
        self, number: int, cells: Sequence[str], name: str, convert: Callable[[str], Value], empty: Message = EMPTY,
    ) -> Value | None:
        """As `read`, but an empty cell is a problem too, said as `empty`."""
        before = self.problems.places_n
        value = self.read(number, cells, name, convert)
        if value is None and self.problems.places_n == before:
            self.problems.add(number, self.column(name), "", empty)
        return value

    def text(self, number: int, cells: Sequence[str], name: str) -> str:
        """The text of an optional take, "" where the mapping has none."""
        return (self.read(number, cells, name, str) or "") if name in self._takers else ""

    def count(self, text: str) -> int:
        return whole_number(text, self.settings.thousands)

    def instant(self, text: str) -> datetime:
        return instant(text, self.election, self.zone, self.settings.time_format)


class Stations:
    """Finds stations of the registry by region and number, also where look-alike letters were typed."""

    def __init__(self, known: Sequence[str]) -> None:
        self._exact = frozenset(known)
        self._alike = {skeleton(each): each for each in known}

    def find(self, wanted: str) -> str | None:
        return wanted if wanted in self._exact else self._alike.get(skeleton(wanted))


def station_takes(key: StationKey) -> dict[str, Take]:
    return {"station.region": key.region, "station.number": key.number}


def known_station(rows: Rows, number: int, cells: Sequence[str], stations: Stations) -> str | None:
    """The id of the row's station; a station that the registry does not have is a problem."""
    region = rows.needed(number, cells, "station.region", str)
    printed = rows.needed(number, cells, "station.number", str)
    if region is None or printed is None:
        return None
    found = stations.find(station_id(region, printed))
    if found is None:
        rows.problems.add(number, rows.column("station.number"), f"{region}/{printed}", NO_STATION)
    return found
