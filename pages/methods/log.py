"""Can anybody alter what was recorded without being seen? The log's size, its newest signature, its key, and how to check it."""

from functools import partial

import streamlit as st

from locales import text
from schemas.person import Role
from services import proofs, verification
from ui import empty, guard, headline
from ui import log as pieces

actor = guard.require(Role.ANALYST, Role.ADMIN)
found = proofs.overview(actor)
headline.show(
    text("Can anybody alter what was recorded unseen?"), partial(pieces.sentence, found),
    [text("A signature shows that an entry was altered later. It does not show that what was entered is true.")])
if found.newest is None:
    empty.say(text("Nothing is signed yet."), text("The server signs new entries every minute while it runs."))
pieces.newest(found.newest, found.key)
pieces.put_back(proofs.put_back(), with_reason=True)
pieces.verified(verification.last(actor))
pieces.growth(found)
st.subheader(text("What the log holds"), anchor=False)
pieces.by_about(found)
pieces.of_a_file()
pieces.how()
