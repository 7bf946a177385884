"""Every page while the database is away: a sentence in the person's language, and back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from locales import LANGUAGES, text, using
from schemas.person import Role
from services import access, house, reading
from tests.people import People, open_page
from ui import away, navigation

OF_A_READER = [(Role.ANALYST if Role.ANALYST in each.roles else Role.COORDINATOR, each.path) for each in navigation.entries(Role.ANALYST)]
OF_AN_OBSERVER = [(Role.OBSERVER, each.path) for each in navigation.entries(Role.OBSERVER)]
DICTATE = (Role.COORDINATOR, "pages/review/dictate.py")
EVERY_PAGE = [*OF_A_READER, *OF_AN_OBSERVER, DICTATE]


@pytest.fixture(autouse=True)
def handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """As server.py puts it in."""
    monkeypatch.setattr(ScriptRunner, "__init__", partialmethod(ScriptRunner.__init__, on_script_error=away.show))


@contextmanager
def moved_away(folder: Path) -> Iterator[None]:
    file, elsewhere = folder / "baqylau.sqlite3", folder / "elsewhere"
    file.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(file)


def forget() -> None:
    """As if the last look at anything were long ago."""
    access.forget()
    reading.forget()


def titles(at: AppTest) -> list[str]:
    return [each.value for each in at.title]


def test_every_page_of_every_role_says_it(people: People, house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the person is still known and only the page's own figures cannot be read."""
    for role in dict(EVERY_PAGE):
        people.signed_in(role)
        token = people.cookies[access.cookie_name()]
        for known in (False, True):
            forget()
            monkeypatch.setattr(access, "KEPT_SECONDS", 1_000.0)
            if known:
                access.visitor_of(token)
            with moved_away(house_dir):
                for path in (path for whose, path in EVERY_PAGE if whose is role):
                    at = open_page(path, role)
                    assert not at.exception, f"{path}: {at.exception[0].message}"
                    assert known or titles(at) == [text(house.NO_ANSWER)], path


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_comes_back_in_the_language_that_was_spoken(people: People, house_dir: Path, code: str) -> None:
    access.choose_language(people.signed_in(Role.ANALYST), code)
    at = people.page("pages/analyse/overview.py")
    before = titles(at)
    forget()
    with moved_away(house_dir), using(code):
        assert titles(at.run()) == [text(house.NO_ANSWER)]
    assert titles(at.run()) == before


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_visit_that_begins_meanwhile_goes_on_in_the_persons_own_language(people: People, house_dir: Path, code: str) -> None:
    """Whose visit it is cannot be looked up: the browser's language is for this sentence alone."""
    access.choose_language(people.signed_in(Role.ANALYST), code)
    forget()
    with moved_away(house_dir):
        at = open_page("pages/analyse/overview.py", Role.ANALYST)
        assert titles(at) == [text(house.NO_ANSWER)]
    with using(code):
        question = text("How much did we see?")
    assert question in titles(at.run())


def test_what_was_asked_for_is_what_comes_back(people: People, house_dir: Path) -> None:
    people.signed_in(Role.ANALYST)
    forget()
    with moved_away(house_dir):
        at = open_page("pages/analyse/official.py", Role.ANALYST)
    back = at.run()
    assert titles(back) == titles(open_page("pages/analyse/official.py", Role.ANALYST)) != [text(house.NO_ANSWER)]


def test_a_busy_writer_and_a_mistake_are_told_apart() -> None:
    def app() -> None:
        import streamlit as st

        from services import house

        raise {"away": house.Away, "busy": house.Busy, "mistake": ValueError}[st.query_params["kind"]]("x")

    for kind, said in (("away", True), ("busy", True), ("mistake", False)):
        at = AppTest.from_function(app)
        at.query_params["kind"] = kind
        at.run()
        assert bool(at.title) is said and bool(at.exception) is not said, kind


def test_whether_the_database_answers(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house.answers()

    def gone() -> bool:
        raise house.Away("gone")

    monkeypatch.setattr(house.store(), "answers", gone)
    assert not house.answers()
