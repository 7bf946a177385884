"""Bytes of odd but real kinds become the same rows; what cannot be told is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.formats import table, table_csv, table_layout, table_size, table_xlsx
from schemas.mapping import TableSettings
from schemas.problem import ProblemCode
from schemas.table_problem import Problems, TableProblem

ROWS = [["Участок", "Избирателей"], ["0417", "2494"], ["0418", "1200"]]
WANTED = ["Участок", "Избирателей"]


def read(content: bytes, wanted=WANTED, **settings):
    problems = Problems()
    found = table.read(content, TableSettings(**settings), wanted, problems)
    places = found.headings.places
    rows = [(number, *[cells[places[each]] for each in wanted]) for number, cells in found.rows]
    return rows, found, problems


def csv_text(separator: str = ",") -> str:
    return "".join(separator.join(row) + "\r\n" for row in ROWS)


def workbook(rows, **sheets) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    first = book.create_sheet("Sheet")
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


EXPECTED = [(2, "0417", "2494"), (3, "0418", "1200")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found(encoding: str, separator: str) -> None:
    assert read(csv_text(separator).encode(encoding))[0] == EXPECTED


def test_an_unknown_encoding_is_refused_and_a_named_one_is_read() -> None:
    koi8 = csv_text().encode("koi8-r")
    with pytest.raises(TableProblem, match="cannot be told"):
        read(koi8)
    assert read(koi8, encoding="koi8-r")[0] == EXPECTED
    with pytest.raises(TableProblem, match="as the mapping says"):
        read(csv_text().encode("cp1251"), encoding="utf-8")


def test_a_workbook_and_a_zip_hold_the_same_table() -> None:
    assert read(workbook([WANTED, ["0417", 2494], ["0418", 1200.0]]))[0] == EXPECTED
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("folder/table.csv", csv_text())
    assert read(held.getvalue())[0] == EXPECTED


def test_a_sheet_is_named_or_refused() -> None:
    content = workbook([["nothing"]], Results=[WANTED, ["0417", 2494]])
    assert read(content, sheet="Results")[0] == EXPECTED[:1]
    with pytest.raises(TableProblem) as caught:
        read(content, sheet="Result")
    assert caught.value.values["names"] == "Sheet, Results"


def test_title_rows_blank_rows_and_totals_are_understood() -> None:
    text = f"Итоги голосования\n\n{csv_text()}\nИТОГО: ,3694\n"
    rows, found, problems = read(text.encode())
    assert rows == [(4, "0417", "2494"), (5, "0418", "1200")]
    assert found.totals == [7]
    assert problems.places_n == 0


def test_merged_headings_are_named_by_both_lines() -> None:
    content = workbook([["Station", "Votes", None], [None, "A", "B"], ["0417", 10, 20]])
    rows, _, _ = read(content, wanted=["Station", "Votes A", "B"])
    assert rows == [(3, "0417", "10", "20")]


def test_a_heading_merged_downwards_in_the_last_column_is_its_heading() -> None:
    content = workbook([["Turnout"], ["Region", "Voters", None, "Share"], [None, "listed", "issued"], ["Abai", 10, 5, "50%"]])
    found = table_layout.read(content, TableSettings(), frozenset({"voters listed", "voters issued"}))
    assert [(each.heading, each.values) for each in found.columns] == [
        ("Region", ("Abai",)), ("listed", ("10",)), ("issued", ("5",)), ("Share", ("50%",))]


def test_headings_are_read_as_the_eye_reads_them() -> None:
    # Latin c and e in the file, Cyrillic in the mapping, a no-break space, another case.
    rows, _, _ = read("№\xa0УЧАCTKA,голоса\n0417,5\n".encode(), wanted=["№ участка", "Голоса"])
    assert rows == [(2, "0417", "5")]


def test_a_missing_heading_is_named_beside_the_unused_ones() -> None:
    with pytest.raises(TableProblem) as caught:
        read(csv_text().encode(), wanted=["Участок", "Голоса"])
    (place,) = caught.value.places
    assert (place.row, place.column, place.values["names"]) == (1, "Голоса", "Избирателей")


def test_a_heading_that_stands_twice_is_given_by_its_place() -> None:
    content = b"a,x,x\n1,2,3\n"
    with pytest.raises(TableProblem) as caught:
        read(content, wanted=["x"])
    assert caught.value.places[0].values == {"n": 2, "place": "2"}
    assert read(content, wanted=["#3"])[0] == [(2, "3")]


def test_a_row_with_too_many_cells_is_a_problem_and_the_next_is_read() -> None:
    rows, _, problems = read("Участок,Избирателей\n0417,2,494\n0418,1200\n".encode())
    assert rows == [(3, "0418", "1200")]
    assert [(place.row, place.values["found"]) for place in problems.places] == [(2, 3)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!doctype html><table></table>", "web page"),
        (b"PK\x03\x04 cut off", "cannot be read"),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, said: str) -> None:
    with pytest.raises(TableProblem, match=said):
        read(content)


def test_a_workbook_cut_in_the_middle_is_refused() -> None:
    content = workbook([WANTED, *[[str(number), number] for number in range(2_000)]])
    with pytest.raises(TableProblem):
        read(content[: len(content) // 2])


def not_to_be_read(*_: object, **__: object) -> None:
    raise AssertionError("it is read although it must be refused unread")


def test_two_hundred_megabytes_are_refused_by_size_alone(tmp_path, monkeypatch) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    for way in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, way, not_to_be_read)
    monkeypatch.setattr("builtins.open", not_to_be_read)
    with pytest.raises(TableProblem) as caught:
        table_size.content_of(path)
    assert caught.value.code is ProblemCode.TOO_LARGE
    assert caught.value.values == {"found": 200, "limit": 100}


def test_a_bomb_is_refused_unopened(monkeypatch) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(40):
                member.write(b"\0" * 8_000_000)
    for way in ("open", "read", "extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, way, not_to_be_read)
    with pytest.raises(TableProblem) as caught:
        read(held.getvalue())
    assert caught.value.code is ProblemCode.TOO_LARGE


def test_a_small_bomb_is_refused_too() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(TableProblem, match="unpacked"):
        read(held.getvalue())


def test_a_workbook_with_a_program_is_refused_whatever_its_name() -> None:
    held = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with pytest.raises(TableProblem, match="macros"):
        read(held.getvalue())


def test_entities_that_grow_are_not_followed() -> None:
    """XML whose few lines mean gigabytes: refused, not unpacked."""
    grows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    held, made = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook(ROWS)))
    with zipfile.ZipFile(held, "w") as archive:
        for name in made.namelist():
            content = made.read(name)
            if name.startswith("xl/worksheets/"):
                content = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "0">{grows}]><worksheet>&e11;</worksheet>'.encode()
            archive.writestr(name, content)
    with pytest.raises(TableProblem):
        read(held.getvalue())


def test_a_quotation_that_is_never_closed_names_its_row(monkeypatch) -> None:
    content = 'Участок,Избирателей\n0417,"' + "x" * 200_000 + "\n"
    with pytest.raises(TableProblem) as caught:
        read(content.encode())
    assert caught.value.values == {"row": "2"}


@pytest.mark.parametrize("content", [
    'Участок;Избирателей\n0417;"120"\n0418;"56', 'Участок;Избирателей;Выдано\n0417;120;90\n0418;56'])  # fmt: skip
def test_a_text_cut_off_in_its_last_row_is_refused(content: str) -> None:
    with pytest.raises(TableProblem) as caught:
        read(content.encode())
    assert (caught.value.message, caught.value.values) == (table_csv.CUT_OFF, {"row": "3"})


@pytest.mark.parametrize("content", [
    'Участок;Избирателей\n0417;5" труба\n', 'Участок;Избирателей;Выдано\n0417;120;90\n0418;56;', 'Участок;Избирателей;Выдано\n0417;120;90',
    "Участок;Избирателей;Выдано\n0417;120;90\n0418;56\n"])  # fmt: skip
def test_a_last_row_that_may_be_whole_is_read(content: str) -> None:
    assert read(content.encode())[0][0][0] == 2


@pytest.mark.parametrize(("content", "cell"), [
    ("Участок;Явка\n0417;48,1", "48,1"), ('Участок,Явка\r\n0417,"48,1"', "48,1"), ("Участок;Явка\n0417;48,1\n", ""),
    ("Участок;Явка\r\n0417;48,1\r\n", ""), ("", "")])  # fmt: skip
def test_a_last_line_without_an_end_shows_its_last_cell(content: str, cell: str) -> None:
    """A file that was cut off inside its last number is not told from a whole one by its form."""
    assert table.last_without_end(content.encode("cp1251"), TableSettings()) == cell
    assert table.last_without_end(b"PK\x03\x04" + content.encode(), TableSettings()) == ""


def test_a_cell_that_holds_a_whole_text_is_refused_by_its_row() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Shares", 0)
    sheet.append(["a", "b"])
    sheet.append(["1", "x" * 32_767])
    held = io.BytesIO()
    book.save(held)
    assert len(read(held.getvalue(), wanted=["a", "b"])[0]) == 1
    grown = io.BytesIO()
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(grown, "w") as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name).replace(b"xxx", b"xxxx"))
    with pytest.raises(TableProblem) as caught:
        read(grown.getvalue(), wanted=["a", "b"])
    assert (caught.value.message, caught.value.values["row"]) == (table_xlsx.TOO_LONG, "2")


def test_formulas_and_percentages_of_a_workbook_stay_visible() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Shares", 0)
    sheet.append(["a", "b"])
    sheet.append(["=1+1", 0.633])
    sheet["B2"].number_format = "0.0%"
    held = io.BytesIO()
    book.save(held)
    assert read(held.getvalue(), wanted=["a", "b"])[0] == [(2, "=1+1", "63.3%")]
