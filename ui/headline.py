"""The head of an analyst's page: the question, the computed sentence, its caveat, and badges that say how much stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ui.plain import unbroken

Colour = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray"]


@dataclass(frozen=True, slots=True)
class Badge:
    """`label` carries its shape and its number; colours as DESIGN §13 names them: violet above, orange below, green observed,
    blue agrees, gray official or cannot, yellow question or simulated."""

    label: str
    colour: Colour = "gray"
    icon: str | None = None


def small(words: str) -> str:
    """Secondary text: small and muted, with enough contrast (a stock caption has too little)."""
    return f":small[:gray[{unbroken(words)}]]"


def show(question: str, sentence: Callable[[], str], caveats: Sequence[str] = (), badges: Sequence[Badge] = ()) -> None:
    """`sentence` says it in the language in use, numbers bold (services.wording.strong)."""
    with st.container(gap="small"):
        st.title(unbroken(question), anchor=False)
        st.markdown(unbroken(sentence()))
        if caveats:
            st.markdown(small(" ".join(caveats)))
        if badges:
            with st.container(horizontal=True, gap="small"):
                for badge in badges:
                    st.badge(badge.label, color=badge.colour, icon=badge.icon)
