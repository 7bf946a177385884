"""The name, the sign and the badge that marks simulated data on every screen."""

import streamlit as st

from locales import text
from schemas.election import Election

NAME = "Baqylau"
# Solid teal: what our people saw. Hollow slate: what officials say. Together: the comparison.
_CIRCLES = (
    '<circle cx="28" cy="14" r="8.5" fill="none" stroke="#6B7280" stroke-width="3"/>'
    '<circle cx="12" cy="14" r="10" fill="#0A7F78"/>'
)
SIGN = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 28" height="28">{_CIRCLES}</svg>'
_NAMED = (
    '<text x="48" y="21" font-family="Roboto, Segoe UI, Noto Sans, Helvetica Neue, Arial, sans-serif" font-size="21" font-weight="650" '
    'fill="{ink}">Baqylau</text>'
)
SAID_ABOVE = "simulated_above_of"
INK = {"light": "#18212F", "dark": "#E8ECF2"}


def logo() -> None:
    """In the sidebar's head, and alone where the sidebar is folded."""
    ink = INK["dark" if st.context.theme.type == "dark" else "light"]
    st.logo(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 146 28" height="28">{_CIRCLES}{_NAMED.format(ink=ink)}</svg>',
        size="large", icon_image=SIGN)


def simulated(election: Election | None) -> None:
    """The yellow badge, where the election is a simulated one."""
    if election is not None and election.is_simulated:
        st.badge(text("SIMULATED"), icon=":material/science:", color="yellow")


def simulated_above(election: Election | None) -> None:
    """The same above a page, once (its place: ui/frame_style.py)."""
    st.session_state[SAID_ABOVE] = "" if election is None else election.election_id
    if election is not None and election.is_simulated:
        with st.container(key="simulated-above"):
            simulated(election)


def simulated_unless_above(election: Election) -> None:
    """The badge on a page that may be of another election than the one looked at: one report, what was released."""
    if st.session_state.get(SAID_ABOVE) != election.election_id:
        simulated(election)
