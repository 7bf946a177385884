"""What people copy from a page: a table with or without its headings, a region a line, several regions in one sentence."""

from __future__ import annotations

import pytest

from data.formats.table_pasted import content_of

ROWS = ["unit\tvalue", "Акмолинская\t72,8%", "г. Нур-Султан\t45,1%", "Алматы\t30,3%"]


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("Region\tTurnout\nAkmola\t72.8", ["Region\tTurnout", "Akmola\t72.8"]),
        ("Akmola Region\t72.8\nNur-Sultan\t45.1", ["unit\tvalue", "Akmola Region\t72.8", "Nur-Sultan\t45.1"]),
        ("A\t1\t2\nB\t3\t4", ["unit\tvalue 1\tvalue 2", "A\t1\t2", "B\t3\t4"]),
        ("Явка на 22:00: Акмолинская – 72,8%, г. Нур-Султан – 45,1% и Алматы – 30,3%.", ["sep=\t", *ROWS]),
        ("Акмолинская – 72,8%\nг. Нур-Султан: 45,1%\nАлматы 30,3%", ["sep=\t", *ROWS]),
        ("Nothing here has a figure", ["Nothing here has a figure"]),
    ],
)
def test_figures_become_rows_under_headings(pasted: str, rows: list[str]) -> None:
    assert content_of(pasted).decode().split("\n") == [*rows, ""], "the last line has its end: nothing was cut off"
