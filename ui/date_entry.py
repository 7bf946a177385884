"""A day and a time as two plain fields, read by our own parser: the stock calendar speaks English in every language."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from locales import text
from schemas.day import instant
from schemas.problem import FieldProblem
from services.numbers import parse_clock, parse_day
from ui.observer_frame import tell


def instant_entry(label: str, key: str, zone: str, known: datetime | None) -> datetime | None:
    """An instant of this zone, beginning with `known`. None while either field is empty or cannot be read; the page says which."""
    local = known.astimezone(ZoneInfo(zone)) if known is not None else None
    left, right = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    day = left.text_input(
        label, f"{local:%d.%m.%Y}" if local else "", key=f"{key}_day", autocomplete="off", placeholder=text("day.month.year")
    )
    hour = right.text_input(
        text("Time", "time_of_day"), f"{local:%H:%M}" if local else "", key=f"{key}_time", autocomplete="off",
        placeholder=text("for example 14:05"),
    )  # fmt: skip
    if not (day or "").strip() and not (hour or "").strip():
        return None
    on, at = parse_day(day or ""), parse_clock(hour or "")
    for problem in (on, at):
        if isinstance(problem, FieldProblem):
            tell(problem)
    if isinstance(on, FieldProblem) or isinstance(at, FieldProblem):
        return None
    return instant(on, at, zone)


def clock_entry(label: str, key: str) -> time | None:
    """A time of day. None while the field is empty or cannot be read; the page says so."""
    typed = st.text_input(label, key=key, autocomplete="off", placeholder=text("for example 14:05")) or ""
    found = parse_clock(typed) if typed.strip() else None
    if isinstance(found, FieldProblem):
        tell(found)
        return None
    return found
