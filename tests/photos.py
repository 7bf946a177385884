"""Photos made for tests: pages with a pattern, and files that pretend to be photos."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import pillow_heif
from PIL import Image, ImageDraw

CANARY = "SerialNumber-4711"


def page(width: int = 640, height: int = 480, *, mark: int = 0) -> Image.Image:
    """Red above left, blue below right, so that a turned picture shows; `mark` makes pages differ."""
    image = Image.new("RGB", (width, height), "white")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, width // 2, height // 2), fill="red")
    drawing.rectangle((width // 2, height // 2, width, height), fill="blue")
    drawing.text((width // 4, height * 3 // 4), f"page {mark}", fill="black")
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """A phone's notes: which phone, where, which way up."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x0110] = CANARY
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (42.0, 19.0, 12.5), "E", (69.0, 35.0, 48.2)
    return notes


def encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    made = io.BytesIO()
    image.save(made, kind, **more)
    return made.getvalue()


def jpeg(width: int = 640, height: int = 480, *, mark: int = 0, orientation: int = 1) -> bytes:
    """With place, phone and a colour profile in its head."""
    return encoded(page(width, height, mark=mark), "JPEG", exif=exif(orientation), icc_profile=CANARY.encode() * 40, comment=CANARY)


def png(width: int = 640, height: int = 480, mode: str = "RGB") -> bytes:
    return encoded(page(width, height).convert(mode), "PNG")


def heic(width: int = 640, height: int = 480) -> bytes:
    return encoded(page(width, height), "HEIF", exif=exif().tobytes())


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@cache
def png_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """900 million pixels in a hundred kilobytes, whole and true."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width // 8)
    data = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small picture whose head speaks of another size."""
    whole = encoded(page(64, 48), "JPEG")
    at = whole.index(b"\xff\xc0")
    return whole[: at + 5] + struct.pack(">HH", height, width) + whole[at + 9 :]


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("run.sh", "echo")
    return made.getvalue()


POLYGLOTS = {
    "zip": lambda: jpeg() + archive(),
    "zip behind zeros": lambda: jpeg() + bytes(9_000) + archive(),
    "page": lambda: jpeg() + b"\n<!DOCTYPE html><script>alert(1)</script>",
    "pdf": lambda: png() + b"%PDF-1.7",
    "pdf in the head": lambda: encoded(page(), "JPEG", comment="%PDF-1.7 obj"),
    "program": lambda: png() + b"\x7fELF" + bytes(60),
    "heic zip": lambda: heic() + archive(),
}
MISTYPED = {
    "empty": lambda: b"",
    "pdf": lambda: b"%PDF-1.7\n" + bytes(200),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    "gif": lambda: encoded(page().convert("P"), "GIF"),
    "tiff": lambda: encoded(page(), "TIFF"),
    "webp": lambda: encoded(page(), "WEBP"),
    "zip": archive,
    "text": lambda: "протокол".encode(),
}
WHOLE = {"jpeg": jpeg, "progressive": lambda: encoded(page(), "JPEG", progressive=True), "png": png, "heic": heic}
