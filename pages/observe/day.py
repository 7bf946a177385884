"""My day: have you been let in, what is done, what is due, what is late."""

from uuid import uuid4

import streamlit as st

from locales import clock as clock_of
from locales import text
from schemas.person import Role
from schemas.reports.body import ReportKind
from services import day as days
from services import drafts
from ui import day_list, form_state, guard
from ui.observer_frame import FORECASTS, REPORTS, START, exits, open_form, station_of, strip

actor = guard.require(Role.OBSERVER)
station = station_of(actor)
day = days.my_day(actor, station.station_id)
form_state.let_go()
strip(day.election, station)
st.title(text("My day"), anchor=False)
if day.now < day.hours.begins_at:
    st.badge(text("Rehearsal. This report does not count."), icon=":material/school:", color="yellow")
answered = day_list.admission(day)
if answered is not None:
    duty = day.duties[0]
    draft = drafts.begin(actor, station.station_id, duty.form_key, place="admission")
    drafts.save(
        actor,
        draft.model_copy(
            update={"typed": {**draft.typed, "admission": answered.value}, "place": "admission_why" if answered != "at_once" else "arrival"}
        ),
    )
    open_form(duty.form_key)
if day.waiting and st.button(text("Begun and not sent: {n}", n=len(day.waiting)), key="begun", icon=":material/devices:"):
    st.switch_page(REPORTS)
if day.to_confirm and st.button(
    text("Entered by your coordinator, for you to look at: {n}", n=day.to_confirm), key="to-confirm", icon=":material/phone_in_talk:"
):
    st.switch_page(REPORTS)
day_list.rows(day)
with st.container(gap="xsmall"):
    if st.button(text("A break"), key="more-away", icon=":material/free_breakfast:", type="tertiary"):
        open_form(drafts.key_of(ReportKind.AWAY, report_id=uuid4()))
    if st.button(text("Another turnout report"), key="more-turnout", icon=":material/add:", type="tertiary"):
        open_form(drafts.key_of(ReportKind.TURNOUT, report_id=uuid4()))
    if st.button(text("My reports"), key="more-reports", icon=":material/list_alt:", type="tertiary"):
        st.switch_page(REPORTS)
    if st.button(text("Forecasts", "menu"), key="more-forecasts", icon=":material/lock_clock:", type="tertiary"):
        st.switch_page(FORECASTS)
    if st.button(text("Language or another station"), key="more-start", icon=":material/translate:", type="tertiary"):
        st.switch_page(START)
due = day.next_duty
with st.bottom, st.container(gap="small"):
    if due is not None:
        name = day_list.name_of(due, day)
        hour = clock_of(due.due_at, station.time_zone) if due.due_at else ""
        label = text("Report turnout at {time}", time=hour) if hour else text("Report: {name}", name=name)
        if st.button(label, key="next-duty", type="primary", width="stretch"):
            day_list.go(due)
    exits(actor, station)
