"""Finding the messages of a program."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from locales.sources import Found, search, search_file


class Program:
    """A program of a few files in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, code: str, place: str = "ui/page.py") -> Found:
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(code), encoding="utf-8")
        return search_file(path, self.folder)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def ids(found: Found) -> list[tuple[str | None, str, str | None]]:
    return [(use.context, use.id, use.plural) for use in found.uses]


def test_literals_of_the_three_calls(program):
    found = program("""
        import locales
        from locales import plural, text
        from schemas.message import Message

        text("one")
        text("two", "meaning", n=3)
        text("three", context="other")
        plural("{n} box", "{n} boxes", 4)
        plural("{n} copy", "{n} copies", 4, context="paper")
        Message("four", "sense")
        Message("five", context=None)
        locales.text("si" "x")
        text("sev" + "en")
    """)
    assert found.faults == []
    assert ids(found) == [
        (None, "one", None),
        ("meaning", "two", None),
        ("other", "three", None),
        (None, "{n} box", "{n} boxes"),
        ("paper", "{n} copy", "{n} copies"),
        ("sense", "four", None),
        (None, "five", None),
        (None, "six", None),
        (None, "seven", None),
    ]


def test_both_branches_of_a_choice(program):
    assert ids(program('from locales import text\ntext("in" if inside else "out")')) == [(None, "in", None), (None, "out", None)]


def test_a_renamed_import_is_followed(program):
    assert ids(program('from locales import text as _\n_("one")')) == [(None, "one", None)]


def test_other_libraries_text_is_not_ours(program):
    assert ids(program('import streamlit as st\nfrom sqlalchemy import text\ntext("select 1")\nst.text("x")')) == []


def test_what_cannot_be_looked_up_is_a_fault(program):
    found = program('from locales import text\ntext(f"seen {n} times")\ntext("seen", context=where)')
    assert [fault.split(": ", 1)[0] for fault in found.faults] == ["ui/page.py:2", "ui/page.py:3"]


def test_variables_are_left_to_the_place_that_names_them(program):
    found = program("from locales import text\ntext(label)\ntext(label, context=where)")
    assert (found.uses, found.faults) == ([], [])


def test_a_file_that_does_not_parse_is_a_fault_and_the_others_are_read(program):
    program("text(", place="pages/broken.py")
    program('from locales import text\ntext("one")', place="app.py")
    found = search(program.folder)
    assert ids(found) == [(None, "one", None)]
    assert [fault.split(":")[0] for fault in found.faults] == ["pages/broken.py"]


@pytest.mark.parametrize(
    ("call", "lacking"),
    [
        ('text("{k} of {n}", k=1)', ["no value for n: {k} of {n}"]),
        ('plural("{n} hall in {place}", "{n} halls in {place}", 2)', ["no value for place: {n} hall in {place}"]),
        ('text("{k} of {n}", k=1, n=2)', []),
        ('text("{k} of {n}", **values)', []),
        ('text("{k} of {n}")', []),
        ('plural("{n} hall", "{n} halls", 2)', []),
    ],
)
def test_a_call_that_gives_values_gives_all_of_them(program, call, lacking):
    found = program(f"from locales import plural, text\n{call}")
    assert [fault.split(": ", 1)[1] for fault in found.faults] == lacking


MANY = re.compile(r"(?<!of )(?<!Of )\{\w+\} (?:\w+ )?(?:\w+s|people) (?:agree|are|differ|do|have|leave|lie|say|show|stand|wait|were)\b")


def test_nothing_is_said_of_many_where_there_may_be_one() -> None:
    """Never “1 published figures agree”: what is counted goes through plural(), or the number stands behind its words."""
    assert MANY.search("{a} published figures agree with the copies")
    assert not MANY.search("Figures that agree: {a}; of {n} stations are held")
    uses = search(only=("services", "pages", "api")).uses
    assert [f"{use.path}:{use.line}: {use.id}" for use in uses if use.plural is None and MANY.search(use.id)] == []
