"""Does announced turnout agree with what was counted? Stations, hours, remainder, day."""

import streamlit as st

from locales import clock as time_of_day
from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, conclusions, counting, turnout, turnout_sentences
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, provenance, tools, turnout_series
from ui import turnout as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "stations": Message("Stations", "view"),
    "hours": Message("Hours", "view"),
    "remainder": Message("Remainder", "view"),
    "day": Message("Day", "view"),
}

election = elections.pick(actor)
with st.sidebar:
    rule = filters.rule(counting.in_force(election.election_id))
    read = turnout.read(actor, election.election_id, rule)
    whole = read.value
    region = filters.region({code: whole.region_name(code, language()) for code in whole.region_codes})
found = turnout.narrowed(read, election.election_id, rule, region)
shown = pieces.Shown(found, election, rule, region, read.ledger_length)
last_hour = time_of_day(found.due[-1], election.capital_zone) if found.due else ""
view = tools.chosen(VIEWS)
conclusion = conclusions.of_turnout(found, rule)


def sentence() -> str:
    if view == "hours":
        return turnout_sentences.intervals(found.intervals)
    if view == "remainder":
        return turnout_sentences.remainder(found)
    if view == "day":
        return turnout_sentences.day(found, region, election.country_code, last_hour)
    return conclusions.words(conclusion)


question = text("Does announced turnout agree with what was counted?")
limits = [*conclusions.caveats(conclusion), *pieces.caveats(shown)]
headline.show(question, sentence, limits, [said.badge(conclusion), *pieces.badges(shown, len(found.table))])
rules.line(actor, election, rule)
if not len(whole.table):
    empty.say(
        text("No turnout reports and no protocols have come in for this election."),
        text("Observers send counts during the day and the protocol's lines after it; a coordinator can enter what is dictated."),
    )
    st.stop()
source = text("own reports, current revisions; protocols: copies and photographs")
tools.row(
    election,
    sentence,
    views=VIEWS,
    pictures=turnout_series.picture_files(shown, view, source),
    tables=turnout_series.table_files(shown, view),
    of=tools.MadeOf(rule, read.ledger_length),
)
turnout_series.VIEWS[view](shown)
provenance.caption(
    election,
    [
        text("Counts: own reports, current revisions"),
        text("Protocols: copies and photographs"),
        text("voters outside the premises taken off the protocol"),
    ],
    ledger_length=read.ledger_length,
    at=clock.now(),
)
