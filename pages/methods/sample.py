"""What does a random sample of stations say? Response first, then the estimate; a planner for a draw that anybody can repeat."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import clock, conclusions, counting, registry, sample
from services.download import table_csv
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, pictures, provenance, tables, tiles, tools
from ui import sample as pieces
from ui import sample_choices as choosing
from ui.words_entry import words_entry

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
QUESTION = Message("What does a random sample of stations say?")
SOURCE = Message("Protocols of the stations drawn; the list: of the protocol, else of the registry")
row = filters.row()
with row:
    election = elections.pick(actor)
view = tools.chosen(pieces.VIEWS)
names = registry.region_names(election.election_id, language())
reading = sample.of(actor, election.election_id)
found, length = reading.value, reading.ledger_length

if view == "planner":
    number, strata, seed = sample.USUAL, "region", election.election_id
    if proposed := len(found.drawn) or sample.proposed(actor, election.election_id):
        with row:
            number = int(st.number_input(text("Stations to draw"), min_value=2, max_value=100_000, value=proposed, key="draw"))
            strata = filters.choice("strata", text("Strata"), {"region": text("regions"), "none": text("none", "strata")}, default="region")
            seed = words_entry(text("Public seed"), sample.LONGEST_SEED, "seed", value=election.election_id)
    try:
        drawn = sample.plan(actor, election.election_id, number, by_region=strata == "region", seed=seed)
    except Problem as problem:
        missing = partial(text, problem.message, None, **problem.values)
        headline.show(text(QUESTION), missing)
        tools.row(election, missing, views=pieces.VIEWS)
        bringing = no_stations.supplier(actor, election)
        way = bringing if problem.code is ProblemCode.NOT_FOUND else text("Choose another number of stations, or no strata.")
        empty.from_whom(way)
        st.stop()
    sentence = partial(pieces.plan_sentence, drawn)
    fair = text("Take the seed from something nobody controls, such as a lottery drawn after the list of stations was fixed.")
    headline.show(text(QUESTION), sentence, [fair])
    rules.line(actor, election)
    file = tools.Download("draw.csv", "text/csv", lambda: table_csv(pieces.plan_csv(drawn)))
    tools.row(election, sentence, views=pieces.VIEWS, tables=[(text("Stations drawn"), file)])
    shown = st.container()
    page = tables.page_of(len(drawn.table))
    with shown:
        tables.show(*pieces.plan_rows(drawn, names, page), key="plan", alt=text("Stations drawn"))
else:
    conclusion = conclusions.of_sample(found, counting.in_force(election.election_id))
    sentence = partial(conclusions.words, conclusion)
    limits = [each for each in (pieces.sensitivity(found), pieces.convenience(found), *conclusions.caveats(conclusion)) if each]
    headline.show(text(QUESTION), sentence, limits, [said.badge(conclusion)])
    rules.line(actor, election)
    tools.row(election, sentence, views=pieces.VIEWS, limits=partial(said.limits, conclusion))
    if not len(found.drawn):
        empty.from_whom(no_stations.or_none(election, text("Plan a draw here; a coordinator assigns the stations drawn as a sample.")))
        st.stop()
    st.subheader(text("How many of the drawn stations reported"), anchor=False)
    if grid := pieces.response_grid(found, names):
        tiles.show(grid, "response", election, (), length, is_alone=True)
    tables.show(*pieces.response_rows(found, names), key="response", alt=text("How many of the drawn stations reported"))
    if found.estimate is not None and found.estimate.estimate is not None:
        drawing = partial(pieces.chart, found, election, names)
        pictures.show(pictures.spec("sample", election, (), drawing, length), alt=plain(sentence()))
    choosing.show(actor, election, names)
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
