"""Filters that stand in the address: a region, a rule, whatever an analyst narrows a page to."""

from collections.abc import Mapping

import streamlit as st

from locales import text
from schemas.counting import RULE_NAMES, CountRule
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


def rule(in_force: CountRule) -> CountRule:
    """Which reports count on this page: by the election's rule, or by another one to see what it would change."""
    return CountRule(choice("rule", text("Reports"), {each: text(words) for each, words in RULE_NAMES.items()}, default=in_force))
