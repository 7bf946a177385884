"""A table of published results -> figures: one row a station or another unit, one figure a mapped column."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from data.formats.table_cells import share
from data.formats.table_row import Rows, Stations, known_station, station_takes
from schemas.day import instant
from schemas.election import Contest, Election
from schemas.figure import FIGURE_UNITS, FigureCode, FigureUnit
from schemas.mapping import FigureTake, OfficialMapping, Take
from schemas.message import Message
from schemas.table_problem import Problems

NO_UNIT = Message("There is no such region or district in the registry. Check the code, or import the stations first.")
NO_CONTEST = Message("There is no such contest in this election. It has: {known}")
NO_OPTION = Message("There is no such option in this contest. It has: {known}")
TWICE = Message("This unit stands in the table twice, first in row {row}.")


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """Figures column by column, as compact as a table of a million cells must be: `units[row_of[i]]`, `takes[take_of[i]]`, `values[i]`."""

    units: tuple[str, ...]
    lines: tuple[int, ...]
    instants: tuple[datetime | None, ...]
    takes: tuple[FigureTake, ...]
    row_of: "array[int]"
    take_of: "array[int]"
    values: "array[float]"
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


def figure_takes(mapping: OfficialMapping, election: Election, problems: Problems) -> tuple[FigureTake, ...]:
    """Every figure that a row gives. An unknown contest or option is a problem of the mapping."""
    contest = election.contest(mapping.contest) if mapping.contest else None
    if mapping.contest and contest is None:
        problems.add(0, "contest", mapping.contest, NO_CONTEST, {"known": ", ".join(each.contest_id for each in election.contests)})
    votes = tuple(
        FigureTake(code=FigureCode.VOTES, take=take, option=code, may_be_empty=mapping.votes_may_be_empty)
        for code, take in _starred(mapping.votes, contest).items()
    )
    known = {code for each in ((contest,) if contest else election.contests) for code in each.option_codes}
    for each in (*mapping.figures, *votes):
        if each.option and each.option not in known:
            problems.add(0, ", ".join(each.take.headings), each.option, NO_OPTION, {"known": ", ".join(sorted(known)[:8])})
    return (*mapping.figures, *votes)


def _unit(rows: Rows, number: int, cells: Sequence[str], stations: Stations, units: Stations) -> str | None:
    if "unit" not in rows.takes:
        return known_station(rows, number, cells, stations)
    text = rows.needed(number, cells, "unit", str)
    if text is None:
        return None
    found = units.find(text) or stations.find(text)
    if found is None:
        rows.problems.add(number, rows.column("unit"), text, NO_UNIT)
    return found


def read(content: bytes, mapping: OfficialMapping, election: Election, stations: Sequence[str], units: Sequence[str]) -> OfficialTable:
    """The figures a table publishes. Raises TableProblem naming every place that is not as it must be."""
    problems = Problems()
    takes = figure_takes(mapping, election, problems)
    problems.refuse()
    named = {f"figure {index}": each.take for index, each in enumerate(takes)}
    key = {"unit": mapping.unit} if mapping.unit else station_takes(mapping.station) if mapping.station else {}
    hour = {"as_of": mapping.as_of} if mapping.as_of else {}
    rows = Rows(content, mapping.table, {**key, **hour, **named}, election, problems)
    known, known_units = Stations(stations), Stations(units)
    found: list[str] = []
    lines: list[int] = []
    instants: list[datetime | None] = []
    row_of, take_of, values = array("l"), array("l"), array("d")
    seen: dict[tuple[str, datetime | None], int] = {}
    readers = [(f"figure {index}", share if FIGURE_UNITS[each.code] is FigureUnit.SHARE else rows.count, each.may_be_empty)
               for index, each in enumerate(takes)]
    empty_n = 0
    for number, cells in rows:
        unit = _unit(rows, number, cells, known, known_units)
        as_of = rows.needed(number, cells, "as_of", rows.instant) if hour else None
        if unit is None:
            continue
        if (unit, as_of) in seen:
            problems.add(number, " + ".join(heading for take in key.values() for heading in take.headings), unit, TWICE,
                         {"row": str(seen[unit, as_of])})
            continue
        seen[unit, as_of] = number
        for index, (name, convert, may_be_empty) in enumerate(readers):
            value: float | None = (rows.read if may_be_empty else rows.needed)(number, cells, name, convert)
            if value is None:
                empty_n += 1
                continue
            row_of.append(len(found))
            take_of.append(index)
            values.append(value)
        found.append(unit)
        lines.append(number)
        instants.append(as_of)
    problems.refuse()
    return OfficialTable(tuple(found), tuple(lines), tuple(instants), takes, row_of, take_of, values, rows.totals, empty_n)


def figure_rows(
    table: OfficialTable, mapping: OfficialMapping, election: Election, source_id: int, some: Sequence[int]
) -> list[dict[str, Any]]:
    """Some of the figures, by their places, as rows of the official table (without figure_id)."""
    fixed = [_fixed(each, mapping, election, source_id) for each in table.takes]
    made = []
    for index in some:
        row, same = table.row_of[index], fixed[table.take_of[index]]
        made.append({**same, "unit_id": table.units[row], "value": table.values[index], "locator": f"row {table.lines[row]}",
                     "as_of_at": same["as_of_at"] or table.instants[row]})
    return made


def _fixed(each: FigureTake, mapping: OfficialMapping, election: Election, source_id: int) -> dict[str, Any]:
    """What all rows of one mapped column share."""
    as_of = instant(election.held_on, time(int(each.hour[:2]), int(each.hour[2:])), election.capital_zone) if each.hour else None
    return {
        "source_id": source_id, "election_id": election.election_id, "unit_id": "", "contest_id": mapping.contest, "code": each.code.value,
        "option_code": each.option or each.hour or "", "unit": FIGURE_UNITS[each.code].value, "value": 0.0, "as_printed": "",
        "basis": each.basis.value, "status": mapping.status.value, "as_of_at": as_of, "locator": "", "confidence": mapping.confidence.value,
        "note": "", "speaker": "", "supersedes_id": None,
    }
