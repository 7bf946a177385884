"""The receipt of one report: a code to write on the paper form, and for a turnout the figures side by side."""

from datetime import datetime

import streamlit as st

from locales import clock as clock_of
from locales import text
from schemas.finding import FindingAnswer
from schemas.person import Actor
from schemas.report import Revision
from schemas.reports.body import ReportKind
from services import announced, own, proofs, registry, reports
from services.formwords import title_of
from ui import moments, official_panel
from ui.plain import escaped


def spaced(code: str) -> str:
    """K7M 4TQ: two groups of three are read over a bad line."""
    return f"{code[:3]} {code[3:]}"


def received(actor: Actor, revision: Revision, zone: str, *, is_dictated: bool = False) -> None:
    """Which report; received · 12:04 (with the date on a day other than the vote's), the code, and what the code is for; of one that was
    taken back also why. `is_dictated`: it is read by whoever typed it, with the observer on the phone."""
    election = registry.election(revision.election_id)
    at = moments.dated(revision.received_at, election.held_on, zone)
    due = own.answers_of(actor, revision).get("due_at")
    hour = clock_of(datetime.fromisoformat(due), zone) if isinstance(due, str) else ""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":gray[{title_of(revision.kind, election, revision.contest_id, hour)}]")
        if revision.withdrawn:
            st.markdown(f":material/undo: **{text('Withdrawn')}** · {at}")
            st.markdown(f":small[:gray[{text('because: {reason}', reason=escaped(revision.reason))}]]")
        else:
            st.markdown(f":green[:material/check_circle:] **{text('Received')}** · {at}")
        st.title(spaced(reports.receipt_code(revision.sha256)), anchor=False)
        if revision.revision > 1:
            st.markdown(f":small[:gray[{text('Version {n}', n=revision.revision)}]]")
        said = (text("Nobody can change it without a trace. Read the code to the observer, who confirms the report under My reports.")
                if is_dictated else text("Nobody can change it without a trace. Write the code on your paper form."))
        st.markdown(f":small[:gray[{said}]]")
    if is_dictated:
        return
    if revision.kind is ReportKind.VIOLATION and not revision.withdrawn:
        danger = reports.submission_of(revision).body.get("danger")
        if danger not in (None, "no"):
            st.markdown(f":red[:material/emergency: {text('If there is danger, leave. What you entered is kept.')}]")
            st.markdown(text("Your coordinator sees this now"))
        st.markdown(f":small[:gray[{text('You can add more under My reports, when it is calm and safe.')}]]")
    if any(answer.answer is FindingAnswer.CORRECTED and answer.code in ("T201", "T208") for answer in revision.answers):
        st.markdown(f":small[:gray[{text('If the other number was a slip, correct that report under My reports.')}]]")


def in_the_log(actor: Actor, revision: Revision, zone: str) -> None:
    """Since when it stands in the log; the file that proves it only for who asks: on a phone that is searched it says who sent what."""
    found = proofs.since(actor, revision.report_id)
    if found is None:
        return
    if found.checkpoint is None or found.signed_at is None:
        said = text("Entry {n} of the log. It is signed within a few minutes.", n=found.entry)
    else:
        said = text("In the log since {time} (checkpoint {n})", time=clock_of(found.signed_at, zone), n=found.checkpoint)
    st.markdown(f":small[:gray[:material/verified: {said}]]")
    with st.expander(text("Proof for others")):
        st.markdown(f":small[{text('This file says that you sent this report. Keep it only where nobody looks for it.')}]")
        # Not sent to the phone before somebody asks for it.
        if st.toggle(text("Show the signed receipt"), key="receipt-signed"):
            st.code(proofs.signed_own(actor, revision.report_id), language=None, wrap_lines=True)
        st.download_button(
            text("Receipt file"), data=lambda: proofs.own(actor, revision.report_id), file_name="receipt.json", mime="application/json",
            icon=":material/download:", on_click="ignore", key="receipt-file", width="stretch")


def rehearsed() -> None:
    with st.container(border=True, gap="xsmall"):
        st.badge(text("Rehearsal. This report does not count."), icon=":material/school:", color="yellow")
        st.markdown(text("It went all the way and was not stored. On the day you get a code here."))


def beside_official(actor: Actor, revision: Revision) -> None:
    """Own count, the commission's number, the region, the country: now that the own figure is stored."""
    body = reports.submission_of(revision).body
    given, stated_at = body.get("due_at"), body.get("stated_at")
    due_at = datetime.fromisoformat(given) if isinstance(given, str) else None
    beside = announced.beside(actor, revision.station_id, due_at)
    counted, stated = body.get("voters_counted"), body.get("stated_voters")
    minute = clock_of(datetime.fromisoformat(stated_at), beside.station.time_zone) if isinstance(stated_at, str) else None
    official_panel.after(beside, counted if isinstance(counted, int) else None, stated if isinstance(stated, int) else None, minute)
