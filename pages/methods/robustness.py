"""On whom does this rest? The turnout headline without each organisation, without each observer, and under each rule of what counts."""

from functools import partial

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, robustness
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, guard, headline, no_stations, pictures, provenance, tables, tools
from ui import robustness as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
QUESTION = Message("On whom does this rest?")
SOURCE = Message("Own counts and protocols of whole-day stations; closed institutions apart")
election = elections.pick(actor)
view = tools.chosen(pieces.VIEWS)
reading = robustness.of(actor, election.election_id)
found, length = pieces.of_view(reading.value, view), reading.ledger_length
conclusion = conclusions.of_robustness(found, counting.in_force(election.election_id), reading.value.names)
sentence = partial(conclusions.words, conclusion)
headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
rules.line(actor, election)
drawn = partial(pieces.chart, found, election)
picture = pictures.save(f"robustness_{view}", election, drawn, n=conclusion.n, source=text(SOURCE))
tools.row(election, sentence, views=pieces.VIEWS, pictures=[(text(pieces.VIEWS[view]), picture)] if conclusion.n else [],
          limits=partial(said.limits, conclusion))
if not conclusion.n:
    empty.from_whom(no_stations.or_none(election, text("A sum comes from observers who stay the whole day and send the protocol.")))
    st.stop()
pictures.show(pictures.spec("robustness", election, (view,), drawn, length), alt=plain(sentence()))
shown = st.container()
page = tables.page_of(len(found.rows))
with shown:
    tables.show(pieces.rows(found, page, election), pieces.columns(), key="without", alt=plain(sentence()))
st.subheader(text("Under each rule of what counts"), anchor=False)
tables.show(*pieces.rule_rows(reading.value), key="rules", alt=text("Under each rule of what counts"))
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
