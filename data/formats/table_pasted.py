"""Figures pasted from a page -> a table: cells between tabs as they are, and prose such as `Akmola Region – 10.2 %`, a region a line or
several in one sentence."""

import re

_PROSE = re.compile(r"^\W*(?P<name>\D*?[^\W\d]\D*?)\s*(?:[-–—:]\s*|\s+)(?P<figure>\d[\d\s\xa0.,]*\s?%?)\s*[.;]?$")
_IN_A_SENTENCE = re.compile(r"(?P<name>[^\W\d][^\d,;:\n]*?)\s*[-–—]\s*(?P<figure>\d+(?:[.,]\d+)?\s?%)(?=\s*(?:[,;.]|$|\s\w+\s))")
_FIGURE = re.compile(r"[-−]?\d[\d\s\xa0.,]*\s?%?")
_AND = re.compile(r"^(?:and|и|және|а также|сондай-ақ)\s+", re.IGNORECASE)
HEADINGS = ("unit", "value")


def _with_headings(pasted: str, lines: list[str]) -> str:
    """Rows of a page's table copied without their headings get some: the first cell names the unit, figures follow."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines if line]
    width = len(rows[0])
    if width < len(HEADINGS) or not rows[0][0] or not all(_FIGURE.fullmatch(cell) for cell in rows[0][1:]):
        return pasted
    values = [HEADINGS[1]] if width == len(HEADINGS) else [f"{HEADINGS[1]} {place}" for place in range(1, width)]
    return "\n".join(["\t".join([HEADINGS[0], *values]), pasted])


def content_of(pasted: str) -> bytes:
    """UTF-8 text of a table, its last line ended. Where no line has a tab, each name and its figure become two columns, under headings of
    their own."""
    lines = [line.strip() for line in pasted.splitlines()]
    if any("\t" in line for line in lines):
        return f"{_with_headings(pasted, lines)}\n".encode()
    found: list[tuple[str, str] | None] = []
    for line in lines:
        several = [(_AND.sub("", each["name"].strip()), each["figure"]) for each in _IN_A_SENTENCE.finditer(line)]
        one = _PROSE.match(line)
        found += several if len(several) > 1 else [(one["name"], one["figure"]) if one else None]
    if sum(each is not None for each in found) < max(1, sum(map(bool, lines)) / 2):
        return f"{pasted}\n".encode()
    rows = [f"{each[0].strip()}\t{each[1].strip()}" if each else "" for each in found]
    return "\n".join(["sep=\t", "\t".join(HEADINGS), *rows, ""]).encode()
