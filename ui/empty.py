"""Nothing to show, in words: what is missing, and who can supply it. Missing is never drawn as 0."""

import streamlit as st

from ui.headline import small


def say(missing: str, supplier: str) -> None:
    """Two sentences in a quiet card: what is not there, and from whom it can come."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{missing}**")
        st.markdown(small(supplier))
