"""A photo drawn anew from its pixels: upright, in two sizes, with nothing of the file it came from. Run as a process of its own:

    python -m data.formats.photo_drawing < photo > a line of JSON, then both pictures

The process first limits its own memory and time: whatever a decoder does, the server beside it does not feel it."""

import json
import resource
import struct
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import PIL
import pillow_heif
from PIL import Image, ImageFile, ImageOps

from data.formats.photo import Fault, Refused
from schemas.photo import MOST_PIXELS

FORMATS = ("JPEG", "PNG")
NOTES = r"PIL\.TiffImagePlugin"
"""The part of the library that reads the phone's notes (EXIF), of a JPEG and a PNG."""
VIEWER_PIXELS, THUMB_PIXELS = 2_400, 320
"""The longer side. An A4 page at 2,400 has 205 dots to the inch: the smallest print of a protocol is legible."""
STRIP_PIXELS = 500_000
VIEWER_QUALITY, THUMB_QUALITY = 85, 80
MOST_MEMORY_BYTES = 480_000_000
"""Address space of the whole process, the interpreter and its libraries included."""
MOST_SECONDS = 20
MAKER = f"pillow {PIL.__version__}, pillow-heif {pillow_heif.__version__}"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Both as JPEG; width and height are the viewer's."""

    width: int
    height: int
    viewer: bytes
    thumb: bytes


def limit() -> None:
    """For the rest of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(content: bytes) -> Pictures:
    """Raises Refused (too many pixels, before any is decoded), or what the decoder raises for bytes it cannot read."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Broken notes (a messenger cut them off) say nothing of the pixels, which are what is drawn.
        warnings.filterwarnings("ignore", category=UserWarning, module=NOTES)
        plain = _heic(content) if content[4:8] == b"ftyp" else _other(content)
    plain.thumbnail((VIEWER_PIXELS, VIEWER_PIXELS), Image.Resampling.LANCZOS)
    viewer = _upright(plain)
    thumb = viewer.copy()
    thumb.thumbnail((THUMB_PIXELS, THUMB_PIXELS), Image.Resampling.LANCZOS)
    return Pictures(viewer.width, viewer.height, _jpeg(viewer, VIEWER_QUALITY), _jpeg(thumb, THUMB_QUALITY))


def _upright(image: Image.Image) -> Image.Image:
    """As the phone was held, where its notes can be read; else as the pixels lie."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module=NOTES)
        try:
            return ImageOps.exif_transpose(image)
        except (SyntaxError, ValueError, OverflowError, struct.error):
            return image.copy()


def _refuse_many(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused(Fault.TOO_MANY_PIXELS, width * height)


def _other(content: bytes) -> Image.Image:
    """The pixels of a JPEG or PNG, with its notes."""
    opened: Image.Image = Image.open(BytesIO(content), formats=FORMATS)
    _refuse_many(opened.width, opened.height)
    # A JPEG is decoded at the smallest scale that still holds the viewer's size.
    opened.draft("RGB", (VIEWER_PIXELS, VIEWER_PIXELS))
    times = max(1, max(opened.size) // VIEWER_PIXELS)
    if times == 1 and opened.mode == "RGB":
        opened.load()
        return opened
    small = _on_paper(opened.size, lambda top, bottom: opened.crop((0, top, opened.width, bottom)), times)
    small.info = {name: value for name, value in opened.info.items() if name in ("exif", "xmp", "Raw profile type exif")}
    return small


def _heic(content: bytes) -> Image.Image:
    """The pixels of a HEIC, taken from the decoder's own: as an image of Pillow's forty million would take 160 MB beside them. The decoder
    turns it upright by the file's own properties; the phone's notes on that are not asked, as no reader of this format asks them."""
    pillow_heif.options.DECODE_THREADS = 1
    opened = pillow_heif.open_heif(BytesIO(content), remove_stride=False)
    _refuse_many(*opened.size)
    pixels, stride, mode, (width, height) = memoryview(opened.data), opened.stride, opened.mode, opened.size

    def rows(top: int, bottom: int) -> Image.Image:
        return Image.frombytes(mode, (width, bottom - top), pixels[top * stride : bottom * stride], "raw", mode, stride)

    return _on_paper((width, height), rows, max(1, max(width, height) // VIEWER_PIXELS))


def _on_paper(size: tuple[int, int], rows: Callable[[int, int], Image.Image], times: int) -> Image.Image:
    """Colours alone, that many pixels in each direction taken together. A strip at a time, `rows(top, bottom)`: every conversion copies
    what it converts, and forty million pixels shall be there once only."""
    width, height = size
    small = Image.new("RGB", (-(-width // times), -(-height // times)))
    step = max(1, STRIP_PIXELS // width // times) * times
    for top in range(0, height, step):
        strip = _on_white(rows(top, min(top + step, height)))
        small.paste(strip.reduce(times) if times > 1 else strip, (0, top // times))
    return small


def _on_white(image: Image.Image) -> Image.Image:
    """Colours alone: transparent places become paper."""
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode.startswith("I"):
        # Sixteen bits a pixel: the upper eight.
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "RGBa", "LA", "PA"):
        coloured = image.convert("RGBA")
        paper = Image.new("RGB", coloured.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        return paper
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """From the pixels alone: a new image knows nothing of the old one's notes."""
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    made = BytesIO()
    bare.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()


def main() -> None:
    limit()
    made = draw(sys.stdin.buffer.read())
    head = {"width": made.width, "height": made.height, "viewer_bytes": len(made.viewer), "maker": MAKER}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + made.viewer + made.thumb)


if __name__ == "__main__":
    main()
