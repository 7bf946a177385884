"""The front door: who is signed in is sent to their own first screen, everybody else to the sign-in."""

import streamlit as st

from schemas.person import Role
from ui import guard, navigation

actor = guard.require(*Role)
own = navigation.home(actor.role)
if actor.role is Role.PUBLIC or own.url_path == "welcome":
    guard.turn_away()
else:
    st.switch_page(own.path)
