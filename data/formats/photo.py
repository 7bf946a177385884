"""A photo's head and structure, read from its bytes without decoding a pixel: what it is, how large, whether it is whole and alone.

Pure Python over the container formats (JPEG: ITU-T T.81 annex B; PNG: ISO/IEC 15948; HEIF: ISO/IEC 23008-12), so that the process
which acknowledges reports never hands a stranger's bytes to a decoder."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from data.formats import photo_weight
from schemas.photo import MOST_PIXELS, MediaType

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
CONTAINERS = frozenset({b"meta", b"iprp", b"ipco"})
FULL_BOXES = frozenset({b"meta"})
"""Boxes with four bytes of version and flags before their content."""
ZIP_END, ZIP_DIRECTORY, ZIP_END_BYTES, LONGEST_ZIP_COMMENT = b"PK\x05\x06", b"PK\x01\x02", 22, 65_535
FOREIGN_HEADS = (b"PK\x03\x04", b"%PDF", b"MZ", b"\x7fELF", b"#!", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"<")
FOREIGN_WORDS = re.compile(rb"<(?:html|script|svg|\?php|!doctype)|%PDF-", re.IGNORECASE)
LOOKED_AT_BYTES = 4_096
LONGEST_NAME = 100
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
"""Frames that come in several scans."""
# After compressed data: the next marker that is neither a stuffed zero, a restart nor a fill byte.
_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


class Fault(StrEnum):
    NOT_A_PHOTO = "not_a_photo"
    NOT_WHOLE = "not_whole"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_ALONE = "not_alone"
    """A second document is inside the file: an archive, a page, a program."""
    TOO_HEAVY = "too_heavy"
    """Drawing it would take more memory than a photo may."""


class Refused(Exception):
    """Why these bytes are not taken; `pixels` where there are too many."""

    def __init__(self, fault: Fault, pixels: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.pixels = pixels


@dataclass(frozen=True, slots=True)
class Head:
    """Width and height in pixels as stored, before any orientation is applied; `end` is where the image ends in the file; `weight` what
    the decoders hold in memory, in bytes, beyond what the pixels alone explain."""

    media_type: MediaType
    width: int
    height: int
    end: int
    weight: int = 0


def read_head(content: bytes) -> Head:
    """What the bytes are, by content alone; a name or a claimed type is not asked. Raises Refused."""
    if content.startswith(b"\xff\xd8\xff"):
        head = _jpeg(content)
    elif content.startswith(PNG_SIGNATURE):
        head = _png(content)
    elif content[4:8] == b"ftyp":
        head = _heic(content)
    else:
        raise Refused(Fault.NOT_A_PHOTO)
    if head.width < 1 or head.height < 1:
        raise Refused(Fault.NOT_A_PHOTO)
    if head.width * head.height > MOST_PIXELS:
        raise Refused(Fault.TOO_MANY_PIXELS, head.width * head.height)
    if head.weight > photo_weight.MOST_BYTES:
        raise Refused(Fault.TOO_HEAVY)
    if _has_another_document(content, head.end):
        raise Refused(Fault.NOT_ALONE)
    return head


def _jpeg(content: bytes) -> Head:
    """Walks the markers to the end of the image. Of several frames the largest counts: a decoder may take any of them."""
    width = height = weight = 0
    frame, in_scans = b"", False
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Refused(Fault.NOT_A_PHOTO)
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        if marker in (0x01, *range(0xD0, 0xD9)):
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(content):
            raise Refused(Fault.NOT_WHOLE)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if length < 8:
                raise Refused(Fault.NOT_A_PHOTO)
            tall, wide = struct.unpack_from(">HH", content, at + 5)
            width, height = max((width, height), (wide, tall), key=lambda size: size[0] * size[1])
            frame, in_scans = content[at + 4 : at + 2 + length], marker in PROGRESSIVE
        if marker == 0xDA:
            # A scan of fewer components than the frame has: there will be others, as in a progressive one.
            weight = max(weight, _jpeg_weight(frame, in_scans or content[at + 4] < frame[5]))
        at += 2 + length
        if marker == 0xDA:
            found = _NEXT_MARKER.search(content, at)
            if found is None:
                raise Refused(Fault.NOT_WHOLE)
            at = found.start()
    if content[at : at + 2] != b"\xff\xd9":
        raise Refused(Fault.NOT_WHOLE)
    return Head(MediaType.JPEG, width, height, at + 2, weight)


def _jpeg_weight(frame: bytes, in_several_scans: bool) -> int:
    try:
        return photo_weight.of_jpeg(frame, in_several_scans=in_several_scans)
    except (ValueError, IndexError, struct.error):
        raise Refused(Fault.NOT_A_PHOTO) from None


def _png(content: bytes) -> Head:
    """Every chunk with its check sum, from IHDR to IEND."""
    width = height = 0
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if at + 12 + length > len(content):
            raise Refused(Fault.NOT_WHOLE)
        (said,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(memoryview(content)[at + 4 : at + 8 + length]) != said:
            raise Refused(Fault.NOT_WHOLE)
        if name == b"IHDR" and length == 13:
            width, height = struct.unpack_from(">II", content, at + 8)
        at += 12 + length
        if name == b"IEND":
            return Head(MediaType.PNG, width, height, at)
    raise Refused(Fault.NOT_WHOLE)


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, begin of content, end) of the boxes side by side from `at`. Raises Refused where one is longer than what holds it."""
    while at < end:
        if at + 8 > end:
            raise Refused(Fault.NOT_WHOLE)
        size, name = struct.unpack_from(">I4s", content, at)
        begin = at + 8
        if size == 1:
            if at + 16 > end:
                raise Refused(Fault.NOT_WHOLE)
            (size,) = struct.unpack_from(">Q", content, at + 8)
            begin = at + 16
        elif size == 0:
            size = end - at
        if size < begin - at or at + size > end:
            raise Refused(Fault.NOT_WHOLE)
        yield name, begin, at + size
        at += size


