"""What can be downloaded? The merged files for the public, for partners and for the house, made aside and kept."""

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem
from services import clock, download
from ui import counting as rules
from ui import downloads, empty, guard, headline, no_stations, provenance
from ui import election as elections

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
FILES: dict[str, Message] = {
    "stations.csv": Message(
        "one row a station and contest, observed or not: registry, access, count, stated numbers, protocol, states with reasons"
    ),
    "reports.csv": Message("one row a report: every answer in a column of its own, every missing answer with its reason"),
    "official.csv": Message("every official figure with its level, basis, standing and source"),
    "dictionary.csv": Message("every column: type, unit, base, voice, values, meaning in three languages"),
    "README.txt": Message("what to know before reading the numbers, licence, how to cite"),
    "datapackage.json": Message("the same for programs: types and hashes (Data Package)"),
    "SHA256SUMS": Message("to check that no file was changed on the way"),
    ".xlsx": Message("the same tables as one workbook"),
}

LEFT_OUT = Message(
    "Pages and files are made of the same stations, reports and official figures; whom a file is for decides what is left out of it.")

election = elections.pick(actor)
held = download.held(actor, election.election_id)
headline.show(
    text("What can be downloaded?"),
    lambda: download.sentence(held.value),
    [text(LEFT_OUT)] if held.value.stations else [],
)
rules.line(actor, election)
if not held.value.stations:
    empty.say(text("The files begin with the list of polling stations."), no_stations.supplier(actor, election))
    if held.value.figures:
        n = held.value.figures
        st.markdown(headline.small(text("Official figures of this election: {n}. The official page offers them as a table.", n=n)))
else:
    left, right = st.columns([1, 1], gap="large")
    with left, st.container(border=True):
        wanted = downloads.audience(actor)
        try:
            downloads.making(actor, election, wanted)
        except Problem as problem:
            st.warning(text(problem.message), icon=":material/info:")
        downloads.situation(actor, election, wanted)
    with right:
        st.markdown(f"**{text('In each download')}**")
        st.markdown("\n".join(f"- `{name}` {text(words)}" for name, words in FILES.items()))
    downloads.ready(actor, election)
provenance.caption(election, [text("Registry, own reports, official figures")], ledger_length=held.ledger_length, at=clock.now())
