"""My reports of the day: what is not sent, what was received, what is asked; correct and withdraw."""

import streamlit as st

from locales import text
from schemas.person import Role
from services import drafts, registry, reports
from ui import form_state, guard, own_reports
from ui.observer_frame import DAY, exits, station_of, strip

actor = guard.require(Role.OBSERVER)
station = station_of(actor)
election = registry.election(actor.election_id)
form_state.let_go()
strip(election, station)
st.title(text("My reports"), anchor=False)
waiting = drafts.waiting(actor, station.station_id)
mine = [revision for revision in reports.mine(actor, election.election_id) if revision.station_id == station.station_id]
for draft in waiting:
    own_reports.begun(actor, election, draft, station.time_zone)
for revision in mine:
    own_reports.sent(actor, election, station, revision)
if not waiting and not mine:
    st.markdown(text("No reports yet"))
    st.markdown(f":small[:gray[{text('What you send from My day is listed here, with its code.')}]]")
with st.bottom, st.container(gap="small"):
    if st.button(text("My day"), key="to-day", type="primary", width="stretch"):
        st.switch_page(DAY)
    exits(actor, station)
