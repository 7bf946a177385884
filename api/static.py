"""Streamlit's own bundles, compressed once: on a slow phone the first load takes a third of the time.

Streamlit serves them uncompressed on purpose and leaves compression to a proxy; an installation without one must not be slow.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

COMPRESSIBLE = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# Streamlit names its own fonts after those of the theme. A browser would fetch one, 170 kB, for a single sign that the system's
# fonts lack (an arrow, a lozenge), although it does not hold that sign either.
NOT_OUR_FONTS = re.compile(r"/static/media/Source(Sans|Serif|Code)[^/]*\.woff2")
SMALLEST_BYTES = 500
LEVEL = 9
# The names carry a hash of the content: what was fetched once is never asked for again.
FOREVER = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class Compressed:
    body: bytes
    etag: str
    media_type: str


class Store:
    """The compressed bundles: kept in `folder` across starts, or in memory alone when it cannot be written.

    `source` is the folder that is served under `/static`. The folder's name should carry the version of what is in it.
    """

    def __init__(self, source: Path, folder: Path | None) -> None:
        self._source = source
        self._folder = folder
        self._known: dict[str, Compressed] = {}
        self.names = frozenset(
            path.relative_to(source).as_posix()
            for path in source.rglob("*")
            if path.suffix in COMPRESSIBLE and path.stat().st_size >= SMALLEST_BYTES
        )

    def ready(self, name: str) -> Compressed | None:
        """What is in memory already."""
        return self._known.get(name)

    def load(self, name: str) -> Compressed:
        """From the folder, else compressed now and put there; kept in memory from then on."""
        body = self._stored(name) or self._compress(name)
        found = Compressed(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"', COMPRESSIBLE[Path(name).suffix])
        self._known[name] = found
        return found

    def fill(self) -> int:
        """Compress what is not in the folder yet; the number of files that this wrote."""
        if self._folder is None:
            return 0
        missing = [name for name in sorted(self.names) if not self._place(self._folder, name).exists()]
        for name in missing:
            self._compress(name)
        return len(missing)

    @staticmethod
    def _place(folder: Path, name: str) -> Path:
        return folder / f"{name}.gz"

    def _stored(self, name: str) -> bytes | None:
        if self._folder is None:
            return None
        place = self._place(self._folder, name)
        return place.read_bytes() if place.exists() else None

    def _compress(self, name: str) -> bytes:
        body = gzip.compress((self._source / name).read_bytes(), compresslevel=LEVEL, mtime=0)
        if self._folder is not None:
            try:
                self._write(self._place(self._folder, name), body)
            except OSError:
                # A read-only disk: serve from memory, as if no folder had been given.
                self._folder = None
        return body

    @staticmethod
    def _write(place: Path, body: bytes) -> None:
        """Whole or not at all: another process may be reading or writing the same file."""
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).replace(place)


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header names gzip (or *) without refusing it (RFC 9110, 12.5.3)."""
    for part in header.lower().split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class Precompressed:
    """ASGI middleware: answers GET and HEAD of `/static/…` from the store; everything else goes on to the application.

    Fonts that the theme does not use are not there.
    """

    PREFIX = "/static/"

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and NOT_OUR_FONTS.fullmatch(scope["path"]):
            await PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": FOREVER})(scope, receive, send)
            return
        name = self._name(scope)
        if name is None:
            await self.app(scope, receive, send)
            return
        found = self.store.ready(name)
        if found is None:
            found = await to_thread.run_sync(self.store.load, name)
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "ETag": found.etag, "Cache-Control": FOREVER}
        if found.etag in Headers(scope=scope).get("if-none-match", ""):
            del headers["Content-Encoding"]
            response = Response(status_code=304, headers=headers)
        else:
            response = Response(found.body, headers=headers, media_type=found.media_type)
        await response(scope, receive, send)

    def _name(self, scope: Scope) -> str | None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path: str = scope["path"]
        name = path.removeprefix(self.PREFIX)
        if not path.startswith(self.PREFIX) or name not in self.store.names:
            return None
        headers = Headers(scope=scope)
        if "range" in headers or not accepts_gzip(headers.get("accept-encoding", "")):
            return None
        return name
