"""Bytes -> text: UTF-8, UTF-16, Windows-1251. What cannot be told is refused, because a wrongly guessed letter is a wrong name."""

import codecs
import re

from schemas.message import Message
from schemas.table_problem import TableProblem

MARKS: tuple[tuple[bytes, str], ...] = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UNKNOWN = Message("The letters of this file cannot be told for sure. Save it as “CSV UTF-8”, or name the encoding in the mapping.")
NOT_THIS = Message("The file is not written in “{encoding}”, as the mapping says.")
SAMPLE = 200_000
_CYRILLIC = re.compile("[А-Яа-яЁё]")
COMMON = frozenset("оеаинтсрвл")
"""The ten letters that make up two thirds of any Russian text."""
BETTER_BY = 0.25
_SMALL_THEN_CAPITAL = re.compile("[а-яё][А-ЯЁ]")


def _utf_16(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    sample = content[:4_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_windows_1251(content: bytes) -> bool:
    """Russian text by its letters: nearly all high bytes are Cyrillic letters, and capitals stand at the beginning of words
    (KOI8-R read as Windows-1251 has them the other way round)."""
    text = content[:SAMPLE].decode("cp1251", errors="replace")
    high = [sign for sign in text if ord(sign) > 127 and sign not in "\xa0№«»–—…’"]
    letters = sum(1 for sign in high if _CYRILLIC.match(sign))
    if not high or letters < 0.9 * len(high) or len(_SMALL_THEN_CAPITAL.findall(text)) > 0.02 * letters:
        return False
    return _common_share(text) + BETTER_BY >= _common_share(content[:SAMPLE].decode("koi8-r", errors="replace"))


def _common_share(text: str) -> float:
    """How many of the Cyrillic letters are among the most common ones: a few words in small letters, read by the wrong table, are capitals
    throughout, but of rare letters."""
    letters = _CYRILLIC.findall(text.lower())
    return sum(sign in COMMON for sign in letters) / len(letters) if letters else 0.0


def detect(content: bytes) -> str | None:
    """The name of the encoding, None where it cannot be told."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if (wide := _utf_16(content)) is not None:
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251" if _is_windows_1251(content) else None
    return "utf-8"


def decode(content: bytes, encoding: str = "") -> str:
    """Raises TableProblem where the encoding is unknown or the bytes are not of the encoding named."""
    name = encoding or detect(content)
    if name is None:
        raise TableProblem(UNKNOWN)
    try:
        return content.decode("utf-8-sig" if name.lower().replace("_", "-") in ("utf-8", "utf8") else name)
    except (UnicodeDecodeError, LookupError):
        raise TableProblem(NOT_THIS, values={"encoding": encoding} if encoding else {"encoding": name}) from None
