"""Where the headings are: under title rows, over two merged lines, written with no-break spaces or with letters that look alike."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mapping import TableSettings
from schemas.message import Message
from schemas.table_problem import Problems

LOOK_ALIKE = str.maketrans("авекмнорстухіјѕһґ", "abekmhopctyxijshr")
"""Small Cyrillic letters by the Latin ones that look like them (or whose capitals do)."""
NO_HEADINGS = Message("There is no table in the file: no row with two headings was found.")
NO_COLUMN = Message("There is no such column. Columns that are not used: {names}")
SEVERAL = Message("Columns with this heading: {n}. Rename them, or give the column by its place, as #{place}.")
LINES_OF_HEADINGS = 3
NAMED = 5


def skeleton(text: str) -> str:
    """A text as the eye reads it: one width, one case, single spaces, Latin for Cyrillic look-alikes."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(LOOK_ALIKE).split())


@dataclass(frozen=True, slots=True)
class Headings:
    """The last row of the headings, the number of columns, and the place of each wanted heading."""

    row: int
    width: int
    places: dict[str, int]


def _continued(cells: Sequence[str], width: int) -> list[str]:
    """An upper line of headings with merged cells filled to the right, to the end of the row; a title above the table is left alone."""
    filled, last = [], ""
    behind = [] if not any(cells[1:]) else [""] * (width - len(cells))
    for cell in [*cells, *behind]:
        last = cell or last
        filled.append(last)
    return filled


def heading_names(rows: Sequence[tuple[int, list[str]]], index: int) -> list[set[str]]:
    """By column, every name that a heading ending in this row may have: its own, and with the merged lines above it."""
    own, over_it = rows[index][1], [rows[up][1] for up in range(max(0, index - LINES_OF_HEADINGS + 1), index)]
    # A heading merged downwards stands in the upper line only; a title alone in its line makes no column.
    width = max([len(own), *(len(cells) for cells in over_it if any(cells[1:]))])
    own = [*own, *[""] * (width - len(own))]
    above = [_continued(cells, width) for cells in over_it]
    named: list[set[str]] = []
    for column in range(width):
        names = {skeleton(own[column])}
        text = own[column]
        for line in reversed(above):
            over = line[column] if column < len(line) else ""
            if not text:
                names.add(skeleton(over))
            text = f"{over} {text}".strip() if over != text else text
            names.add(skeleton(text))
        named.append(names - {""})
    return named


def _places(names: Sequence[set[str]], wanted: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for heading in wanted:
        sought = skeleton(heading)
        found = [column for column, known in enumerate(names) if sought in known]
        if not found and heading.startswith("#") and heading[1:].isdigit() and 1 <= int(heading[1:]) <= len(names):
            found = [int(heading[1:]) - 1]
        places[heading] = found
    return places


def _refused(cells: Sequence[str], row: int, places: dict[str, list[int]]) -> None:
    problems = Problems()
    used = {column for found in places.values() for column in found}
    others = [cell for column, cell in enumerate(cells) if cell and column not in used]
    for heading, found in places.items():
        if not found:
            problems.add(row, heading, "", NO_COLUMN, {"names": ", ".join(others[:NAMED]) or "–"})
        elif len(found) > 1:
            problems.add(row, heading, "", SEVERAL, {"n": len(found), "place": str(found[0] + 1)})
    problems.refuse()


Found = tuple[int, int, int, dict[str, list[int]]]
"""Headings found once, index of their row, number of columns, places of each wanted heading."""


def _last_line(rows: Sequence[tuple[int, list[str]]], best: Found, wanted: Sequence[str]) -> Found:
    """The same headings, told to end in the row below while that one only goes on under merged cells: words beside the wanted columns,
    nothing in them. Otherwise the sub-headings would be the first row of data."""
    score, index, _, places = best
    columns = {column for found in places.values() for column in found}
    for below in range(index + 1, min(index + LINES_OF_HEADINGS, len(rows))):
        cells = rows[below][1]
        said = [column for column, cell in enumerate(cells) if cell]
        if not said or columns & set(said) or any(sign.isdigit() for cell in cells for sign in cell):
            break
        names = heading_names(rows, below)
        if sum(len(found) == 1 for found in _places(names, wanted).values()) < score:
            break
        best = (score, below, len(names), _places(names, wanted))
    return best


def find(rows: Sequence[tuple[int, list[str]]], settings: TableSettings, wanted: Sequence[str]) -> Headings:
    """The row under which every wanted heading is found once. Raises TableProblem naming the missing ones beside the unused."""
    best: Found | None = None
    for index, (number, cells) in enumerate(rows):
        if (settings.header_row and number != settings.header_row) or not any(cells):
            continue
        names = heading_names(rows, index)
        places = _places(names, wanted)
        score = sum(len(found) == 1 for found in places.values())
        if best is None or score > best[0]:
            best = (score, index, len(names), places)
        if score == len(wanted):
            best = _last_line(rows, best, wanted) if not settings.header_row else best
            break
    if best is None:
        _refused((), settings.header_row or 1, {heading: [] for heading in wanted})
        raise AssertionError("a table without wanted headings is a mistake in the program")
    _, index, width, places = best
    number, cells = rows[index]
    _refused(cells, number, places)
    return Headings(number, width, {heading: found[0] for heading, found in places.items()})
