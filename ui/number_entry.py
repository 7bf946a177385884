"""A field for a number or a time: a plain text field with the digit keyboard, empty at start, read by our own parser."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

Change = Callable[[], None] | Literal["ignore"]
"""What a typed text does: nothing until the next button, or it is looked at as soon as the field is left."""
LONGEST = 40
"""Characters: the field itself does not cut what a parser should answer with a sentence."""


def number_entry(label: str, key: str, placeholder: str = "", *, on_change: Change = "ignore") -> None:
    """A whole number. Nothing is sent while it is typed; the next button takes it along."""
    st.text_input(
        label,
        key=key,
        type="phone",
        icon=":material/dialpad:",
        max_chars=LONGEST,
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
        max_chars=LONGEST,
        autocomplete="off",
        placeholder=placeholder,
        on_change=on_change,
    )
