"""One small good table, spoilt in every way that people and programs spoil tables: each is refused with its reason, nothing is stored.

The good ways to be odd (merged headings, sums among the rows, Windows-1251, look-alike letters in headings) are read as what they mean."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from data.formats import (
    election_toml,
    mapping_toml,
    table,
    table_cells,
    table_csv,
    table_encoding,
    table_headings,
    table_official,
    table_xlsx,
)
from locales import LANGUAGES, text, using
from schemas.mapping import OfficialMapping
from schemas.message import Message
from schemas.problem import Problem
from schemas.table_problem import TableProblem
from services import elections, house, import_words, imports
from services.import_files import TableFile
from tests.services import test_imports as given

STATIONS, UNITS = ("R1/001", "R1/002", "R2/001"), ("XX", "R1", "R2")
MAPPING = mapping_toml.read(
    ('kind = "official"\nstatus = "final"\ncontest = "p"\n[source]\npublisher = "CEC"\ntitle = "Results"\n[station]\n'
     'region = {column = "Область"}\nnumber = {column = "участок", width = 3}\n[[figures]]\ncode = "ballots_issued"\n'
     'take = {column = "Выдано"}\n[votes]\nA = {column = "За А"}\nB = {column = "За Б"}\n').encode())  # fmt: skip
ROWS = (("Область", "участок", "Выдано", "За А", "За Б"), ("R1", "1", "500", "300", "190"), ("R1", "2", "410", "200", "205"),
        ("R2", "1", "300", "150", "150"))  # fmt: skip
Rows = tuple[tuple[str, ...], ...]


def put(cell: str, row: int = 1, column: int = 2) -> Rows:
    """The good table with another text in one cell."""
    return tuple(
        tuple(cell if (at, place) == (row, column) else known for place, known in enumerate(cells)) for at, cells in enumerate(ROWS))


def csv(rows: Rows = ROWS, separator: str = ",") -> bytes:
    return "".join(separator.join(row) + "\n" for row in rows).encode()


def book(rows: Rows = ROWS, change: Callable[..., object] = lambda made, sheet: None) -> bytes:
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = made.add_worksheet()
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(at, place, int(cell) if cell.isdigit() and place > 1 else cell)
    change(made, sheet)
    made.close()
    return held.getvalue()


def packed(members: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_part(name: str) -> bytes:
    held = io.BytesIO(book())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, b"\xd0\xcf\x11\xe0")
    return held.getvalue()


def locked(content: bytes) -> bytes:
    """A zip whose members say that they are encrypted."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[bytes, Message]] = {
    "cut off in a row": (csv()[:-8], table_csv.CUT_OFF),
    "cut off in a quotation": (csv()[:-8] + b'"15', table_csv.CUT_OFF),
    "a workbook cut off": (book()[:-900], table_xlsx.BROKEN),
    "the end of a workbook missing": (book()[:-30], table_xlsx.BROKEN),
    "an archive cut off": (packed({"a.csv": csv()})[:-40], table_xlsx.BROKEN),
    "KOI8-R in small letters": (csv().decode().encode("koi8-r"), table_encoding.UNKNOWN),
    "KOI8-R in one word": (csv(put("школа", column=0)).decode().replace("Область", "oblast").encode("koi8-r"), table_encoding.UNKNOWN),
    "a letter cut in two": (csv()[:1] + csv()[2:], table_encoding.UNKNOWN),
    "noise": (bytes(range(128, 256)) * 20, table_encoding.UNKNOWN),
    "a formula": (book(put("=400+100")), table_cells.FORMULA),
    "a formula in text": (csv(put("=1+1")), table_cells.FORMULA),
    "a link for a region": (book(put('=HYPERLINK("http://x";"R1")', column=0)), table_cells.FORMULA),
    "a division by zero": (book(change=lambda made, sheet: sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")), table_cells.FORMULA),
    "macros": (with_part("xl/vbaProject.bin"), table_xlsx.MACROS),
    "a macro sheet": (with_part("xl/macrosheets/sheet1.xml"), table_xlsx.MACROS),
    "a bomb": (packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": bytes(30_000_000)}), table.TOO_LARGE_UNPACKED),
    "an archive in an archive": (packed({"a.zip": packed({"b.csv": csv()})}), table.ARCHIVE_INSIDE),
    "a locked archive": (locked(packed({"a.csv": csv()})), table.PASSWORD),
    "a locked workbook": (OLE + table.LOCKED, table.PASSWORD),
    "a workbook of the old kind": (OLE, dict(table.OTHER_KINDS)[b"\xd0\xcf\x11\xe0"]),
    "a binary workbook": (packed({"xl/workbook.bin": "x"}), dict(table.OTHER_PARTS)["xl/workbook.bin"]),
    "a text document": (packed({"word/document.xml": "<x/>"}), dict(table.OTHER_PARTS)["word/document.xml"]),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), table.PICTURE),
    "another archive": (b"\x1f\x8b\x08" + bytes(90), table.OTHER_ARCHIVE),
    "a page": (b"<html><table>", dict(table.OTHER_KINDS)[b"<"]),
    "nothing": (b"", table_headings.NO_HEADINGS),
    "headings alone": (csv(ROWS[:1]), table.NO_ROWS),
    "headings and a sum": (csv((ROWS[0], ("Итого", "", "1210", "650", "545"))), table.NO_ROWS),
    "a percentage": (csv(put("50 %")), table_cells.PERCENT),
    "a percentage of a workbook": (
        book(change=lambda made, sheet: sheet.write(1, 2, 0.5, made.add_format({"num_format": "0%"}))), table_cells.PERCENT),
    "a letter O": (csv(put("5ОО")), table_cells.LETTER),
    "a letter for 3": (csv(put("З00")), table_cells.LETTER),
    "a letter for 1": (csv(put("l00")), table_cells.LETTER),
    "a date": (
        book(change=lambda made, sheet: sheet.write_datetime(1, 2, date(2020, 5, 1), made.add_format({"num_format": "dd.mm.yy"}))),
        table_cells.DATE),
    "a sign that cannot be seen": (csv(put("5\u202e00")), table_cells.INVISIBLE),
    "a zero byte": (csv(put("5\0\0")), table_cells.INVISIBLE),
    "a quotation that is not closed": (csv(put('"500')), table_csv.CUT_OFF),
    "several lines in a cell": (csv(put('"500\n400"')), table_cells.SEVERAL_LINES),
    "a thousand or a fraction": (csv(put('"1,500"')), table_cells.GROUPED),
    "below zero": (csv(put("−500")), table_cells.NEGATIVE),
    "no number": (csv(put("NaN")), table_cells.NOT_WHOLE),
    "an empty cell": (csv(put("")), table_official.EMPTY_FIGURE),
    "a cell too many": (csv(put("190,7", column=4)), table.TOO_WIDE),
    "a row of a workbook that never ends": (
        book(change=lambda made, sheet: [sheet.write(2, place, 3) for place in range(5, 3_000)]), table_csv.TOO_MANY),
    "a row that never ends": (csv((*ROWS, ("R1", *["3"] * 200_000))), table_csv.TOO_MANY),
}  # fmt: skip
UNDERSTOOD: dict[str, bytes] = {
    "as it is": csv(),
    "a workbook": book(),
    "Windows-1251": csv().decode().encode("cp1251"),
    "UTF-16 without its mark": csv().decode().encode("utf-16-le"),
    "look-alike letters in headings": csv().decode().replace("За А", "3a A").replace("3a", "Зa").encode(),
    "merged headings": book((("", "", "", "За", ""), ("Область", "участок", "Выдано", "А", "Б"), *ROWS[1:])),
    "sums among the rows": csv((*ROWS[:3], ("Всего по R1", "", "910", "500", "395"), *ROWS[3:], ("ИТОГО:", "", "1210", "650", "545"))),
    "formatted empty cells up to the last column of a workbook": book(
        change=lambda made, sheet: [sheet.write_blank(row, 16_383, None, made.add_format({"bold": True})) for row in range(4)]),
    "a million empty cells behind": csv().replace(b"190\n", b"190" + b"," * 1_000_000 + b"\n"),
}


