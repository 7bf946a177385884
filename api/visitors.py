"""What a request says about who sent it: its cookie, its language, whether it came from our own page, whether from this machine."""

import secrets
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from locales import LANGUAGES, best_language
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services import access, keys, settings
from services.access import OpenSession, Visitor

FORM_COOKIE = "baqylau-form"
FORM_FIELD = "form_token"
FORM_PURPOSE = "form"
LARGEST_FORM_BYTES = 16_384
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-server", "x-real-ip",
             "x-client-ip", "cf-connecting-ip", "true-client-ip", "x-original-host")
"""A proxy stands in front: then this machine's own address says nothing about who asks."""
NOT_FROM_HERE = Message("This form did not come from our own page. Open the page again and repeat.")


def visitor(request: Request) -> Visitor:
    return access.visitor_of(request.cookies.get(access.cookie_name()))


def language_of(request: Request) -> str:
    """The link's before the person's own here: the buttons of the page are links."""
    return best_language(request.query_params.get("lang"), visitor(request).language, request.headers.get("accept-language"))


def chosen_language(request: Request) -> str | None:
    """The language of the link, if the link names one we speak: then the person pressed its button."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else None


def is_secure() -> bool:
    return settings.read().mode is settings.Mode.PRODUCTION


def form_token(request: Request) -> tuple[str, str]:
    """The browser's secret, kept in a cookie, and the token that a form sent by this browser carries."""
    nonce = request.cookies.get(FORM_COOKIE, "")
    if not 20 <= len(nonce) <= 100:
        nonce = secrets.token_urlsafe(24)
    return nonce, keys.signature(FORM_PURPOSE, nonce)


def keep_form_cookie(response: Response, nonce: str) -> None:
    response.set_cookie(FORM_COOKIE, nonce, max_age=24 * 3600, path="/", httponly=True, samesite="strict", secure=is_secure())


def keep_session(response: Response, opened: OpenSession, seconds: int) -> None:
    """HttpOnly: no script reads it. Strict: no other site's link or form carries it; Streamlit's socket is our own page's."""
    response.set_cookie(
        access.cookie_name(), opened.token, max_age=seconds, path="/", httponly=True, samesite="strict", secure=is_secure())


def drop_session(response: Response) -> None:
    response.delete_cookie(access.cookie_name(), path="/", httponly=True, samesite="strict", secure=is_secure())


def is_same_origin(request: Request) -> bool:
    """Whether the browser says that our own page sent this. Behind TLS the scheme differs, the host does not."""
    origin = request.headers.get("origin")
    if origin is not None and origin != "null":
        return urlsplit(origin).netloc == request.headers.get("host", "")
    return request.headers.get("sec-fetch-site") == "same-origin"


async def posted_form(request: Request) -> dict[str, str]:
    """The fields of a small form of our own page. Raises Problem: too large, forbidden (another site's, or without our token)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM_BYTES:
            raise Problem(ProblemCode.TOO_LARGE, Message("This is too large for this form. Nothing was read: type less and send it again."))
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    nonce = request.cookies.get(FORM_COOKIE, "")
    if not is_same_origin(request) or not nonce or not keys.is_signed(FORM_PURPOSE, nonce, fields.get(FORM_FIELD, "")):
        raise Problem(ProblemCode.FORBIDDEN, NOT_FROM_HERE)
    return fields


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_this_machine(request: Request, bound_to_loopback: Callable[[], bool]) -> bool:
    """The demonstration's condition: bound to loopback, asked from loopback under a loopback name, no proxy in between."""
    client = request.client.host if request.client else ""
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return bound_to_loopback() and _is_loopback(client) and _is_loopback(name) and not any(each in request.headers for each in FORWARDED)
