"""Doing what somebody has decided on a page, and saying what came of it."""

from collections.abc import Callable

import streamlit as st

from schemas.problem import Problem
from ui.observer_frame import tell

DONE = "just_done"


def attempt(act: Callable[[], object], done: str = "") -> None:
    """Does it and shows the page again, which says `done` once where it asks `said`; a problem is said in place."""
    try:
        act()
    except Problem as problem:
        tell(problem)
        return
    if done:
        st.session_state[DONE] = done
    st.rerun()


def said() -> None:
    """What was just done, once."""
    if done := st.session_state.pop(DONE, None):
        st.toast(done)
