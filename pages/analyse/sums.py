"""Do protocols add up? Entries of one paper against each other, published sums, the pace of the day."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.person import Role
from services import clock, conclusions, counting, reading, station_sums
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, provenance, tables, tools
from ui import sums as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
row = filters.row()
with row:
    election = elections.pick(actor)
if not election.contests:
    st.title(text("Do protocols add up?"), anchor=False)
    empty.say(text("This election has no contest with stations here."), text("An administrator imports the election and its stations."))
    st.stop()
with row:
    chosen = filters.choice(
        "contest",
        text("Contest"),
        {each.contest_id: each.name.in_language(language()) for each in election.contests},
        default=election.leading_contest.contest_id,
    )
found = station_sums.of(actor, election.election_id, chosen)
rows = pieces.rows(found, election.people_a_minute)
if rows.empty:
    st.title(text("Do protocols add up?"), anchor=False)
    empty.say(
        text("No protocol was entered twice, and no results by station are published."),
        text("Two people enter each protocol; an analyst imports published results."),
    )
    st.stop()
made = conclusions.of_ballots(found), conclusions.of_entries(found, counting.in_force(election.election_id))
first, *others = [each for each in made if each.n] or made
sentence = partial(conclusions.words, first)
headline.show(text("Do protocols add up?"), sentence, conclusions.caveats(first), [said.badge(first)])
for each in others:
    said.show(each)
rules.line(actor, election)
tools.row(election, partial(said.quoted, [first, *others]))
tables.show(rows, pieces.columns(), key="sums", alt=plain(sentence()))
source = text("Protocols: copies, photographs and figures read aloud to observers; published figures: by station")
provenance.caption(election, [source], ledger_length=reading.ledger_length(), at=clock.now())
