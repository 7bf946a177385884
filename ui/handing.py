"""A file is made while the page stands still; what went wrong with it is said on the page, which is drawn again for it."""

import logging
from collections.abc import Callable

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from locales import text
from schemas.problem import Problem

FAILED = "file_not_handed"
logger = logging.getLogger(__name__)


def telling(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` for a button. Streamlit says only that it failed, and in English; why is kept for `failed`."""
    problems: list[Problem] = st.session_state.setdefault(FAILED, [])
    context = get_script_run_ctx(suppress_warning=True)
    session_id = context.session_id if context is not None else ""

    def made() -> bytes:
        try:
            return make()
        except Problem as problem:
            problems.append(problem)
            _draw_again(session_id)
            raise

    return made


def _draw_again(session_id: str) -> None:
    """The button's thread runs no script, and Streamlit has no open way to ask for one from it: the same call that a changed source file
    makes. Where it is not there, the sentence comes with whatever is touched next."""
    try:
        found = get_instance()._session_mgr.get_active_session_info(session_id)
        if found is not None:
            found.session.request_rerun(found.session._client_state)
    except Exception:
        logger.log(logging.WARNING, "A page could not be drawn again", exc_info=True)


def failed() -> None:
    """Why the last file was not handed out, once."""
    problems: list[Problem] = st.session_state.setdefault(FAILED, [])
    if problems:
        problem = problems[-1]
        problems.clear()
        st.warning(text(problem.message, None, **problem.values), icon=":material/info:")
