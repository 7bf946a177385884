"""Photos for a report that was received: taken with the phone or chosen, sent at once, listed with their hashes."""

import streamlit as st

from locales import clock, text
from schemas.evidence import PHOTOS_A_REPORT, STATE_NAMES, KeptAs, Photo, PhotoState
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem
from schemas.report import Channel, Revision
from schemas.reports.body import ReportKind
from services import photos
from ui.observer_frame import tell

WITH_PHOTOS = (ReportKind.OPENING, ReportKind.COUNT, ReportKind.VIOLATION)
ASKED: dict[ReportKind, Message] = {
    ReportKind.OPENING: Message("The opening protocol, if you may photograph it"),
    ReportKind.COUNT: Message("Take all pages, corners visible"),
    ReportKind.VIOLATION: Message("What shows it: the place, the paper, the written act"),
}
STYLE = """<style>
[data-testid="stFileUploaderDropzone"] {{ min-height: 3rem; padding: 0; border: 0; background: none; }}
[data-testid="stFileUploaderDropzone"] > * {{ width: 100%; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button {{ width: 100%; min-height: 3rem; }}
[data-testid="stFileUploaderDropzone"] button > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button::after {{ content: "{words}"; font-size: 1rem; }}
</style>"""
"""The uploader's own words are English and have no option: they give way to ours."""


def draw(actor: Actor, revision: Revision, zone: str) -> None:
    """Below a receipt: nothing for kinds of reports that no photo shows, or a report that was taken back."""
    if revision.kind not in WITH_PHOTOS or revision.withdrawn:
        return
    taken = photos.of_report(actor, revision.report_id)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Photo')}** · {text(ASKED[revision.kind])}")
        st.markdown(f":small[:gray[{text('Take photos only if it is safe. Place and phone data are removed.')}]]")
        for photo in taken:
            _line(photo, zone)
        if len(taken) < PHOTOS_A_REPORT:
            _ask(actor, revision)


def _line(photo: Photo, zone: str) -> None:
    icon = ":yellow[:material/broken_image:]" if photo.state is PhotoState.UNREADABLE else ":green[:material/check_circle:]"
    st.markdown(f"{icon} {clock(photo.received_at, zone)} · `{photo.prefix}` · {text(STATE_NAMES[photo.state])}")
    if photo.state is PhotoState.UNREADABLE:
        st.markdown(f":small[:gray[{text('Take it again: this one cannot be opened.')}]]")
    elif photo.kept_as is KeptAs.NOT_KEPT:
        st.markdown(f":small[:gray[{text('Keep the original on your phone, if that is safe.')}]]")


def _ask(actor: Actor, revision: Revision) -> None:
    turn = f"photo-turn-{revision.report_id}"
    said = f"photo-said-{revision.report_id}"
    words = text("Take a photo or choose one")
    st.html(STYLE.format(words=words.replace("\\", "").replace('"', "")))
    given = st.file_uploader(
        words,
        type="image",
        accept_multiple_files=True,
        label_visibility="collapsed",
        key=f"photo-{revision.report_id[:8]}-{st.session_state.get(turn, 0)}",
    )
    for problem in st.session_state.get(said, ()):
        tell(problem)
    if not given:
        return
    target = photos.Target(revision.election_id, revision.station_id, revision.report_id, revision.revision)
    problems: list[Problem] = []
    for file in given:
        try:
            photos.receive(actor, target, file.getvalue(), Channel.PAGE)
        except Problem as problem:
            problems.append(problem)
    st.session_state[said] = problems
    # Another key lets go of the bytes that the browser sent.
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.rerun()