def read(content: bytes) -> table_official.OfficialTable:
    assert isinstance(MAPPING, OfficialMapping)
    return table_official.read(content, MAPPING, election_toml.read(given.ELECTION.encode()).election, STATIONS, UNITS)


@pytest.mark.parametrize("how", REFUSED)
def test_what_is_spoilt_is_refused_with_its_reason(how: str) -> None:
    content, message = REFUSED[how]
    with pytest.raises(TableProblem) as caught:
        read(content)
    assert message in {caught.value.message, *(place.message for place in caught.value.places)}


@pytest.mark.parametrize("how", UNDERSTOOD)
def test_what_is_only_odd_is_read(how: str) -> None:
    found = read(UNDERSTOOD[how])
    assert list(found.units) == list(STATIONS)
    assert [int(value) for value in found.values] == [500, 300, 190, 410, 200, 205, 300, 150, 150]


def test_nothing_of_a_spoilt_table_is_stored_and_each_reason_has_three_languages(house_dir) -> None:
    elections.import_election(given.ADMIN, given.ELECTION.encode())
    given.put("stations", given.STATIONS, given.TABLE)
    said: dict[str, set[str]] = {code: set() for code in LANGUAGES}
    for content, message in REFUSED.values():
        with pytest.raises(Problem) as caught:
            imports.run(given.ADMIN, "official", "small", TableFile(content, MAPPING))
        assert isinstance(caught.value, TableProblem)
        for code, sentences in said.items():
            with using(code):
                assert all(import_words.refusal(caught.value))
                sentences.add(text(message))
    assert not said["ru"] & said["en"] and not said["kk"] & said["en"] and not said["kk"] & said["ru"]
    with house.store().read() as connection:
        for name in ("official_figure", "official_source", "table_import"):
            where = " WHERE kind = 'official'" if name == "table_import" else ""
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {name}{where}").scalar() == 0, name
