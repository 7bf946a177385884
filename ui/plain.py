"""Words that are data, shown as words: nothing in them is read as Markdown."""

import re

_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""Ordinary spaces and ends of lines; a space that holds the digits of a number together stays."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|@(?=[\w-]))", re.IGNORECASE)
_JOINER = "\u2060"
"""It has no width and keeps the line together; what it stands in is no address for a program."""


def escaped(words: str) -> str:
    """Text in which no sign has a meaning in Markdown, on one line. An address in it stays words: Markdown would make a link of it, escaped
    or not, and those who read what others wrote must not be led away by it."""
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", _BREAKS.sub(" ", words).strip()))
