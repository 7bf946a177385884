"""The document before any page: ours, in the reader's language, without what a strict policy refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.shell import Shell, document, script_hash, theme_script

ORIGINAL = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
SCRIPT = theme_script({"font": "Roboto", "light": {"backgroundColor": "#FFFFFF", "greenColor": "#0A7F78"}})


def client() -> TestClient:
    def healthz(request) -> PlainTextResponse:
        return PlainTextResponse("healthy")

    def other(request) -> PlainTextResponse:
        return PlainTextResponse("Streamlit's")

    own = [Route("/healthz", healthz)]
    shell = Middleware(Shell, original=ORIGINAL, script=SCRIPT, routes=own)
    return TestClient(Starlette(routes=[*own, Route("/{path:path}", other, methods=["GET", "POST"])], middleware=[shell]))


@pytest.mark.parametrize("path", ["/", "/turnout", "/a-page_2"])
def test_every_page_address_gets_our_document(path: str) -> None:
    response = client().get(path)
    assert "<title>Baqylau</title>" in response.text
    assert '<script type="module"' in response.text
    assert response.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "path",
    ["/_stcore/health", "/_stcore/stream", "/static/js/x.js", "/media/x", "/favicon.png", "/turnout/", "/oauth2callback", "/auth/login"],
)
def test_what_is_not_a_page_is_left_to_streamlit(path: str) -> None:
    assert client().get(path).text == "Streamlit's"


def test_a_probe_for_the_root_of_the_application_is_not_taken_for_a_page() -> None:
    assert client().get("/turnout/_stcore/health").text == "Streamlit's"


def test_our_own_routes_and_other_methods_are_left_alone() -> None:
    assert client().get("/healthz").text == "healthy"
    assert client().post("/turnout").text == "Streamlit's"


@pytest.mark.parametrize(
    ("path", "browser", "code"), [("/", "kk-KZ,kk;q=0.9", "kk"), ("/?lang=ru", "kk", "ru"), ("/", "de", "en"), ("/?lang=%FF", "ru", "ru")]
)
def test_the_document_is_in_the_language_of_the_link_else_of_the_browser(path: str, browser: str, code: str) -> None:
    response = client().get(path, headers={"Accept-Language": browser})
    assert f'<html lang="{code}">' in response.text
    assert response.headers["content-language"] == code


def test_the_only_inline_script_is_the_theme() -> None:
    made = document(ORIGINAL, "en", SCRIPT)
    assert re.findall(r"<script>(.*?)</script>", made, re.DOTALL) == [SCRIPT]
    assert script_hash(SCRIPT).startswith("'sha256-")


def test_the_font_that_the_theme_does_not_use_and_the_interface_for_programs_are_not_named() -> None:
    made = document(ORIGINAL, "en", SCRIPT)
    assert "SourceSans" not in made
    assert "agent" not in made
    assert "<title>Streamlit" not in made


def test_without_javascript_a_reader_is_told_what_to_do_in_each_language() -> None:
    sentences = re.findall(r'<p lang="(\w\w)">(.+?)</p>', document(ORIGINAL, "en", SCRIPT))
    assert [code for code, _ in sentences] == ["kk", "ru", "en"]


def test_the_theme_cannot_end_its_script() -> None:
    assert "</script" not in theme_script({"font": "</script><script>alert(1)"})


def test_the_first_colours_and_the_font_are_handed_over_for_both_appearances() -> None:
    assert theme_script({"font": "Roboto", "light": {"textColor": "#18212F"}, "dark": {"textColor": "#E8ECF2", "redColor": "#F00"}}) == (
        'window.__streamlit={"DARK_THEME": {"bodyFont": "Roboto", "textColor": "#E8ECF2"},'
        ' "LIGHT_THEME": {"bodyFont": "Roboto", "textColor": "#18212F"}}'
    )


def test_scripts_of_our_own_come_along_with_streamlits() -> None:
    made = document(ORIGINAL, "en", SCRIPT, ["own/a-1.js", "own/b-2.js"])
    assert re.findall(r'<script type="module" src="([^"]+)"></script>', made) == ["./own/a-1.js", "./own/b-2.js"]
    assert "own/" not in document(ORIGINAL, "en", SCRIPT)
