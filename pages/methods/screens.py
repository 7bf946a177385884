"""Are the figures of many stations unusual? Screens with innocent causes and other elections beside them; off below 300 stations."""

from functools import partial

import streamlit as st

from locales import language, share, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, forensics
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, pictures, provenance, tools
from ui import forensics as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
QUESTION = Message("Is anything unusual about the figures of many stations?")
SOURCES = {"published": Message("Published figures by station"), "protocol": Message("Protocols: copies, photographs, figures read aloud")}
row = filters.row()
with row:
    election = elections.pick(actor)
if not election.contests:
    st.title(text(QUESTION), anchor=False)
    empty.say(text("This election has no contest with stations here."), text("An administrator imports the election and its stations."))
    st.stop()
view = tools.chosen(pieces.VIEWS)
with row:
    names = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    contest = filters.choice("contest", text("Contest"), names, default=election.leading_contest.contest_id)
reading = forensics.of(actor, election.election_id, contest)
found, length = reading.value, reading.ledger_length
rule = counting.in_force(election.election_id)
conclusion = conclusions.of_screen(found, view, rule)
if not found.is_shown:
    headline.show(text(QUESTION), partial(conclusions.words, conclusion), badges=[said.badge(conclusion)])
    rules.line(actor, election)
    empty.say(
        text("Screens need the figures of nearly all stations: published by station, or protocols held."),
        no_stations.or_none(election, text("Observers send protocols; an analyst imports published results.")),
    )
    st.stop()
peak, head, chosen = found.peak, st.container(), st.container()
if view == "peak" and len(peak.choices):
    ends = {str(round(end * 100)): share(end, 0) for end in peak.choices["clean_to_share"]}
    with chosen, filters.row("clean"):
        end = filters.choice("clean", text("The range called clean ends at"), ends, default=str(round((peak.clean_to_share or 0) * 100)))
    peak = forensics.peak_of(found, int(end) / 100, length)
conclusion = conclusions.of_screen(found, view, rule, peak)
sentence = partial(conclusions.words, conclusion)
key, source = (contest, view, peak.clean_to_share), text(SOURCES[found.voice])
drawn = partial(pieces.chart, found, view, peak)
picture = pictures.save(f"screen_{view}", election, drawn, n=conclusion.n, source=source)
with head:
    headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
    rules.line(actor, election)
    tools.row(
        election, sentence, views=pieces.VIEWS, pictures=[(text(pieces.VIEWS[view]), picture)], limits=partial(said.limits, conclusion))
left, right = st.columns([3, 2], gap="large") if view in pieces.SCREENS and view != "small" else (st.container(), st.container())
with left:
    pictures.show(pictures.spec("screen", election, key, drawn, length), alt=plain(sentence()))
if view in pieces.SCREENS:
    with right:
        if view != "small":
            beside = partial(pieces.comparator_chart, found, view, peak)
            pictures.show(pictures.spec("screen beside", election, key, beside, length), alt=text("Beside other elections"))
    with st.expander(text("Other elections and their sources")):
        pieces.comparator_table(found, view)
pieces.left_out(found)
provenance.caption(election, [source], ledger_length=length, at=clock.now())
