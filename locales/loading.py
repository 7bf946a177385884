"""Catalogues as they lie in the tree: `<language>/<domain>.po`, read by Babel, all domains merged."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent

Key = tuple[str | None, str]
"""(context or None, English id; of a plural message its singular)."""


def read_domain(path: Path, code: str) -> Catalog:
    """One `.po` file; babel's PoFileError when it is not well formed."""
    with path.open("rb") as file:
        return read_po(file, locale=code, charset="utf-8", abort_invalid=True)


def forms_of(catalog: Catalog) -> dict[Key, tuple[str, ...]]:
    """Every translated message with its forms: one form, or one for each plural form of the language."""
    found: dict[Key, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or not message.string:
            continue
        singular = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if all(forms):
            found[(message.context, singular)] = forms
    return found


@cache
def messages_in(code: str) -> dict[Key, tuple[str, ...]]:
    """All messages of a language, read once in the life of the process."""
    merged: dict[Key, tuple[str, ...]] = {}
    for path in sorted((ROOT / code).glob("*.po")):
        merged.update(forms_of(read_domain(path, code)))
    return merged
