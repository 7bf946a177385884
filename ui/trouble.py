"""What stands on a page where something could not be done and the page itself has not said so: our own sentence, never the framework's."""

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.problem import Problem
from ui import away, language
from ui.plain import escaped

FAULT = "fault"
"""The key of the container: what a test looks for."""
NO_ELECTION = Message("There is no election yet")


def show(error: Exception) -> bool:
    """Streamlit's handler of what nobody caught, in a page, a fragment or a callback. The log has the whole story already."""
    if away.show(error):
        return True
    language.apply(None, is_known=False)
    if isinstance(error, Problem):
        say(error)
        return True
    with st.container(key=FAULT):
        st.title(text("Something is wrong with this page"), anchor=False)
        st.markdown(text("The mistake is the program's, not yours; it is in the server's log. What you have a receipt for is safe."))
        st.markdown(text("Open the page again. If this comes back, tell whoever runs the server the page and the minute."))
    return True


def say(problem: Problem) -> None:
    """In place of a page that cannot be shown: what was found, and what to do."""
    if problem.message == NO_ELECTION:
        st.title(text(NO_ELECTION), anchor=False)
        st.markdown(text("This page is about one election. Whoever runs the server adds it from a file that describes it:"))
        st.code("python manage.py import-election FILE.toml", language=None, wrap_lines=True)
        return
    st.title(text("This cannot be shown"), anchor=False)
    st.markdown(escaped(text(problem.message, None, **problem.values)))
