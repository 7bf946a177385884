"""The demonstration's sheets: the word across them, the same bytes each time, taken by the same look as everybody's photos."""

from __future__ import annotations

import io

from PIL import Image

from data.formats import photo_sheet
from data.formats.photo import read_head
from data.formats.photo_sheet import Paper, SheetLine
from schemas.photo import MediaType

LINES = [
    SheetLine(("Бюллетень алған сайлаушылар", "Избиратели, получившие бюллетени"), "1 083", "5"),
    SheetLine(("«Шамшырақ» партиясы", "Партия «Фонарь»"), "700"),
]


def paper(lines: list[SheetLine]) -> Paper:
    return Paper(("Хаттама", "Протокол"), ("Учаске", "Участок"), ["SIMULATED"], lines)


def test_the_same_words_give_the_same_bytes_of_a_photo() -> None:
    other = paper([*LINES[:1], SheetLine(LINES[1].names, "701")])
    made, changed = photo_sheet.draw([paper(LINES), other])
    assert made == photo_sheet.draw([paper(LINES)])[0] and made.picture != changed.picture
    head = read_head(made.picture)
    assert (head.media_type, head.width, head.height) == (MediaType.JPEG, made.width, made.height) == (MediaType.JPEG, 750, 1_000)
    assert photo_sheet.draw([]) == []


def test_every_letter_of_kazakh_is_drawn() -> None:
    """A letter that the fonts lack is drawn as nothing, like every other such letter."""
    letters = [paper([SheetLine((letter, ""), "")]) for letter in "ӘҒҚҢӨҰҮҺІәғқңөұүһіЁёЩЫЭ"]
    assert len({sheet.picture for sheet in photo_sheet.draw(letters)}) == len(letters)


def test_the_mark_stands_across_every_sheet_and_its_thumb() -> None:
    for made in photo_sheet.draw([paper(LINES * 40), paper(LINES)]):
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
