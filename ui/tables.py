"""Tables of what was computed: numbers as text at the right, states with colour and shape, forty rows a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.elements.lib.column_types import ColumnConfig

from charts.theme import DARK, LIGHT, STATE_GLYPHS, Look, state_colours
from locales import number, plural, signed, text
from schemas.message import Message
from services.states import STATE_NAMES, State
from ui.headline import small

ROWS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Column:
    """`number`: right-aligned. `paint`: "state" or "difference". `link`: an address whose part after # is what is shown."""

    label: str
    number: bool = False
    width: int | None = None
    help: str | None = None
    paint: str = ""
    link: bool = False


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
    """States in their colour; a difference only where the state beside it is *differs* (anywhere, where no state stands beside it)."""
    colours = dict(zip(STATE_GLYPHS.values(), state_colours(look_), strict=True))
    signs = {"+": look_.above, "\u2212": look_.below}
    beside = next((name for name, column in columns.items() if column.paint == "state"), None)
    differs = frame[beside].str.startswith(STATE_GLYPHS[State.DIFFERS]) if beside else pd.Series(True, index=frame.index)

    def painted(cells: pd.Series, kind: str) -> list[str]:
        if kind == "state":
            found = [colours.get(cell[:1]) for cell in cells]
        else:
            found = [signs.get(cell[:1]) if odd else None for cell, odd in zip(cells, differs, strict=True)]
        return [f"color: {colour}; font-weight: 600" if colour else "" for colour in found]

    styler = frame.style
    for name, column in columns.items():
        if column.paint:
            styler = styler.apply(painted, subset=[name], kind=column.paint)
    return styler


def _configured(column: Column) -> ColumnConfig:
    alignment: Literal["left", "right"] = "right" if column.number else "left"
    if column.link:
        return st.column_config.LinkColumn(column.label, width=column.width, help=column.help, display_text=r"#(.*)$", alignment=alignment)
    return st.column_config.TextColumn(column.label, width=column.width, help=column.help, alignment=alignment)


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
        column_config={name: _configured(column) for name, column in columns.items()},
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
