"""Headings over two lines, of which a mapping names only those that are merged downwards."""

from __future__ import annotations

import pytest

from data.formats import table
from data.formats.table_headings import find
from schemas.mapping import TableSettings
from schemas.table_problem import Problems

BOOK = (
    "Results by table;;;;\nProvince;Table;Roll;Votes for;\n;;;Coast;Sierra\n"
    "North;1;400;120;87\nSubtotal North;;400;120;87\nSouth;1;90;0;0\nTOTAL;;490;120;87\n"
)


@pytest.mark.parametrize(
    "wanted", [["Province", "Table", "Roll"], ["Province", "Table", "Roll", "Coast", "Sierra"], ["Province", "Votes for Coast"]]
)
def test_the_lower_line_is_no_row_of_data_whatever_the_mapping_names(wanted: list[str]) -> None:
    problems = Problems()
    read = table.read(BOOK.encode(), TableSettings(), wanted, problems)
    assert [number for number, _ in read.rows] == [4, 6]
    assert (read.headings.row, read.totals, problems.places_n) == (3, [5, 7], 0)


@pytest.mark.parametrize("first", [["North", "1", "400"], ["", "", "", "12"], ["", "", ""]])
def test_a_row_of_data_is_never_taken_for_headings(first: list[str]) -> None:
    rows = [(1, ["Province", "Table", "Roll", "Note"]), (2, first), (3, ["South", "1", "90"])]
    assert find(rows, TableSettings(), ["Province", "Table", "Roll"]).row == 1
