"""Sentences that are computed: numbers stand out on a page, and the same sentence goes out as plain text."""

import re
from typing import SupportsFloat

from locales import number, share, signed, text
from schemas.message import Message
from services import source_notes

SIMULATED = Message("SIMULATED")
_PLACES: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"row (?P<row>\d+), column (?P<column>\S+)"), Message("row {row}, column {column}", "locator")),
    (re.compile(r"row (?P<row>\d+)"), Message("row {row}", "locator")),
    (re.compile(r"(?P<file>\S+), line (?P<row>\d+)"), Message("{file}, line {row}", "locator")),
)
"""How the place of a figure in its file is kept; a cell (`Sheet1!D17`) is one in every language."""


def strong(value: int | str) -> str:
    """A number or a word of weight, bold: `strong(1083)` is **1,083**. Values already written are given as str."""
    return f"**{value if isinstance(value, str) else number(value)}**"


def strong_signed(value: SupportsFloat) -> str:
    return strong(signed(value))


def strong_share(value: SupportsFloat | None, digits: int = 1) -> str:
    return strong(share(value, digits))


def place_in_file(locator: str) -> str:
    """Where a figure stands in its file, in the reader's language."""
    for pattern, words in _PLACES:
        if found := pattern.fullmatch(locator):
            return text(words, **found.groupdict())
    return locator


def source_title(title: str) -> str:
    """A publication's title or publisher as a page shows it: a real one as printed, with our own note behind it and the demonstration's in
    the reader's language."""
    known = text(title)
    return source_notes.titled(known) if known == title else known


POLLSTERS: dict[str, Message] = {
    "Public Opinion (Qogamdyq pikir)": Message("Public Opinion (Qogamdyq pikir)"),
    "Institute of Democracy": Message("Institute of Democracy"),
    "Institute of Eurasian Integration": Message("Institute of Eurasian Integration"),
    "B. Baibek, Nur Otan": Message("B. Baibek, Nur Otan"),
}
"""Those whose name is made of words, or is written in another script by sources in other languages, as our own tables write it."""


def pollster(name: str) -> str:
    """Who says a figure beside the commission, in the reader's language; a name that is known in one script alone as it is."""
    return text(POLLSTERS[name]) if name in POLLSTERS else name


def invented(said: str) -> str:
    """What the demonstration's people wrote down, in the reader's language; what anybody else wrote as they wrote it.

    A paper's line `SIMULATED · what it is · what it states: number` is read part by part: a part may be known without its number."""
    mark, *parts = said.split(" · ")
    return text(said) if mark != SIMULATED or not parts else " · ".join((text(SIMULATED), *(_part(each) for each in parts)))


def _part(said: str) -> str:
    name, colon, value = said.partition(": ")
    return f"{text(name)}: {number(int(value)) if value.isdecimal() else text(value)}" if colon else text(said)


def begun(words: str) -> str:
    """With a capital letter; names inside keep theirs."""
    return words[:1].upper() + words[1:]


def plain(sentence: str) -> str:
    """The sentence without its bold marks, for the clipboard, files and pictures."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", sentence)
