"""One station: everything that is known of it, side by side by voice."""

from functools import partial

import pandas as pd
import streamlit as st

from locales import language, text
from schemas.person import Role
from schemas.problem import Problem
from services import clock, counting, registry, station, station_sentences
from ui import case_adding, empty, guard, headline, photo_viewer, pictures, provenance, station_reports, tables, tools
from ui import counting as rules
from ui import election as elections
from ui import station as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)


def choices(typed: str) -> pd.DataFrame:
    return station.named(station.find(actor, election.election_id, typed), election)


# The question stands above the choice of a station, though it is known only after it.
head = st.container()
has_list = bool(registry.region_names(election.election_id, language()))
wanted = pieces.picker(choices) if has_list else None
if wanted is None:
    head.title(text("Do the four voices agree at one station?"), anchor=False)
    pieces.none_chosen(actor, election, has_list=has_list)
    st.stop()
try:
    read, rule = station.read(actor, election.election_id, wanted), counting.in_force(election.election_id)
except Problem as problem:
    head.title(text("Do the four voices agree at one station?"), anchor=False)
    empty.say(text(problem.message, None, **problem.values), text("Type another number above."))
    st.stop()
found = read.value


def sentence() -> str:
    return station_sentences.sentence(found)


with head:
    headline.show(pieces.title(found), sentence, [pieces.place(found)], pieces.badges(found, rule))
rules.line(actor, election, station=wanted)
name = wanted.replace("/", "-")
drawable = found.people("protocol") is not None and found.people("counted") is not None
source = text("reports of this station, current revisions")
saved = pictures.save(f"station_{name}", election, lambda look: pieces.bracket(found, look), n=1, source=source)
tools.row(
    election, sentence, pictures=[("", saved)] if drawable else [], beside=partial(case_adding.button, actor, election, wanted))
if found.row is None and not found.reports:
    empty.say(
        text("Nothing has been reported from this station."),
        text("Its registry row is all there is. An observer assigned here, or a coordinator for them, can report."),
    )
pieces.cards(found)
if len(figures := pieces.figure_rows(found)):
    st.markdown(f"**{text('Side by side, by voice')}**")
    tables.show(figures, pieces.figure_columns(), key="figures", alt=text("Side by side, by voice"))
left, right = st.columns([7, 4], gap="large") if found.reports else (st.container(), st.container())
with left:
    if drawable:
        drawn = pictures.spec("station", election, (wanted,), lambda look: pieces.bracket(found, look), read.ledger_length)
        pictures.show(drawn, alt=sentence().replace("*", ""))
    station_reports.day(found)
with right:
    pieces.sources(found, read.ledger_length)
station_reports.extra_lines(found)
station_reports.incidents(found)
station_reports.every(found)
if actor.role is not Role.ADMIN:
    photo_viewer.at_station(actor, election.election_id, wanted, found.station.time_zone)
provenance.caption(election, [text("Reports of this station, current revisions")], ledger_length=read.ledger_length, at=clock.now())
