"""How much did we see? The steps of the day, what was lost between them, where observers were; live by one integer."""

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import clock, counting, coverage
from ui import counting as rules
from ui import coverage as pieces
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, provenance, tools

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
SECONDS = 10
NOT_RANDOM = Message("The stations were chosen by the groups, not drawn at random: nothing here extends to other stations.")

row = filters.row()
with row:
    election = elections.pick(actor)
    rule = filters.rule(counting.in_force(election.election_id))
reading = coverage.overview(actor, election.election_id, rule)
found, length = reading.value, reading.ledger_length
shown = pieces.Shown(found, election, rule, length)


@st.fragment(run_every=SECONDS)
def follow() -> None:
    """Looks at one number; the page runs again only when there are new facts."""
    newest = coverage.length()
    if newest > max(length, st.session_state.get("followed", 0)):
        st.session_state["followed"] = newest
        st.rerun()


def sentence() -> str:
    return coverage.sentence(found, is_expected=election.has_stations)


def limits() -> list[str]:
    return [] if found.drawn or not found.has_reports else [text(NOT_RANDOM)]


headline.show(text("How much did we see?"), sentence, limits())
rules.line(actor, election, rule)
if not len(found.table):
    empty.say(text("There is no list of polling stations for this election."), no_stations.supplier(actor, election))
    st.stop()
if found.has_reports:
    pieces.cards(found)
saved = [(text("Regions"), pieces.region_download(found))]
drawn = shown.pictures() if found.has_reports else []
tools.row(election, sentence, tables=saved, pictures=drawn, limits=limits, of=tools.MadeOf(rule, length))
if found.has_reports:
    shown.charts(sentence())
else:
    empty.from_whom(text("Reports come from observers' phones; a coordinator sees who has opened the link."))
pieces.region_table(found, shown.keeper)
provenance.caption(election, [text(pieces.SOURCE)], ledger_length=length, at=clock.now())
follow()
