"""What a photo is, by its bytes alone, and what is not taken; nothing here decodes a pixel."""

from __future__ import annotations

import re
import struct
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats.photo import Fault, Refused, read_head
from schemas.photo import MediaType
from tests import photos


def fault(content: bytes) -> Fault:
    with pytest.raises(Refused) as refused:
        read_head(content)
    return refused.value.fault


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (photos.jpeg(), MediaType.JPEG),
        (photos.encoded(photos.page(), "JPEG", progressive=True), MediaType.JPEG),
        (photos.png(), MediaType.PNG),
        (photos.png(mode="P"), MediaType.PNG),
        (photos.heic(), MediaType.HEIC),
    ],
    ids=["jpeg", "progressive jpeg", "png", "png palette", "heic"],
)
def test_a_photo_is_known_by_its_content(content: bytes, expected: MediaType) -> None:
    head = read_head(content)
    assert (head.media_type, head.width, head.height, head.end) == (expected, 640, 480, len(content))


def test_a_large_heic_in_tiles_has_its_own_size() -> None:
    assert (read_head(photos.heic(1_500, 1_100)).width, read_head(photos.heic(1_500, 1_100)).height) == (1_500, 1_100)


@pytest.mark.parametrize("made", photos.MISTYPED.values(), ids=photos.MISTYPED)
def test_what_is_no_photo_is_refused_whatever_its_name(made) -> None:
    assert fault(made()) is Fault.NOT_A_PHOTO


@pytest.mark.parametrize("made", photos.POLYGLOTS.values(), ids=photos.POLYGLOTS)
def test_a_second_document_in_the_file_is_refused(made) -> None:
    assert fault(made()) is Fault.NOT_ALONE


@pytest.mark.parametrize("kind", photos.WHOLE)
@pytest.mark.parametrize("part", [0.3, 0.7, 0.999])
def test_half_a_photo_is_refused(kind: str, part: float) -> None:
    whole = photos.WHOLE[kind]()
    assert fault(whole[: int(len(whole) * part)]) is Fault.NOT_WHOLE


def test_a_changed_bit_in_a_png_is_refused() -> None:
    whole = bytearray(photos.png())
    whole[len(whole) // 2] ^= 1
    assert fault(bytes(whole)) is Fault.NOT_WHOLE


def test_a_bomb_is_refused_from_its_head() -> None:
    bomb = photos.png_bomb()
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        read_head(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.fault is Fault.TOO_MANY_PIXELS and refused.value.pixels == 900_000_000
    assert most < 1_000_000, "nothing was unpacked"


def test_forty_million_pixels_are_the_limit() -> None:
    assert read_head(photos.jpeg_that_claims(8_000, 5_000)).width == 8_000
    assert fault(photos.jpeg_that_claims(8_001, 5_000)) is Fault.TOO_MANY_PIXELS
    assert fault(photos.jpeg_that_claims(0, 5_000)) is Fault.NOT_A_PHOTO


def claiming(content: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame speaks of another size."""
    at = re.search(rb"\xff[\xc0\xc2]\x00", content)
    assert at is not None
    return content[: at.start() + 5] + struct.pack(">HH", height, width) + content[at.start() + 9 :]


@pytest.mark.parametrize(
    ("more", "width", "height", "refused"),
    [
        ({"progressive": True, "subsampling": 2}, 8_000, 5_000, False),
        ({"progressive": True, "subsampling": 0}, 8_000, 4_000, False),
        ({"progressive": True, "subsampling": 0}, 8_000, 4_096, True),
        ({"subsampling": 0}, 8_000, 5_000, False),
    ],
    ids=["colours at half size", "full colours, 32 million", "full colours, 33 million", "one scan"],
)
def test_what_waits_for_many_scans_is_refused_where_it_takes_too_much(
    more: dict[str, object], width: int, height: int, refused: bool
) -> None:
    content = claiming(photos.encoded(photos.page(64, 48), "JPEG", **more), width, height)
    if refused:
        assert fault(content) is Fault.TOO_HEAVY
    else:
        assert read_head(content).width == width


def test_a_photo_for_printing_in_many_scans_counts_its_four_colours() -> None:
    made = photos.encoded(photos.page(64, 48).convert("CMYK"), "JPEG", progressive=True)
    assert fault(claiming(made, 8_000, 5_000)) is Fault.TOO_HEAVY
    assert read_head(claiming(made, 4_000, 3_000)).weight == 4 * 4_000 * 3_000 * 2


def test_a_heic_is_heavier_in_another_way_than_phones_write_it() -> None:
    plain, full = photos.heic(), photos.encoded(photos.page(), "HEIF", chroma=444)
    see_through = photos.encoded(photos.page().convert("RGBA"), "HEIF")
    assert read_head(plain).weight == round(640 * 480 * 4.8)
    assert read_head(full).weight == read_head(see_through).weight == 640 * 480 * 9
    size = struct.pack(">II", 640, 480)
    assert read_head(plain.replace(size, struct.pack(">II", 8_000, 5_000))).width == 8_000
    assert fault(full.replace(size, struct.pack(">II", 8_000, 5_000))) is Fault.TOO_HEAVY


@pytest.mark.parametrize("tail", [b"\0" * 500, photos.jpeg(64, 48), b"\0\0\0\x18ftypmp42" + bytes(40), b"SEFH" + bytes(20) + b"SEFT"])
def test_what_phones_write_behind_a_picture_is_taken(tail: bytes) -> None:
    assert read_head(photos.jpeg() + tail).end == len(photos.jpeg())


@given(st.binary(max_size=400), st.sampled_from(sorted(photos.WHOLE)), st.integers(0, 60))
def test_no_bytes_end_in_another_error(noise: bytes, kind: str, kept: int) -> None:
    with suppress(Refused):
        assert read_head(photos.WHOLE[kind]()[:kept] + noise).width > 0
