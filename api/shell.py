"""The one HTML document that a browser loads before any page: Streamlit's, made ours.

Taken out: the preload of a font that the theme does not use (170 kB of a first load), the advertisement of an interface for
programs that is switched off, and the only inline script, so that the content security policy can refuse inline scripts.
Put in: the name of the product, the language of the reader, a sentence in every language for browsers without JavaScript, and
the colours and fonts of the theme, which otherwise arrive only with the first answer on the socket: no flash of another look,
and no download of the font of that other look.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from api.static import accepts_gzip
from locales import LANGUAGES, best_language, text, using

NAME = "Baqylau"
# A page's address is one plain word (deeper, the document would look for its program beside itself and stay white); a file has a dot, and
# every path of Streamlit's own is named below.
_PAGE = re.compile(r"/(?!_stcore|static|media|component|auth|oauth2callback)[A-Za-z0-9_\-]*")
_TAKEN_OUT = (
    re.compile(r"<!--.*?-->\s*", re.DOTALL),
    re.compile(r"<link\s[^>]*rel=\"preload\"[^>]*as=\"font\"[^>]*>\s*", re.DOTALL),
    re.compile(r"<link\s[^>]*rel=\"service-desc\"[^>]*>\s*", re.DOTALL),
    re.compile(r"<script>.*?</script>\s*", re.DOTALL),
)
_FIRST_COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")


def needs_javascript() -> str:
    """The sentence for a browser without JavaScript, once in each language."""
    sentences = []
    for code in LANGUAGES:
        with using(code):
            sentence = text("This page needs JavaScript. If you cannot switch it on, send your report to your coordinator another way.")
        sentences.append(f'<p lang="{code}">{escape(sentence)}</p>')
    return "".join(sentences)


def document(original: str, code: str, script: str, modules: Sequence[str] = ()) -> str:
    """Streamlit's index document for a reader of the language `code`, with one inline script. `modules`: scripts of our own, by
    their path: they run before Streamlit has drawn anything, and a page may import them later."""
    own = "".join(f'<script type="module" src="./{each}"></script>' for each in modules)
    head = f"<title>{NAME}</title><script>{script}</script>{own}"
    made = original
    for pattern in _TAKEN_OUT:
        made = pattern.sub("", made)
    made = re.sub(r"<title>.*?</title>", lambda _: head, made)
    made = re.sub(r"<html lang=\"[^\"]*\"", f'<html lang="{code}"', made)
    return re.sub(r"<noscript>.*?</noscript>", lambda _: f"<noscript>{needs_javascript()}</noscript>", made, flags=re.DOTALL)


def theme_script(theme: Mapping[str, object]) -> str:
    """The script that hands the `theme` section of .streamlit/config.toml to Streamlit's front end before it starts."""
    appearances: dict[str, dict[str, object]] = {}
    for name in ("light", "dark"):
        section = theme.get(name)
        colours = section if isinstance(section, Mapping) else {}
        chosen = {key: colours[key] for key in _FIRST_COLOURS if key in colours}
        appearances[f"{name.upper()}_THEME"] = chosen | ({"bodyFont": theme["font"]} if "font" in theme else {})
    # "</" would end the script element; JSON may write it escaped.
    return f"window.__streamlit={json.dumps(appearances, sort_keys=True)}".replace("</", "<\\/")


def script_hash(script: str) -> str:
    """How the content security policy names an inline script that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def wanted_language(scope: Scope) -> str:
    """The language of the link, else of the browser: all that is known before the person is."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return best_language(None, query.get("lang", [None])[0], Headers(scope=scope).get("accept-language"))


def is_page(scope: Scope, routes: Sequence[BaseRoute]) -> bool:
    """Whether a GET or HEAD asks for a page of Streamlit's, and not for one of our own `routes` or a file."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _PAGE.fullmatch(scope["path"]):
        return False
    return all(route.matches(scope)[0] is Match.NONE for route in routes)


FOLDERS = ("/static/", "/_stcore/", "/media/", "/component/", "/app/")
FILES = ("/favicon.png", "/manifest.json", "/index.html")
"""What Streamlit has beside its pages."""


def is_nothing(scope: Scope, routes: Sequence[BaseRoute]) -> bool:
    """Whether a GET or HEAD asks for a file that nobody serves: Streamlit answers each such address with its own document, as if a
    database or a folder of the program stood open there."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _PAGE.fullmatch(scope["path"]):
        return False
    if scope["path"].startswith(FOLDERS) or scope["path"] in FILES:
        return False
    return all(route.matches(scope)[0] is Match.NONE for route in routes)


class Shell:
    """ASGI middleware: a GET or HEAD of a page's address is answered with our form of Streamlit's index document.

    `routes` are our own, which it leaves alone. `script`, `modules`: as of `document`.
    """

    def __init__(self, app: ASGIApp, original: str, script: str, routes: Sequence[BaseRoute], modules: Sequence[str] = ()) -> None:
        self.app = app
        self._routes = routes
        self._plain = {code: document(original, code, script, modules).encode() for code in LANGUAGES}
        self._gzipped = {code: gzip.compress(body, mtime=0) for code, body in self._plain.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_page(scope, self._routes):
            await self.app(scope, receive, send)
            return
        code = wanted_language(scope)
        headers = {"Vary": "Accept-Language, Accept-Encoding", "Content-Language": code}
        body = self._plain[code]
        if accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            body = self._gzipped[code]
            headers["Content-Encoding"] = "gzip"
        await HTMLResponse(body, headers=headers)(scope, receive, send)
