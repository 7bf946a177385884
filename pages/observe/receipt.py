"""Received: the code, the time, and the own figure next to what was announced."""

import streamlit as st

from schemas.person import Role
from schemas.problem import Problem
from schemas.reports.body import ReportKind
from services import day as days
from services import registry, reports
from ui import day_list, draft_saver, form_state, guard, photo_entry, receipt_card
from ui.observer_frame import DAY, FORM, REPORTS, exits, station_of, strip, tell

actor = guard.require(Role.OBSERVER)
station = station_of(actor)
election = registry.election(actor.election_id)
form_state.let_go()
strip(election, station)
if not st.query_params.get("report") and not st.query_params.get("rehearsal"):
    st.switch_page(REPORTS)
try:
    if st.query_params.get("rehearsal"):
        receipt_card.rehearsed()
    else:
        revision = reports.newest(actor, st.query_params.get("report", ""))
        receipt_card.received(actor, revision, station.time_zone)
        receipt_card.in_the_log(actor, revision, station.time_zone)
        if revision.kind is ReportKind.TURNOUT and not revision.withdrawn:
            receipt_card.beside_official(actor, revision)
        photo_entry.draw(actor, revision, station.time_zone)
except Problem as problem:
    tell(problem)
if st.query_params.get(FORM):
    draft_saver.clear(actor.account_id, st.query_params[FORM])
coming = days.my_day(actor, station.station_id).next_due
with st.bottom, st.container(gap="small"):
    if st.button(day_list.back_words(coming, station.time_zone), key="to-day", type="primary", width="stretch"):
        st.switch_page(DAY)
    exits(actor, station)
