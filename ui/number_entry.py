"""A field for a number or a time: a plain text field with the digit keyboard, empty at start, read by our own parser.

It has no length: one that had would take nothing of a longer text that is pasted, and say nothing. The parser answers with a sentence."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

Change = Callable[[], None] | Literal["ignore"]
"""What a typed text does: nothing until the next button, or it is looked at as soon as the field is left."""


def number_entry(label: str, key: str, placeholder: str = "", *, on_change: Change = "ignore") -> None:
    """A whole number. Nothing is sent while it is typed; the next button takes it along."""
    st.text_input(
        label,
        key=key,
        type="phone",
        icon=":material/dialpad:",
        autocomplete="off",
        placeholder=placeholder or None,
        on_change=on_change,
    )


def time_entry(label: str, key: str, placeholder: str, *, on_change: Change = "ignore") -> None:
    """A local time of day, typed as 9, 905 or 9:05."""
    st.text_input(
        label,
        key=key,
        type="phone",
        icon=":material/schedule:",
        autocomplete="off",
        placeholder=placeholder,
        on_change=on_change,
    )
