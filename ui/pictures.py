"""Charts on a page: the specification is built once for each language and look, and its data travel as Arrow."""

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st

from charts import rendering
from charts.theme import DARK, LIGHT, Look
from locales import language
from schemas.election import Election
from services.pictures import footnote, png
from ui import election as elections
from ui import provenance
from ui.kept import Keeper
from ui.tools import Download, narrowed, standing

Spec = dict[str, Any]


def look() -> Look:
    """Dark or light, as the reader's browser is set."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def spec(name: str, election: Election, arguments: tuple[Hashable, ...], build: Callable[[Look], Spec], ledger_length: int) -> Spec:
    """The chart's Vega-Lite specification, kept for this ledger length, language and look."""
    shown = look()
    keeper = Keeper(election, arguments, ledger_length)
    return keeper.kept(f"chart {name}", lambda: rendering.as_arrow(build(shown)), shown.name)


def show(
    drawn: Spec, *, alt: str, key: str | None = None, stretch: bool = True, on_select: Callable[[], None] | None = None
) -> None:
    """`alt` is the takeaway in words, for those who do not see the picture. `on_select`: what follows when a mark is touched."""
    st.vega_lite_chart(
        spec=drawn, theme=None, width="stretch" if stretch else "content", alt=alt, key=key, on_select=on_select or "ignore")


def save(
    name: str, election: Election, build: Callable[[Look], Spec], *, n: int | None, source: str, is_whole: bool = False,
) -> Download:
    """The chart as a PNG in print colours, with election, region, n, source, minute and SIMULATED inside: it leaves the page. Drawn when
    the button is pressed. `is_whole`: it shows the country, whatever region the page is narrowed to."""
    chosen, only = language(), narrowed(election, is_whole=is_whole).rstrip(".")
    about = [elections.title(election), *([only] if only else [])]
    return Download(
        f"{name}.png",
        "image/png",
        lambda: png(
            lambda: build(LIGHT),
            chosen,
            footnote=lambda: footnote(
                about,
                n=n,
                source=source,
                simulated=election.is_simulated,
                standing=standing(election),
                read=provenance.read_at(election),
            ),
        ),
        is_whole=is_whole,
    )
