"""Our own routes, answered before Streamlit's session, compression and path rules, which they do not need and pay for."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api import away
from services import house


class Direct:
    """ASGI middleware: a request for exactly the path of one of `routes` goes to that route, whatever its method.

    Routes with a parameter in their path are reached the longer way, through the application.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self._own = Starlette(routes=list(routes), exception_handlers={house.Busy: away.answer})
        self._paths = frozenset(route.path for route in routes if isinstance(route, Route) and "{" not in route.path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and scope["path"] in self._paths
        await (self._own if is_ours else self.app)(scope, receive, send)
