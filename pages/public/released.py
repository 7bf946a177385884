"""What was released, statement by statement, and what we corrected: for everybody, without signing in, after the embargo."""

from functools import partial

import streamlit as st

from locales import text
from schemas.person import Role
from services import releases
from ui import brand, empty, guard, headline, language, observer_frame
from ui import election as elections
from ui import releases as pieces

actor = guard.require(*Role)
if actor.role is Role.PUBLIC:
    brand.logo()
    language.picker(actor)
known = releases.released_elections(actor)
if not known:
    st.title(text("What we have released"), anchor=False)
    empty.say(
        text("Nothing has been released yet."),
        text("A release is made by two people after the last polling station has closed."),
    )
    observer_frame.way_back(actor)
    st.stop()
by_id = {each.election_id: each for each in known}
wanted = st.query_params.get("election")
chosen = wanted if wanted in by_id else known[0].election_id
election = by_id[chosen]
# For those who read analyses the frame shows it already, where they look at this election.
brand.simulated_unless_above(election)
if wanted and wanted != chosen:
    elections.say_not_released(wanted, election)
st.markdown(headline.small(elections.title(election)))
found = releases.released(actor, election.election_id).value
caveat = text("A release is made by two people and never changes; it holds statements about many stations, no row of a single one.")
headline.show(text("What we have released"), partial(pieces.sentence, found, election), [caveat])
release = pieces.chosen(found)
pieces.statements(release, election)
pieces.shown(found, release, election)
pieces.corrections(found)
st.page_link("pages/public/log.py", label=text("Can I check what was handed out?"), icon=":material/verified:")
observer_frame.way_back(actor)
