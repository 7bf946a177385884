"""What stands on a page that cannot be shown: our own sentence in the person's language, whatever went wrong."""

from __future__ import annotations

from functools import partialmethod
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from locales import LANGUAGES, text, using
from schemas.person import Role
from services import access
from tests.people import People, open_page
from ui import guard, navigation, trouble

OF_ONE_ELECTION = [each.path for each in navigation.entries(Role.ADMIN)
                   if each.path.split("/")[1] in ("analyse", "review", "methods", "manage") or each.of_chosen_election]
WITHOUT = ("pages/methods/log.py", "pages/review/history.py")
"""Whose subject is the whole house, or one report."""


@pytest.fixture
def nothing(house_dir: Path, known_components: None, monkeypatch: pytest.MonkeyPatch) -> People:
    """A house on its first day: people, and no election."""
    made = People(monkeypatch)
    monkeypatch.setattr(guard, "read_cookie", made.cookies.get)
    return made


def titles(at: AppTest) -> list[str]:
    return [each.value for each in at.title]


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_an_election_every_page_says_so_and_what_to_do(nothing: People, code: str) -> None:
    access.choose_language(nothing.signed_in(Role.ADMIN), code)
    with using(code):
        expected = text(trouble.NO_ELECTION)
    # In one language all of them: each takes its second.
    for path in OF_ONE_ELECTION if code == "ru" else OF_ONE_ELECTION[:2]:
        at = open_page(path, Role.ADMIN)
        assert not at.exception, f"{path}: {at.exception[0].message}"
        if path not in WITHOUT:
            assert titles(at) == [expected], path
            assert [each.value for each in at.code] == ["python manage.py import-election FILE.toml"], path


def test_pages_of_the_past_need_no_election(nothing: People) -> None:
    nothing.signed_in(Role.ADMIN)
    for entry in navigation.PAGES:
        if entry.section is navigation.BACKGROUND and not entry.of_chosen_election:
            at = open_page(entry.path, Role.ADMIN)
            assert not at.exception and text(trouble.NO_ELECTION) not in titles(at), entry.path


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """As server.py puts it in."""
    monkeypatch.setattr(ScriptRunner, "__init__", partialmethod(ScriptRunner.__init__, on_script_error=trouble.show))


def test_a_coordinator_whose_election_is_gone_is_told_so(people: People, handler: None) -> None:
    people.sign_in(people.new_account(Role.COORDINATOR, election_id="gone-2029"))
    at = open_page("pages/review/queue.py", Role.COORDINATOR)
    assert not at.exception
    assert titles(at) == [text("This cannot be shown")]
    assert "gone" in at.markdown[0].value and "{" not in at.markdown[0].value


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_mistake_of_ours_is_said_by_us(handler: None, code: str) -> None:
    def app() -> None:
        import streamlit as st

        from schemas.problem import Problem, ProblemCode
        from ui.trouble import NO_ELECTION

        def fail() -> None:
            raise ZeroDivisionError("secret")

        st.session_state["language"] = st.query_params["lang"]
        st.button("tap", on_click=fail)
        if st.query_params["kind"] == "mistake":
            raise ValueError("secret")
        if st.query_params["kind"] == "problem":
            raise Problem(ProblemCode.NOT_FOUND, NO_ELECTION)

    with using(code):
        wrong, none = text("Something is wrong with this page"), text(trouble.NO_ELECTION)
    for kind, said in (("mistake", wrong), ("problem", none), ("", wrong)):
        at = AppTest.from_function(app)
        at.query_params["lang"], at.query_params["kind"] = code, kind
        at.run()
        if not kind:
            assert not titles(at)
            at.button[0].click().run()
        assert titles(at) == [said], kind
        assert not at.exception and "secret" not in str(at.markdown)


def test_the_server_speaks_through_it() -> None:
    assert "on_script_error=trouble.show" in (Path(trouble.__file__).parents[1] / "server.py").read_text(encoding="utf-8")
