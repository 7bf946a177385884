"""Facts -> pages on paper: typst with its embedded fonts, no date, nothing of the machine. The same document gives the same bytes.

Runs as a process of its own (`python -m data.formats.print`): document and pictures as JSON on the standard input, the PDF on the
output."""

import base64
import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Literal

FOLDER = Path(__file__).parent
FORMS = ("case", "situation")
"""What can be printed; a template each."""
PICTURE_DPI = 110
Pictures = Mapping[str, bytes]
"""By the name that the document gives them."""
NONE: Pictures = MappingProxyType({})


@lru_cache(maxsize=len(FORMS))
def _template(form: str) -> bytes:
    if form not in FORMS:
        raise ValueError(f"nothing is printed as {form!r}")
    return (FOLDER / f"{form}.typ").read_bytes()


def _compiled(document: Mapping[str, Any], kind: Literal["pdf", "png"], pictures: Pictures) -> list[bytes]:
    import typst

    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in pictures.items():
            (root / name).write_bytes(content)
        fill: Any = typst.compile
        made = fill(
            _template(document.get("form", FORMS[0])), root=root, format=kind, ppi=PICTURE_DPI,
            ignore_system_fonts=True, font_paths=[], timestamp=0,
            sys_inputs={"document": json.dumps(document, ensure_ascii=False, sort_keys=True)},
        )  # fmt: skip
    pages = made if isinstance(made, list) else [made]
    return [bytes(page) for page in pages if page]


def pdf(document: Mapping[str, Any], pictures: Pictures = NONE) -> bytes:
    """A paper as PDF; `document` is what services.case_document or services.situation writes (its `form` names the template),
    `pictures` the JPEGs that it names. Raises RuntimeError where the template cannot be filled."""
    return _compiled(document, "pdf", pictures)[0]


def pages(document: Mapping[str, Any], pictures: Pictures = NONE) -> list[bytes]:
    """The same pages as PNG, one a page."""
    return _compiled(document, "png", pictures)


def main() -> None:
    told = json.load(sys.stdin)
    pictures = {name: base64.b64decode(content) for name, content in told["pictures"].items()}
    sys.stdout.buffer.write(pdf(told["document"], pictures))


if __name__ == "__main__":
    main()
