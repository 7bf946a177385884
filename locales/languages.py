"""The language of the person being served: a context variable, so that two people at once never share it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("kk", "ru", "en")
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
DEFAULT = "en"

# Links written by hand often carry the country's code where the language's is meant.
_TYPED_FOR = {"kz": "kk"}

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    """The code of the language in use in this context."""
    return _current.get()


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r}; there are {', '.join(LANGUAGES)}")
    return code


def set_language(code: str) -> None:
    """Choose the language of this context (one script run, one request); ValueError for an unknown code."""
    _current.set(_known(code))


@contextmanager
def using(code: str) -> Iterator[None]:
    """Choose the language for the length of a block; ValueError for an unknown code."""
    token = _current.set(_known(code))
    try:
        yield
    finally:
        _current.reset(token)


def _tag_code(tag: str) -> str | None:
    primary = tag.strip().lower().replace("_", "-").split("-")[0]
    code = _TYPED_FOR.get(primary, primary)
    return code if code in LANGUAGES else None


def _weighted_tags(header: str) -> list[str]:
    """Tags of an Accept-Language header, the most wanted first; a tag with weight 0 is refused (RFC 9110, 12.5.4)."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, parameters = part.partition(";")
        name, _, value = parameters.strip().partition("=")
        try:
            weight = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            weight = 0.0
        if weight > 0:
            weighted.append((weight, tag))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]


def best_language(setting: str | None, link: str | None, browser: str | None) -> str:
    """The person's own setting, else the link's language, else the browser's first wish we speak, else English.

    `browser` is one tag ("kk-KZ") or a whole Accept-Language header.
    """
    for tag in (setting, link, *(_weighted_tags(browser) if browser else ())):
        code = _tag_code(tag) if tag else None
        if code:
            return code
    return DEFAULT
