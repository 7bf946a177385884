"""Who has no session is sent to the sign-in, except on the pages that are for everybody."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.entrance import FOR_EVERYBODY, Entrance
from schemas.person import Role
from ui import navigation


def client() -> TestClient:
    def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("a page")

    application = Starlette(routes=[Route("/{path:path}", page)], middleware=[
        Middleware(Entrance, routes=[], pages=[each.url_path for each in navigation.PAGES])])
    return TestClient(application, follow_redirects=False, headers={"accept": "text/html"})


def test_a_page_of_those_signed_in_leads_to_the_signin() -> None:
    answer = client().get("/overview?lang=kk")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?lang=kk")


@pytest.mark.parametrize("path", sorted(FOR_EVERYBODY))
def test_what_is_for_everybody_opens_without_a_session(path: str) -> None:
    assert client().get(path).status_code == 200
    assert Role.PUBLIC in navigation.entry(path.removeprefix("/")).roles


@pytest.mark.parametrize("path", ["/var/baqylau.sqlite3", "/.git/config", "/server.py", "/a/b.txt", "/a/b/c", "/i/x"])
def test_no_file_stands_open(path: str) -> None:
    assert client().get(path).status_code == 404


def test_a_person_at_an_address_of_nothing_is_shown_a_way_back() -> None:
    answer = client().get("/a/b.txt?lang=ru", headers={"Accept": "text/html"})
    assert answer.status_code == 404 and answer.headers["content-language"] == "ru"
    assert "По этому адресу ничего нет." in answer.text and 'href="/?lang=ru"' in answer.text


@pytest.mark.parametrize("cookie", ["", "baqylau_session=whatever"])
def test_an_address_of_no_page_is_not_taken_for_the_first_page(cookie: str) -> None:
    answer = client().get("/nosuchpage?lang=kk", headers={"Cookie": cookie})
    assert answer.status_code == 404 and "Бұл мекенжайда ештеңе жоқ." in answer.text
    assert "Жазған не алған мекенжайыңызды тексеріңіз" in answer.text
    assert client().get("/", headers={"Cookie": cookie}).status_code != 404


def test_a_slash_typed_after_a_page_leads_to_the_page() -> None:
    answer = client().get("/my-day/?lang=kk", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/my-day?lang=kk")
    assert client().get("http://testserver//evil/", follow_redirects=False).status_code == 404


@pytest.mark.parametrize("path", ["/static/js/index.js", "/_stcore/health", "/media/a.png", "/component/x/index.html", "/favicon.png"])
def test_streamlits_own_files_do(path: str) -> None:
    assert client().get(path).status_code == 200
