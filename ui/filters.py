"""Filters that stand in the address: a region, a rule, whatever an analyst narrows a page to. They stand above the question (ADR 0123)."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import text
from schemas.counting import RULE_NAMES, CountRule
from ui import address
from ui.headline import small
from ui.plain import escaped

ALL = "all"
FITS_ROW, FITS_HALF = 40, 12
"""Characters that a list shows whole on a phone: in a row of its own, and where it shares one with another (Russian letters are the widest:
of 40, at most 305 points are needed, and 307 are there)."""


def row(name: str = "page") -> DeltaGenerator:
    """The place of the election and of what narrows the page: one row above the question, several where it is narrow. Its fields are alike
    in width (ui/frame_style). `name`: where a page has another such row beside that of the page."""
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"filters_{name}")


def choice(
    key: str, label: str, options: Mapping[str, str], *, default: str = ALL, everything: str | None = None, fits: int = FITS_ROW
) -> str:
    """A drop-down list of code -> words; returns the code. With `everything`, "all" stands first under that word. Not drawn where there is
    nothing to choose. `fits`: characters that the list shows whole on a phone.

    The key is also the name in the address."""
    words = ({ALL: everything} if everything is not None else {}) | dict(options)
    codes = list(words)
    start = default if default in codes else codes[0]
    chosen = address.begin(key, codes, start)
    if len(codes) == 1:
        return codes[0]
    chosen = st.selectbox(label, codes, format_func=words.__getitem__, key=key) or chosen
    if len(words[chosen]) > fits:
        # What a phone's list cuts off, below it; on a desk it has room (ui/frame_style).
        with st.container(key=f"{key}_whole_phone"):
            st.markdown(small(escaped(words[chosen])))
    address.keep(key, chosen, start)
    return chosen


def region(names: Mapping[str, str]) -> str:
    """The region's code, or "all"."""
    return choice("region", text("Region"), names, everything=text("all regions"), fits=FITS_HALF)


def rule(in_force: CountRule) -> CountRule:
    """Which reports count on this page: by the election's rule, or by another one to see what it would change."""
    return CountRule(choice("rule", text("Reports"), {each: text(words) for each, words in RULE_NAMES.items()}, default=in_force))
