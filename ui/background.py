"""What the background pages share: a figure with its source beside it, and the line that says whose figures these are."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import date_printed, text
from schemas.claim import Source
from schemas.message import Message
from services.source_notes import said
from services.wording import source_title
from ui.headline import small
from ui.plain import escaped

NO_DAY: dict[str, Message] = {
    str(each): each for each in (Message("2020 (after 13 August)"), Message("2020 (December)"), Message("2021 (January)"))
}
"""Dates of sources whose day is not known, as the tables have them."""


def published_on(source: Source) -> str:
    """When a source was published: its day, or the month where only that is known."""
    return text(NO_DAY[source.published_text]) if source.published_text in NO_DAY else date_printed(source.published_text)


def link(source: Source) -> str:
    """The source in Markdown: its title as a link where there is an address, and its date."""
    title = escaped(source_title(source.title))
    named = f"[{title}]({source.address})" if source.address.startswith("http") else title
    return ", ".join(part for part in (named, escaped(published_on(source))) if part)


def cell(source: Source) -> str:
    """The source as a table's link column reads it: its address, then the outlet that is shown; the name alone where it has no
    address. Our note on an outlet is in the reader's language."""
    name = said(source_title(source.publisher or source.title))
    return f"{source.address}#{name}" if source.address.startswith("http") else name


def pairs(n: int) -> list[DeltaGenerator]:
    """A place for each of n cards, two in a row: on a phone, where there is one in a row, they keep their order, which two columns side
    by side would not."""
    return [column for _ in range(0, n, 2) for column in st.columns(2, gap="small")][:n]


def sources(used: Iterable[Source]) -> None:
    """The sources of a page, each once, in the order of use; the figures are theirs."""
    known = {(each.title, each.published_text): each for each in used}
    with st.container(gap="xsmall"):
        if known:
            st.markdown(f"**{text('Where it comes from')}**")
            st.markdown("\n".join(f"- {small(link(each))}" for each in known.values()))
        st.markdown(small(text("Published by others and quoted with their source; none of these figures is our own observation.")))
