"""Copies drawn from pixels: upright, nothing of the phone left, and a process that limits itself."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import cast

import pillow_heif
import pytest
from PIL import Image

from data.formats import photo_drawing
from data.formats.photo import Refused
from tests import photos
from tests.people import ROOT

LEFTOVERS = (b"Exif", b"ICC_PROFILE", b"http", b"GPS", photos.CANARY.encode(), b"Photoshop")


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def segments(content: bytes) -> set[int]:
    """The markers before the pixels of a JPEG."""
    found, at = set(), 2
    while content[at + 1] != 0xDA:
        found.add(content[at + 1])
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return found


@pytest.mark.parametrize("kind", photos.WHOLE)
def test_nothing_of_the_file_is_left(kind: str) -> None:
    made = photo_drawing.draw(photos.WHOLE[kind]())
    for picture in (made.viewer, made.thumb):
        assert not any(each in picture for each in LEFTOVERS)
        assert segments(picture) <= {0xE0, 0xDB, 0xC0, 0xC4}, "a head of JFIF, tables and the frame: no notes, no profile, no comment"
        assert set(opened(picture).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert max(opened(made.thumb).size) == photo_drawing.THUMB_PIXELS


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int) -> None:
    """A phone held sideways writes a note instead of turning the picture: without the note the copy must be turned."""
    turned = {
        1: [], 2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180], 4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270],
    }[orientation]
    image = photos.page()
    for each in turned:
        image = image.transpose(each)
    made = photo_drawing.draw(photos.encoded(image, "JPEG", exif=photos.exif(orientation)))
    seen = opened(made.viewer)
    assert seen.size == (640, 480) == (made.width, made.height)
    above_left, below_right = seen.getpixel((20, 20)), seen.getpixel((620, 460))
    assert isinstance(above_left, tuple) and isinstance(below_right, tuple)
    assert above_left[0] > 200 > above_left[2] and below_right[2] > 200 > below_right[0]


@pytest.mark.parametrize("notes", [
    b"II*\0", b"II*\0\x08\0\0\0\0\0\0\0\0\0", b"MM\0*\0\0\0\x08\xff\xff", b"junk",
    b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x05\0\x01\0\0\0\xff\xff\0\0"])
def test_broken_notes_do_not_cost_the_picture(notes: bytes) -> None:
    """A messenger cuts them off; a protocol is legible all the same."""
    made = photo_drawing.draw(photos.encoded(photos.page(), "JPEG", exif=b"Exif\0\0" + notes))
    assert sorted((made.width, made.height)) == [480, 640]


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_becomes_a_picture(mode: str) -> None:
    made = photo_drawing.draw(photos.png(mode=mode) if mode != "I;16" else photos.encoded(Image.new("I;16", (64, 48), 40_000), "PNG"))
    assert opened(made.viewer).mode == "RGB"


def stands_where_it_stood(made: photo_drawing.Pictures, image: Image.Image) -> None:
    """Each corner of the viewer's picture shows what that corner of the page shows."""
    assert (made.width, made.height) == (2_400, 1_440)
    seen, expected = opened(made.viewer), image.convert("RGB").resize((made.width, made.height))
    for place in ((20, 20), (2_380, 20), (20, 1_420), (2_380, 1_420)):
        got, wanted = seen.getpixel(place), expected.getpixel(place)
        assert isinstance(got, tuple) and isinstance(wanted, tuple)
        assert max(abs(one - other) for one, other in zip(got, wanted, strict=True)) < 90, (place, got, wanted)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_large_png_becomes_a_picture(mode: str) -> None:
    """Larger than twice the viewer: pixels are taken together, a strip at a time, and stand where they stood."""
    image = photos.page(5_003, 3_001).convert(mode if mode != "I;16" else "L")
    content = photos.encoded(image.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else image, "PNG")
    stands_where_it_stood(photo_drawing.draw(content), image)


