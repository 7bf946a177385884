"""Invented papers as pictures: a heading and lines with numbers on a sheet, in Kazakh and Russian as the papers of the place are, SIMULATED
across it. For the demonstration only."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

TEMPLATE = Path(__file__).parent / "sheet.typ"
WIDTH, HEIGHT = 300, 400
"""In points; two and a half pixels each."""
DPI = 180
MOST_LINES = 21
THUMB = (240, 320)
QUALITY = 80
COLOURS = {"paper": "#f4f1e8", "ink": "#26303a", "rule": "#c9c3b2", "mark": "#d8b4a8"}
MARK = COLOURS["mark"]
WORD = "SIMULATED"
Both = tuple[str, str]
"""The same words in Kazakh and in Russian."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`number`: as printed in front of the line, or ""."""

    names: Both
    value: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on one sheet; of the lines as many as fit."""

    heading: Both
    place: Both
    marks: Sequence[str]
    lines: Sequence[SheetLine]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both as JPEG, drawn at the size of the first (pixels)."""

    picture: bytes
    thumb: bytes
    width: int
    height: int


def draw(papers: Sequence[Paper]) -> list[Sheet]:
    """A sheet each, all in one pass; the same words, the same bytes."""
    if not papers:
        return []
    import typst

    told = [asdict(each) | {"lines": [asdict(line) for line in each.lines[:MOST_LINES]]} for each in papers]
    document = {"papers": told, "colours": COLOURS, "word": WORD, "width": WIDTH, "height": HEIGHT}
    fill: Any = typst.compile
    made = fill(
        TEMPLATE.read_bytes(), format="png", ppi=DPI, ignore_system_fonts=True, font_paths=[], timestamp=0,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
    )  # fmt: skip
    return [_sheet(bytes(page)) for page in (made if isinstance(made, list) else [made]) if page]


def _sheet(page: bytes) -> Sheet:
    whole = Image.open(io.BytesIO(page)).convert("RGB")
    small = whole.copy()
    small.thumbnail(THUMB)
    return Sheet(_jpeg(whole), _jpeg(small), whole.width, whole.height)


def _jpeg(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
