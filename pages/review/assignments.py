"""Who is where? Stations of the registry with observers, by code and organisation."""

import streamlit as st

from locales import language, plural, text
from schemas.person import Role
from services import follow, registry
from services.wording import strong
from ui import election as elections
from ui import empty, enrolling, filters, guard, headline, no_stations, tables
from ui import follow as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
assigned = follow.observers(actor, election.election_id)
names = registry.region_names(election.election_id, language())


def sentence() -> str:
    return text(
        "Observers: {n}; organisations: {o}; stations they are assigned to: {s}; observers who have confirmed theirs: {k}.",
        n=strong(len(assigned)),
        o=strong(assigned["organisation_code"].nunique()),
        s=strong(assigned["station_id"].nunique()),
        k=strong(int(assigned["confirmed_at"].notna().sum())),
    )


if assigned.empty:
    st.title(text("Who is where?"), anchor=False)
    if names:
        enrolling.show(actor, election)
    empty.say(text("No observer is assigned to a station yet."), no_stations.inviter(actor, election, is_here=True))
    st.stop()
headline.show(text("Who is where?"), sentence, [text("People are known here by their codes only; names stay with the organisations.")])
enrolling.show(actor, election)
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = filters.region(names)
    wanted = st.text_input(text("Station or code"), key="wanted", placeholder="")
found = follow.found(assigned, "" if region == filters.ALL else region, wanted)
shown = st.container()
page = tables.page_of(len(found))
with shown:
    rows = pieces.assignment_rows(found.iloc[page], election)
    tables.show(rows, pieces.assignment_columns(), key="assigned", alt=plural("{n} assignment", "{n} assignments", len(found)))
