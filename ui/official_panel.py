"""The official side: beside the form the list and the own earlier figures, after the own figure what was announced for the same hour.

Own figures are solid teal, official ones hollow slate. Nothing here says what a figure should be."""

import streamlit as st

from locales import clock as clock_of
from locales import date_printed, language, number, share, text
from schemas.unit import UnitLevel
from services.announced import Announced, Beside
from services.wording import SIMULATED, invented, source_title
from ui.plain import escaped

EARLIER_SHOWN = 3


def before(beside: Beside) -> None:
    """The own earlier figures and the list with its source; then the kept place, or the announced figures where they may be seen."""
    zone = beside.station.time_zone
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":gray[{text('Your own figures and the list')}]")
        with st.container(horizontal=True, wrap=True, gap="xsmall", horizontal_alignment="distribute"):
            for point in beside.own.counted[-EARLIER_SHOWN:]:
                st.markdown(f"{clock_of(point.at, zone)}  \n**:green[{number(point.value)}]**", width="content")
            st.markdown(f"{text('on the list')}  \n**{number(beside.list_voters)}**", width="content")
        st.markdown(f":small[:gray[{_list_source(beside)}]]")
    if beside.due_at is None:
        return
    hour = clock_of(beside.due_at, zone)
    with st.container(border=True, gap="xsmall"):
        if beside.locked:
            st.markdown(f":material/lock: :gray[{text('The figure announced for {time} appears here when yours is stored.', time=hour)}]")
        else:
            st.markdown(f":gray[{text('Announced for {time}, share of the list', time=hour)}]")
            for announced in beside.announced:
                _row(f"○ {_unit(announced)}", _published(announced, zone), share(announced.share))


def _list_source(beside: Beside) -> str:
    if beside.own.list_stated is not None:
        return text("List: as the commission said this morning. In the registry: {n}.", n=beside.station.registered_voters)
    if beside.list_source:
        # Of an invented list: that it is one; how it was made stands on the analysts' pages.
        parts = invented(beside.list_source).split(" · ")
        return text("List: {source}", source=escaped(" · ".join(parts[:2] if beside.list_source.startswith(SIMULATED) else parts)))
    return text("List: registry of stations")


def _unit(announced: Announced) -> str:
    if announced.level is UnitLevel.COUNTRY:
        return text("Announced, country")
    return text("Announced, {region}", region=escaped(announced.unit.in_language(language())))


def _published(announced: Announced, zone: str) -> str:
    if announced.share is None:
        return text("No official figure was published here")
    source = escaped(source_title(announced.title) or announced.publisher)
    if announced.published_at is not None:
        return f"{source}, {clock_of(announced.published_at, zone)}"
    return f"{source} {escaped(date_printed(announced.published_text))}".strip()


def _row(name: str, below: str, figure: str) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"{name}  \n:small[:gray[{below}]]")
        st.markdown(f"**{figure}**", width="content")


def after(beside: Beside, counted: int | None, stated: int | None, stated_time: str | None) -> None:
    """Count, stated, region, country, one under the other, each with its share of its own list."""
    zone, listed = beside.station.time_zone, beside.list_voters
    hour = clock_of(beside.due_at, zone) if beside.due_at else None
    with st.container(gap=None):
        st.markdown(f"**{text('Next to the official figures')}**")
        st.markdown(
            f":small[:gray[{text('{time}, share of voters on the list', time=hour) if hour else text('share of voters on the list')}]]"
        )
    with st.container(border=True, gap="small"):
        _row(f":green[●] {text('You counted')}", _of_list(counted, listed), f":green[{_part(counted, listed)}]")
        at = (
            text("{k} of {n}, at {time}", k=stated, n=listed, time=stated_time)
            if stated is not None and stated_time
            else _of_list(stated, listed)
        )
        _row(f"○ {text('Your commission said')}", at, _part(stated, listed))
        for announced in beside.announced:
            _row(f"○ {_unit(announced)}", _published(announced, zone), share(announced.share))
    if beside.announced:
        said = text("Different stations, different lists: a difference to the region says nothing of your station.")
        st.markdown(f":small[:gray[{said}]]")


def _of_list(figure: int | None, listed: int | None) -> str:
    if figure is None:
        return text("no figure")
    return text("{k} of {n}", k=figure, n=listed) if listed else number(figure)


def _part(figure: int | None, listed: int | None) -> str:
    return share(figure / listed) if figure is not None and listed else "–"
