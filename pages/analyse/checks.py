"""How good are the checks? What each code found on the counts as first sent, and how often it was right to ask."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.person import Role
from services import check_quality, clock, conclusions
from services.check_quality import TRUTH_NAMES, Truth
from services.wording import plain
from ui import checks as pieces
from ui import conclusions as said
from ui import election as elections
from ui import empty, filters, guard, headline, provenance, tables, tools

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
row = filters.row()
with row:
    election = elections.pick(actor)
if not election.contests:
    st.title(text("How good are the checks?"), anchor=False)
    empty.say(text("This election has no contest with stations here."), text("An administrator imports the election and its stations."))
    st.stop()
with row:
    contests = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    contest = filters.choice("contest", text("Contest"), contests, default=election.leading_contest.contest_id)
    truths = {truth.value: text(name) for truth, name in TRUTH_NAMES.items()}
    truth = Truth(filters.choice("truth", text("Held to be true"), truths, default=Truth.AGREED.value))
reading = check_quality.of(actor, election.election_id, contest, truth)
found = reading.value
if not found.every.wrong_n + found.every.right_n:
    st.title(text("How good are the checks?"), anchor=False)
    empty.say(
        text("No count can be held against anything here."),
        text("Choose another truth above: two people enter each protocol, a second person decides, or results are imported."),
    )
    pieces.elsewhere()
    st.stop()
conclusion = conclusions.of_checks(found)
sentence = partial(conclusions.words, conclusion)
headline.show(text("How good are the checks?"), sentence, conclusions.caveats(conclusion), [said.badge(conclusion), *pieces.badges(found)])
tools.row(election, sentence, limits=partial(said.limits, conclusion))
tables.show(pieces.rows(found), pieces.columns(), key="checks", alt=plain(sentence()))
source = text("Counts of votes as first sent, with the questions asked about them")
provenance.caption(election, [source], ledger_length=reading.ledger_length, at=clock.now())
pieces.elsewhere()
