"""What every answer carries, and the paths on which nobody is answered."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from api.headers import SecurityHeaders, content_security_policy


def client(**options) -> TestClient:
    def plain(request) -> PlainTextResponse:
        return PlainTextResponse("hello", headers={"Cache-Control": "public, max-age=9"})

    async def echo(websocket) -> None:
        await websocket.accept()
        await websocket.send_text(await websocket.receive_text())
        await websocket.close()

    routes = [WebSocketRoute("/_stcore/stream", echo), Route("/{path:path}", plain)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, **options)]))


def test_a_page_cannot_be_framed_sniffed_kept_or_told_on() -> None:
    headers = client().get("/turnout").headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


def test_no_inline_script_no_eval_and_no_other_host_is_allowed() -> None:
    policy = dict(part.split(" ", 1) for part in client(script_hashes="'sha256-x'").get("/").headers["content-security-policy"].split("; "))
    assert policy["script-src"] == "'self' blob: 'sha256-x'"
    assert policy["connect-src"] == "'self' ws://testserver wss://testserver"
    assert policy["frame-ancestors"] == "'none'"
    assert "http" not in " ".join(policy.values())


@pytest.mark.parametrize("host", ["", "evil.example; script-src *", "a b", "x\ty"])
def test_a_host_header_cannot_add_to_the_policy(host: str) -> None:
    assert "connect-src 'self'" in content_security_policy(host).split("; ")


def test_files_named_by_their_content_may_be_kept() -> None:
    headers = client().get("/static/js/index.abc.js").headers
    assert headers["cache-control"] == "public, max-age=9"
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_counters_and_the_interface_for_programs_are_closed(path: str) -> None:
    response = client().get(path)
    assert response.status_code == 404
    assert "hello" not in response.text


def test_an_installation_behind_tls_tells_browsers_to_come_back_by_https() -> None:
    assert client(encrypted=True).get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_the_socket_of_the_pages_passes() -> None:
    with client().websocket_connect("/_stcore/stream") as socket:
        socket.send_text("report")
        assert socket.receive_text() == "report"
