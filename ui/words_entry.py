"""A field for somebody's own words, of at most so many characters.

The widget has no length: one that had would take nothing of a longer text that is pasted, and say nothing. The text stays in the field
with what is wrong with it below, and the service that keeps it refuses it in the same words."""

from typing import Any

import streamlit as st

from schemas.problem import FieldProblem
from services.parsing import too_long
from ui.observer_frame import tell


def words_entry(label: str, most: int, key: str, *, is_area: bool = False, **more: Any) -> str:
    """What was typed; `more` goes to the widget."""
    typed: str = (st.text_area if is_area else st.text_input)(label, key=key, **more) or ""
    found: FieldProblem | None = too_long(typed, most)
    if found is not None:
        tell(found)
    return typed
