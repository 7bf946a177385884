"""Tables of what was computed: numbers as text at the right, states with colour and shape, forty rows a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from charts.theme import DARK, LIGHT, STATE_GLYPHS, Look, state_colours
from locales import number, plural, signed, text
from schemas.message import Message
from services.states import STATE_NAMES, State
from services.wording import begun
from ui import table_element
from ui.headline import small
from ui.table_element import Head

ROWS_A_PAGE = 40
FEW_PAGES, ROOM = 4, 320
"""Pages that always stand beside each other, and the points they are given for it: as many as seven take."""


@dataclass(frozen=True, slots=True)
class Column:
    """`number`: right-aligned. `paint`: "state" or "difference". `link`: an address whose part after # is what is shown, or a source's
    own address, shown by its host. `kept`: drawn also without anything in it, because that is what it says. `begun`: names that may begin
    small, as of places in Russian: a row begins with a capital letter."""

    label: str
    number: bool = False
    width: int | None = None
    help: str | None = None
    paint: str = ""
    link: bool = False
    kept: bool = False
    begun: bool = False


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
_SHORT = {State.WITHIN_TOLERANCE: Message("within tolerance", "table")}
"""States whose name is longer than a row of a table has room for, in some language."""


def state_word(state: State, side: str = "") -> str:
    words = _SIDED.get(side) if state is State.DIFFERS else None
    return f"{STATE_GLYPHS[state]} {text(words or _SHORT.get(state, STATE_NAMES[state]))}"


def _painted(frame: pd.DataFrame, columns: Mapping[str, Column], look_: Look) -> list[dict[int, str]]:
    """The colour of each row's cells by their place: states in theirs; a difference only where the state beside it is *differs*
    (anywhere, where no state stands beside it)."""
    colours = dict(zip(STATE_GLYPHS.values(), state_colours(look_), strict=True))
    signs = {"+": look_.above, "\u2212": look_.below}
    beside = next((name for name, column in columns.items() if column.paint == "state"), None)
    differs = frame[beside].str.startswith(STATE_GLYPHS[State.DIFFERS]) if beside else pd.Series(True, index=frame.index)
    painted: list[dict[int, str]] = [{} for _ in range(len(frame))]
    for place, (name, column) in enumerate(columns.items()):
        if not column.paint:
            continue
        for row, (cell, odd) in enumerate(zip(frame[name], differs, strict=True)):
            found = colours.get(str(cell)[:1]) if column.paint == "state" else signs.get(str(cell)[:1]) if odd else None
            if found:
                painted[row][place] = found
    return painted


def show(frame: pd.DataFrame, columns: Mapping[str, Column], *, key: str, alt: str, is_lined: bool = False) -> None:
    """One page of rows that are already text, in the order and under the labels of `columns`; `is_lined`: on one line each, where a
    desk has room for it."""
    shown = frame[list(columns)]
    heads = [
        Head(name, each.label, each.number, each.link, each.help or "", each.width, each.kept, each.paint == "state")
        for name, each in columns.items()
    ]
    named = [each.begun for each in columns.values()]
    rows = [
        ["" if pd.isna(cell) else begun(str(cell)) if name else str(cell) for cell, name in zip(row, named, strict=True)]
        for row in shown.to_numpy(dtype=object)
    ]
    table_element.draw(heads, rows, _painted(shown, columns, look()), key=key, alt=alt, is_lined=is_lined)


def page_of(rows: int, *, key: str = "page") -> slice:
    """The rows of the page in view, and the numbered buttons below the table where there is more than one page.

    Call it where the buttons are to stand; draw the table in a container made above."""
    pages = max(1, -(-rows // ROWS_A_PAGE))
    chosen = 1
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            # Three or four pages leave Streamlit's own measure too narrow: it would hide the second behind a sign of many.
            room: int | Literal["content"] = "content" if pages > FEW_PAGES else ROOM
            chosen = int(st.pagination(pages, key=key, bind="query-params", width=room))
            first = (chosen - 1) * ROWS_A_PAGE
            words = text("Rows {first}–{last} of {n}", first=first + 1, last=min(first + ROWS_A_PAGE, rows), n=rows)
            st.markdown(small(words), width="content")
    else:
        st.markdown(small(plural("{n} row", "{n} rows", rows)))
    return slice((chosen - 1) * ROWS_A_PAGE, chosen * ROWS_A_PAGE)


def of(rows: Sequence[Mapping[str, str]], columns: Mapping[str, Column]) -> pd.DataFrame:
    """Rows that are already text as a frame with exactly these columns, also when there is no row."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
