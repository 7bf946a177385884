"""The frame of every page: who is it, which pages are theirs, and what stands around them."""

import streamlit as st
from pydantic import ValidationError

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from services import house, opening
from services.parsing import about_unseen
from ui import address, away, brand, dusk, election, frame_style, guard, language, navigation, trouble
from ui.observer_frame import tell

opening.begin()
try:
    actor = guard.current()
except house.Away:
    away.keep_address()
    raise
is_reader = actor.role not in (Role.PUBLIC, Role.OBSERVER)
st.set_page_config(
    page_title=brand.NAME, page_icon=brand.SIGN, layout="wide" if is_reader else "centered",
    initial_sidebar_state="auto" if is_reader else "collapsed",
)

sections: dict[str, list[st.Page]] = {}
for entry in navigation.entries(actor.role):
    section = "" if entry.hidden else text(entry.section)
    sections.setdefault(section, []).append(navigation.shown(entry))
# The other addresses exist too, and say what to do: a link from a colleague must not end at a blank page.
sections.setdefault("", []).extend(guard.closed(navigation.others(actor.role)))

page = st.navigation(sections, position="sidebar" if is_reader else "hidden", expanded=True)
address.open_page(page.url_path)
frame_style.show()
if is_reader:
    dusk.watch()
    brand.logo()
    if not navigation.is_background(page.url_path):
        brand.simulated_above(election.looked_at(actor))
    with st.sidebar:
        language.picker(actor)
        guard.door_link("signout", text("Sign out"))
try:
    page.run()
except Problem as problem:
    # What the page has no place of its own for: an election that is not here, or none at all.
    trouble.say(problem)
except ValidationError as error:
    # Words that somebody typed into a field of their own: only signs that nobody sees can be wrong with them here.
    if (unseen := about_unseen(error)) is None:
        raise
    tell(unseen)
