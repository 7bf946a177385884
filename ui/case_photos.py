"""Photos in a case: chosen from those of its reports, and shown by their hash where they stand as papers."""

import streamlit as st

from locales import clock, text
from schemas.case import EvidenceKind
from schemas.case_words import CHANGES, EVIDENCE_NAMES, ORIGIN_NAMES
from schemas.election import Election
from schemas.evidence import Photo, PhotoState, Size
from schemas.model import LINE_LENGTH
from schemas.person import Actor
from services import case_editing, case_records, cases, photos
from services.case_records import Records
from services.cases import Case
from services.permissions import Act, may
from ui.case_doing import target
from ui.doing import attempt
from ui.headline import small
from ui.words_entry import words_entry

SHOWN = 6
COLUMNS = 3


def add(actor: Actor, case: Case, election: Election) -> None:
    """The form: which photo, the paper it shows, what stands in it."""
    offered = {each.evidence_id: each for each in case_records.offered(actor, case)}
    if not offered:
        st.markdown(text("The reports of this case have no photo that is not in it already."))
        return

    def named(evidence_id: int) -> str:
        photo = offered[evidence_id]
        return f"{clock(photo.received_at, election.capital_zone)} · {photo.observer_code} · {photo.prefix}"

    photo = offered[st.selectbox(text("Which photo?"), list(offered), format_func=named, key="photo_which")]
    _picture(actor, photo)
    st.markdown(small(text("A photographed paper is filed as the paper it shows.")))
    kinds = list(EVIDENCE_NAMES)
    kind = st.selectbox(
        text("What is it?"), kinds, index=kinds.index(EvidenceKind.PHOTO), format_func=lambda each: text(EVIDENCE_NAMES[each]),
        key="photo_kind",
    )  # fmt: skip
    origin = st.selectbox(text("Who made it?"), list(ORIGIN_NAMES), format_func=lambda each: text(ORIGIN_NAMES[each]), key="photo_origin")
    shows = words_entry(text("What does it show? Without names"), LINE_LENGTH, "photo_shows")
    behind = st.multiselect(
        text("What stands in it?"), case_editing.targets(case.content), format_func=lambda each: target(case, election, each),
        key="photo_behind", placeholder="", select_all=False,
    )  # fmt: skip
    if st.button(text("Add to the case"), type="primary", key="photo_send"):

        def act() -> None:
            made = case_records.evidence_of(case.content, photo, kind, origin, shows)
            cases.revise(actor, case, case_editing.with_evidence(case.content, made, behind), CHANGES["photo"])

        attempt(act, text("The paper is added. Checks made before no longer count."))


def _picture(actor: Actor, photo: Photo) -> None:
    if photo.state is PhotoState.READY:
        st.image(photos.picture(actor, photo.evidence_id, Size.VIEWER), width="stretch")


def strip(actor: Actor, case: Case, records: Records) -> None:
    """The photos among the case's papers, small; nothing for whom they are not open to."""
    if not may(actor, Act.READ_PHOTOS):
        return
    held = [each for each in case.content.evidence if each.sha256 in records.photos][:SHOWN]
    ready = [each for each in held if records.photos[each.sha256].state is PhotoState.READY]
    places = st.columns(COLUMNS) if ready else []
    for place, each in enumerate(ready):
        photo = records.photos[each.sha256]
        with places[place % COLUMNS]:
            st.image(photos.picture(actor, photo.evidence_id, Size.THUMB), width="stretch")
            st.markdown(small(f"{text(EVIDENCE_NAMES[each.kind])} · `{photo.prefix}`"))