def test_a_long_strip_is_taken_a_few_rows_at_a_time() -> None:
    made = photo_drawing.draw(photos.encoded(photos.page(39_999, 500), "PNG"))
    assert (made.width, made.height) == (2_400, 31)


def test_transparent_places_of_a_large_picture_are_paper() -> None:
    made = photo_drawing.draw(photos.encoded(Image.new("RGBA", (5_000, 3_000), (255, 0, 0, 0)), "PNG"))
    assert opened(made.viewer).getpixel((1_200, 700)) == (255, 255, 255)


def test_a_large_page_stays_legible_and_no_larger() -> None:
    made = photo_drawing.draw(photos.jpeg(4_000, 3_000))
    assert (made.width, made.height) == (2_400, 1_800)


def test_the_same_photo_gives_the_same_copy() -> None:
    assert photo_drawing.draw(photos.jpeg()) == photo_drawing.draw(photos.jpeg())


def test_too_many_pixels_are_refused_before_any_is_decoded() -> None:
    with pytest.raises(Refused):
        photo_drawing.draw(photos.png_bomb(7_000, 7_000))


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_every_kind_of_large_heic_becomes_a_picture(mode: str) -> None:
    """Taken from the decoder's own pixels, which may have room at the end of a row."""
    image = photos.page(5_003, 3_001).convert(mode)
    stands_where_it_stood(photo_drawing.draw(photos.encoded(image, "HEIF", quality=60, enc_params={"preset": "ultrafast"})), image)


def test_a_heic_stands_upright_by_its_own_properties() -> None:
    turned = photos.page().transpose(Image.Transpose.ROTATE_90)
    made = photo_drawing.draw(photos.encoded(turned, "HEIF", exif=photos.exif(6).tobytes()))
    assert (made.width, made.height) == (640, 480)
    above_left = cast("tuple[int, int, int]", opened(made.viewer).getpixel((20, 20)))
    assert above_left[0] > 200 > above_left[2]


def test_a_heic_in_ten_bits_becomes_a_picture() -> None:
    """Deeper colours than a screen shows."""
    deep = pillow_heif.from_bytes("RGB;16", (64, 48), b"\xff\xff\x00\x00\x00\x00" * (64 * 48))
    content = io.BytesIO()
    deep.save(content, quality=90)
    made = photo_drawing.draw(content.getvalue())
    red, green, blue = cast("tuple[int, int, int]", opened(made.viewer).getpixel((30, 20)))
    assert red > 220 and green < 40 and blue < 40


def _run(content: bytes, limit: int | None = None) -> subprocess.CompletedProcess[bytes]:
    code = "from data.formats import photo_drawing as drawing\n"
    if limit is not None:
        code += f"drawing.MOST_MEMORY_BYTES = {limit}\n"
    return subprocess.run([sys.executable, "-c", f"{code}drawing.main()"], input=content, capture_output=True, cwd=ROOT, timeout=60)


def test_the_process_says_what_it_drew() -> None:
    done = _run(photos.jpeg())
    head, _, pictures = done.stdout.partition(b"\n")
    told = json.loads(head)
    assert (told["width"], told["height"]) == (640, 480) and told["maker"].startswith("pillow ")
    assert opened(pictures[: told["viewer_bytes"]]).size == (640, 480) and opened(pictures[told["viewer_bytes"] :]).size == (320, 240)


def test_the_process_gives_up_at_its_limit_of_memory() -> None:
    """One hundred megabytes over what the libraries take are not enough for these pixels: the process ends, nothing else does."""
    done = _run(photos.encoded(Image.new("RGBA", (7_000, 5_000)), "PNG"), limit=200_000_000)
    assert done.returncode != 0 and not done.stdout and b"MemoryError" in done.stderr


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", photos.jpeg()[:3_000], photos.png_bomb()], ids=["none", "pdf", "half", "bomb"])
def test_a_hostile_file_gives_no_picture(content: bytes) -> None:
    done = _run(content)
    assert done.returncode != 0 and not done.stdout
