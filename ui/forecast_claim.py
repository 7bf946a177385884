"""The forecast that the founding documents speak of: of the Senate, 5 August 2020. Its list is not held, so it has no score here."""

import streamlit as st

from locales import text
from schemas.election import Election
from services import background
from services.forecast_outcome import SENATE
from ui import background as pieces
from ui.headline import small
from ui.plain import unbroken


def earlier(election: Election) -> None:
    """Says on the page of its election what is known of it, with its source."""
    if election.election_id != SENATE:
        return
    row = next(each for each in background.listed("claims.csv") if each["claim_id"] == "SC001")
    with st.container(border=True, gap="xsmall"):
        st.markdown(unbroken(text(
            "A publication says that its forecast of 5 August 2020 named every winner. That list is not among the sources held and was "
            "sealed nowhere, so it is not scored: it stays a claim.")))
        st.markdown(small(pieces.link(background.source(row))))
