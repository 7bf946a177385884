"""The compressed bundles: the same bytes as Streamlit's, smaller on the wire, kept across starts."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.static import Precompressed, Store, accepts_gzip

SCRIPT = b"export const answer = 42;\n" * 100


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "index.abc.js").write_bytes(SCRIPT)
    (folder / "js" / "tiny.js").write_bytes(b"1")
    (folder / "font.woff2").write_bytes(b"w" * 2000)
    return folder


def client(store: Store) -> TestClient:
    def plain(request) -> PlainTextResponse:
        return PlainTextResponse("from the application")

    application = Starlette(routes=[Route("/{path:path}", plain)], middleware=[Middleware(Precompressed, store=store)])
    return TestClient(application)


def test_a_bundle_arrives_whole_compressed_and_may_be_kept_for_ever(source: Path, tmp_path: Path) -> None:
    response = client(Store(source, tmp_path / "gz")).get("/static/js/index.abc.js", headers={"Accept-Encoding": "gzip, br"})
    assert response.content == SCRIPT
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(SCRIPT) / 5
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"].startswith("text/javascript")


def test_what_the_browser_holds_is_not_sent_again(source: Path, tmp_path: Path) -> None:
    asking = client(Store(source, tmp_path / "gz"))
    etag = asking.get("/static/js/index.abc.js").headers["etag"]
    again = asking.get("/static/js/index.abc.js", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/index.abc.js", {"Accept-Encoding": "identity"}),
        ("/static/js/index.abc.js", {"Accept-Encoding": "gzip;q=0"}),
        ("/static/js/index.abc.js", {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}),
        ("/static/js/tiny.js", {"Accept-Encoding": "gzip"}),
        ("/static/font.woff2", {"Accept-Encoding": "gzip"}),
        ("/static/../secret.js", {"Accept-Encoding": "gzip"}),
        ("/elsewhere", {"Accept-Encoding": "gzip"}),
    ],
)
def test_everything_else_is_left_to_the_application(source: Path, path: str, headers: dict[str, str]) -> None:
    assert client(Store(source, None)).get(path, headers=headers).text == "from the application"


def test_fonts_that_the_theme_does_not_use_are_not_there_and_not_asked_for_again(source: Path) -> None:
    asking = client(Store(source, None))
    refused = asking.get("/static/media/SourceSansVF-Upright.ttf.BsWL4Kly.woff2")
    assert refused.status_code == 404
    assert "immutable" in refused.headers["cache-control"]
    assert asking.get("/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2").text == "from the application"


def test_the_work_is_done_once_and_kept_across_starts(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gz"
    assert Store(source, folder).fill() == 1
    assert Store(source, folder).fill() == 0
    assert gzip.decompress((folder / "js" / "index.abc.js.gz").read_bytes()) == SCRIPT
    assert [path.name for path in (folder / "js").iterdir()] == ["index.abc.js.gz"]


def test_a_disk_that_cannot_be_written_only_costs_the_memory(source: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file where the folder should be"
    blocked.write_text("")
    store = Store(source, blocked / "gz")
    assert gzip.decompress(store.load("js/index.abc.js").body) == SCRIPT


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("", False), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0", False)],
)
def test_the_accept_encoding_header_is_read_as_rfc_9110_says(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted
