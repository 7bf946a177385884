"""Sentences that are computed: numbers stand out on a page, and the same sentence goes out as plain text."""

import re
from typing import SupportsFloat

from locales import number, share, signed, text


def strong(value: int | str) -> str:
    """A number or a word of weight, bold: `strong(1083)` is **1,083**. Values already written are given as str."""
    return f"**{value if isinstance(value, str) else number(value)}**"


def strong_signed(value: SupportsFloat) -> str:
    return strong(signed(value))


def strong_share(value: SupportsFloat | None, digits: int = 1) -> str:
    return strong(share(value, digits))


def source_title(title: str) -> str:
    """A publication's title or publisher as a page shows it: a real one as printed, the demonstration's in the reader's language."""
    return text(title)


def plain(sentence: str) -> str:
    """The sentence without its bold marks, for the clipboard, files and pictures."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", sentence)
