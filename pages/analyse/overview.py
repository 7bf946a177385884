"""How much did we see? The steps of the day, what was lost between them, where observers were; live by one integer."""

import streamlit as st

from charts.coverage import access_funnel, tile_grid
from charts.theme import Look
from locales import text
from schemas.message import Message
from schemas.person import Role
from services import clock, coverage, download
from services.wording import plain
from ui import coverage as pieces
from ui import election as elections
from ui import empty, filters, guard, headline, pictures, provenance, tools
from ui.pictures import Spec
from ui.tools import Download

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
SECONDS = 10
NOT_RANDOM = Message("The stations were chosen by the groups, not drawn at random: nothing here extends to other stations.")
SOURCE = Message("Registry: list of polling stations")

election = elections.pick(actor)
head = st.container(gap="small")
left, right = st.columns([1, 2], vertical_alignment="bottom")
with left:
    rule = filters.rule()
reading = coverage.overview(actor, election.election_id, rule)
found, length = reading.value, reading.ledger_length


@st.fragment(run_every=SECONDS)
def follow() -> None:
    """Looks at one number; the page runs again only when there are new facts."""
    newest = coverage.length()
    if newest > max(length, st.session_state.get("followed", 0)):
        st.session_state["followed"] = newest
        st.rerun()


def funnel(look: Look) -> Spec:
    spec: Spec = access_funnel(found.steps, look, simulated=election.is_simulated).to_dict()
    return spec


def grid(look: Look) -> Spec:
    spec: Spec = tile_grid(pieces.tiles(found), look, height=520, simulated=election.is_simulated).to_dict()
    return spec


def sentence() -> str:
    return coverage.sentence(found)


with head:
    headline.show(text("How much did we see?"), sentence, [] if found.drawn else [text(NOT_RANDOM)])
    if found.has_reports:
        pieces.cards(found)
if not len(found.table):
    empty.say(
        text("There is no list of polling stations for this election."),
        text("An administrator imports it, with the voters on each station's list."),
    )
    st.stop()
n, source = len(found.table), text(SOURCE)
with right:
    tools.row(
        election,
        sentence,
        tables=[(text("Regions"), Download("regions.csv", "text/csv", lambda: download.table_csv(pieces.region_file(found))))],
        pictures=[
            (text("Steps of the day"), pictures.save("coverage", election, funnel, n=n, source=source)),
            (text("Regions"), pictures.save("regions", election, grid, n=n, source=source)),
        ],
    )
if found.has_reports:
    first, second = st.columns([11, 9], gap="large")
    with first:
        pictures.show(pictures.spec("funnel", election, (rule,), funnel, length), alt=plain(sentence()), key="funnel")
    with second:
        pictures.show(pictures.spec("tiles", election, (rule,), grid, length), alt=text("Stations let in, by region"), key="tiles")
else:
    empty.say(
        text("No observer has reported yet."), text("Reports come from observers' phones; a coordinator sees who has opened the link.")
    )
pieces.region_table(found)
provenance.caption(election, [source], ledger_length=length, at=clock.now())
follow()
