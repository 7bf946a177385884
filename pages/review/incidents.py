"""Which reports tell one event? Groups to join, with whether they confirm each other; what has been joined, and taking it apart."""

import streamlit as st

from locales import text
from schemas.person import Role
from services import incidents
from services.wording import strong
from ui import election as elections
from ui import empty, guard, headline, no_stations
from ui import incidents as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
board = incidents.board(actor, election.election_id).value


def sentence() -> str:
    return text(
        "{reports} reports of violations tell of at least {incidents} incidents at {stations} stations. Joined by a person: {joined}, of "
        "these told by two reports that confirm each other: {confirmed}.",
        reports=strong(len(board.told)),
        incidents=strong(len(board.incidents)),
        stations=strong(board.incidents["station_id"].nunique()),
        joined=strong(len(board.joined)),
        confirmed=strong(int(board.joined["standing"].eq(incidents.Standing.CONFIRMED.value).sum())),
    )


if board.told.empty:
    st.title(text("Which reports tell one event?"), anchor=False)
    supplier = no_stations.or_none(election, text("Reports appear here as soon as observers send them."))
    empty.say(text("No violation has been reported."), supplier)
    st.stop()
headline.show(text("Which reports tell one event?"), sentence, [
    text("The reports stay as they are. What nobody has joined counts once a class and station. Two reports confirm each other only where "
         "nothing says that one rests on the other."),
    text("Reports about danger to a person are not listed here."),
])
pieces.joining(actor, board, election)
pieces.joined(actor, board, election)
pieces.decisions(actor, election)
