"""How do votes become seats? Recomputed from published votes, with the threshold and its base as settings, and the nearest change."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, seats
from services.wording import plain, source_title
from ui import conclusions as said
from ui import election as elections
from ui import empty, filters, guard, headline, pictures, provenance, tables, tools
from ui import seats as pieces
from ui.plain import escaped

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
SOURCE = Message("Published votes; seats by quota and largest remainders (Constitutional Law on elections)")
QUESTION = Message("How do votes become seats?")

row = filters.row()
with row:
    election = elections.pick(actor)
contests = {each.contest_id: each for each in seats.contests(election)}
if not contests:
    st.title(text(QUESTION), anchor=False)
    empty.say(
        text("No seats are shared out among lists in this election."), text("The election's description names the seats; choose another.")
    )
    st.stop()

with row:
    names = {code: each.name.in_language(language()) for code, each in contests.items()}
    contest = contests[filters.choice("contest", text("Contest"), names, default=next(iter(contests)))]
    own = contest.threshold_share or 0.0
    per_mille = filters.choice("threshold", text("Threshold"), pieces.thresholds(own), default=str(round(own * 1000)))
    number = int(st.number_input(text("Seats"), min_value=1, max_value=1000, value=contest.seats or 1, key=f"seats_{contest.contest_id}"))
    known = seats.of(actor, election.election_id, contest).value
    offered = {code: text(seats.BASE_NAMES[code]) for code in known.bases}
    base = filters.choice("base", text("Threshold is a share of"), offered, default=known.base)
reading = seats.of(actor, election.election_id, contest, threshold_share=int(per_mille) / 1000, base=base, seats=number)
found, length = reading.value, reading.ledger_length

conclusion = conclusions.of_seats(found)
sentence = partial(conclusions.words, conclusion)
headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
if found.allocation is None:
    empty.say(
        text("The votes of every list are needed, not their percentages."), text("An analyst imports published votes with their source.")
    )
    st.stop()
titles = ", ".join(escaped(f"{source_title(str(row.publisher))}: {source_title(str(row.title))}") for row in found.sources.itertuples())
build = partial(pieces.chart, found)
saved = [(text("Seats"), pictures.save("seats", election, build, n=sum(found.votes.values()), source=text(SOURCE)))]
tools.row(election, sentence, pictures=saved, limits=partial(said.limits, conclusion))
left, right = st.columns([2, 3], gap="large")
with left:
    drawn = pictures.spec("seats", election, (contest.contest_id, per_mille, base, number), build, length)
    pictures.show(drawn, alt=plain(sentence()))
with right:
    st.subheader(text("The arithmetic"), anchor=False)
    tables.show(*pieces.steps(found), key="seats_steps", alt=text("Votes, quotas and seats by list"))
st.subheader(text("What if votes were moved?"), anchor=False)
words = text(
    "For each pair of lists, the fewest votes which, moved from one to the other, change a seat. A calculation, not an observation."
)
st.markdown(headline.small(words))
tables.show(*pieces.changes(found), key="seats_changes", alt=text("Fewest votes that change a seat, by pair of lists"))
provenance.caption(election, [text(SOURCE), titles], ledger_length=length, at=clock.now())
