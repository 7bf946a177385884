"""Filters that stand in the address: a region, a rule, whatever an analyst narrows a page to."""

from collections.abc import Mapping

import streamlit as st

from locales import text
from ui import address

ALL = "all"


def choice(key: str, label: str, options: Mapping[str, str], *, default: str = ALL, everything: str | None = None) -> str:
    """A drop-down list of code -> words; returns the code. With `everything`, "all" stands first under that word.

    The key is also the name in the address."""
    words = ({ALL: everything} if everything is not None else {}) | dict(options)
    codes = list(words)
    start = default if default in codes else codes[0]
    chosen = address.begin(key, codes, start)
    chosen = st.selectbox(label, codes, format_func=words.__getitem__, key=key) or chosen
    address.keep(key, chosen, start)
    return chosen


def region(names: Mapping[str, str]) -> str:
    """The region's code, or "all"."""
    return choice("region", text("Region"), names, everything=text("all regions"))


def rule() -> str:
    """Which reports count: "all" but those set aside, or only those a second person has "checked"."""
    return choice("rule", text("Reports"), {"checked": text("checked by a second person")}, everything=text("all but those set aside"))
