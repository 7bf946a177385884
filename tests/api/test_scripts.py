"""Scripts of our own: fetched once, named by their content, kept by the browser."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api import headers, scripts
from api.static import FOREVER
from services import access
from ui import draft_saver


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(access, "_doors", set())
    routes = scripts.routes({draft_saver.FILE: draft_saver.SCRIPT})
    return TestClient(Starlette(routes=routes, middleware=[Middleware(headers.SecurityHeaders)]))


def test_it_is_given_out_whole_and_may_be_kept_for_ever(client: TestClient) -> None:
    answer = client.get(f"/{draft_saver.FILE}")
    assert answer.text == draft_saver.SCRIPT
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_it_is_small_on_the_wire_for_who_takes_it_so(client: TestClient) -> None:
    with client.stream("GET", f"/{draft_saver.FILE}", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).decode() == draft_saver.SCRIPT and len(raw) < len(draft_saver.SCRIPT) / 2
    plain = client.get(f"/{draft_saver.FILE}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == draft_saver.SCRIPT


def test_its_name_changes_with_its_content(client: TestClient) -> None:
    assert draft_saver.FILE.startswith(scripts.FOLDER) and f"/{scripts.FOLDER}" in headers.KEPT
    assert hashlib.sha256(draft_saver.SCRIPT.encode()).hexdigest()[:12] in draft_saver.FILE
    assert client.get("/own/draft-saver-0.js").status_code == 404


def test_pages_fetch_it_where_there_are_doors_and_carry_it_where_there_are_none(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_doors = draft_saver._component()
    monkeypatch.setattr(access, "_doors", set())
    assert with_doors is draft_saver._fetched and draft_saver._component() is draft_saver._whole
    assert draft_saver.FILE in draft_saver.LOADER and len(draft_saver.LOADER) < len(draft_saver.SCRIPT) / 8
