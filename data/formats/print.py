"""Facts -> pages on paper: typst with its embedded fonts, no date, nothing of the machine. The same document gives the same bytes.

Runs as a process of its own (`python -m data.formats.print`): the document as JSON on the standard input, the PDF on the output."""

import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

TEMPLATE = Path(__file__).with_name("case.typ")
PICTURE_DPI = 110


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _compiled(document: Mapping[str, Any], kind: Literal["pdf", "png"]) -> list[bytes]:
    import typst

    made: Any = typst.compile(
        _template(), format=kind, ppi=PICTURE_DPI, ignore_system_fonts=True, font_paths=[], timestamp=0,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False, sort_keys=True)},
    )  # fmt: skip
    pages = made if isinstance(made, list) else [made]
    return [bytes(page) for page in pages if page]


def pdf(document: Mapping[str, Any]) -> bytes:
    """A case file as PDF; `document` is what services.case_document writes. Raises RuntimeError where the template cannot be filled."""
    return _compiled(document, "pdf")[0]


def pictures(document: Mapping[str, Any]) -> list[bytes]:
    """The same pages as PNG, one a page."""
    return _compiled(document, "png")


def main() -> None:
    sys.stdout.buffer.write(pdf(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
