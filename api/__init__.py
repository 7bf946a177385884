"""The doors beside the pages: plain routes over the same services, and what wraps every answer of the server."""

from collections.abc import Callable, Mapping

from starlette.routing import BaseRoute

from api import conclusions, health, log, openapi, photos, reports, scripts, signin

VERSION = "0.1.0"


def routes(
    *,
    mode: str,
    database_answers: Callable[[], bool],
    bound_to_loopback: Callable[[], bool] = lambda: False,
    pages_ready: Callable[[], bool] = lambda: True,
    own_scripts: Mapping[str, str] | None = None,
) -> list[BaseRoute]:
    """Every route of our own, in the order in which they are tried; they come before Streamlit's.

    `bound_to_loopback`: whether the server listens to this machine only; the demonstration's buttons need it.
    `own_scripts`: those of the pages, by their path."""
    return [
        *health.routes(database_answers, mode=mode, version=VERSION, pages_ready=pages_ready),
        *signin.routes(bound_to_loopback),
        *reports.routes(),
        *photos.routes(),
        *conclusions.routes(),
        *log.routes(),
        *openapi.routes(VERSION),
        *scripts.routes(own_scripts or {}),
    ]
