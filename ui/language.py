"""The language of this person in this visit: own setting, else the link's, else the browser's."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from locales import LANGUAGES, NAMES, best_language, language, set_language, text
from schemas.person import Actor
from services import access

Given = ParamSpec("Given")
Result = TypeVar("Result")
KEPT = "language"
PARAMETER = "lang"


def apply(setting: str | None, *, is_known: bool = True) -> str:
    """Sets the language of this rerun: that in which the visit began, or which was chosen in it. A choice on another device holds from
    the next visit on, so that no form changes its language in somebody's hands. Not `is_known`: whose setting it would be could not be
    looked up, and the visit begins only when it can."""
    code: str = st.session_state.get(KEPT) or best_language(setting, st.query_params.get(PARAMETER), st.context.locale)
    set_language(code)
    if is_known:
        st.session_state[KEPT] = code
    return code


def choose(actor: Actor, code: str) -> None:
    """This visit's language from now on, and of the person's next visits."""
    access.choose_language(actor, code)
    st.session_state[KEPT] = code


def spoken_now() -> str:
    """The code of the language of this rerun."""
    return language()


def restore() -> None:
    """Sets again what `apply` found: first thing in a callback that says something to the person."""
    set_language(st.session_state.get(KEPT, language()))


def spoken(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """For a fragment: `@st.fragment` over `@language.spoken`. A fragment's own rerun is another thread, without the language."""

    @functools.wraps(function)
    def speaking(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        restore()
        return function(*args, **kwargs)

    return speaking


def picker(actor: Actor) -> None:
    """A small list; the choice is kept with the account, a stranger's in the link."""
    chosen = st.selectbox(
        text("Language"), LANGUAGES, index=LANGUAGES.index(language()), format_func=NAMES.__getitem__, key="language_picker",
        label_visibility="collapsed",
    )
    if chosen and chosen != language():
        choose(actor, chosen)
        st.query_params[PARAMETER] = chosen
        st.rerun()
