"""Figures pasted from a page -> a table: cells between tabs as they are, and lines of prose such as `Akmola Region – 10.2 %`."""

import re

_PROSE = re.compile(r"^\W*(?P<name>\D*?[^\W\d]\D*?)\s*(?:[-–—:]\s*|\s+)(?P<figure>\d[\d\s\xa0.,]*\s?%?)\s*[.;]?$")
HEADINGS = ("unit", "value")


def content_of(pasted: str) -> bytes:
    """UTF-8 text of a table. Where no line has a tab, each line's name and figure become two columns, under headings of their own."""
    lines = [line.strip() for line in pasted.splitlines()]
    if any("\t" in line for line in lines):
        return pasted.encode()
    found = [_PROSE.match(line) for line in lines]
    if sum(each is not None for each in found) < max(1, sum(map(bool, lines)) / 2):
        return pasted.encode()
    rows = [f"{each['name'].strip()}\t{each['figure'].strip()}" if each else "" for each in found]
    return "\n".join(["sep=\t", "\t".join(HEADINGS), *rows]).encode()
