"""Can I check what they handed out? The public part of the log, for everybody: its key, its newest signature, and a file by its hash."""

import streamlit as st

from locales import text
from schemas.person import Role
from services import proofs
from ui import brand, empty, guard, headline, language, observer_frame
from ui import log as pieces

actor = guard.require(*Role)
if actor.role is Role.PUBLIC:
    brand.logo()
    language.picker(actor)
found = proofs.published()
headline.show(
    text("Can I check what was handed out?"),
    lambda: text("Every file that leaves this house stands in a log that is signed every minute."),
    [text("A signature shows that an entry was altered later. It does not show that what was entered is true.")],
)
if found is None:
    empty.say(text("Nothing is signed yet."), text("The server signs new entries every minute while it runs."))
pieces.of_a_file()
pieces.newest(found, proofs.key())
pieces.put_back(proofs.put_back())
pieces.how()
st.page_link("pages/public/released.py", label=text("What we have released"), icon=":material/campaign:")
observer_frame.way_back(actor)
