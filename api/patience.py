"""The first seconds of a server: reports are taken at once, whoever opens a page waits until the pages' program is loaded (ADR 0067)."""

from asyncio import Event

from starlette.types import ASGIApp, Receive, Scope, Send


class Patience:
    """ASGI middleware: the socket of a page opens when `loaded` is set. Files and our own routes are answered meanwhile."""

    def __init__(self, app: ASGIApp, loaded: Event) -> None:
        self.app = app
        self._loaded = loaded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._loaded.wait()
        await self.app(scope, receive, send)
