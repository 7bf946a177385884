"""The pieces of a dictated report: who dictates, which of their reports, and the frame around its form."""

from uuid import uuid4

import pandas as pd
import streamlit as st

from locales import text
from schemas.person import Actor
from schemas.reports.body import KIND_NAMES, ReportKind
from services import drafts, follow
from services.day import Day, DutyState
from ui import day_list
from ui.form_state import Frame, Held, keep
from ui.observer_frame import FORM, row, way_in

PAGE, SILENT = "pages/review/dictate.py", "pages/review/silent.py"
STATION, OBSERVER = "station", "observer"
FOUND = 12
"""More assignments than this are narrowed by typing on."""


def address(station_id: str, code: str) -> dict[str, str]:
    return {STATION: station_id, OBSERVER: code}


def pick(assigned: pd.DataFrame) -> None:
    """A field to search in, and a button for each assignment found."""
    wanted = st.text_input(
        text("Number of the station or code of the observer"), key="dictation-search", type="search", placeholder=text("Search"),
        icon=":material/search:",
        autocomplete="off",
    )
    rows = follow.found(assigned, "", (wanted or "").strip()) if wanted else assigned.iloc[:0]
    if wanted and rows.empty:
        st.markdown(text("Nobody is assigned under this number or code."))
    for each in rows.head(FOUND).itertuples():
        label = f"{each.station_id} · {each.observer_code}"
        if st.button(label, key=f"dictation-{each.station_id}-{each.observer_code}", icon=":material/phone_in_talk:"):
            st.switch_page(PAGE, query_params=address(str(each.station_id), str(each.observer_code)))
    if len(rows) > FOUND:
        st.markdown(f":small[:gray[{text('Shown: {k} of {n}. Type on to narrow it down.', k=FOUND, n=len(rows))}]]")


def forms(day: Day, observer: Actor) -> None:
    """Every report of the observer's day that is not in yet, and those that can come at any time."""
    with st.container(border=True, gap="small"):
        for duty in day.duties:
            with row(duty.form_key):
                st.markdown(f"**{day_list.name_of(duty, day)}**  \n:small[:gray[{day_list.when_of(duty, day)}]]")
                with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", width="content"):
                    day_list.badge(duty)
                    is_done = duty.state is DutyState.DONE
                    if way_in(day_list.name_of(duty, day), f"dictate-{duty.form_key}", disabled=is_done):
                        _open(day, observer, duty.form_key)
    with st.container(horizontal=True, gap="small"):
        for kind in (ReportKind.VIOLATION, ReportKind.TURNOUT, ReportKind.AWAY):
            if st.button(text(KIND_NAMES[kind]), key=f"dictate-more-{kind}", icon=":material/add:", type="tertiary"):
                _open(day, observer, drafts.key_of(kind, report_id=uuid4()))


def _open(day: Day, observer: Actor, form_key: str) -> None:
    key = drafts.dictated_key(observer.observer_code, form_key)
    st.switch_page(PAGE, query_params={**address(day.station.station_id, observer.observer_code), FORM: key})


def frame(station_id: str, observer: Actor) -> Frame:
    """The form stays on this page; putting it aside keeps what was typed."""
    return Frame(PAGE, PAGE, aside, tuple(address(station_id, observer.observer_code).items()), observer)


def aside(held: Held) -> None:
    if st.button(text("Put aside, it is kept"), key="dictation-aside", type="tertiary", icon=":material/pause:"):
        keep(held)
        st.switch_page(PAGE, query_params=dict(held.frame.kept))


def who(observer: Actor) -> None:
    """Whose report it is, above every question."""
    st.badge(text("{code} dictates", code=observer.observer_code), icon=":material/phone_in_talk:", color="blue")
