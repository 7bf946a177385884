"""Our own routes, answered before Streamlit's session, compression and path rules, which they do not need and pay for."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api import away
from services import house


class Direct:
    """ASGI middleware: a request for exactly the path of one of `routes` goes to that route, whatever its method.

    Routes with a parameter in their path are reached the longer way, through the application. Where two routes have one path, the first
    that has the method answers.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self._own: dict[str, list[Route]] = {}
        for route in routes:
            if isinstance(route, Route) and "{" not in route.path:
                self._own.setdefault(route.path, []).append(route)
        self._answering = ExceptionMiddleware(self._answer, handlers={house.Busy: away.answer})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and scope["path"] in self._own
        await (self._answering if is_ours else self.app)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A path has one route or two: no table of patterns is searched, as an application of its own would for every report.
        own = self._own[scope["path"]]
        route = next((each for each in own if each.methods is None or scope["method"] in each.methods), own[0])
        scope.update(endpoint=route.endpoint, path_params={})
        await route.handle(scope, receive, send)
