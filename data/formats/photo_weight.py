"""How much memory the decoders hold while a photo is drawn, told from its head, so that what needs too much is refused at once
(docs/adr/0068). Measured with the decoders of requirements.txt; docs/operations.md has the figures."""

import struct
from collections.abc import Iterable

MOST_BYTES = 192_000_000
"""Of pixels and coefficients; with the pictures that are made, 200 MB above the libraries."""
BLOCK_BYTES = 128
"""Eight by eight coefficients of two bytes (ITU-T T.81)."""
FOUR_TWO_ZERO = 1
"""chroma_format_idc; 0 is grey."""
HEIC_BYTES_A_PIXEL, HEAVY_HEIC_BYTES_A_PIXEL = 4.8, 9.0
"""Eight bits with colours at half the size in each direction, as phones write it: planes and colours. Anything else is turned into that
first: full colours, ten bits, transparency."""
TRANSPARENCY = (b"alpha", b"hevc:2015:auxid:1")


def of_jpeg(frame: bytes, *, in_several_scans: bool) -> int:
    """Bytes of coefficients that wait for the last scan; nothing waits where one scan holds every component. `frame`: the segment's
    content, from the precision on (ITU-T T.81 B.2.2). ValueError or struct.error where it is not that long."""
    if not in_several_scans:
        return 0
    sizes: tuple[int, int, int] = struct.unpack_from(">HHB", frame, 1)
    height, width, components = sizes
    sampling = [(frame[7 + 3 * place] >> 4, frame[7 + 3 * place] & 15) for place in range(components)]
    across, down = max(wide for wide, _ in sampling), max(tall for _, tall in sampling)
    if not across or not down:
        raise ValueError("a component without samples")
    units = -(-width // (8 * across)) * -(-height // (8 * down))
    return units * sum(wide * tall for wide, tall in sampling) * BLOCK_BYTES


def of_heic(pixels: int, configurations: Iterable[bytes], auxiliaries: Iterable[bytes]) -> int:
    """Bytes of planes and pixels. `configurations`: contents of the hvcC properties (ISO/IEC 14496-15 8.3.3.1.2); `auxiliaries`: of
    auxC, the names of what else is in the file."""
    plain = all(len(each) > 18 and each[16] & 3 <= FOUR_TWO_ZERO and not each[17] & 7 and not each[18] & 7 for each in configurations)
    plain = plain and not any(word in each for each in auxiliaries for word in TRANSPARENCY)
    return round(pixels * (HEIC_BYTES_A_PIXEL if plain else HEAVY_HEIC_BYTES_A_PIXEL))
