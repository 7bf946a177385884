"""Does announced turnout agree with what was counted? Stations, hours, remainder, day."""

import streamlit as st

from locales import clock, language, plural, text
from schemas.message import Message
from schemas.person import Role
from services import clock as time
from services import turnout, turnout_sentences, turnout_table
from ui import election as elections
from ui import empty, filters, guard, headline, provenance, tools
from ui import turnout as pieces
from ui.headline import Badge

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "stations": Message("Stations", "view"),
    "hours": Message("Hours", "view"),
    "remainder": Message("Remainder", "view"),
    "day": Message("Day", "view"),
}

election = elections.pick(actor)
view = st.session_state.get(tools.VIEW) or st.query_params.get(tools.VIEW, "stations")
with st.sidebar:
    rule = filters.rule()
read = turnout.read(actor, election.election_id, rule)
whole, length = read.value, read.ledger_length
with st.sidebar:
    region = filters.region({code: whole.region_name(code, language()) for code in whole.region_codes})
found = turnout.narrowed(whole, region)
last_hour = clock(found.due[-1], election.capital_zone) if found.due else ""
sentences = {
    "stations": lambda: turnout_sentences.stations(found.summary),
    "hours": lambda: turnout_sentences.intervals(found.intervals),
    "remainder": lambda: turnout_sentences.remainder(found),
    "day": lambda: turnout_sentences.day(found, region, election.country_code, last_hour),
}
sentence = sentences.get(view, sentences["stations"])
summary = found.summary
badges = [
    Badge(text("▲ above the ceiling {n}", n=summary.above), "violet"),
    Badge(text("▼ below the floor {n}", n=summary.below + summary.below_without_ceiling), "orange"),
    Badge(text("● between {n}", n=summary.between), "green"),
    Badge(text("– cannot be compared {n}", n=summary.cannot), "gray"),
    Badge(turnout_sentences.allowance(election.allowance), "yellow" if not election.allowance.calibrated_pairs else "blue"),
    Badge(
        plural("{k} of {n} station", "{k} of {n} stations", whole.registry_stations, k=len(whole.table), n=whole.registry_stations), "gray"
    ),
]
caveats = [
    text("Stations were chosen by the groups, not drawn at random: nothing here extends to other stations."),
    turnout_sentences.closed_institutions(found.closed_summary),
]
headline.show(text("Does announced turnout agree with what was counted?"), sentence, [each for each in caveats if each], badges)
if not len(whole.table):
    empty.say(
        text("No turnout reports and no protocols have come in for this election."),
        text("Observers send counts during the day and the protocol's lines after it; a coordinator can enter what is dictated."),
    )
    st.stop()
source = text("own reports, current revisions; protocols: copies and photographs")
files = pieces.files(found, election, view if view in VIEWS else "stations", source)
view = tools.row(
    election,
    sentence,
    views=VIEWS,
    pictures=files,
    tables=[
        ("", tools.Download(f"turnout_{view}.csv", "text/csv", lambda: turnout_table.of_view(found, view if view in VIEWS else "stations")))
    ],
)
pieces.VIEWS[view](found, election, (rule, region), length)
provenance.caption(
    election,
    [
        text("Counts: own reports, current revisions"),
        text("Protocols: copies and photographs"),
        text("voters outside the premises taken off the protocol"),
    ],
    ledger_length=length,
    at=time.now(),
)
