"""The first pieces of the page that brings tables in: which kind, and the file or the pasted figures."""

from dataclasses import dataclass

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Actor
from services import imports, reading
from services.permissions import may
from ui import address, frame_style

KINDS: dict[str, Message] = {
    "official": Message("Official figures", "import_kind"),
    "stations": Message("Polling stations", "import_kind"),
    "reports": Message("Observers' reports", "import_kind"),
    "boundaries": Message("Boundaries on a map", "import_kind"),
}
WAYS: dict[str, Message] = {"file": Message("A file", "import_way"), "paste": Message("Paste from a page", "import_way")}
LARGEST_MEGABYTES = 100


@dataclass(frozen=True, slots=True)
class Given:
    """What a person brought: its name, for the list of imports, and its bytes."""

    name: str
    content: bytes


def kind(actor: Actor) -> str:
    """Which kind of table: those that this person may bring in."""
    own = [code for code in KINDS if may(actor, imports.ACTS[code])]
    address.begin("kind", own, own[0])
    chosen = st.segmented_control(text("Kind of table"), own, format_func=lambda code: text(KINDS[code]), key="kind", required=True)
    address.keep("kind", chosen or own[0], own[0])
    return chosen or own[0]


def given(kind: str) -> Given | None:
    """The file, or the figures pasted (published ones only: nobody pastes a registry)."""
    ways = list(WAYS) if kind == "official" else ["file"]
    way = "file"
    if len(ways) > 1:
        way = st.segmented_control(
            text("How?", "import_way"), ways, format_func=lambda code: text(WAYS[code]), default="file", key="way", required=True) or "file"
    if way == "paste":
        pasted = st.text_area(
            text("The figures as they stand on the page"), key="pasted", height=180,
            placeholder=text("Region, then its figure; one region a line"))
        return Given(text("pasted"), imports.pasted(pasted)) if pasted.strip() else None
    frame_style.uploader(text("Choose a file"))
    file = st.file_uploader(
        text("The table: CSV, XLSX or zip"), type=["csv", "tsv", "txt", "xlsx", "xlsm", "zip"], key=f"file_{kind}",
        max_upload_size=LARGEST_MEGABYTES)
    return Given(file.name, file.getvalue()) if file is not None else None


def ledger_length() -> int:
    """Where the ledger stands, for the line below."""
    return reading.ledger_length()
