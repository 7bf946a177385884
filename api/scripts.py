"""Scripts of our own pages that a browser fetches once and keeps, instead of being sent them with every tap (docs/adr/0153)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.static import FOREVER, accepts_gzip
from services import access

FOLDER = "own/"
"""What lies under it is named by a hash of its content (`api.headers.KEPT`)."""


def routes(scripts: Mapping[str, str]) -> list[BaseRoute]:
    """`scripts`: by their path without a slash before it, which begins with FOLDER."""
    return [_route(path, script.encode()) for path, script in scripts.items()]


def _route(path: str, script: bytes) -> Route:
    compressed = gzip.compress(script, mtime=0)

    async def give(request: Request) -> Response:
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            return Response(compressed, headers={**headers, "Content-Encoding": "gzip"}, media_type="text/javascript")
        return Response(script, headers=headers, media_type="text/javascript")

    access.open_door(path)
    return Route(f"/{path}", give)
