"""An invented paper as a picture: a heading and lines with numbers on a sheet, SIMULATED across it. For the demonstration only."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN, ROW = 900, 1_200, 60, 44
THUMB = (240, 320)
QUALITY = 80
PAPER, INK, RULE, MARK = "#f4f1e8", "#26303a", "#c9c3b2", "#d8b4a8"
WORD = "SIMULATED"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both as JPEG, drawn at the size of the first."""

    picture: bytes
    thumb: bytes
    width: int = WIDTH
    height: int = HEIGHT


def draw(heading: str, place: str, lines: Sequence[tuple[str, str]]) -> Sheet:
    """As many lines as fit; the same words, the same bytes."""
    page = _mark().copy()
    drawing = ImageDraw.Draw(page)
    large, plain = ImageFont.load_default(34), ImageFont.load_default(24)
    drawing.text((MARGIN, MARGIN), heading, INK, large)
    drawing.text((MARGIN, MARGIN + 52), place, INK, plain)
    top = MARGIN + 120
    for number, (name, value) in enumerate(lines[: (HEIGHT - top - MARGIN) // ROW]):
        y = top + number * ROW
        drawing.text((MARGIN, y), name, INK, plain)
        drawing.text((WIDTH - MARGIN, y), value, INK, plain, anchor="ra")
        drawing.line((MARGIN, y + ROW - 8, WIDTH - MARGIN, y + ROW - 8), RULE)
    small = page.copy()
    small.thumbnail(THUMB)
    return Sheet(_jpeg(page), _jpeg(small))


@cache
def _mark() -> Image.Image:
    """The word across the whole sheet, under the lines, so that no part of a picture goes without it."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    word = Image.new("RGB", (HEIGHT, 190), PAPER)
    ImageDraw.Draw(word).text((HEIGHT // 2, 95), WORD, MARK, ImageFont.load_default(170), anchor="mm")
    turned = word.rotate(40, expand=True, fillcolor=PAPER)
    sheet.paste(turned, ((WIDTH - turned.width) // 2, (HEIGHT - turned.height) // 2))
    return sheet


def _jpeg(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
