"""A conclusion on a page: its sentence, its caveats, the badge that says how much it can carry; and all of them where it is quoted."""

from collections.abc import Iterable

import streamlit as st

from locales import text
from schemas.message import Message
from services.conclusions import Conclusion, Level, caveats, level_words, words
from ui.headline import Badge, Colour, small

SHAPES: dict[Level, tuple[str, Colour]] = {
    Level.DOCUMENTED: (":material/description:", "blue"),
    Level.COUNTED: (":material/pin:", "blue"),
    Level.ESTIMATED: (":material/casino:", "blue"),
    Level.ANOMALY: (":material/blur_on:", "yellow"),
    Level.UNVERIFIED: (":material/hourglass_empty:", "yellow"),
    Level.NOTHING: (":material/block:", "gray"),
}
"""A shape and a colour for each level, so that neither speaks alone."""
LABEL = Message("Level: {level}")


def badge(found: Conclusion) -> Badge:
    """`Level: counted`, computed from what the conclusion rests on."""
    icon, colour = SHAPES[found.level]
    return Badge(text(LABEL, level=level_words(found)), colour, icon)


def show(found: Conclusion) -> None:
    """One more conclusion of a page, with its own caveats and its own level: what limits one does not limit another."""
    with st.container(gap="small"):
        st.markdown(words(found))
        if limits := caveats(found):
            st.markdown(small(" ".join(limits)))
        own = badge(found)
        st.badge(own.label, color=own.colour, icon=own.icon)


def limits(found: Conclusion) -> list[str]:
    """What goes with the sentence wherever it is quoted: its level, then what it does not say."""
    return [f"{text(LABEL, level=level_words(found))}.", *caveats(found)]


def quoted(several: Iterable[Conclusion]) -> str:
    """Several conclusions as one quotation, each followed by its own limits."""
    return " ".join(part for each in several for part in (words(each), *limits(each)))
