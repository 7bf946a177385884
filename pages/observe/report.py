"""One report, one question group a screen. The address names the form; a reload returns to the same question."""

import streamlit as st

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from services import day, drafts, registry
from ui import form_screen, form_state, guard
from ui.observer_frame import DAY, FORM, RECEIPT, exits, station_of, strip, tell

actor = guard.require(Role.OBSERVER)
station = station_of(actor)
election = registry.election(actor.election_id)
strip(election, station)
form_key = st.query_params.get(FORM, "")
if not form_key:
    st.switch_page(DAY)
held = form_state.present(form_key, station)
try:
    if held is None:
        draft = drafts.find(actor, station.station_id, form_key)
        stored = None if draft else day.report_for(actor, station.station_id, form_key)
        if stored is not None:
            st.switch_page(RECEIPT, query_params={"report": stored.report_id, FORM: form_key})
        held = form_state.hold(actor, draft or day.begin(actor, station.station_id, form_key), election, station)
    form_screen.draw(held)
except Problem as problem:
    tell(problem)
    with st.bottom, st.container(gap="small"):
        if st.button(text("My day"), type="primary", width="stretch"):
            st.switch_page(DAY)
        exits(actor, station)
