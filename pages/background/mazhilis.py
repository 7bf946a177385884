"""What was published of 10 January 2021? The result on three bases, seats recomputed, the day by region, exit polls, stations."""

from functools import partial

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import mazhilis, reading
from services.wording import plain
from ui import background, guard, headline, pictures, tables, tiles, tools
from ui import mazhilis as pieces
from ui.plain import unbroken

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "result": Message("Results", "view"),
    "turnout": Message("Turnout by hour", "view"),
    "polls": Message("Exit polls", "view"),
    "stations": Message("Stations", "view"),
}
SOURCE = Message("Published figures of 10 January 2021; the page names the source of each")

found = mazhilis.read(actor)
election, length = found.election, reading.ledger_length()
sentence = partial(pieces.sentence, found)
headline.show(text("What was published of 10 January 2021?"), sentence, pieces.caveats(found))
names = pieces.option_names(found)
builds = {
    "result": partial(pieces.result_chart, found),
    "ballots": partial(pieces.gap_chart, found),
    "turnout": partial(pieces.day_chart, found.hours, election.capital_zone, not_found=found.not_found),
    "polls": partial(pieces.poll_chart, found.polls, names),
}
LABELS = {**VIEWS, "ballots": Message("From the list to the votes")}
n = found.figures["votes_for_parties"].count
saved = [
    (text(LABELS[code]), pictures.save(f"mazhilis_{code}", election, build, n=n, source=text(SOURCE))) for code, build in builds.items()
]
saved.append(pieces.day_grid(found.hours, election).save(election, n=n, source=text(SOURCE)))
view = tools.row(election, sentence, source=tools.published, views=VIEWS, pictures=saved)
if view in builds:
    pictures.show(pictures.spec(f"mazhilis {view}", election, (), builds[view], length), alt=plain(sentence()), key=f"chart_{view}")
if view == "result":
    tables.show(*pieces.result_rows(found), key="mazhilis_result", alt=text("Votes, shares and seats by list"))
    st.subheader(text("What is not accounted for by votes"), anchor=False)
    st.markdown(unbroken(pieces.gap_sentence(found)))
    pictures.show(pictures.spec("mazhilis ballots", election, (), builds["ballots"], length), alt=plain(pieces.gap_sentence(found)))
elif view == "turnout":
    tiles.show(pieces.day_grid(found.hours, election), "mazhilis", election, (), length, is_alone=True)
    tables.show(*pieces.day_rows(found), key="mazhilis_day", alt=text("Announced turnout by unit and hour"))
elif view == "polls":
    pieces.polls_view(found.polls, names, "mazhilis_polls")
else:
    pieces.stations_view(found)
background.sources(found.sources(view))