def _heic(content: bytes) -> Head:
    """The largest of the sizes that its properties name (ispe): a grid's own, not its tiles'."""
    brands = {content[at : at + 4] for at in range(8, min(int.from_bytes(content[:4], "big"), len(content), 256), 4)}
    if not HEIC_BRANDS & brands or b"avif" in brands:
        raise Refused(Fault.NOT_A_PHOTO)
    if _is_archive(content):
        raise Refused(Fault.NOT_ALONE)
    sizes = [(0, 0)]
    waiting = [(0, len(content))]
    has_data = False
    told: dict[bytes, list[bytes]] = {b"hvcC": [], b"auxC": []}
    while waiting:
        for name, begin, end in _boxes(content, *waiting.pop()):
            has_data = has_data or name in (b"mdat", b"idat")
            if name in CONTAINERS:
                waiting.append((begin + (4 if name in FULL_BOXES else 0), end))
            elif name == b"ispe" and end - begin >= 12:
                sizes.append(struct.unpack_from(">II", content, begin + 4))
            elif name in told:
                told[name].append(content[begin : min(end, begin + LONGEST_NAME)])
    if not has_data:
        raise Refused(Fault.NOT_WHOLE)
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Head(MediaType.HEIC, width, height, len(content), photo_weight.of_heic(width * height, told[b"hvcC"], told[b"auxC"]))


def _is_archive(content: bytes) -> bool:
    """Whether a reader of ZIP files would find one: its end record near the end of the file, its directory where that says."""
    begin = max(0, len(content) - ZIP_END_BYTES - LONGEST_ZIP_COMMENT)
    at = content.rfind(ZIP_END, begin)
    while at >= 0:
        if at + ZIP_END_BYTES <= len(content):
            (size,) = struct.unpack_from("<I", content, at + 12)
            if size == 0 or (size <= at and content[at - size : at - size + 4] == ZIP_DIRECTORY):
                return True
        at = content.rfind(ZIP_END, begin, at)
    return False


def _has_another_document(content: bytes, end: int) -> bool:
    """Phones do write behind the image (further pictures, a moving picture, zeros): that is left out of every copy. An archive, a
    page or a program there is no phone's doing."""
    if _is_archive(content) or FOREIGN_WORDS.search(content[:1_024]):
        return True
    tail = content[end : end + LOOKED_AT_BYTES].lstrip(b"\x00\r\n\t ")
    return tail.startswith(FOREIGN_HEADS) or FOREIGN_WORDS.search(tail) is not None
