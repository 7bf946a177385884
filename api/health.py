"""`GET /healthz`: whether this process can take reports, for the one who starts it and for a proxy in front of it; and whether its pages
are loaded."""

from __future__ import annotations

import logging
from collections.abc import Callable

from anyio import CapacityLimiter, fail_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 2.0
WAITING_AT_ONCE = 2


def routes(
    database_answers: Callable[[], bool],
    *,
    mode: str,
    version: str,
    pages_ready: Callable[[], bool] = lambda: True,
    patience_seconds: float = PATIENCE_SECONDS,
) -> list[BaseRoute]:
    """200 and status "ok" while `database_answers` says so in time; 503 and status "unavailable" when it does not, raises or is late.
    Beside it "pages": "ready", or "loading" for the first seconds, while reports are taken already and whoever opens a page waits."""
    limiter: list[CapacityLimiter] = []

    async def healthz(request: Request) -> JSONResponse:
        # Made here because a limiter belongs to the running loop. Its own, so that a database that hangs
        # holds only these threads and not the ones that serve files.
        if not limiter:
            limiter.append(CapacityLimiter(WAITING_AT_ONCE))
        try:
            with fail_after(patience_seconds):
                answered = await to_thread.run_sync(database_answers, abandon_on_cancel=True, limiter=limiter[0])
        except Exception:
            logger.exception("The database does not answer")
            answered = False
        said = {"mode": mode, "version": version, "pages": "ready" if pages_ready() else "loading"}
        if not answered:
            return JSONResponse({"status": "unavailable", **said}, status_code=503, headers={"Retry-After": "5"})
        return JSONResponse({"status": "ok", **said})

    return [Route("/healthz", healthz)]
