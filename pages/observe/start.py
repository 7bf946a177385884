"""The first screen after the link: the language, and whether the station is right."""

import streamlit as st

from locales import LANGUAGES, NAMES, language, text
from schemas.person import Role
from schemas.problem import Problem
from services import assignments, registry
from ui import guard
from ui.language import choose
from ui.observer_frame import DAY, STATION, style, tell
from ui.plain import escaped

actor = guard.require(Role.OBSERVER)
election = registry.election(actor.election_id)
stations = assignments.own_stations(actor)
wanted = st.query_params.get("station")
station = (
    next((each for each in stations if each.station_id == wanted), None) or assignments.present_station(actor) or next(iter(stations), None)
)

style()
with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="strip"):
    st.markdown(f"**{escaped(election.name.in_language(language()))}**", width="stretch")
    if election.is_simulated:
        st.badge(text("SIMULATED", "badge"), color="yellow")
with st.container(gap="xsmall"):
    for code in LANGUAGES:
        current = code == language()
        if st.button(NAMES[code], key=f"language-{code}", width="stretch", icon=":material/check:" if current else None) and not current:
            choose(actor, code)
            st.rerun()
if station is None:
    st.title(text("No station is assigned to you"), anchor=False)
    st.markdown(text("Tell your coordinator: only they can assign one."))
    st.stop()
st.title(
    text("You observe station {number}, {place}. Is this right?", number=station.number, place=station.place.in_language(language())),
    anchor=False,
)
if st.session_state.get("start.another"):
    number = st.text_input(
        text("Number of your station"), key="station-number", icon=":material/location_on:", autocomplete="off"
    )
    if number:
        try:
            st.query_params["station"] = assignments.by_number(actor, number).station_id
            st.session_state["start.another"] = False
            st.rerun()
        except Problem as problem:
            tell(problem)
with st.bottom, st.container(gap="small"):
    if st.button(text("Yes, this is my station"), key="station-yes", type="primary", width="stretch"):
        assignments.confirm(actor, station.station_id)
        st.session_state[STATION] = station
        st.switch_page(DAY)
    if st.button(text("Another station"), key="station-other", type="tertiary", width="stretch"):
        st.session_state["start.another"] = True
        st.rerun()
