"""A file is made while the page stands still: what went wrong with it is said when the page is drawn again."""

from collections.abc import Callable

import streamlit as st

from locales import text
from schemas.problem import Problem

FAILED = "file_not_handed"


def telling(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` for a button. Streamlit says only that it failed, and in English; why is kept for `failed`."""
    problems: list[Problem] = st.session_state.setdefault(FAILED, [])

    def made() -> bytes:
        try:
            return make()
        except Problem as problem:
            problems.append(problem)
            raise

    return made


def failed() -> None:
    """Why the last file was not handed out, once."""
    problems: list[Problem] = st.session_state.setdefault(FAILED, [])
    if problems:
        problem = problems[-1]
        problems.clear()
        st.warning(text(problem.message, None, **problem.values), icon=":material/info:")
