"""A photo's file: what kinds are taken, and how large. Each photo is drawn by a process of its own, which loads no other schemas."""

from enum import StrEnum

LARGEST_PHOTO_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
"""Above any phone's usual photo; decoded, that many take 160 MB."""


class MediaType(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
