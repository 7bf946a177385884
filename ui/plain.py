"""Words that are data, shown as words: nothing in them is read as Markdown."""

import re

_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""Ordinary spaces and ends of lines; a space that holds the digits of a number together stays."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def escaped(words: str) -> str:
    """Text in which no sign has a meaning in Markdown, on one line."""
    return _MARKS.sub(r"\\\1", _BREAKS.sub(" ", words).strip())
