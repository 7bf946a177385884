"""Does one protocol of a station say what another says? Copy against published, copy against copy: every line, nothing averaged."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, copies, counting
from services.wording import plain
from ui import conclusions as said
from ui import copies as pieces
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, pictures, provenance, tables, tools

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
QUESTION = Message("Does each copy of a protocol say the same?")
SOURCE = Message("Protocols: what most reports of a station say; published figures: by station")
row = filters.row()
with row:
    election = elections.pick(actor)
if not election.contests:
    st.title(text(QUESTION), anchor=False)
    empty.say(text("This election has no contest with stations here."), text("An administrator imports the election and its stations."))
    st.stop()
offered = {each.value: copies.PAIRING_NAMES[each] for each in copies.pairings(election)}
view = tools.chosen(offered)
with row:
    names = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    contest = filters.choice("contest", text("Contest"), names, default=election.leading_contest.contest_id)
reading = copies.of(actor, election.election_id, contest, copies.Pairing(view))
found, length = reading.value, reading.ledger_length
conclusion = conclusions.of_copies(found, counting.in_force(election.election_id))
sentence = partial(conclusions.words, conclusion)
headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
rules.line(actor, election)
key = (contest, view)
moved = partial(pieces.waterfall, found)
saved = [(text("Votes"), pictures.save("copies_votes", election, moved, n=conclusion.n, source=text(SOURCE)))] if len(found.options) else []
tools.row(election, sentence, views=offered, pictures=saved, limits=partial(said.limits, conclusion))
if not conclusion.n:
    empty.from_whom(text("A second person enters a protocol again; an analyst imports results by station where they are published."))
    st.stop()
left, right = st.columns(2, gap="large")
with left:
    if found.points:
        words = {code: pieces.option_name(found, code) for code in found.points}
        option = filters.choice("option", text("Option"), words, default=found.leader)
        drawn = pictures.spec("copies scatter", election, (*key, option), partial(pieces.scatter, found, option), length)
        pictures.show(drawn, alt=plain(sentence()))
with right:
    if len(found.options) and found.options["net"].ne(0).any():
        pictures.show(pictures.spec("copies moved", election, key, moved, length), alt=pieces.takeaway(found))
    tables.show(*pieces.class_rows(found), key="classes", alt=text("What kind of difference, at how many stations"))
st.subheader(text("Every line that differs"), anchor=False)
shown = st.container()
page = tables.page_of(len(found.ledger))
with shown:
    tables.show(pieces.ledger(found, page), pieces.ledger_columns(found), key="ledger", alt=pieces.takeaway(found))
pieces.notes(found)
with st.expander(text("By option: gained, lost, direction")):
    tables.show(*pieces.option_rows(found), key="options", alt=text("By option: gained, lost, direction"))
with st.expander(text("By line: how often it agrees")):
    tables.show(*pieces.field_rows(found), key="fields", alt=text("By line: how often it agrees"))
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
