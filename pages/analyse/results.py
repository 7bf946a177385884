"""Do published results agree with the protocols? Stations and complete districts exactly, incomplete ones within limits."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, results
from services.wording import plain
from ui import address, case_adding, empty, filters, guard, headline, no_stations, pictures, provenance, tables, tools
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import results as pieces
from ui.kept import Keeper
from ui.plain import escaped

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
SOURCES = Message("Protocols: copies, photographs and figures read aloud to observers; published figures: named in each row")
SOURCE = Message("Protocols: copies, photographs and figures read aloud to observers; published figures: {source}")

row = filters.row()
with row:
    election = elections.pick(actor)
levels = results.levels(election)
if not levels or not election.contests:
    st.title(text("Do published results agree with the protocols?"), anchor=False)
    empty.say(
        text("No results that could be compared are published for this election."),
        text("An analyst imports them with their source when they are."),
    )
    st.stop()

with row:
    contests = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    chosen = filters.choice("contest", text("Contest"), contests, default=election.leading_contest.contest_id)
    rule = filters.rule(counting.in_force(election.election_id))
contest = election.contest(chosen) or election.leading_contest
level = address.own(tools.VIEW) or st.query_params.get(tools.VIEW, levels[0])
found = results.of(actor, election.election_id, contest.contest_id, level if level in levels else levels[0], rule)

conclusion = conclusions.of_results(found, rule)
sentence = partial(conclusions.words, conclusion)
headline.show(text("Do published results agree with the protocols?"), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
rules.line(actor, election, rule)
units, published = found.units(complete=True) + found.units(complete=False), pieces.sources(found)
source = text(SOURCE, source=published[0]) if len(published) == 1 else text(SOURCES)
key = (contest.contest_id, found.level, rule)
states = partial(pieces.states_chart, found, contest)
saved = [(text("States"), pictures.save("results", election, states, n=units, source=source))] if units else []
made_of = tools.MadeOf(rule, found.ledger_length)
tools.row(
    election, sentence, views={each: pieces.LEVEL_NAMES[each] for each in levels}, pictures=saved, of=made_of,
    limits=partial(said.limits, conclusion), beside=partial(case_adding.unit_button, actor, found))
if not len(found.rows):
    empty.say(
        text("No figure is published at this level, or no protocol is held."),
        no_stations.or_none(election, text("Observers send protocols; an analyst imports published results.")),
    )
    st.stop()
left, right = st.columns([1, 1], gap="large")
with left:
    drawn = pictures.spec("results states", election, key, states, found.ledger_length)
    pictures.show(drawn, alt=plain(sentence()))
with right:
    if len(pieces.differing(found)):
        drawn = pictures.spec("results differences", election, key, partial(pieces.differences_chart, found, contest), found.ledger_length)
        pictures.show(drawn, alt=pieces.takeaway(found))
    else:
        limit = text("What is not held cannot be compared: the table says where.")
        empty.say(text("No published figure differs from the protocols held."), limit)
pieces.regions(found, key)
shown = st.container()
page = tables.page_of(len(found.rows))
with shown:
    rows = Keeper(election, key, found.ledger_length).kept("results", partial(pieces.rows, found, contest, page), page.start)
    tables.show(rows, pieces.columns(found), key="results", alt=pieces.takeaway(found), is_lined=True)
provenance.caption(election, [escaped(source)], ledger_length=found.ledger_length, at=clock.now())
