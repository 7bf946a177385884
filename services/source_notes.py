"""What our own tables note about a source, in the reader's language: whom an outlet cites, which edition was read, that a copy was. Titles
and names of outlets stay as printed."""

import re

from locales import text
from schemas.message import Message

_WITH_ITS_NOTE = re.compile(r"(?P<printed>.*) \((?P<note>[^()]+)\)")
_NOTES: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"(?P<outlet>.+), citing (?P<source>.+)"), Message("{outlet}, citing {source}", "source_note")),
    (re.compile(r"(?P<outlet>.+), quoting (?P<source>.+)"), Message("{outlet}, quoting {source}", "source_note")),
    (re.compile(r"(?P<outlet>.+), Kazakh edition"), Message("{outlet}, Kazakh edition", "source_note")),
    (re.compile(r"(?P<outlet>.+), CEC release"), Message("{outlet}, CEC release", "source_note")),
    (re.compile(r"(?P<outlet>.+), CEC figures"), Message("{outlet}, CEC figures", "source_note")),
    (re.compile(r"(?P<outlet>.+); also (?P<source>.+)"), Message("{outlet}; also {source}", "source_note")),
    (re.compile(r"(?P<outlet>.+); (?P<source>.+) for Turkistan"), Message("{outlet}; {source} for Turkistan", "source_note")),
    (re.compile(r"blog copy of (?P<source>.+)"), Message("blog copy of {source}", "source_note")),
    (re.compile(r"General Prosecutor's Office press release"), Message("Prosecutor General's Office, press release", "source_note")),
    (re.compile(r"(?P<outlet>.+) via (?P<source>.+)"), Message("{outlet} via {source}", "source_note")),
    (re.compile(r"copy of (?P<source>.+)"), Message("copy of {source}", "source_note")),
    (re.compile(r"stored copy"), Message("stored copy", "source_note")),
    (re.compile(r"encyclopaedia mirror"), Message("encyclopaedia mirror", "source_note")),
    (re.compile(r"CEC"), Message("CEC")),
)
_CITED: dict[str, Message] = {
    "CEC site": Message("CEC site", "source_note"),
    "the CEC decree appendix": Message("the CEC decree appendix", "source_note"),
    "the Prosecutor General's Office": Message("the Prosecutor General's Office", "source_note"),
}


def said(note: str) -> str:
    """A note as the tables have it; one that is only a name comes back as it is."""
    for pattern, words in _NOTES:
        if found := pattern.fullmatch(note):
            parts = found.groupdict()
            if "outlet" in parts:
                parts["outlet"] = said(parts["outlet"])
            if "source" in parts:
                parts["source"] = text(_CITED[parts["source"]]) if parts["source"] in _CITED else parts["source"]
            return text(words, **parts)
    return note


def titled(title: str) -> str:
    """A publication's title with what stands behind it in brackets."""
    found = _WITH_ITS_NOTE.fullmatch(title)
    return f"{found['printed']} ({said(found['note'])})" if found else title
