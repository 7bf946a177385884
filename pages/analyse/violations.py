"""What was seen, and at how many stations? k of n with what could not be seen apart; messages; observers kept out; what authorities say."""

import streamlit as st

from charts import violations as drawn
from charts.theme import Look
from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import clock, download, violations
from services.wording import plain
from ui import election as elections
from ui import empty, filters, guard, headline, pictures, provenance, tools
from ui import violations as pieces
from ui.headline import Badge
from ui.pictures import Spec
from ui.tools import Download

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "items": Message("What was seen", "view"),
    "messages": Message("Messages", "view"),
    "kept_out": Message("Observers kept out", "view"),
    "timeline": Message("Hours", "view"),
}
NOT_RANDOM = Message("Not chosen at random: this says nothing of other stations.")
SOURCE = Message("Own reports: presence, opening, turnout, count, closing, violation")

election = elections.pick(actor)
head = st.container(gap="small")
bar = st.container()
first, second, third = st.columns(3)
names = violations.region_names(election.election_id, language())
with first:
    region = filters.region(names)
with second:
    phase = filters.choice("phase", text("Phase"), pieces.phase_options(), everything=text("all phases"))
with third:
    rule = filters.rule()
reading = violations.seen(actor, election.election_id, rule, "" if region == filters.ALL else region)
found, length, simulated = reading.value, reading.ledger_length, election.is_simulated


def sentence() -> str:
    if st.session_state.get("view") == "messages":
        return violations.told_sentence(found)
    return violations.sentence(found, violations.most_seen(found, phase))


def items(look: Look) -> Spec:
    title = text("What was seen, and at how many stations")
    return drawn.as_spec(drawn.seen_at(pieces.item_rows(found, phase), look, title=title, simulated=simulated))


def kept_out(look: Look) -> Spec:
    return drawn.as_spec(
        drawn.station_bars(
            pieces.kept_out_rows(found),
            look,
            title=text("Observers kept out"),
            key=text("stations, of those with a report of arrival or leaving"),
            simulated=simulated,
        )
    )


def timeline(look: Look) -> Spec:
    return drawn.as_spec(drawn.hours(found.hours, look, simulated=simulated))


BUILD = {"items": items, "kept_out": kept_out, "timeline": timeline}
with bar:
    saved = [
        (text(VIEWS[code]), pictures.save(code, election, build, n=found.asked_stations, source=text(SOURCE)))
        for code, build in BUILD.items()
    ]
    view = tools.row(
        election,
        sentence,
        views=VIEWS,
        pictures=saved,
        tables=[
            (text("What was seen", "view"), Download("seen.csv", "text/csv", lambda: download.table_csv(found.items))),
            (text("Messages", "view"), Download("messages.csv", "text/csv", lambda: download.table_csv(found.classes))),
        ],
    )
with head:
    coverage = Badge(text("stations with answers: {n}", n=found.asked_stations), "green")
    headline.show(
        text("What was seen, and at how many stations?"), sentence, [text(NOT_RANDOM)] if found.asked_stations else [], [coverage]
    )
if not found.asked_stations:
    empty.say(text("No observer has answered these questions yet."), text("Answers come with the reports of opening, closing and count."))
elif view in BUILD:
    pictures.show(pictures.spec(view, election, (rule, region, phase), BUILD[view], length), alt=plain(sentence()), key=f"chart_{view}")
pieces.section(found, view, phase, violations.registered(election))
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
