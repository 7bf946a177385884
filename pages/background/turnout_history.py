"""How did announced turnout run since 2019? One territory beside the country, joined only where the territory is the same."""

from functools import partial

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import reading, turnout_history
from services.turnout_history import series_key
from services.wording import plain
from ui import background, filters, guard, headline, pictures, tables, tiles, tools
from ui import turnout_history as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
SOURCE = Message("Announced turnout by region; the page names the sources")

found = turnout_history.read(actor)
election = found.votes[-1].election
sentence = partial(pieces.sentence, found)
headline.show(text("How did announced turnout run?"), sentence, pieces.caveats(found))
with filters.row("history"):
    key = filters.choice("territory", text("Territory"), pieces.choices(found), default="KZ-75")
    chosen = filters.choice("vote", text("Vote on the map"), pieces.votes(found))
build = partial(pieces.chart, found, key)
saved = [(text("Turnout since 2019"), pictures.save("turnout_history", election, build, n=len(found.votes), source=text(SOURCE)))]
vote = next(each for each in found.votes if each.election.election_id == chosen)
grid = pieces.grid(found, vote)
saved.append(grid.save(vote.election, n=len(grid.frame), source=text(SOURCE)))
tools.row(election, sentence, source=tools.published, pictures=saved)
drawn = pictures.spec("turnout history", election, (key,), build, reading.ledger_length())
left, right = st.columns([11, 9], gap="large")
with left:
    pictures.show(drawn, alt=plain(sentence()), key="chart_history")
with right:
    tiles.show(
        grid, "history", vote.election, (), reading.ledger_length(), options=pieces.choices(found),
        field="territory", chosen=key.partition(" ")[0], territory=lambda code: series_key(code, vote.election.held_on))
tables.show(*pieces.rows(found), key="turnout_history", alt=text("Turnout since 2019"))
background.sources(found.sources)
