"""Tables of what was computed: numbers as text at the right, states with colour and shape, forty rows a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from charts.theme import DARK, LIGHT, STATE_GLYPHS, Look, state_colours
from locales import number, plural, signed, text
from schemas.message import Message
from services.states import STATE_NAMES, State
from ui.headline import small

ROWS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Column:
    """`number`: right-aligned. `paint`: "state" or "difference" (coloured where `coloured_by` says the state is *differs*)."""

    label: str
    number: bool = False
    width: int | None = None
    help: str | None = None
    paint: str = ""


def look() -> Look:
    return DARK if st.context.theme.type == "dark" else LIGHT


def numbers(values: pd.Series) -> list[str]:
    """Counts as the language writes them; empty where there is none."""
    return [number(value) if pd.notna(value) else "" for value in values]


def differences(values: pd.Series) -> list[str]:
    """Signed, with a true minus; empty where there is none."""
    return [signed(value) if pd.notna(value) else "" for value in values]


def state_words(states: pd.Series, sides: pd.Series | None = None) -> list[str]:
    """`◆ differs, above`: shape and word; the colour is put on by `show`."""
    directions = sides if sides is not None else pd.Series("", index=states.index)
    return [state_word(State(state), str(side)) for state, side in zip(states, directions, strict=True)]


_SIDED = {"above": Message("differs, above"), "below": Message("differs, below")}


def state_word(state: State, side: str = "") -> str:
    words = _SIDED.get(side) if state is State.DIFFERS else None
    return f"{STATE_GLYPHS[state]} {text(words or STATE_NAMES[state])}"


def _painted(frame: pd.DataFrame, columns: Mapping[str, Column], look_: Look) -> Styler:
    colours = dict(zip(STATE_GLYPHS.values(), state_colours(look_), strict=True))

    def state(cell: Any) -> str:
        colour = colours.get(cell[:1])
        return f"color: {colour}; font-weight: 600" if colour else ""

    def difference(cell: Any) -> str:
        return {"+": f"color: {look_.above}; font-weight: 600", "\u2212": f"color: {look_.below}; font-weight: 600"}.get(cell[:1], "")

    styler = frame.style
    for name, column in columns.items():
        if column.paint:
            styler = styler.map(state if column.paint == "state" else difference, subset=[name])
    return styler


def show(frame: pd.DataFrame, columns: Mapping[str, Column], *, key: str, alt: str) -> None:
    """One page of rows that are already text, in the order and under the labels of `columns`."""
    shown = frame[list(columns)]
    painted = any(column.paint for column in columns.values())
    st.dataframe(
        _painted(shown, columns, look()) if painted else shown,
        hide_index=True,
        height="content",
        row_height=32,
        key=key,
        alt=alt,
        column_config={
            name: st.column_config.TextColumn(
                column.label, width=column.width, help=column.help, alignment="right" if column.number else "left"
            )
            for name, column in columns.items()
        },
    )


def page_of(rows: int, *, key: str = "page") -> slice:
    """The rows of the page in view, and the numbered buttons below the table where there is more than one page.

    Call it where the buttons are to stand; draw the table in a container made above."""
    pages = max(1, -(-rows // ROWS_A_PAGE))
    chosen = 1
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            chosen = int(st.pagination(pages, key=key, bind="query-params"))
            first = (chosen - 1) * ROWS_A_PAGE
            words = text("Rows {first}–{last} of {n}", first=first + 1, last=min(first + ROWS_A_PAGE, rows), n=rows)
            st.markdown(small(words), width="content")
    else:
        st.markdown(small(plural("{n} row", "{n} rows", rows)))
    return slice((chosen - 1) * ROWS_A_PAGE, chosen * ROWS_A_PAGE)


def of(rows: Sequence[Mapping[str, str]], columns: Mapping[str, Column]) -> pd.DataFrame:
    """Rows that are already text as a frame with exactly these columns, also when there is no row."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
