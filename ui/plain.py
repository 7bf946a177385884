"""Words that are data, shown as words: nothing in them is read as Markdown."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def escaped(words: str) -> str:
    """Text in which no sign has a meaning in Markdown, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
