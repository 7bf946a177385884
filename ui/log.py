"""The evidence log in words: what it holds, what of it is signed, and how anybody checks it."""

import json
import re
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from locales import clock as clock_of
from locales import date_long, number, plural, text
from schemas.message import Message
from schemas.problem import Problem
from services import proofs
from services.proofs import About, Overview, PutBack, Signed
from services.verification import Last
from services.wording import strong
from ui import tables
from ui.headline import small
from ui.plain import escaped, unbroken

SHA256 = re.compile("[0-9a-f]{64}")
NAMES = {
    About.REPORTS: Message("Reports and their versions"), About.REVIEW: Message("Decisions on reports"), About.PHOTOS: Message("Photos"),
    About.OFFICIAL: Message("Official figures"), About.CASES: Message("Cases", "log"), About.RELEASES: Message("Releases", "log"),
    About.FILES: Message("Files that were made", "log"), About.HANDED: Message("Times that a file was handed out", "log"),
    About.SETUP: Message("Elections, stations, people, imports"),
}  # fmt: skip


def sentence(found: Overview) -> str:
    held = plural("The log holds {n} entry.", "The log holds {n} entries.", found.entries_n, n=strong(number(found.entries_n)))
    signed = text("{n} of them stand under a signature.", n=strong(number(found.entries_n - found.unsigned_n)))
    return f"{held} {signed}"


def _moment(at: datetime) -> str:
    return f"{date_long(at.date())}, {clock_of(at, 'UTC')} UTC"


def verified(found: Last | None) -> None:
    """When somebody last held everything against the log, and what came of it."""
    st.subheader(text("Last verification"), anchor=False)
    if found is None:
        st.markdown(text("Nobody has verified the log on this server yet. Whoever runs it does so at the shell:"))
    else:
        read = text("{moment}: read were entries: {n}, checkpoints: {checkpoints}, files: {files}.", moment=_moment(found.at),
                    n=number(found.entries_n), checkpoints=number(found.checkpoints_n), files=number(found.files_n))
        said = text("No value was changed.") if not found.changed_n else plural(
            "{n} value is not what was recorded: the shell says which.", "{n} values are not what was recorded: the shell says which.",
            found.changed_n, n=strong(number(found.changed_n)))
        icon = ":green[:material/verified:]" if not found.changed_n else ":red[:material/gpp_bad:]"
        st.markdown(unbroken(f"{icon} {said} {read}"))
    st.code("python manage.py verify", language=None)


def put_back(found: Sequence[PutBack], *, with_reason: bool = False) -> None:
    """Older copies in the log's place; nothing where there was none. The reason is the staff's own words: not for everybody."""
    if not found:
        return
    st.subheader(text("Older copies that were put back"), anchor=False)
    for each in found:
        said = text("{moment}: a copy with {n} entries was put in the place of the log.", moment=_moment(each.at), n=number(each.entries_n))
        if each.signed_n is not None and each.signed_n > each.entries_n:
            said += " " + text("Entries that had been signed and are no longer in it: {n}.", n=number(each.signed_n - each.entries_n))
        st.markdown(f":orange[:material/history:] {said}")
        if with_reason:
            st.markdown(small(text("Reason: {reason}", reason=escaped(each.reason))))


def growth(found: Overview) -> None:
    """How the log grew, by hour."""
    if not found.growth:
        return
    st.subheader(text("How it grew"), anchor=False)
    columns = {"until": tables.Column(text("Hour, UTC")), "new": tables.Column(text("New entries"), number=True),
               "n": tables.Column(text("Entries signed"), number=True)}
    rows = [
        (f"{date_long(each.at.date())}, {clock_of(each.at, 'UTC')}", number(each.new_n), number(each.entries_n)) for each in found.growth
    ]
    tables.show(pd.DataFrame(rows, columns=list(columns)), columns, key="growth", alt=text("How it grew"))


def newest(signed: Signed | None, key: str) -> None:
    """The last checkpoint: what to write down or send to somebody else."""
    if signed is None:
        return
    st.subheader(text("Newest checkpoint"), anchor=False)
    at = signed.signed_at
    said = text("Checkpoint {n}, {size} entries, {moment}", n=number(signed.number), size=number(signed.size), moment=_moment(at))
    st.markdown(unbroken(said))
    st.markdown(text("Root"))
    st.code(signed.root, language=None, wrap_lines=True)
    st.markdown(text("Public key"))
    st.code(key, language=None, wrap_lines=True)
    st.download_button(
        text("All checkpoints"), data=proofs.all_notes, file_name="checkpoints.txt", mime="text/plain", icon=":material/download:",
        on_click="ignore", key="checkpoints")


def by_about(found: Overview) -> None:
    rows = [(text(NAMES[about]), number(found.by_about[about])) for about in About if about in found.by_about]
    columns = {"about": tables.Column(text("What about")), "n": tables.Column(text("Entries"), number=True)}
    tables.show(pd.DataFrame(rows, columns=list(columns)), columns, key="entries", alt=text("What the log holds"))


def of_a_file() -> None:
    """Whether a file that somebody holds is one of ours, by its hash: nothing is sent but the hash."""
    st.subheader(text("Is this file yours, and as you made it?"), anchor=False)
    given = st.text_input(text("SHA-256 of the file"), key="sha256", autocomplete="off").strip().lower()
    st.markdown(small(text("Your computer says it: `sha256sum FILE`, `shasum -a 256 FILE` or `certutil -hashfile FILE SHA256`.")))
    if not given:
        return
    if not SHA256.fullmatch(given):
        st.markdown(f":yellow[:material/edit: {text('A SHA-256 is 64 signs long: digits and the letters a to f.')}]")
        return
    try:
        found = proofs.of_file(given)
    except Problem as problem:
        st.warning(text(problem.message, None, **problem.values), icon=":material/gpp_bad:")
        return
    row, at = found["row"], datetime.fromisoformat(found["row"]["made_at"])
    said = text("{name} was made here with these very bytes, {moment}. It is entry {n} of the log.", name=f"`{row['name']}`",
                moment=_moment(at), n=number(found["entry"][0]))
    st.markdown(f":green[:material/verified:] {said}")
    st.download_button(text("Proof of this file"), data=json.dumps(found, ensure_ascii=False, indent=1).encode(),
                       file_name="proof.json", mime="application/json", icon=":material/download:", on_click="ignore", key="file-proof")
    st.code("python3 verify.py export FILE proof.json --key \"…\"", language=None, wrap_lines=True)


def how() -> None:
    """How somebody who believes nobody checks it."""
    with st.expander(text("Check it yourself")):
        root = text("Copy the root to somebody outside this organisation now. If an entry is altered later, the log no longer has it.")
        st.markdown(root)
        st.markdown(text("verify.py checks receipts, checkpoints, cases and downloads. It needs Python and nothing else."))
        st.markdown(small(text("Whoever does not trust this house takes verify.py from where our source is published, not from here.")))
        name = proofs.CHECKER.name
        st.download_button(
            name, data=proofs.checker, file_name=name, mime="text/x-python", icon=":material/download:", on_click="ignore", key="checker")
        st.code("python3 verify.py checkpoints.txt --key \"…\"", language=None, wrap_lines=True)
