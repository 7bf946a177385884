"""Who enters, and where they go: inviting an observer, sending one to another station, a new link for a lost phone."""

from collections.abc import Callable
from enum import StrEnum

import pandas as pd
import segno
import streamlit as st

from locales import language, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem
from services import assignments, invitations, registry, station
from services.invitations import Invitation
from services.permissions import Act, may
from ui import address, doing, moments
from ui import station as stations
from ui.headline import small
from ui.observer_frame import tell

MADE = "invitation_made"
MOST_AT_ONCE = 10


class Step(StrEnum):
    INVITE = "invite"
    SEND = "send"
    RENEW = "renew"


STEP_NAMES = {
    Step.INVITE: Message("Invite an observer"), Step.SEND: Message("Send to another station"),
    Step.RENEW: Message("New link for a lost phone"),
}  # fmt: skip


def show(actor: Actor, election: Election) -> None:
    """The three acts, to those who may; links just made stand above until somebody says that they are written down."""
    if not may(actor, Act.INVITE):
        return
    doing.said()
    made = st.session_state.get(MADE)
    if made:
        _links(made, election)
        return
    step = st.pills(
        text("What do you want to do?"), list(Step), format_func=lambda each: text(STEP_NAMES[each]), key="enrolling_step")
    if step is not None:
        with st.container(border=True):
            {Step.INVITE: _invite, Step.SEND: _send, Step.RENEW: _renew}[step](actor, election)


def _station(actor: Actor, election: Election) -> str | None:
    def choices(typed: str) -> pd.DataFrame:
        return station.named(station.find(actor, election.election_id, typed), election)

    return stations.searched(choices, "enrolling")


def _code() -> str:
    return st.text_input(text("Code of the observer"), key="enrolling_code", autocomplete="off", width=260) or ""


def _invite(actor: Actor, election: Election) -> None:
    station_id = _station(actor, election)
    names = registry.organisation_names(election.election_id, language())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        organisation: str | None = "" if not names else st.selectbox(
            text("Organisation"), list(names), index=None, format_func=names.__getitem__, key="enrolling_organisation", width=360,
            placeholder=text("Choose an organisation"))
        count = st.number_input(text("How many observers"), 1, MOST_AT_ONCE, 1, key="enrolling_count", width=180)
    pressed = st.button(text("Make the links"), type="primary", key="enrolling_invite", disabled=station_id is None or organisation is None)
    if pressed and station_id is not None and organisation is not None:
        _make(lambda: invitations.invite(actor, election.election_id, station_id, organisation, int(count)))


def _send(actor: Actor, election: Election) -> None:
    code, station_id = _code(), _station(actor, election)
    st.markdown(small(text("The earlier station stays theirs too. On the phone they choose “Another station” and type its number.")))
    if st.button(text("Send there"), type="primary", key="enrolling_send", disabled=not (code and station_id)) and station_id:
        done = text("{code} may report from {station} now.", code=code.strip(), station=station_id)
        doing.attempt(lambda: assignments.send(actor, election.election_id, code, station_id), done)


def _renew(actor: Actor, election: Election) -> None:
    code = _code()
    st.markdown(small(text("Whoever is signed in with this code is shut out within seconds, an unused link ends. Reports stay.")))
    if st.button(text("Make the link"), type="primary", key="enrolling_renew", disabled=not code):
        _make(lambda: [invitations.renew(actor, election.election_id, code)])


def _make(act: Callable[[], list[Invitation]]) -> None:
    try:
        st.session_state[MADE] = act()
    except Problem as problem:
        tell(problem)
        return
    st.rerun()


def _links(made: list[Invitation], election: Election) -> None:
    """Each link once, as a picture to be photographed, as a line to be sent, as a code to be typed."""
    st.warning(text("Nobody can show these again. Write down, on paper and elsewhere, which code is whose; the server must not know."))
    for each in made:
        link = address.invitation(each.token)
        with st.container(border=True, horizontal=True):
            st.image(_picture(link), width=200)
            with st.container(width="stretch", gap="xsmall"):
                st.markdown(text("Observer {code}, station {station}", code=f"**{each.observer_code}**", station=each.station_id))
                st.code(link, language=None, wrap_lines=True)
                st.markdown(text("Code to type: {code}", code=f"**{invitations.written_code(each.code)}**"))
                until = moments.dated(each.expires_at, election.held_on, election.capital_zone)
                st.markdown(small(text("Works once, until {time}.", time=until)))
    if st.button(text("Written down"), key="enrolling_done", type="primary"):
        del st.session_state[MADE]
        st.rerun()


def _picture(link: str) -> str:
    """White around the dark squares in both themes: a phone's camera needs it."""
    return segno.make(link, error="m", micro=False).svg_inline(scale=5, border=3, dark="#000", light="#fff")
