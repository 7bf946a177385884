"""What does this report say, and what became of it? Every version, what was asked and said, who decided what, and the decision."""

import streamlit as st

from locales import text
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import photos, report_history, review
from services.formwords import title_of
from ui import empty, guard, photo_viewer
from ui import review as pieces
from ui.observer_frame import tell

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
st.page_link("pages/review/queue.py", label=text("What waits"), icon=":material/arrow_back:")
try:
    found = report_history.of(actor, st.query_params.get("report", ""))
except Problem as problem:
    st.title(text("One report"), anchor=False)
    if problem.code is ProblemCode.FORBIDDEN:
        tell(problem)
        st.stop()
    empty.say(text("There is no such report."), text("Open a report from the list of what waits."))
    st.stop()
claim = review.holder(found.newest.report_id)
st.title(title_of(found.newest.kind, found.election, found.newest.contest_id), anchor=False)
pieces.head(found, claim)
taken = photos.of_report(actor, found.newest.report_id)
if taken:
    photo_viewer.beside(actor, taken, found.station.time_zone, lambda: pieces.versions(found))
left, right = st.columns([3, 2], gap="large")
with left:
    if not taken:
        st.subheader(text("What it says"), anchor=False)
        pieces.versions(found)
with right:
    if actor.role is not Role.ADMIN:
        st.subheader(text("Your decision"), anchor=False)
        pieces.decide(actor, found, claim)
        st.page_link("pages/review/quarantine.py", label=text("All reports of this observer"), icon=":material/person_off:",
                     query_params={"observer": found.newest.observer_code})
with left if taken else right:
    st.subheader(text("What was asked back"), anchor=False)
    pieces.findings(found)
st.subheader(text("What became of it"), anchor=False)
pieces.events(found)
