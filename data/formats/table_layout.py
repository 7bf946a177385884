"""What a table looks like before anybody says what its columns mean: where the headings are, examples below each, and a proposal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data.formats.table import HEADINGS_WITHIN, every_row, is_numbering
from data.formats.table_headings import NO_HEADINGS, heading_names, skeleton
from schemas.mapping import TableSettings
from schemas.table_problem import TableProblem

EXAMPLES = 3
ROWS_LOOKED_AT = 2_000
LEAST_LETTERS = 4
"""A heading of fewer letters is not taken for a part of a longer one."""
_NUMBERED = re.compile(r"^(?:№\s*)?\d+\s*[-–.)]\s*")
_NUMBER = re.compile(r"[-−]?[\d\s.,'’]+%?")


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` finds the column in a mapping; `values` are those of the first rows, empty ones left out."""

    heading: str
    names: frozenset[str]
    values: tuple[str, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.values))[:EXAMPLES]


@dataclass(frozen=True, slots=True)
class Layout:
    sheet: str
    header_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column probably is; `sure` where its heading says so and no other column claims it."""

    use: str
    sure: bool


def _stripped(names: set[str]) -> frozenset[str]:
    """A heading with and without its number in front: `1 - Name` is `Name` too."""
    return frozenset(names | {_NUMBERED.sub("", name) for name in names} - {""})


def _header(rows: Sequence[tuple[int, list[str]]], known: frozenset[str]) -> int:
    """The row with the most known headings; where none is known, the first with two texts and a figure under one of them."""
    scores = [sum(bool(_stripped(names) & known) for names in heading_names(rows, index)) for index in range(len(rows))]
    if any(scores):
        return max(range(len(rows)), key=lambda index: (scores[index], index))
    for index, (_, cells) in enumerate(rows[:-1]):
        texts = sum(bool(cell) and not _NUMBER.fullmatch(cell) for cell in cells)
        below = rows[index + 1][1]
        if texts >= 2 and any(_NUMBER.fullmatch(cell) for cell in below):
            return index
    raise TableProblem(NO_HEADINGS)


def _headings(rows: Sequence[tuple[int, list[str]]], index: int) -> Iterator[tuple[str, set[str]]]:
    """By column: the shortest name that only this column has, as it is printed, else its place."""
    every = heading_names(rows, index)
    # A heading that is merged downwards stands in the line above: its own line may end before it.
    own = [*rows[index][1], *[""] * (len(every) - len(rows[index][1]))]
    printed = {skeleton(cell): cell for _, cells in rows[: index + 1] for cell in cells if cell}
    for place, names in enumerate(every):
        others = set().union(*(each for other, each in enumerate(every) if other != place))
        unique = sorted(names - others, key=len)
        merged = printed.get(unique[0], unique[0]) if unique else ""
        yield (own[place] if skeleton(own[place]) in unique else merged) or f"#{place + 1}", names


def read(content: bytes, settings: TableSettings, known: frozenset[str]) -> Layout:
    """The layout of a table; `known` are the skeletons of headings that mean something here. Raises TableProblem."""
    sheet, found = every_row(content, settings)
    first = list(islice(found, HEADINGS_WITHIN))
    if settings.header_row:
        index = next((at for at, row in enumerate(first) if row[0] == settings.header_row), None)
        if index is None:
            raise TableProblem(NO_HEADINGS)
    else:
        index = _header(first, known)
    below = [cells for _, cells in [*first[index + 1 :], *islice(found, ROWS_LOOKED_AT)] if any(cells) and not is_numbering(cells)]
    columns = []
    for place, (heading, names) in enumerate(_headings(first, index)):
        values = tuple(cells[place] for cells in below if place < len(cells) and cells[place])
        if values or names:
            columns.append(Column(heading, _stripped(names), values))
    return Layout(sheet, first[index][0], tuple(columns))


def propose(columns: Sequence[Column], words: Mapping[str, Sequence[str]]) -> dict[str, Proposal]:
    """By heading, what each column probably is. `words` gives, by use, what such a column is called in any language. A column with nothing
    in it is nothing, whatever its heading says, unless the table has no rows at all."""
    columns = [each for each in columns if each.values] or columns
    exact: dict[str, list[str]] = {}
    for use, said in words.items():
        for word in said:
            exact.setdefault(skeleton(word), []).append(use)
    claims: dict[str, list[str]] = {}
    for column in columns:
        uses = {use for name in column.names for use in exact.get(name, ())}
        for use in uses:
            claims.setdefault(use, []).append(column.heading)
    found: dict[str, Proposal] = {}
    for use, headings in claims.items():
        for heading in headings[:1]:
            sure = len(headings) == 1 and sum(heading in other for other in claims.values()) == 1
            if heading not in found or (sure and not found[heading].sure):
                found[heading] = Proposal(use, sure)
    taken = {each.use for each in found.values()}
    for column in columns:
        if column.heading in found:
            continue
        near = [
            (len(word), use) for word, uses in exact.items() for use in uses
            if use not in taken and len(word) >= LEAST_LETTERS and any(word in name for name in column.names)
        ]
        if near:
            use = max(near)[1]
            found[column.heading] = Proposal(use, False)
            taken.add(use)
    return found
