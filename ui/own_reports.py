"""The list of own reports: state, code, and the two acts: correct (a new version) and withdraw (it stays, marked)."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from locales import clock as clock_of
from locales import text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.report import EnteredBy, Revision, RevisionState
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import answering, dictation, drafts, own, photos, readback
from services.day import AFTER
from services.drafts import Draft
from services.formwords import title_of
from services.reports import receipt_code
from services.violation_search import sentence
from ui import doing, moments
from ui.observer_frame import RECEIPT, open_form
from ui.plain import escaped
from ui.readback_lines import spoken
from ui.receipt_card import spaced

STATES: dict[RevisionState, tuple[Message, str, str]] = {
    RevisionState.SUBMITTED: (Message("received"), "green", ":material/check:"),
    RevisionState.VERIFIED: (Message("checked by a second person"), "blue", ":material/done_all:"),
    RevisionState.RETURNED: (Message("question for you"), "yellow", ":material/help:"),
    RevisionState.REJECTED: (Message("set aside"), "gray", ":material/remove:"),
    RevisionState.UNVERIFIABLE: (Message("cannot be verified"), "gray", ":material/remove:"),
    RevisionState.WITHDRAWN: (Message("withdrawn"), "gray", ":material/undo:"),
}
WITHDRAWING = "observer.withdrawing"


def begun(actor: Actor, election: Election, draft: Draft, zone: str) -> None:
    """A report that is only on this device and in the draft store: go on, or throw away."""
    hour = clock_of(draft.due_at, zone) if draft.due_at else ""
    with st.container(border=True, gap="xsmall"):
        _head(title_of(draft.kind, election, draft.contest_id, hour), text("on this device"), "yellow", ":material/devices:")
        if (told := _told(draft.kind, draft.typed)) is not None:
            st.markdown(told)
        # A correction bears the time of what it corrects: nothing of it was begun then.
        at = moments.dated(draft.begun_at, election.held_on, zone)
        since = text("a correction, not sent yet") if draft.is_correction else text("begun at {time}", time=at)
        st.markdown(f":small[:gray[{since}]]")
        with st.container(horizontal=True, gap="medium"):
            if st.button(text("Go on"), key=f"go-{draft.form_key}", type="tertiary", icon=":material/edit_note:"):
                open_form(draft.form_key)
            if st.button(text("Throw away"), key=f"drop-{draft.form_key}", type="tertiary", icon=":material/delete:"):
                photos.give_up(actor, str(draft.report_id))
                drafts.drop(actor, draft)
                st.rerun()


def _head(name: str, state: str, color: str, icon: str) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"**{name}**")
        st.badge(state, icon=icon, color=color)  # type: ignore[arg-type]  # one of the colours of the theme


def sent(actor: Actor, election: Election, station: PollingStation, revision: Revision) -> None:
    """A stored report: state, time, code; a tap opens it, and corrects it or takes it back while it stands."""
    zone, body = station.time_zone, own.answers_of(actor, revision)
    due = body.get("due_at")
    due_at = datetime.fromisoformat(due) if isinstance(due, str) else None
    name = title_of(revision.kind, election, revision.contest_id, clock_of(due_at, zone) if due_at else "")
    message, color, icon = STATES[revision.state]
    with st.container(border=True, gap="xsmall"):
        _head(name, text(message), color, icon)
        if (told := _told(revision.kind, body)) is not None:
            st.markdown(told)
        st.markdown(f":small[:gray[{_line(election, revision, zone, due_at)}]]")
        stands = revision.state is not RevisionState.WITHDRAWN
        if stands and revision.entered_by is EnteredBy.COORDINATOR:
            _typed_for_me(actor, election, station, revision)
        with st.container(horizontal=True, gap="medium", key=f"acts-{revision.report_id}"):
            # Which report: read by a screen reader, not shown (ui.observer_frame.STYLE), since it stands above.
            which = f"*{escaped(name)}*"
            if st.button(f"{text('Open')} {which}", key=f"open-{revision.report_id}", type="tertiary", icon=":material/receipt_long:"):
                st.switch_page(RECEIPT, query_params={"report": revision.report_id})
            if stands:
                _changes(actor, election, station, revision, which)
        if stands and st.session_state.get(WITHDRAWING) == revision.report_id:
            _withdraw(actor, revision)


def _changes(actor: Actor, election: Election, station: PollingStation, revision: Revision, which: str) -> None:
    if st.button(f"{text('Correct')} {which}", key=f"correct-{revision.report_id}", type="tertiary", icon=":material/edit:"):
        open_form(drafts.begin_correction(actor, own.correction(revision, election, station)).form_key)
    if st.button(f"{text('Withdraw')} {which}", key=f"withdraw-{revision.report_id}", type="tertiary", icon=":material/undo:"):
        st.session_state[WITHDRAWING] = revision.report_id


def _told(kind: ReportKind, body: Mapping[str, object]) -> str | None:
    """What tells two reports of one kind apart: what was seen, or how many were counted."""
    what, counted = body.get("what"), body.get("voters_counted")
    if kind is ReportKind.VIOLATION and isinstance(what, str):
        return sentence(what)
    return text("{n} counted", n=counted) if kind is ReportKind.TURNOUT and isinstance(counted, int) else None


def _typed_for_me(actor: Actor, election: Election, station: PollingStation, revision: Revision) -> None:
    """What a coordinator typed for this observer, read back, until the observer has said that it is right."""
    if revision.confirmed_at is not None:
        said = text("Entered by your coordinator; confirmed by you at {time}.", time=clock_of(revision.confirmed_at, station.time_zone))
        st.markdown(f":small[:gray[:material/phone_in_talk: {said}]]")
        return
    st.badge(text("Entered by your coordinator: is this right?"), icon=":material/phone_in_talk:", color="yellow")
    draft = own.correction(revision, election, station)
    form = answering.form_for(draft, election)
    cards = readback.cards(draft, form, election, station, None)
    st.markdown("\n\n".join("  \n".join([f":small[:gray[{escaped(card.title)}]]", *spoken(card)]) for card in cards))
    if st.button(text("Yes, this is what I dictated"), key=f"confirm-{revision.report_id}", icon=":material/check:", width="stretch"):
        doing.attempt(lambda: dictation.confirm(actor, revision))


def _line(election: Election, revision: Revision, zone: str, due_at: datetime | None) -> str:
    at = moments.dated(revision.received_at, election.held_on, zone)
    parts = [at, text("Code: {code}", code=spaced(receipt_code(revision.sha256)))]
    if revision.revision > 1:
        parts.append(text("Version {n}", n=revision.revision))
    if due_at is not None and not revision.withdrawn and revision.received_at > due_at + AFTER:
        parts.append(text("sent late"))
    return " · ".join(parts)


def _withdraw(actor: Actor, revision: Revision) -> None:
    st.markdown(text("It stays in the record, marked as withdrawn, with your reason."))
    reason = st.text_input(
        text("Why do you withdraw it?"), key=f"why-{revision.report_id}", autocomplete="off", on_change="ignore"
    )
    # Above the button: below it, it would stand under what stays at the foot of the screen.
    said = st.container()
    if st.button(text("Withdraw this report"), key=f"sure-{revision.report_id}", width="stretch"):
        with said:
            doing.attempt(lambda: _withdrawn(actor, revision, reason or ""))


def _withdrawn(actor: Actor, revision: Revision, reason: str) -> None:
    own.withdraw(actor, revision, reason)
    st.session_state.pop(WITHDRAWING, None)
