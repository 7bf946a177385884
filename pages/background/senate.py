"""How were senators and the ruling party's candidates chosen in 2020? The Senate from nomination to seat, the primaries by their bases."""

from functools import partial

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import reading, senate
from services.wording import plain
from ui import background, guard, headline, pictures, tools
from ui import senate as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {"senate": Message("Senate", "view"), "primaries": Message("Primaries", "view")}
SOURCE = Message("Published figures of the Senate election and the primaries of 2020; the page names the source of each")

found, chosen = senate.senate(actor), senate.primaries(actor)
view = tools.chosen(VIEWS)
election = found.election if view == "senate" else chosen.election
sentence = partial(pieces.senate_sentence, found) if view == "senate" else partial(pieces.primaries_sentence, chosen)
headline.show(text("How were candidates chosen in 2020?"), sentence, pieces.caveats(found))
builds = (
    {"steps": partial(pieces.steps_chart, found), "bands": partial(pieces.bands_chart, found)}
    if view == "senate"
    else {
        "removals": partial(pieces.removals_chart, chosen),
        "periods": partial(pieces.periods_chart, chosen),
        "quotas": partial(pieces.quotas_chart, chosen),
    }
)
LABELS = {
    "steps": Message("From nomination to seat"),
    "bands": Message("Winners by share"),
    "removals": Message("Candidates removed"),
    "periods": Message("Days of the primaries"),
    "quotas": Message("Quotas"),
}
n = found.figures["nominated"].count if view == "senate" else chosen.figures["votes_cast"].count
saved = [(text(LABELS[code]), pictures.save(f"2020_{code}", election, build, n=n, source=text(SOURCE))) for code, build in builds.items()]
tools.row(election, sentence, source=tools.published, views=VIEWS, pictures=saved)
columns = st.columns(2, gap="large")
for place, (code, build) in enumerate(builds.items()):
    with columns[place % 2]:
        drawn = pictures.spec(f"2020 {code}", election, (), build, reading.ledger_length())
        pictures.show(drawn, alt=f"{text(LABELS[code])}. {plain(sentence())}", key=f"chart_{code}")
if view == "senate":
    pieces.winners_list(found)
else:
    pieces.primaries_words(chosen)
background.sources(pieces.sources(found, chosen, view))
