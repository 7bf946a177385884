"""Which report needs a second person next? The red lane first, then what does not add up, then the oldest; and who has what."""

import streamlit as st

from locales import plural, relative, text
from schemas.person import Role
from services import clock, queue, review
from services.wording import strong
from ui import election as elections
from ui import empty, guard, headline, no_stations, tables
from ui import review as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
now = clock.now()
waiting = queue.waiting(actor, election.election_id)
asked = queue.asked(actor, election.election_id)
held = {claim.report_id: claim for claim in review.held(actor, election.election_id)}


def sentence() -> str:
    return text(
        "Reports that wait for a second person: {n}, of them in the red lane: {red}; "
        "questions that observers have not answered yet: {asked}.",
        n=strong(len(waiting)),
        red=strong(int(waiting["red_lane"].sum())),
        asked=strong(len(asked)),
    )


caveats = [text("Red lane: danger, removal, ballots put in at once, more votes than voters. Then what does not fit, then the oldest.")]
if len(waiting):
    caveats.append(text("The oldest came {ago}.", ago=relative(waiting["received_at"].min().to_pydatetime() - now)))
question = text("Which report needs a second person next?")
if waiting.empty and asked.empty:
    st.title(question, anchor=False)
else:
    headline.show(question, sentence, caveats)
if waiting.empty:
    supplier = no_stations.or_none(election, text("Reports appear here as soon as observers send them."))
    empty.say(text("Nothing waits for a second person."), supplier)
    st.stop()
if actor.role is not Role.ADMIN and st.button(text("Take the next one"), key="next", type="primary", icon=":material/arrow_forward:"):
    taken = queue.next_for(actor, election.election_id)
    if taken is not None:
        st.switch_page(pieces.HISTORY, query_params={"report": taken})
    st.markdown(text("Everything that waits is being looked at by somebody, or is your own."))
shown = st.container()
page = tables.page_of(len(waiting))
with shown:
    rows = pieces.queue_rows(waiting.iloc[page], held, election, now)
    tables.show(rows, pieces.queue_columns(), key="waiting", alt=plural("{n} report", "{n} reports", len(waiting)))
