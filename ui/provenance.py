"""Where it comes from: every page ends with its sources, its position in the ledger, and its standing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from locales import clock, date_long, text
from schemas.election import Election
from services import clock as instants
from services import releases
from ui import moments
from ui.headline import small


def caption(election: Election, sources: Sequence[str], *, ledger_length: int, at: datetime) -> None:
    """Sources as whole phrases, then the ledger's position, the standing and the minute, in capital time with its zone."""
    parts = [
        *sources,
        text("own reports up to ledger entry {n}", n=ledger_length),
        releases.standing_words(election),
        minute(election, at if election.is_simulated else instants.beside_figures(is_simulated=False)),
    ]
    st.markdown(small(" · ".join(parts)))


def minute(election: Election, at: datetime) -> str:
    """A day and minute in capital time with its zone."""
    day = date_long(at.astimezone(_zone(election)).date())
    return f"{text('{date}, {time}', date=day, time=clock(at, election.capital_zone))} ({moments.offset(at, election.capital_zone)})"


def read_at(election: Election) -> str:
    """When figures that are quoted or drawn were read."""
    return minute(election, instants.beside_figures(is_simulated=election.is_simulated))


def card(lines: Sequence[str]) -> None:
    """A card of lines, for one station or one case."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{text('Where it comes from')}**")
        for line in lines:
            st.markdown(small(line))


def _zone(election: Election) -> ZoneInfo:
    return ZoneInfo(election.capital_zone)
