"""One case: what it says at its level, what it rests on, what is due, who has checked it; and its files."""

import streamlit as st

from locales import text
from schemas.person import Role
from services import case_sentences, clock, reading
from services import cases as service
from ui import case as pieces
from ui import case_forms as forms
from ui import election as elections
from ui import empty, guard, headline, provenance, tools
from ui.plain import escaped

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
number = st.query_params.get("case", "")
found = service.numbered(actor, election.election_id, number)
if found is None:
    st.title(text("Does this case stand on its own?"), anchor=False)
    missing = text("There is no case “{code}” in this election.", code=escaped(number[:24])) if number else text("No case is chosen.")
    empty.say(missing, text("Choose one in the list of cases."))
    st.page_link("pages/analyse/cases.py", label=text("To the list of cases"), icon=":material/arrow_back:")
    st.stop()
case, now = found, clock.now()


def sentence() -> str:
    return case_sentences.sentence(case, election)


notes = [each for each in (case.content.title, case.content.question) if each]
headline.show(case_sentences.heading(case), sentence, notes, pieces.badges(case))
tools.row(election, sentence, tables=pieces.files(actor, case))
pieces.marked(case)
forms.row(actor, case, election)
left, right = st.columns([7, 4], gap="large")
with right:
    pieces.missing(case)
    pieces.checks(case, election)
    pieces.complaints(case, election, now)
    pieces.rights(case, election)
    pieces.law(case)
with left:
    pieces.figures(case, election)
    pieces.events(case, election)
    pieces.incidents(case)
    pieces.papers(actor, case, election)
    pieces.reports(case, election)
    pieces.versions(case, election)
provenance.caption(election, [text("This case, newest version")], ledger_length=reading.ledger_length(), at=now)
