"""Canonical JSON (RFC 8785): the one sequence of bytes that is hashed for a value, here and in any other program that checks it."""

from collections.abc import Callable
from typing import Any

import orjson
import rfc8785

LARGEST_EXACT = 2**53 - 1
"""Beyond it a JSON number is not the same in every program (RFC 8785, 3.2.2.3); rfc8785 refuses it."""

LEAST_ALIKE, MOST_ALIKE = 1e-4, 1e15
"""Between them every JSON writer gives a fraction its shortest decimals, without an exponent."""

WORDS = frozenset({str, bool, type(None)})


def _is_plain(value: Any) -> bool:
    """Whether `value` holds only what two JSON writers cannot write differently: no whole float, none very large or small, no name
    outside ASCII. Names outside ASCII are sorted by UTF-16 units in the RFC and otherwise by a quick writer."""
    kind = type(value)
    if kind in WORDS:
        return True
    if kind is int:
        return bool(-LARGEST_EXACT <= value <= LARGEST_EXACT)
    if kind is float:
        return LEAST_ALIKE <= abs(value) < MOST_ALIKE and not value.is_integer()
    if kind is dict:
        if set(map(type, value)) - {str} or not "".join(value).isascii():
            return False
        # Most rows hold words and a few numbers; only what is no word is looked at.
        return all(_is_plain(inner) for inner in value.values() if type(inner) not in WORDS)
    if kind is list or kind is tuple:
        return all(map(_is_plain, value))
    return isinstance(value, str)


def dumps_plain(value: Any, written: Callable[[Any], str] | None = None) -> bytes:
    """As `dumps`, of what the caller knows to be words and whole numbers under ASCII names: nothing is looked at first. `written`: the
    word for anything else, an instant as well. Raises TypeError for what the quick writer does not know, as a kind of word for a name."""
    return orjson.dumps(value, default=written, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME)


def dumps(value: Any) -> bytes:
    """The bytes of RFC 8785; the quick writer where it gives the same ones (tested against the slow one).
    Raises rfc8785.CanonicalizationError for what JSON cannot say exactly."""
    if _is_plain(value):
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except TypeError:
            # Half a surrogate pair, or nested too deep: the slow writer says which.
            return rfc8785.dumps(value)
    return rfc8785.dumps(value)
