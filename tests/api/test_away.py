"""Our own routes while the database is away: a page in the visitor's language that comes back, or JSON; 503 and when to ask again."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

import api
from api.direct import Direct
from locales import LANGUAGES, text, using
from services import access, house, reading
from tests.people import People


@pytest.fixture
def client(people: People, house_dir: Path) -> TestClient:
    own = api.routes(mode="demo", database_answers=lambda: house.store().answers(), bound_to_loopback=lambda: True)
    (house_dir / "baqylau.sqlite3").rename(house_dir / "elsewhere")
    access.forget()
    reading.forget()
    return TestClient(Starlette(middleware=[Middleware(Direct, routes=own)]), cookies={access.cookie_name(): "x" * 43})


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sign_in_says_it_and_comes_back(client: TestClient, code: str) -> None:
    response = client.get("/signin", headers={"Accept-Language": code})
    assert response.status_code == 503
    assert (response.headers["retry-after"], response.headers["refresh"]) == ("5", "5")
    with using(code):
        assert text(house.NO_ANSWER) in response.text and text(house.MEANWHILE) in response.text


def test_a_form_that_was_sent_is_not_sent_again_by_itself(client: TestClient) -> None:
    response = client.post("/signin", data={"name": "x"})
    assert response.status_code == 503
    assert "refresh" not in response.headers
    assert text(house.MEANWHILE) not in response.text, "the page does not come back by itself"
    assert text(house.not_stored().message, n=5) in response.text and 'href="/signin?lang=en"' in response.text


def test_programs_get_json(client: TestClient) -> None:
    response = client.get("/api/v1/conclusions", headers={"Authorization": "Bearer " + "x" * 43, "Accept-Language": "ru"})
    assert response.status_code == 503
    assert (response.json()["code"], response.headers["retry-after"]) == ("busy", "5")
