"""Our own notes on a source are in the reader's language; what is printed stays as printed."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from locales import using
from schemas.case_words import NORM_SOURCES
from services import source_notes
from services.wording import place_in_file, source_title

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.mark.parametrize(
    ("title", "ru", "kk"),
    [
        ("Явка (Kommersant, citing Reuters)", "Явка (Kommersant, со ссылкой на Reuters)", "Явка (Kommersant, дереккөзі: Reuters)"),
        ("X (kz.expert, citing the CEC decree appendix)", "X (kz.expert, со ссылкой на приложение к постановлению ЦИК)",
         "X (kz.expert, дереккөзі: ОСК қаулысының қосымшасы)"),
        ("X (copy of Tengrinews, citing Akorda)", "X (копия: Tengrinews, со ссылкой на Akorda)",
         "X (көшірме: Tengrinews, дереккөзі: Akorda)"),
        ("Interim Report (stored copy)", "Interim Report (сохранённая копия)", "Interim Report (сақталған көшірме)"),
        ("Election 2019 (encyclopaedia mirror)", "Election 2019 (копия энциклопедии)", "Election 2019 (энциклопедия көшірмесі)"),
        ("Turnout at 46.84% (Kazinform)", "Turnout at 46.84% (Kazinform)", "Turnout at 46.84% (Kazinform)"),
        ("No brackets", "No brackets", "No brackets"),
    ],
)  # fmt: skip
def test_the_note_is_said_and_the_rest_stays(title: str, ru: str, kk: str) -> None:
    for language, said in (("en", title), ("ru", ru), ("kk", kk)):
        with using(language):
            assert source_title(title) == said


def test_every_note_of_the_tables_is_known() -> None:
    tables = [file.read_text(encoding="utf-8-sig") for file in REFERENCE.glob("*.csv") if file.name != "norms.csv"]
    titles = {row.get("source_title") or "" for table in tables for row in csv.DictReader(io.StringIO(table))}
    noted = re.compile(r"\([^()]*\b(citing|quoting|edition|mirror|CEC figures|CEC release|also)\b[^()]*\)$")
    with using("kk"):
        assert {each for each in titles if noted.search(source_notes.titled(each))} == set()


@pytest.mark.parametrize(("locator", "said"), [
    ("row 5, column D", "строка 5, столбец D"), ("row 5", "строка 5"), ("Итоги!D17", "Итоги!D17"), ("", ""),
    ("data/reference/turnout.csv, line 12", "data/reference/turnout.csv, строка 12")])  # fmt: skip
def test_the_place_of_a_figure_in_its_file_is_said_in_the_readers_language(locator: str, said: str) -> None:
    with using("ru"):
        assert place_in_file(locator) == said


def test_every_source_of_the_law_is_named_in_the_readers_language() -> None:
    rows = list(csv.DictReader(io.StringIO((REFERENCE / "norms.csv").read_text(encoding="utf-8-sig"))))
    assert {row["source_title"] for row in rows} == {str(each) for each in NORM_SOURCES}
    for code in ("ru", "kk"):
        with using(code):
            assert all(source_title(row["source_title"]) != row["source_title"] for row in rows)
