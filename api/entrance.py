"""Who has no session is sent to the sign-in before a megabyte of the pages' program is loaded for nothing.

This opens no door: whether a session is good, and for what, the guard of every page and every service decides."""

from collections.abc import Collection, Sequence
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api import document, forms
from api.shell import is_nothing, is_page, wanted_language
from locales import LANGUAGES, text, using
from services import access

SIGN_IN = "/signin"
FOR_EVERYBODY = frozenset({"/released", "/check"})
"""Pages that are read without signing in; what they show, their service decides."""


class Entrance:
    """ASGI middleware before the shell: a page's address without a session cookie leads to the sign-in, that of no page and no file to
    nothing. `pages` are the addresses of pages: for any other Streamlit would show the first page, as if it had been asked for."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], pages: Collection[str]) -> None:
        self.app = app
        self._routes = routes
        self._pages = frozenset(f"/{each}" for each in pages) | {"/"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.endswith("/") and is_page({**scope, "path": path.rstrip("/")}, self._routes):
            # Typed by hand. One slash, whatever was asked for: two would name another host.
            query = scope.get("query_string", b"").decode("latin-1")
            await RedirectResponse(f"/{path.strip('/')}{'?' if query else ''}{query}", 308)(scope, receive, send)
            return
        if is_nothing(scope, self._routes) or (is_page(scope, self._routes) and path not in self._pages):
            await _nothing(scope)(scope, receive, send)
            return
        is_closed = is_page(scope, self._routes) and scope["path"].rstrip("/") not in FOR_EVERYBODY
        if is_closed and access.cookie_name() not in SimpleCookie(Headers(scope=scope).get("cookie", "")):
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
            await RedirectResponse(f"{SIGN_IN}?lang={asked}" if asked in LANGUAGES else SIGN_IN, 303)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _nothing(scope: Scope) -> Response:
    """A page with a way back for a person, a word for a program."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse("Not found", 404)
    with using(wanted_language(scope)):
        said = forms.quiet(text("Check the address that you typed or were sent, or go on from the first page."))
        return document.page(text("There is nothing at this address."), said + forms.link_to("/", text("To the first page")), status=404)
