"""A table of published results -> figures: one row a station or another unit, one figure a mapped column."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from data.formats.table_cells import CellProblem, share
from data.formats.table_row import Rows, Stations, known_station, station_takes
from schemas.day import instant
from schemas.election import Contest, Election
from schemas.figure import FIGURE_UNITS, FigureCode, FigureUnit
from schemas.mapping import FigureTake, LongTake, OfficialMapping, Take
from schemas.message import Message
from schemas.table_problem import Problems

NO_UNIT = Message(
    "There is no such region or district in the registry, or two are called so (a region and its city). Write the name in full, or the "
    "code.")
NO_REGISTRY = Message(
    "This election has no list of polling stations yet, and without it no regions. Bring the stations in first: they bring the regions and "
    "the country along.")
NO_CONTEST = Message("There is no such contest in this election. It has: {known}")
NO_OPTION = Message("There is no such option in this contest. It has: {known}")
NO_FIGURE = Message("There is no such figure code. Some are: {known}")
EMPTY_FIGURE = Message(
    "The cell is empty. Fill it, or allow it in the mapping: may_be_empty of a figure, votes_may_be_empty of the votes. It is then no "
    "figure."
)
OTHERWISE = Message("Row {row} says {value} of this unit.")
TWICE = Message("This unit stands in the table twice, first in row {row}.")

PLAIN_DIGITS = 8
"""As COUNT_MAXIMUM: a longer number takes the way on which it is refused."""


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """Figures in columns, as compact as a table of a million cells must be: `units[row_of[i]]`, `takes[take_of[i]]`, `values[i]`."""

    units: tuple[str, ...]
    lines: tuple[int, ...]
    instants: tuple[datetime | None, ...]
    takes: tuple[FigureTake, ...]
    row_of: "array[int]"
    take_of: "array[int]"
    values: "array[float]"
    printed: dict[int, str]
    """The source's own text, of shares."""
    locators: tuple[Callable[[int], str], ...]
    """By take: where a row's value stands in the file."""
    totals: tuple[int, ...]
    empty_n: int

    def __len__(self) -> int:
        return len(self.values)


def _starred(votes: dict[str, Take], contest: Contest | None) -> dict[str, Take]:
    """`*` spelled out for every option of the contest."""
    if "*" not in votes or contest is None:
        return votes
    star = votes["*"]
    every = {code: star.model_copy(update={"column": star.column.replace("*", code)}) for code in contest.option_codes}
    return {**every, **{code: take for code, take in votes.items() if code != "*"}}


def _options(mapping: OfficialMapping, election: Election) -> set[str]:
    contest = election.contest(mapping.contest) if mapping.contest else None
    return {code for each in ((contest,) if contest else election.contests) for code in each.option_codes}


def figure_takes(mapping: OfficialMapping, election: Election, problems: Problems) -> tuple[FigureTake, ...]:
    """Every figure that a row gives. An unknown contest or option is a problem of the mapping."""
    contest = election.contest(mapping.contest) if mapping.contest else None
    if mapping.contest and contest is None:
        problems.add(0, "contest", mapping.contest, NO_CONTEST, {"known": ", ".join(each.contest_id for each in election.contests)})
    votes = tuple(
        FigureTake(code=FigureCode.VOTES, take=take, option=code, may_be_empty=mapping.votes_may_be_empty)
        for code, take in _starred(mapping.votes, contest).items()
    )
    known = _options(mapping, election)
    for each in (*mapping.figures, *votes):
        if each.option and each.option not in known:
            problems.add(0, ", ".join(each.take.headings), each.option, NO_OPTION, {"known": ", ".join(sorted(known)[:8])})
    return (*mapping.figures, *votes)


