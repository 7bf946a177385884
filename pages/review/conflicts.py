"""Which two reports of one station do not agree? Stations with most conflicts first, then every value side by side."""

import streamlit as st

from locales import language, plural, text
from schemas.person import Role
from schemas.problem import Problem
from services import follow
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, settle, tables
from ui import follow as pieces
from ui.observer_frame import tell

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
compared = follow.compared(actor, election.election_id)
stations = follow.conflict_stations(actor, election.election_id)
conflicts = stations[stations["conflicts_n"] > 0]


def sentence() -> str:
    return pieces.conflicts_sentence(stations)


if stations.empty:
    st.title(text("Which two reports disagree?"), anchor=False)
    supplier = no_stations.or_none(election, text("Conflicts appear here when two observers of one station send their protocols."))
    empty.say(text("No station has two reports yet."), supplier)
    st.stop()
headline.show(text("Which two reports disagree?"), sentence, [text("Both values stay. A difference says nothing of who is right.")])
if conflicts.empty:
    empty.say(
        text("No two reports of one station differ."), text("Conflicts appear here when two observers of one station send their protocols.")
    )
    settle.decisions(actor, election)
    st.stop()
shown = st.container()
page = tables.page_of(len(conflicts))
with shown:
    rows = pieces.conflict_rows(conflicts.iloc[page], election)
    tables.show(rows, pieces.conflict_columns(), key="conflicts", alt=plural("{n} station", "{n} stations", len(conflicts)))
contests = {each.contest_id: each.name.in_language(language()) for each in election.contests}
labels = {
    f"{row.station_id} {row.contest_id}": f"{row.station_id} · {contests.get(str(row.contest_id), row.contest_id)}"
    for row in conflicts.iloc[page].itertuples()
}
chosen = filters.choice("pair", text("Side by side"), labels)
station_id, _, contest_id = chosen.partition(" ")
try:
    beside = follow.side_by_side(actor, election.election_id, station_id, contest_id)
except Problem as problem:
    tell(problem)
else:
    table, columns = pieces.side_rows(beside, election, election.contest(contest_id))
    tables.show(table, columns, key="side", alt=text("Every value of every report of this station"))
    settle.one(actor, election, station_id, contest_id, beside, compared)
settle.decisions(actor, election)
