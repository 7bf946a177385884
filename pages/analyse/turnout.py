"""Does announced turnout agree with what was counted? Stations, hours, remainder, day."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, turnout
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, provenance, tools, turnout_series
from ui import turnout as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "stations": Message("Stations", "view"),
    "hours": Message("Hours", "view"),
    "remainder": Message("Remainder", "view"),
    "day": Message("Day", "view"),
}

row = filters.row()
with row:
    election = elections.pick(actor)
    rule = filters.rule(counting.in_force(election.election_id))
    read = turnout.read(actor, election.election_id, rule)
    whole = read.value
    region = filters.region({code: whole.region_name(code, language()) for code in whole.region_codes})
found = turnout.narrowed(read, election.election_id, rule, region)
shown = pieces.Shown(found, whole, election, rule, region, read.ledger_length)
view = tools.chosen(VIEWS)
conclusion = {
    "stations": lambda: conclusions.of_turnout(found, rule),
    "hours": lambda: conclusions.of_hours(found, rule),
    "remainder": lambda: conclusions.of_remainder(found, rule),
    "day": lambda: conclusions.of_day(found, election, region, rule),
}[view]()
sentence = partial(conclusions.words, conclusion)
question = text("Does announced turnout agree with what was counted?")


def limits() -> list[str]:
    return [*conclusions.caveats(conclusion), *pieces.caveats(shown)]


notes = [*tools.region_note(election), *pieces.notes(shown, view), *limits()]
headline.show(question, sentence, notes, [said.badge(conclusion), *pieces.badges(shown, view, conclusion)])
rules.line(actor, election, rule, region=region)
if not len(whole.table):
    supplier = text("Observers send counts during the day and the protocol's lines after it; a coordinator can enter what is dictated.")
    supplier = no_stations.or_none(election, supplier)
    if view == "stations":  # whose first line has said what is not there
        empty.from_whom(supplier)
    else:
        empty.say(text("No turnout reports and no protocols have come in for this election."), supplier)
    st.stop()
source = text("own reports, current revisions; protocols: copies, photographs, figures read aloud")
tools.row(
    election,
    sentence,
    views=VIEWS,
    pictures=turnout_series.picture_files(shown, view, source),
    tables=turnout_series.table_files(shown, view),
    limits=lambda: [*said.limits(conclusion), *pieces.caveats(shown)],
    of=tools.MadeOf(rule, read.ledger_length),
)
turnout_series.VIEWS[view](shown)
provenance.caption(
    election,
    turnout_series.sources(view),
    ledger_length=read.ledger_length,
    at=clock.now(),
)
