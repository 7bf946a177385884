"""A field for a number or a time: a plain text field with the digit keyboard, empty at start, read by our own parser."""

import streamlit as st

LONGEST = 40
"""Characters: the field itself does not cut what a parser should answer with a sentence."""


def number_entry(label: str, key: str, placeholder: str = "") -> None:
    """A whole number. Nothing is sent while it is typed; the next button takes it along."""
    st.text_input(
        label,
        key=key,
        type="phone",
        icon=":material/dialpad:",
        max_chars=LONGEST,
        autocomplete="off",
        placeholder=placeholder or None,
        on_change="ignore",
    )


def time_entry(label: str, key: str, placeholder: str) -> None:
    """A local time of day, typed as 9, 905 or 9:05."""
    st.text_input(
        label,
        key=key,
        type="phone",
        icon=":material/schedule:",
        max_chars=LONGEST,
        autocomplete="off",
        placeholder=placeholder,
        on_change="ignore",
    )
