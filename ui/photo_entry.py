"""Photos of a report, in its form and below its receipt: taken with the phone or chosen, sent at once, listed with their hashes."""

from collections.abc import Sequence

import streamlit as st

from locales import clock, text
from schemas.evidence import PHOTOS_A_REPORT, PREFIX, STATE_NAMES, KeptAs, Photo, PhotoState, Size
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, Revision
from schemas.reports.body import ReportKind
from services import photos
from services.drafts import Draft
from services.photos import Target
from ui import frame_style
from ui.observer_frame import tell

STEPS: dict[ReportKind, str] = {
    ReportKind.OPENING: "papers",
    ReportKind.COUNT: "copy",
    ReportKind.CLOSING: "end_of_day",
    ReportKind.VIOLATION: "evidence",
}
"""The screen of a form on which its photos are asked for: where the questions speak of what a photo can show."""
THUMB_WIDTH = 72
ASKED: dict[ReportKind, Message] = {
    ReportKind.OPENING: Message("The opening protocol, if you may photograph it"),
    ReportKind.COUNT: Message("Take all pages, corners visible"),
    ReportKind.CLOSING: Message("Your paper form, or the protocol as it hangs"),
    ReportKind.VIOLATION: Message("What shows it: the place, the paper, the written act"),
}


def draw(actor: Actor, revision: Revision, zone: str) -> None:
    """Below a receipt: nothing for kinds of reports that no photo shows, or a report that was taken back."""
    if revision.kind in STEPS and not revision.withdrawn:
        target = Target(revision.election_id, revision.station_id, revision.report_id, revision.revision)
        _block(actor, revision.kind, target, zone, sent=True)


def in_step(actor: Actor, draft: Draft, step_id: str, zone: str) -> None:
    """On the screen that asks what there is to show it. Nobody dictates a photo by phone."""
    if STEPS.get(draft.kind) == step_id and not draft.observer_code:
        _block(actor, draft.kind, _target(draft), zone, sent=draft.is_correction)


def on_check(actor: Actor, draft: Draft, zone: str) -> None:
    """Where the report is read back: what came, with its hash; a violation in its twenty seconds is asked for its photos here."""
    if draft.kind not in STEPS or draft.observer_code:
        return
    if draft.kind is ReportKind.VIOLATION and not draft.with_details:
        _block(actor, draft.kind, _target(draft), zone, sent=draft.is_correction)
    elif taken := photos.of_report(actor, str(draft.report_id)):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f":gray[{text('Photo')}]")
            _list(taken, zone)


def _target(draft: Draft) -> Target:
    return Target(draft.election_id, draft.station_id, str(draft.report_id), draft.revision)


def _block(actor: Actor, kind: ReportKind, target: Target, zone: str, *, sent: bool) -> None:
    taken = photos.of_report(actor, target.report_id)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Photo')}** · {text(ASKED[kind])}")
        st.markdown(f":small[:gray[{text('Take photos only if it is safe. The place and the data of the device are removed.')}]]")
        if taken:
            _list(taken, zone)
            _thumbs(actor, taken)
        if not sent and taken:
            _take_away(actor, taken, target.report_id)
        if len(taken) < PHOTOS_A_REPORT:
            _ask(actor, target)
        else:
            # What was chosen together may be more than there is room for: where nothing is asked any more, it is told all the same.
            _refused(target.report_id)


def _list(taken: Sequence[Photo], zone: str) -> None:
    """One message to the phone, however many photos."""
    lines = []
    for photo in taken:
        unreadable = photo.state is PhotoState.UNREADABLE
        icon = ":yellow[:material/broken_image:]" if unreadable else ":green[:material/check_circle:]"
        lines.append(f"{icon} {clock(photo.received_at, zone)} · `{photo.prefix}` · {text(STATE_NAMES[photo.state])}")
        if unreadable:
            lines.append(f":small[:gray[{text('Take it again: this one cannot be opened.')}]]")
    if any(photo.kept_as is KeptAs.NOT_KEPT for photo in taken):
        lines.append(f":small[:gray[{text('Keep the original on your phone, if that is safe.')}]]")
    st.markdown("  \n".join(lines))


def _thumbs(actor: Actor, taken: Sequence[Photo]) -> None:
    """What the camera saw, small: whether the page is sharp and whole."""
    ready = [photo for photo in taken if photo.state is PhotoState.READY]
    if ready:
        st.image([photos.picture(actor, photo.evidence_id, Size.THUMB) for photo in ready], width=THUMB_WIDTH)


def _take_away(actor: Actor, taken: Sequence[Photo], report_id: str) -> None:
    """Two taps: which one, and that it is meant."""
    by_prefix = {photo.prefix: photo for photo in taken}
    chosen = st.pills(text("Take a photo away"), list(by_prefix), key=f"photo-away-{report_id[:8]}-{len(taken)}")
    if chosen is None or not st.button(text("Take away {prefix}", prefix=chosen), key=f"photo-gone-{report_id[:8]}"):
        return
    try:
        photos.take_away(actor, by_prefix[chosen].evidence_id)
    except Problem as problem:
        tell(problem)
        return
    st.session_state.pop(_said(report_id), None)
    st.rerun()


def _said(report_id: str) -> str:
    """Where the refusals of what was chosen last wait for the page to be drawn again."""
    return f"photo-said-{report_id}"


def _refused(report_id: str) -> None:
    for problem in st.session_state.get(_said(report_id), ()):
        tell(problem)


def _ask(actor: Actor, target: Target) -> None:
    turn = f"photo-turn-{target.report_id}"
    rehearsed = f"photo-rehearsed-{target.report_id}"
    words = text("Take a photo or choose one")
    frame_style.uploader(words)
    key = f"photo-{target.report_id[:8]}-{st.session_state.get(turn, 0)}"
    given = st.file_uploader(words, type="image", accept_multiple_files=True, label_visibility="collapsed", key=key)
    _refused(target.report_id)
    if prefixes := st.session_state.get(rehearsed):
        line = text("Rehearsal, nothing is kept. Arrived whole: {hashes}", hashes=", ".join(prefixes))
        st.markdown(f":small[:gray[{line}]]")
    if not given or not _is_to_send(key, [file.file_id for file in given]):
        return
    problems: list[Problem] = []
    for file in given:
        try:
            receipt = photos.receive(actor, target, file.getvalue(), Channel.PAGE)
        except Problem as problem:
            problems.append(problem)
        else:
            if receipt.evidence_id is None:
                st.session_state[rehearsed] = [*st.session_state.get(rehearsed, ()), receipt.sha256[:PREFIX]]
    st.session_state[_said(target.report_id)] = problems
    if any(problem.code is ProblemCode.BUSY for problem in problems):
        # A photo that the camera took for this page may be nowhere else: it stays here until it is stored. What came through already
        # answers again with its first receipt.
        st.session_state[_waits(key)] = [file.file_id for file in given]
    else:
        # Another key lets go of the bytes that the browser sent.
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.rerun()


def _waits(key: str) -> str:
    return f"{key}-waits"


def _is_to_send(key: str, given: list[str]) -> bool:
    """What was just chosen is sent at once; what the server could not take, when it is asked for again."""
    if st.session_state.get(_waits(key)) != given:
        return True
    return st.button(text("Send the photo again"), key=f"{key}-again", icon=":material/refresh:", width="stretch")
