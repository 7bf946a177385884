"""Nothing to show, in words: what is missing, and who can supply it. Missing is never drawn as 0."""

import streamlit as st

from ui.headline import small


def from_whom(supplier: str) -> None:
    """The second of the two alone, where the page's first line has said already what is not there."""
    with st.container(border=True):
        st.markdown(small(supplier))


def say(missing: str, supplier: str) -> None:
    """Two sentences in a quiet card: what is not there, and from whom it can come."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{missing}**")
        st.markdown(small(supplier))
