"""The list of the day: one row a duty, with when, its state in colour and word, and a way in."""

from datetime import timedelta

import streamlit as st

from locales import clock as clock_of
from locales import relative, text
from schemas.missing import MISSING_NAMES
from schemas.report import Revision
from schemas.reports.body import KIND_NAMES, ReportKind
from schemas.reports.presence import PRESENCE_FORM, Admission
from services import reports
from services.day import STATE_NAMES, Day, Duty, DutyState
from services.formwords import choice_of, title_of
from ui.observer_frame import RECEIPT, open_form, row, way_in

LOOK: dict[DutyState, tuple[str, str | None]] = {
    DutyState.DONE: ("green", ":material/check:"),
    DutyState.DUE: ("yellow", ":material/schedule:"),
    DutyState.LATE: ("yellow", ":material/history:"),
    DutyState.OFFERED: ("blue", ":material/add_task:"),
    DutyState.NOT_YET: ("gray", None),
    DutyState.NOT_POSSIBLE: ("gray", None),
}
NEAR = timedelta(hours=1)


def name_of(duty: Duty, day: Day) -> str:
    hour = clock_of(duty.due_at, day.station.time_zone) if duty.due_at else ""
    return title_of(duty.kind, day.election, duty.contest_id, hour)


def back_words(coming: Duty | None, zone: str) -> str:
    """Back to the list, and what it asks for next: at an hour that is to come, else which report."""
    if coming is None:
        return text("My day")
    hour = clock_of(coming.due_at, zone) if coming.due_at else ""
    if hour and coming.state is DutyState.NOT_YET:
        return text("My day · next at {time}", time=hour)
    return text("My day · next: {report}", report=text("Turnout {time}", time=hour) if hour else text(KIND_NAMES[coming.kind]))


def when_of(duty: Duty, day: Day) -> str:
    """When it is due, or what was reported, or why it cannot be."""
    zone = day.station.time_zone
    if duty.report is not None:
        return _reported(duty, duty.report, zone)
    if duty.reason is not None:
        return text("because: {reason}", reason=MISSING_NAMES[duty.reason])
    if duty.is_begun:
        return text("begun, not sent yet")
    if duty.kind is ReportKind.VOTING_CHECK:
        return text("from {time}, as you like; the closing begins with it", time=clock_of(duty.from_at, zone))
    if duty.kind is ReportKind.LEAVING:
        return text("at the end")
    if duty.kind in (ReportKind.COUNT, ReportKind.CLOSING):
        return text("after {time}", time=clock_of(day.hours.closes_at, zone))
    at = duty.due_at or day.hours.opens_at
    if duty.state is DutyState.DUE and timedelta(0) < at - day.now < NEAR:
        return relative(at - day.now)
    return text("due at {time}", time=clock_of(at, zone))


def _reported(duty: Duty, report: Revision, zone: str) -> str:
    counted = reports.submission_of(report).body.get("voters_counted")
    if duty.kind is ReportKind.TURNOUT and isinstance(counted, int):
        return text("{n} counted", n=counted)
    return clock_of(report.observed_at, zone)


def badge(duty: Duty) -> None:
    color, icon = LOOK[duty.state]
    st.badge(text(STATE_NAMES[duty.state]), icon=icon, color=color)  # type: ignore[arg-type]  # one of the colours of the theme


def rows(day: Day) -> None:
    """Every duty but the arrival, which is the question above."""
    with st.container(border=True, gap="small"):
        for duty in day.duties[1:]:
            with row(duty.form_key):
                st.markdown(f"**{name_of(duty, day)}**  \n:small[:gray[{when_of(duty, day)}]]")
                with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", width="content"):
                    badge(duty)
                    if way_in(name_of(duty, day), f"open-{duty.form_key}"):
                        go(duty)


def go(duty: Duty) -> None:
    if duty.report is not None:
        st.switch_page(RECEIPT, query_params={"report": duty.report.report_id})
    open_form(duty.form_key)


def admission(day: Day) -> Admission | None:
    """Have you been let in? The answer with its times; or the four answers, each of which begins the report. Returns the one tapped."""
    duty, zone = day.duties[0], day.station.time_zone
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Have you been let in?')}**")
        if duty.report is None:
            for choice in Admission:
                if st.button(_named(choice), key=f"admission-{choice}", width="stretch"):
                    return choice
            return None
        body = reports.submission_of(duty.report).body
        given = Admission(str(body["admission"]))
        is_in = given in (Admission.AT_ONCE, Admission.AFTER_WAITING)
        with row("presence"):
            st.badge(_named(given), icon=":material/check:" if is_in else ":material/block:", color="green" if is_in else "yellow")
            if way_in(name_of(duty, day), "open-presence"):
                go(duty)
        st.markdown(f":small[:gray[{_arrival(duty.report, body, zone)}]]")
    return None


def _arrival(report: Revision, body: dict[str, object], zone: str) -> str:
    arrived, journal = clock_of(report.observed_at, zone), body.get("registered_at")
    if not isinstance(journal, str):
        return arrived
    return text(
        "{time}, written into the journal at {journal}", time=arrived, journal=clock_of(report.observed_at.fromisoformat(journal), zone)
    )


def _named(choice: Admission) -> str:
    field = PRESENCE_FORM.field("admission")
    return choice_of(field, choice.value) if field else choice.value
