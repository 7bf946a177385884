"""What the windows of a case share: a day and time to begin with, and what a paper can stand behind."""

from datetime import datetime

import streamlit as st

from locales import text
from schemas.election import Election
from schemas.voice import VOICE_NAMES
from services import case_editing, case_sentences, clock
from services.cases import Case
from ui.date_entry import instant_entry


def instant(election: Election, key: str, label: str) -> datetime | None:
    """A day and a time of the capital, the minute at which the form was opened to begin with."""
    opened: datetime = st.session_state.setdefault(f"{key}_opened", clock.now())
    return instant_entry(label, key, election.capital_zone, opened)


def target(case: Case, election: Election, named: str) -> str:
    """What a paper can stand behind (case_editing.targets), in words."""
    kind, *places = named.split(":")
    if kind == case_editing.EVENT:
        return case_sentences.class_name(case.content.events[int(places[0])].class_code)
    line = case.content.comparisons[int(places[0])]
    return f"{case_sentences.field(election, line)}: {text(VOICE_NAMES[line.sides[int(places[1])].voice])}"