class _Reader:
    """One pass over the rows; what is found is kept in columns."""

    def __init__(
        self, content: bytes, mapping: OfficialMapping, election: Election, stations: Sequence[str], units: Sequence[str]
    ) -> None:
        self.problems = Problems()
        self.mapping = mapping
        self.takes = list(figure_takes(mapping, election, self.problems))
        self.problems.refuse()
        self.key = {"unit": mapping.unit} if mapping.unit else station_takes(mapping.station) if mapping.station else {}
        named = {f"figure {index}": each.take for index, each in enumerate(self.takes)}
        self.own_n = len(self.takes)
        if mapping.long:
            named |= {"code": mapping.long.code, "value": mapping.long.value}
            named |= {"option": mapping.long.option} if mapping.long.option else {}
        hour = {"as_of": mapping.as_of} if mapping.as_of else {}
        self.rows = Rows(content, mapping.table, {**self.key, **hour, **named}, election, self.problems)
        self.stations, self.units = Stations(stations), Stations(units)
        self.has_registry = bool(units)
        self.options = _options(mapping, election)
        self.found: list[str] = []
        self.lines: list[int] = []
        self.instants: list[datetime | None] = []
        self.row_of, self.take_of, self.values = array("l"), array("l"), array("d")
        self.printed: dict[int, str] = {}
        self.long_takes: dict[tuple[str, str], int] = {}
        self.repeats: dict[tuple[str, datetime | None, int], tuple[int, float | None]] = {}
        self.seen: dict[tuple[str, datetime | None, int], int] = {}
        self.empty_n = 0
        self.plain = [self.plain_place(each) for each in self.takes]

    def plain_place(self, each: FigureTake) -> int:
        """The column of a count whose digits are the value as they stand; -1 for what needs more reading than that."""
        is_plain = each.take == Take(column=each.take.column, missing=each.take.missing) if each.take.column else False
        is_count = FIGURE_UNITS[each.code] is not FigureUnit.SHARE
        return self.rows.places[each.take.column] if is_plain and is_count and not self.mapping.long else -1

    def unit(self, number: int, cells: Sequence[str]) -> str | None:
        if "unit" not in self.rows.takes:
            return known_station(self.rows, number, cells, self.stations)
        text = self.rows.needed(number, cells, "unit", str)
        if text is None:
            return None
        found = self.units.find(text) or self.stations.find(text)
        if found is None:
            self.problems.add(number, self.rows.column("unit"), text, NO_UNIT if self.has_registry else NO_REGISTRY)
        return found

    def once(self, number: int, unit: str, as_of: datetime | None, figure: int) -> bool:
        """Whether this figure of this unit and hour comes for the first time; a second time is a problem."""
        first = self.seen.setdefault((unit, as_of, figure), number)
        if first != number:
            headings = " + ".join(heading for take in self.key.values() for heading in take.headings)
            self.problems.add(number, headings, unit, TWICE, {"row": str(first)})
        return first == number

    def value(self, number: int, cells: Sequence[str], name: str, each: FigureTake) -> float | None:
        """The value of one cell; of a share also its text, which says how many digits were printed."""
        may_be_empty = each.may_be_empty or each.take.missing is not None
        read = self.rows.read if may_be_empty else partial(self.rows.needed, empty=EMPTY_FIGURE)
        if FIGURE_UNITS[each.code] is not FigureUnit.SHARE:
            return read(number, cells, name, self.rows.count)
        return read(number, cells, name, partial(self.share, each.take.percent))

    def share(self, percent: bool, text: str) -> float:
        value = share(text, percent=percent)
        self.printed[len(self.values)] = f"{value * 100:.10g}" if "%" not in text and not percent else text.rstrip("% ").replace(",", ".")
        return value

    def keep(self, figure: int, value: float) -> None:
        self.row_of.append(len(self.found))
        self.take_of.append(figure)
        self.values.append(value)

    def wide(self, number: int, cells: Sequence[str]) -> None:
        row, plain = len(self.found), self.plain
        for index, each in enumerate(self.takes):
            place = plain[index]
            if place >= 0 and (cell := cells[place]).isdigit() and cell.isascii() and len(cell) <= PLAIN_DIGITS:
                self.row_of.append(row)
                self.take_of.append(index)
                self.values.append(int(cell))
                continue
            value = self.value(number, cells, f"figure {index}", each)
            if value is None:
                self.empty_n += 1
            else:
                self.keep(index, value)

    def long(self, number: int, cells: Sequence[str], unit: str, as_of: datetime | None, long: LongTake) -> None:
        code = self.rows.needed(number, cells, "code", _figure_code)
        option = self.rows.text(number, cells, "option")
        self.repeated(number, cells, unit, as_of)
        if code is None:
            return
        if option and option not in self.options:
            self.problems.add(number, self.rows.column("option"), option, NO_OPTION, {"known": ", ".join(sorted(self.options)[:8])})
            return
        if (code, option) not in self.long_takes:
            self.long_takes[code, option] = len(self.takes)
            self.takes.append(FigureTake(
                code=code, take=long.value, option=option, basis=long.basis, may_be_empty=self.mapping.votes_may_be_empty))
        figure = self.long_takes[code, option]
        value = self.value(number, cells, "value", self.takes[figure])
        if value is None:
            self.empty_n += 1
        elif self.once(number, unit, as_of, figure):
            self.keep(figure, value)

    def repeated(self, number: int, cells: Sequence[str], unit: str, as_of: datetime | None) -> None:
        """What every row of a long table says of its unit: kept from the first row, and another value later on is a problem."""
        for index, each in enumerate(self.takes[: self.own_n]):
            place, value = len(self.values), self.value(number, cells, f"figure {index}", each)
            first, known = self.repeats.setdefault((unit, as_of, index), (number, value))
            if first == number and value is not None:
                self.keep(index, value)
                continue
            self.printed.pop(place, None)
            if first == number:
                self.empty_n += 1
            elif value != known:
                said = "–" if known is None else f"{known:g}"
                self.problems.add(number, self.rows.column(f"figure {index}"), unit, OTHERWISE, {"row": str(first), "value": said})

    def table(self) -> OfficialTable:
        for number, cells in self.rows:
            unit = self.unit(number, cells)
            as_of = self.rows.needed(number, cells, "as_of", self.rows.instant) if self.mapping.as_of else None
            if unit is None:
                continue
            if self.mapping.long:
                self.long(number, cells, unit, as_of, self.mapping.long)
            elif self.once(number, unit, as_of, 0):
                self.wide(number, cells)
            self.found.append(unit)
            self.lines.append(number)
            self.instants.append(as_of)
        self.problems.refuse()
        names = [f"figure {index}" if index < self.own_n else "value" for index in range(len(self.takes))]
        return OfficialTable(
            tuple(self.found), tuple(self.lines), tuple(self.instants), tuple(self.takes), self.row_of, self.take_of, self.values,
            self.printed, tuple(self.rows.locator(name) for name in names), self.rows.totals, self.empty_n)


