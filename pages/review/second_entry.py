"""Does a second person read the same on the photo? A protocol typed blind, both entries field by field, and what a third person settles."""

import streamlit as st

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from services import second_entry
from services.second_entry import STANDING_NAMES, Standing
from services.wording import strong
from ui import election as elections
from ui import empty, guard, headline, no_stations
from ui import second_entry as pieces
from ui.observer_frame import tell

actor = guard.require(Role.COORDINATOR, Role.ANALYST)
QUESTION = text("Does a second person read the same on the photo?")
report_id = st.query_params.get("report", "")
if report_id:
    st.page_link(pieces.PAGE, label=text("All second entries"), icon=":material/arrow_back:")
    st.title(QUESTION, anchor=False)
    try:
        found = second_entry.compared(actor, report_id)
        if found is None:
            pieces.typing(actor, second_entry.begin(actor, report_id))
        else:
            st.markdown(f"**{text(STANDING_NAMES[found.standing])}** · {found.station.station_id}")
            pieces.both(actor, found)
    except Problem as problem:
        tell(problem)
    st.stop()
election = elections.pick(actor)
waiting, board = second_entry.waiting(actor, election.election_id), second_entry.board(actor, election.election_id)


def sentence() -> str:
    n = {standing: int(board["standing"].eq(standing.value).sum()) for standing in Standing}
    return text(
        "Protocols typed twice: {n}. The second entry agrees in {agrees}, differs and is open in {open}, differed and was settled in "
        "{settled}.",
        n=strong(len(board)), agrees=strong(n[Standing.AGREES]), open=strong(n[Standing.DIFFERS]), settled=strong(n[Standing.SETTLED]))


if waiting.empty and board.empty:
    st.title(QUESTION, anchor=False)
    supplier = no_stations.or_none(election, text("Protocols with a photo appear here as soon as observers send them."))
    empty.say(text("No protocol waits for a second entry."), supplier)
    st.stop()
headline.show(QUESTION, sentence, [
    text("Whoever types sees the photo and not the first entry. A second entry is the same paper read again, never another witness.")])
if len(waiting):
    if st.button(text("Take the next one"), key="next", type="primary", icon=":material/arrow_forward:"):
        taken = second_entry.next_for(actor, election.election_id)
        if taken is not None:
            st.switch_page(pieces.PAGE, query_params={"report": taken})
        st.markdown(text("Everything that waits is being looked at by somebody, is your own, or you have seen its figures."))
    pieces.waiting(waiting, election)
else:
    empty.say(text("No protocol waits for a second entry."), text("Protocols with a photo appear here as soon as observers send them."))
if len(board):
    pieces.typed_twice(board, election)
