"""What do the founding documents say, and does it hold? Every claim with its speaker, its source and what its check came to."""

from functools import partial

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import background as published
from services import claims, download, reading
from services.wording import plain
from ui import background, guard, headline, pictures, tables, tools
from ui import claims as pieces
from ui.plain import unbroken
from ui.tools import Download

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "claims": Message("Claims", "view"),
    "sums": Message("Computed", "view"),
    "contradictions": Message("Contradictions", "view"),
}
SOURCE = Message("Claims of five documents of 2020 and 2021, each with its check")

found = claims.read(actor)
election = published.election("kz-2021-mazhilis")
sentence = partial(pieces.sentence, found)
headline.show(text("What do the founding documents say, and does it hold?"), sentence, pieces.caveats())
build = partial(pieces.chart, found)
saved = [(text("Claims", "view"), pictures.save("claims", election, build, n=len(found.claims), source=text(SOURCE)))]
file = Download("claims.csv", "text/csv", lambda: download.table_csv(pieces.table(found)))
view = tools.row(election, sentence, source=tools.published, views=VIEWS, pictures=saved, tables=[(text("Claims", "view"), file)])
if view == "claims":
    drawn = pictures.spec("claims", election, (), build, reading.ledger_length())
    pictures.show(drawn, alt=plain(sentence()), key="chart_claims")
    pieces.listed(pieces.chosen(found))
elif view == "sums":
    st.markdown(unbroken(pieces.sums_sentence(found)))
    tables.show(*pieces.sums(found), key="claim_sums", alt=plain(pieces.sums_sentence(found)))
else:
    pieces.contradiction_cards(found.contradictions)
background.sources(each.source for each in found.claims)
