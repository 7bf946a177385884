"""Which regions stand out, and what goes together? Funnel, shrinkage, associations corrected for trying many, watched beside others."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, many, registry
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, pictures, provenance, tables, tiles, tools
from ui import many as pieces
from ui import violations as items

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
QUESTION = Message("Which regions stand out, and what goes together?")
NOBODY = Message("No observer has answered these questions yet.")
SOURCE = Message("Answers of observers; protocols and counts of whole-day stations")
row = filters.row()
with row:
    election = elections.pick(actor)
view = tools.chosen(pieces.VIEWS)
reading = many.of(actor, election.election_id)
found, length = reading.value, reading.ledger_length
names = registry.region_names(election.election_id, language())
if view != "watched" and not found.regions:
    headline.show(text(QUESTION), partial(text, NOBODY))
    tools.row(election, partial(text, NOBODY), views=pieces.VIEWS)
    empty.from_whom(no_stations.or_none(election, text("Answers come with the reports of opening, closing and count.")))
    st.stop()
if view == "regions":
    with row:
        options = {code: words for code, words in items.item_options().items() if code in found.regions}
        item = filters.choice("item", text("What was seen"), options, default=next(iter(found.regions)))
    region = found.regions[item]
    conclusion = conclusions.of_regions(region, item, counting.in_force(election.election_id))
    sentence = partial(conclusions.words, conclusion)
    headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
    rules.line(actor, election)
    drawn = partial(pieces.funnel_chart, region, names, election)
    saved = [(text("Regions"), pictures.save("funnel", election, drawn, n=conclusion.n, source=text(SOURCE)))] if conclusion.n else []
    tools.row(election, sentence, views=pieces.VIEWS, pictures=saved, limits=partial(said.limits, conclusion))
    if conclusion.n:
        left, right = st.columns(2, gap="large")
        with left:
            pictures.show(pictures.spec("funnel", election, (item,), drawn, length), alt=plain(sentence()))
        with right:
            tiles.show(pieces.region_grid(region, item, names), "many", election, (item,), length)
    tables.show(*pieces.region_rows(region, names), key="regions", alt=plain(sentence()))
    if words := pieces.alike(region):
        st.markdown(headline.small(words))
    said.show(conclusions.of_regions_together(found, counting.in_force(election.election_id)))
elif view == "together":
    conclusion = conclusions.of_associations(found, counting.in_force(election.election_id))
    sentence = partial(conclusions.words, conclusion)
    headline.show(text(QUESTION), sentence, conclusions.caveats(conclusion), [said.badge(conclusion)])
    rules.line(actor, election)
    tools.row(election, sentence, views=pieces.VIEWS, limits=partial(said.limits, conclusion))
    tables.show(*pieces.together_rows(found), key="together", alt=plain(sentence()))
else:
    watched = conclusions.of_watched(found.watched, election, counting.in_force(election.election_id))
    sentence = partial(conclusions.words, watched[0])
    headline.show(text(QUESTION), sentence, conclusions.caveats(watched[0]), [said.badge(watched[0])])
    rules.line(actor, election)
    tools.row(election, sentence, views=pieces.VIEWS, limits=partial(said.limits, watched[0]))
    if found.watched.compared is None:
        empty.say(
            text("There is nothing by station to set the watched ones beside."),
            text("An analyst imports results by station where they are published."),
        )
    pieces.watched_view(found.watched, watched, election)
source = text(SOURCE) if view != "watched" else text("Published figures by station")
provenance.caption(election, [source], ledger_length=length, at=clock.now())
