"""What does the observer dictate? A report taken down by phone: the observer's form, typed by a coordinator, stored as the observer's."""

import streamlit as st

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from services import day as days
from services import dictation, drafts, follow, registry, reports
from ui import dictation as pieces
from ui import draft_saver, form_screen, form_state, guard, headline, receipt_card
from ui.observer_frame import FORM, strip, tell

actor = guard.require(Role.COORDINATOR)
election = registry.election(actor.election_id)
station_id, code = st.query_params.get(pieces.STATION, ""), st.query_params.get(pieces.OBSERVER, "")
form_key, report_id = st.query_params.get(FORM, ""), st.query_params.get("report", "")
try:
    observer = dictation.observer(actor, election.election_id, station_id, code) if code else None
except Problem as problem:
    tell(problem)
    observer = None

if observer is None:
    form_state.let_go()
    headline.show(
        text("What does the observer dictate?"),
        lambda: text("The report stands among the observer's own; your code is kept beside it. The observer confirms it later."),
        [text("A dictated report and the observer's own are one witness, not two.")],
    )
    pieces.pick(follow.observers(actor, election.election_id))
    st.stop()
station = registry.station(election.election_id, station_id)
strip(election, station)
pieces.who(observer)
try:
    if report_id or st.query_params.get("rehearsal"):
        form_state.let_go()
        draft_saver.clear(actor.account_id, form_key)
        if report_id:
            receipt_card.received(actor, reports.history(actor, report_id)[-1], station.time_zone, is_dictated=True)
        else:
            receipt_card.rehearsed()
        if st.button(text("Another report of this observer"), key="dictation-more", type="primary"):
            st.switch_page(pieces.PAGE, query_params=pieces.address(station_id, code))
    elif form_key:
        held = form_state.present(form_key, station)
        if held is None:
            draft = drafts.find(actor, station_id, form_key) or days.begin(actor, station_id, form_key, observer)
            held = form_state.hold(actor, draft, election, station, pieces.frame(station_id, observer))
        form_screen.draw(held)
    else:
        form_state.let_go()
        st.title(text("What does the observer dictate?"), anchor=False)
        pieces.forms(days.my_day(observer, station_id), observer)
except Problem as problem:
    tell(problem)
if st.button(text("Who has not reported?"), key="dictation-silent", type="tertiary", icon=":material/arrow_back:"):
    st.switch_page(pieces.SILENT)
