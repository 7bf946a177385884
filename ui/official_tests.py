"""The commission's own turnout held to itself, under the official page's hours: the sentence with its level, and what does not hold."""

import streamlit as st

from locales import clock, language, number, share, text
from schemas.person import Actor
from services import conclusions, official_tests, registry
from services.official_tests import Broken
from ui import conclusions as said
from ui.consistency_words import RULES


def show(actor: Actor, election_id: str) -> None:
    """Both directions first; each place where a rule does not hold with its two numbers."""
    found = official_tests.read(actor, election_id).value
    conclusion, names = conclusions.of_official(found), registry.region_names(election_id, language())
    zone = registry.election(election_id).capital_zone
    st.subheader(text("Do these figures agree with each other?"), anchor=False)
    said.show(conclusion)
    lines = [
        f"- {text(RULES[held.rule])}, {names.get(one.place, one.place)}: {_said(one, zone)}"
        for held in found.held
        for one in held.broken
    ]
    if lines:
        st.markdown("\n".join(lines))


def _said(broken: Broken, zone: str) -> str:
    """The two numbers, each with its hour where it has one."""
    values = [_value(broken.a), _value(broken.b)]
    if len(broken.hours) == len(values):
        values = [f"{clock(at, zone)} {value}" for at, value in zip(broken.hours, values, strict=True)]
    return ", ".join(values)


def _value(value: float) -> str:
    return share(value, 2) if value <= 1 else number(value)