def _figure_code(text: str) -> FigureCode:
    try:
        return FigureCode(text)
    except ValueError:
        raise CellProblem(NO_FIGURE, {"known": ", ".join(list(FigureCode)[:8])}) from None


def read(content: bytes, mapping: OfficialMapping, election: Election, stations: Sequence[str], units: Sequence[str]) -> OfficialTable:
    """The figures a table publishes. Raises TableProblem naming every place that is not as it must be."""
    return _Reader(content, mapping, election, stations, units).table()


def figure_rows(
    table: OfficialTable, mapping: OfficialMapping, election: Election, source_id: int, some: Sequence[int]
) -> list[dict[str, Any]]:
    """Some of the figures, by their places, as rows of the official table (without figure_id)."""
    fixed = [_fixed(each, mapping, election, source_id) for each in table.takes]
    made = []
    for index in some:
        row, take = table.row_of[index], table.take_of[index]
        same = fixed[take]
        made.append({**same, "unit_id": table.units[row], "value": table.values[index], "locator": table.locators[take](table.lines[row]),
                     "as_printed": table.printed.get(index, ""), "as_of_at": same["as_of_at"] or table.instants[row]})
    return made


def _fixed(each: FigureTake, mapping: OfficialMapping, election: Election, source_id: int) -> dict[str, Any]:
    """What all rows of one mapped column share."""
    as_of = instant(election.held_on, time(int(each.hour[:2]), int(each.hour[2:])), election.capital_zone) if each.hour else None
    hour = each.hour if each.hour and each.code is FigureCode.VOTERS_BY_HOUR else ""  # a line of the protocol, told by its hour
    return {
        "source_id": source_id, "election_id": election.election_id, "unit_id": "", "contest_id": mapping.contest, "code": each.code.value,
        "option_code": each.option or hour, "unit": FIGURE_UNITS[each.code].value, "value": 0.0, "as_printed": "",
        "basis": each.basis.value, "status": mapping.status.value, "as_of_at": as_of, "locator": "", "confidence": mapping.confidence.value,
        "note": "", "speaker": "", "supersedes_id": None,
    }
