"""Where a form stands, in the address of its page: the browser's own *back* goes one question back, and no further out of the form."""

import streamlit as st

from services.drafts import CHECK
from ui.form_state import Held

STEP = "step"


def follow(held: Held) -> None:
    """Goes where the browser went since the last run. Nothing is asked of the answers on the way: back is always possible, and what is
    missing further on is asked for before the report is sent."""
    if held.moved:
        return  # the tap of this run says where to; its address is the one from before it
    there = st.query_params.get(STEP, "")
    if held.addressed is None:
        # Opened anew: the draft knows better than an old address where it stands.
        held.addressed, held.entered = there, held.steps[0].id if there else place_of(held)
    elif there != held.addressed:
        held.addressed = there
        wanted = there or held.entered
        if wanted in {CHECK, *(step.id for step in held.steps)} and wanted != place_of(held):
            held.problems, held.problem = {}, None
            held.change(place=wanted, findings=())


def write(held: Held) -> None:
    """The place of this run into the address; the one where the form was entered stands there without a name."""
    said = _said(held)
    if said == held.addressed:
        return
    held.addressed = said
    if said:
        st.query_params[STEP] = said
    else:
        del st.query_params[STEP]


def is_late(held: Held) -> bool:
    """Whether the tap of this run was made on a screen that an earlier tap has left: the browser, not told yet, still names that one."""
    return held.addressed is not None and st.query_params.get(STEP, "") != _said(held)


def _said(held: Held) -> str:
    place = place_of(held)
    return "" if place == held.entered else place


def place_of(held: Held) -> str:
    return held.step.id if held.step else held.draft.place
