"""What is said while the database does not answer, on whatever page; the page comes back by itself."""

from collections.abc import Iterator
from itertools import count

import streamlit as st

from locales import text
from services import house
from ui import brand, language, navigation

AGAIN_SECONDS = 5


def show(error: Exception) -> bool:
    """Streamlit's handler of what nobody caught, in a page, a fragment or a callback: whether it was this, and has been said."""
    if not isinstance(error, house.Busy):
        return False
    # Who it is cannot be looked up now: the language that was spoken here before, else the link's or the browser's.
    language.apply(None, is_known=False)
    st.title(text(house.NO_ANSWER))
    st.markdown(text(house.MEANWHILE))
    _come_back(count())
    return True


def keep_address() -> None:
    """Before anybody knows whose page this is: its address exists, so that the page that comes back is the one that was asked for."""
    pages = [
        st.Page(_nothing, title=brand.NAME, url_path=entry.url_path, default=entry.url_path == "welcome") for entry in navigation.PAGES]
    st.navigation(pages, position="hidden")


def _nothing() -> None:
    """The page's body, never run: the error goes on."""


@st.fragment(run_every=AGAIN_SECONDS)
def _come_back(turns: Iterator[int]) -> None:
    # Not at its first turn: a handler of errors may not start the page again.
    if next(turns) and house.answers():
        st.rerun()
