"""What every answer carries so that a browser keeps strangers out, and the paths that nobody is answered on."""

from __future__ import annotations

import re
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Counters of sessions and memory, and an interface that drives the pages: both are for nobody outside.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Named by a hash of their content, hence the only answers that a browser may keep.
KEPT = ("/static/", "/component/", "/own/")
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")

POLICY = {
    "default-src": "'self'",
    # blob: is how Streamlit loads the code of our own components. Charts run without eval: Streamlit interprets Vega's expressions.
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}
POLICY_NAME = b"content-security-policy"
ONE_YEAR_ENCRYPTED = "max-age=31536000"


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """As ASGI wants them: they are put on every answer, so they are written once."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


FIXED_FOR_FILES = raw({"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"})


@lru_cache(maxsize=64)
def content_security_policy(host: str, script_hashes: str = "") -> str:
    """The policy for a page served at `host`. The socket is named too: older Safari does not count it under 'self'."""
    sources = "'self'"
    if _HOST.fullmatch(host):
        sources += f" ws://{host} wss://{host}"
    policy = POLICY | {"connect-src": sources, "script-src": f"{POLICY['script-src']} {script_hashes}".strip()}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityHeaders:
    """ASGI middleware, the outermost: answers 404 on closed paths and sets the headers on every other answer.

    `script_hashes` are the inline scripts that may run. With `encrypted`, browsers are told to come back by https only: for an
    installation that people reach through TLS.
    """

    def __init__(self, app: ASGIApp, *, script_hashes: str = "", encrypted: bool = False) -> None:
        self.app = app
        self._script_hashes = script_hashes
        self._fixed = raw(FIXED | ({"Strict-Transport-Security": ONE_YEAR_ENCRYPTED} if encrypted else {}) | {"Cache-Control": "no-store"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set(message, path, scope)
            await send(message)

        if path.startswith(CLOSED) and any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)

    def _set(self, start: Message, path: str, scope: Scope) -> None:
        if path.startswith(KEPT):
            # Some eighty of these make up a first load: they carry only what a script or a font needs.
            start["headers"] = [*start["headers"], *FIXED_FOR_FILES]
            return
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"cache-control"]
        # A route with a stricter policy of its own keeps it.
        if not any(name.lower() == POLICY_NAME for name, _ in headers):
            policy = content_security_policy(Headers(scope=scope).get("host", ""), self._script_hashes)
            headers.append((POLICY_NAME, policy.encode("latin-1")))
        start["headers"] = headers + self._fixed
