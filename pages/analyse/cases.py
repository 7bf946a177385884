"""Which cases stand on their own? Every case with its level, what differs, what is due and what was missed."""

import streamlit as st

from locales import text
from schemas.person import Role
from services import case_ledger, clock
from services import cases as service
from ui import cases as pieces
from ui import election as elections
from ui import empty, filters, guard, headline, provenance, tools

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
row = filters.row()
with row:
    election = elections.pick(actor)
reading, now = service.ledger(actor, election.election_id), clock.now()
if not reading.value:
    st.title(text("Which cases stand on their own?"), anchor=False)
    empty.say(
        text("No case has been opened yet."),
        text("Open a station and choose “Add to a case”: reports, figures and papers are gathered there."),
    )
    st.stop()
with row:
    level = filters.choice("level", text("Level"), pieces.level_options(), everything=text("all levels"))
    class_code = filters.choice("class", text("What it is about"), pieces.class_options(reading.value), everything=text("all classes"))
chosen = pieces.narrowed(reading.value, level, class_code)


def sentence() -> str:
    return case_ledger.sentence(chosen, election, now)


headline.show(
    text("Which cases stand on their own?"),
    sentence,
    [text("The level follows from what a case holds and who has checked it; nobody can type it.")],
    pieces.badges(chosen),
)
tools.row(election, sentence, tables=pieces.downloads(chosen, election, now))
pieces.ledger(chosen, election, now)
pieces.deadlines(chosen, election, now)
provenance.caption(election, [text("Cases and their checks, newest versions")], ledger_length=reading.ledger_length, at=now)
