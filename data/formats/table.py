"""Bytes of a table -> rows of text with the row numbers a spreadsheet shows, under the headings that a mapping asks for.

Size is looked at before anything is read; the kind of file is told by its first bytes, never by its name."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from data.formats import table_csv, table_xlsx
from data.formats.table_headings import NO_HEADINGS, Headings, find
from data.formats.table_size import check_size, megabytes
from schemas.mapping import TableSettings
from schemas.message import Message
from schemas.problem import ProblemCode
from schemas.table_problem import Problems, TableProblem

MOST_BYTES_UNPACKED = 300_000_000
MOST_TIMES_PACKED = 200
LEAST_BYTES_OF_A_BOMB = 10_000_000
"""A workbook of numbers packs ten to thirty times; a bomb packs a thousand times."""
MOST_ROWS = 500_000
HEADINGS_WITHIN = 40

TOO_LARGE_UNPACKED = Message("The file grows to {found} MB when unpacked; at most {limit} MB are taken. Send the rows in several files.")
TOO_LONG = Message("The table has more than {limit} rows. Send the rows in several files.")
TOO_WIDE = Message("The row has {found} cells under {expected} headings. Look for a separator inside a text.")
NO_ROWS = Message("The table has headings and no row under them.")
PASSWORD = Message("The file is locked with a password. Save it without one and try again.")
ARCHIVE_INSIDE = Message("There is an archive inside the archive. Unpack it and send the table itself.")
PICTURE = Message("This is a picture. A table is expected: CSV or XLSX.")
OTHER_ARCHIVE = Message("This is an archive of another kind. Unpack it and send the table itself, or a zip of it.")
LOCKED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG", PICTURE), (b"\xff\xd8\xff", PICTURE), (b"GIF8", PICTURE),
    (b"\x1f\x8b", OTHER_ARCHIVE), (b"7z\xbc\xaf", OTHER_ARCHIVE), (b"Rar!", OTHER_ARCHIVE), (b"BZh", OTHER_ARCHIVE),
    (b"\xfd7zXZ", OTHER_ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Message("This is a workbook of the old kind (XLS). Save it as XLSX or CSV and try again.")),
    (b"%PDF", Message("This is a PDF. A table is expected: CSV or XLSX.")),
    (b"<", Message("This is a web page. Save the table as CSV or XLSX and try again.")),
)
OTHER_PARTS: tuple[tuple[str, Message], ...] = (
    ("mimetype", Message("This is a LibreOffice document. Save it as XLSX or CSV and try again.")),
    ("word/document.xml", Message("This is a text document (DOCX). A table is expected: CSV or XLSX.")),
    ("xl/workbook.bin", Message("This is a binary workbook (XLSB). Save it as XLSX or CSV and try again.")),
)


@dataclass(slots=True)
class Table:
    """Rows under found headings. `sheet` is the name of a workbook's sheet, "" for text. `rows` can be read once; `totals` holds the
    numbers of the sum rows met on the way."""

    sheet: str
    headings: Headings
    rows: Iterator[tuple[int, list[str]]]
    totals: list[int] = field(default_factory=list)


Rows = tuple[str, Iterator[tuple[int, list[str]]]]


def _unpacked(archive: zipfile.ZipFile) -> None:
    packed = sum(each.compress_size for each in archive.infolist()) or 1
    size = sum(each.file_size for each in archive.infolist())
    if size > MOST_BYTES_UNPACKED or (size > LEAST_BYTES_OF_A_BOMB and size > packed * MOST_TIMES_PACKED):
        raise TableProblem(
            TOO_LARGE_UNPACKED, code=ProblemCode.TOO_LARGE,
            values={"found": megabytes(size), "limit": megabytes(MOST_BYTES_UNPACKED)},
        )


def _member(archive: zipfile.ZipFile, wanted: str) -> bytes:
    names = [each.filename for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX/")]
    if wanted in names:
        return archive.read(wanted)
    if wanted or len(names) != 1:
        raise TableProblem(
            Message("The archive must hold one table, or the mapping must name it. Found: {names}"), values={"names": ", ".join(names[:5])}
        )
    return archive.read(names[0])


def _of_archive(archive: zipfile.ZipFile, content: bytes, settings: TableSettings, inside: bool) -> Rows:
    """The rows of a workbook, or of the one table that an archive holds; never of an archive inside it, which might hold itself."""
    _unpacked(archive)
    names = archive.namelist()
    if any(each.flag_bits & 1 for each in archive.infolist()):
        raise TableProblem(PASSWORD)
    if "xl/workbook.xml" in names:
        table_xlsx.refuse_macros(names)
        return table_xlsx.rows(content, settings)
    for part, message in OTHER_PARTS:
        if part in names:
            raise TableProblem(message)
    if inside:
        raise TableProblem(ARCHIVE_INSIDE)
    return every_row(_member(archive, settings.member), settings, inside=True)


def every_row(content: bytes, settings: TableSettings, *, inside: bool = False) -> Rows:
    """The sheet's name ("" for text) and all rows with their numbers; `inside`: it comes out of an archive. Raises TableProblem where the
    file cannot be read."""
    check_size(len(content))
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return _of_archive(archive, content, settings, inside)
        # What zipfile raises for a compression it does not know (NotImplementedError) or a file with a password (RuntimeError).
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise TableProblem(table_xlsx.BROKEN) from None
    if content.startswith(b"\xd0\xcf\x11\xe0") and LOCKED in content:
        raise TableProblem(PASSWORD)
    for sign, message in OTHER_KINDS:
        if content[:200].lstrip().startswith(sign):
            raise TableProblem(message)
    return "", table_csv.rows(content, settings)


def last_without_end(content: bytes, settings: TableSettings) -> str:
    """The last cell of a text whose last line has no end (data.formats.table_csv); "" of a workbook or an archive, which are whole or
    broken."""
    return "" if content[:4] == b"PK\x03\x04" else table_csv.last_without_end(content, settings)


def _is_total(cells: Sequence[str], words: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell), "").casefold().strip(" :.")
    return any(first == word or first.startswith((f"{word} ", f"{word}:")) for word in words)


def is_numbering(cells: Sequence[str]) -> bool:
    """The line `1 2 3 4` that forms print under their headings."""
    return len(cells) > 3 and list(cells) == [str(number) for number in range(1, len(cells) + 1)]


def _data(
    table: Table, settings: TableSettings, rest: Iterator[tuple[int, list[str]]], problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    width, is_first, rows_n = table.headings.width, True, 0
    words = tuple(word.casefold() for word in settings.total_words)
    for number, cells in rest:
        if not any(cells):
            continue
        was_first, is_first = is_first, False
        if was_first and is_numbering(cells):
            continue
        if _is_total(cells, words):
            table.totals.append(number)
            continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        elif len(cells) > width and any(cells[width:]):
            problems.add(number, "", " ".join(cells[width:]).strip(), TOO_WIDE, {"found": len(cells), "expected": width})
            continue
        if number > MOST_ROWS:
            raise TableProblem(TOO_LONG, values={"limit": MOST_ROWS}, code=ProblemCode.TOO_LARGE)
        rows_n += 1
        yield number, cells
    if not rows_n and not problems.places_n:
        raise TableProblem(NO_ROWS)


def read(content: bytes, settings: TableSettings, wanted: Sequence[str], problems: Problems) -> Table:
    """The table of a CSV, an XLSX or a zip with one of them, with every heading of `wanted` found. Rows that are wrong as rows go
    to `problems` and are left out. Raises TableProblem where the file cannot be read or headings are missing."""
    sheet, found = every_row(content, settings)
    first = list(islice(found, HEADINGS_WITHIN + (settings.header_row or 0)))
    if not any(any(cells) for _, cells in first):
        raise TableProblem(NO_HEADINGS)
    headings = find(first, settings, wanted)
    table = Table(sheet, headings, iter(()))
    after = [row for row in first if row[0] > headings.row]
    table.rows = _data(table, settings, chain(after, found), problems)
    return table
