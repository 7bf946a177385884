"""The demonstration's sheets: the word across them, the same bytes each time, taken by the same look as everybody's photos."""

from __future__ import annotations

import io

from PIL import Image

from data.formats import photo_sheet
from data.formats.photo import read_head
from schemas.evidence import MediaType

LINES = [("ballots issued", "1 083"), ("votes A", "700")]


def test_the_same_words_give_the_same_bytes_of_a_photo() -> None:
    made = photo_sheet.draw("Protocol", "SIMULATED", LINES)
    assert made == photo_sheet.draw("Protocol", "SIMULATED", LINES)
    assert made.picture != photo_sheet.draw("Protocol", "SIMULATED", [("votes A", "701")]).picture
    head = read_head(made.picture)
    assert (head.media_type, head.width, head.height) == (MediaType.JPEG, made.width, made.height)


def test_the_mark_stands_across_every_sheet_and_its_thumb() -> None:
    made = photo_sheet.draw("Protocol", "SIMULATED", LINES * 40)
    mark = Image.new("RGB", (1, 1), photo_sheet.MARK).tobytes()
    for content in (made.picture, made.thumb):
        image = Image.open(io.BytesIO(content)).convert("RGB")
        marked = [
            (x, y)
            for x in range(0, image.width, 3)
            for y in range(0, image.height, 3)
            if all(abs(got - want) < 16 for got, want in zip(image.crop((x, y, x + 1, y + 1)).tobytes(), mark, strict=True))
        ]
        across = max(x for x, _ in marked) - min(x for x, _ in marked)
        assert across > image.width * 0.7, "from side to side, whatever is cut out of it"
