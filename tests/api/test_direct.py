"""Our own routes skip what only Streamlit's need, and nothing else changes for whoever asks."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.direct import Direct


def client(*, raises: bool = True) -> TestClient:
    def report(request: Request) -> PlainTextResponse:
        return PlainTextResponse("ours")

    def broken(request: Request) -> PlainTextResponse:
        raise OSError("disk I/O error")

    def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("Streamlit's")

    own = [Route("/api/v1/reports", report, methods=["POST"]), Route("/broken", broken), Route("/case/{number}", report)]
    application = Starlette(routes=[Route("/{path:path}", page, methods=["GET", "POST"])], middleware=[Middleware(Direct, routes=own)])
    return TestClient(application, raise_server_exceptions=raises)


def test_our_path_is_ours_and_every_other_is_not() -> None:
    assert client().post("/api/v1/reports").text == "ours"
    assert client().post("/api/v1/reports/").text == "Streamlit's"
    assert client().get("/case/7").text == "Streamlit's"
    assert client().get("/turnout").text == "Streamlit's"


def test_another_method_is_refused_and_not_answered_with_a_page() -> None:
    response = client().get("/api/v1/reports")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


def test_what_nobody_foresaw_is_an_error_without_its_story() -> None:
    response = client(raises=False).get("/broken")
    assert response.status_code == 500
    assert "disk" not in response.text
    with pytest.raises(OSError, match="disk"):
        client().get("/broken")
