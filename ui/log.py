"""The evidence log in words: what it holds, what of it is signed, and how anybody checks it."""

import pandas as pd
import streamlit as st

from locales import clock as clock_of
from locales import date_long, number, plural, text
from schemas.message import Message
from services import proofs
from services.proofs import About, Overview
from services.wording import strong
from ui import tables

NAMES = {
    About.REPORTS: Message("Reports and their versions"), About.REVIEW: Message("Decisions on reports"), About.PHOTOS: Message("Photos"),
    About.OFFICIAL: Message("Official figures"), About.CASES: Message("Cases", "log"), About.RELEASES: Message("Releases", "log"),
    About.FILES: Message("Files handed out", "log"),
    About.SETUP: Message("Elections, stations, people, imports"),
}  # fmt: skip


def sentence(found: Overview) -> str:
    held = plural("The log holds {n} entry.", "The log holds {n} entries.", found.entries_n, n=strong(number(found.entries_n)))
    signed = text("{n} of them stand under a signature.", n=strong(number(found.entries_n - found.unsigned_n)))
    return f"{held} {signed}"


def newest(found: Overview) -> None:
    """The last checkpoint: what to write down or send to somebody else."""
    if found.newest is None:
        return
    st.subheader(text("Newest checkpoint"), anchor=False)
    at = found.newest.signed_at
    said = text("Checkpoint {n}, {size} entries, {date} {time} UTC", n=number(found.newest.number), size=number(found.newest.size),
                date=date_long(at.date()), time=clock_of(at, "UTC"))
    st.markdown(said)
    st.markdown(text("Root"))
    st.code(found.newest.root, language=None, wrap_lines=True)
    st.markdown(text("Public key"))
    st.code(found.key, language=None, wrap_lines=True)
    st.download_button(
        text("All checkpoints"), data=proofs.all_notes, file_name="checkpoints.txt", mime="text/plain", icon=":material/download:",
        on_click="ignore", key="checkpoints")


def by_about(found: Overview) -> None:
    rows = [(text(NAMES[about]), number(found.by_about[about])) for about in About if about in found.by_about]
    columns = {"about": tables.Column(text("What about")), "n": tables.Column(text("Entries"), number=True)}
    tables.show(pd.DataFrame(rows, columns=list(columns)), columns, key="entries", alt=text("What the log holds"))


def how() -> None:
    """How somebody who believes nobody checks it."""
    with st.expander(text("Check it yourself")):
        root = text("Copy the root to somebody outside this organisation now. If an entry is altered later, the log no longer has it.")
        st.markdown(root)
        st.markdown(text("docs/verify.py checks receipts, checkpoints, cases and downloads. It needs Python and nothing else."))
        st.code("python3 verify.py checkpoints.txt --key \"…\"", language=None)
