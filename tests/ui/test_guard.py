"""The guard: who is let in, what a stranger reads, and that no forged thing makes anybody somebody else."""

from __future__ import annotations

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from services import access
from tests.people import ELECTION, ROOT, People, open_page, registry
from ui import navigation

STRANGERS_TITLE = "Who is there?"


def run(people: People):
    from streamlit.testing.v1 import AppTest

    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()


def test_nobody_is_shown_how_to_sign_in(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_doors", set())
    at = run(people)
    assert not at.exception
    assert at.title[0].value == STRANGERS_TITLE
    assert at.code[0].value == "python manage.py run"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.ADMIN])
def test_every_role_comes_in(people: People, role: Role) -> None:
    people.signed_in(role)
    at = run(people)
    assert not at.exception
    assert STRANGERS_TITLE not in [title.value for title in at.title]


@pytest.mark.parametrize("cookie", ["", "x", "../../etc", "a" * 10_000, "0" * 43, "' OR 1=1 --"])
def test_a_forged_cookie_is_a_stranger(people: People, cookie: str) -> None:
    people.cookies[access.cookie_name()] = cookie
    assert run(people).title[0].value == STRANGERS_TITLE


def test_the_stored_hash_is_not_a_key(people: People) -> None:
    token = people.token(people.account(Role.ADMIN))
    people.cookies[access.cookie_name()] = access.token_sha256(token)
    assert run(people).title[0].value == STRANGERS_TITLE


def test_another_person_finds_nothing_of_the_one_before(people: People) -> None:
    people.signed_in(Role.ANALYST)
    at = run(people)
    at.session_state["draft"] = "a secret of the first"
    at.run()
    assert at.session_state["draft"] == "a secret of the first"
    people.signed_in(Role.ANALYST)
    at.run()
    assert "draft" not in at.session_state


def test_signing_out_ends_the_page(people: People) -> None:
    actor = people.signed_in(Role.ANALYST)
    assert STRANGERS_TITLE not in [title.value for title in run(people).title]
    access.end_session(people.cookies[access.cookie_name()])
    assert actor.role is Role.ANALYST
    assert run(people).title[0].value == STRANGERS_TITLE


def test_the_language_is_the_own_setting_before_the_links(people: People) -> None:
    actor = people.signed_in(Role.ANALYST)
    access.choose_language(actor, "kk")
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.query_params["lang"] = "ru"
    at.run()
    assert at.session_state["language"] == "kk"


def test_a_visit_keeps_its_language_whatever_is_chosen_on_another_device(people: People) -> None:
    actor = people.signed_in(Role.ANALYST)
    access.choose_language(actor, "ru")
    at = run(people)
    assert at.session_state["language"] == "ru"
    access.choose_language(actor, "kk")
    at.run()
    assert at.session_state["language"] == "ru"
    assert run(people).session_state["language"] == "kk", "the next visit"


def test_every_address_of_another_role_says_so(people: People) -> None:
    people.signed_in(Role.OBSERVER)
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_string(
        "import streamlit as st\nfrom schemas.person import Role\nfrom ui import guard\nguard.require(Role.ADMIN)\nst.write('inside')"
    ).run()
    assert at.title[0].value == "This is not open to your role"
    assert "inside" not in [markdown.value for markdown in at.markdown]


def test_of_other_roles_pages_a_browser_is_given_those_it_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """And keeps them: its *back* leads there again. Where no address is known they are all there."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    address: list[str | None] = [None]
    monkeypatch.setattr(type(st.context), "url", property(lambda _: address[0]))
    at = AppTest.from_string(
        "import streamlit as st\nfrom ui import guard\n"
        "st.session_state['given'] = [page.url_path for page in guard.closed(['overview', 'turnout', 'sums'])]"
    )
    given = []
    for address[0] in ("https://watch.example/turnout", "https://watch.example/base/my-day", "https://watch.example/overview", None):
        given.append(at.run().session_state["given"])
    assert given == [["turnout"], ["turnout"], ["overview", "turnout"], ["overview", "turnout", "sums"]]


def test_every_screen_has_a_role_that_may_see_it() -> None:
    for entry in navigation.PAGES:
        assert entry.roles
        assert entry.title.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_in_the_menu_is_cut_off(language: str) -> None:
    with using(language):
        names = [text(entry.title) for entry in navigation.PAGES if not entry.hidden and entry.roles & navigation.READERS]
    assert [name for name in names if len(name) > 22] == []
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("path", "query", "is_marked"),
    [
        ("pages/analyse/overview.py", {"election": ELECTION.election_id}, True),
        ("pages/review/silent.py", {}, True),
        ("pages/background/claims.py", {"election": ELECTION.election_id}, False),
    ],
)
def test_simulated_stands_above_the_page_and_not_in_a_menu_that_can_be_folded(
    people: People, path: str, query: dict[str, str], is_marked: bool
) -> None:
    registry()
    people.signed_in(Role.COORDINATOR)
    at = open_page(path, Role.COORDINATOR, query)
    assert not at.exception
    assert any("SIMULATED" in markdown.value for markdown in at.main.markdown) is is_marked
    assert not any("SIMULATED" in markdown.value for markdown in at.sidebar.markdown)
