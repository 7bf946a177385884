"""One question of the neutral form description, drawn: empty until answered, with its reasons for having no answer."""

import re
from contextlib import nullcontext
from datetime import timedelta
from functools import partial

import streamlit as st

from locales import clock as clock_of
from locales import date_short, text
from schemas.day import observation_day
from schemas.form import FieldKind, FormField
from schemas.missing import MISSING_NAMES, SEEING, MissingReason
from services import answering, clock, violation_search
from services.formwords import choice_of, label_of, question_of
from services.numbers import parse_clock, split_day
from ui.form_state import TEXTS, UNSEEN, Held, fill, look_again, open_reasons
from ui.number_entry import Change, number_entry, time_entry
from ui.observer_frame import problem_line, tell

_WORD = re.compile(r"\S{400}")
_BREAKABLE = "<style>textarea { word-break: break-all }</style>"
"""As in the draft saver, which sees such a text before it is here: a browser would look for ever where to break it."""


def draw(held: Held, field: FormField, *, is_first: bool) -> None:
    """The field under its question; the first question of a screen stands in the title already."""
    named = label_of if is_first else question_of
    label = named(field, held.election, held.draft.contest_id)
    if field.help is not None and not is_first:
        # No markup: a screen reader is given the label as it is written here.
        label = f"{label}  \n{text(field.help)}"
    problem = held.problems.get(field.id)
    is_alone = problem is None and field.id not in held.opened and (not field.reasons or _asks_unseen(field))
    # A container is one more message to the phone: only where something stands under the field.
    with nullcontext() if is_alone else st.container(gap="xsmall"):
        if field.id in held.opened:
            _reasons(held, field, label)
        else:
            _answer(held, field, label, is_first=is_first)
        if problem is not None:
            tell(problem)


def _answer(held: Held, field: FormField, label: str, *, is_first: bool) -> None:
    key = held.key(field.id)
    _begin(held, field, key)
    change: Change = partial(look_again, held, field.id) if field.id in held.problems else "ignore"
    if field.kind is FieldKind.COUNT:
        number_entry(label, key, text("digits, as you see them"), on_change=change)
    elif field.kind is FieldKind.TIME:
        _time(held, field, label, key, change)
    elif field.kind is FieldKind.LINE:
        st.text_input(label, key=key, autocomplete="off", on_change=change)
    elif field.kind in (FieldKind.ACCOUNT, FieldKind.LINES):
        if _WORD.search(str(st.session_state.get(key) or "")):
            st.html(_BREAKABLE)
        st.text_area(label, key=key, height=140, on_change=change)
    elif field.id == "what":
        _what_happened(held, field, key)
        return
    else:
        _choices(held, field, label, key, is_first=is_first)
    if field.reasons and not _asks_unseen(field):
        st.button(
            text("I cannot answer this"),
            key=f"{key}-cannot",
            icon=":material/visibility_off:",
            type="tertiary",
            on_click=open_reasons,
            args=(held, field.id),
            kwargs={"open_now": True},
        )


def _begin(held: Held, field: FormField, key: str) -> None:
    """What was answered before, back in the field."""
    if key in st.session_state:
        return
    typed = held.draft.answered(field.id)
    if typed is None:
        return
    st.session_state[key] = list(typed) if isinstance(typed, tuple) else typed


def _asks_unseen(field: FormField) -> bool:
    """Yes, no, could not see: the third answer stands beside the two."""
    return field.kind is FieldKind.CHOICE and set(SEEING) <= set(field.reasons)


def _choices(held: Held, field: FormField, label: str, key: str, *, is_first: bool) -> None:
    codes = [choice.code for choice in field.choices] + ([UNSEEN] if _asks_unseen(field) else [])

    def named(code: str) -> str:
        return text("I could not see", "answer_could_not_see") if code == UNSEEN else choice_of(field, code, held.election)

    hidden = is_first and len(held.asked) == 1
    st.pills(
        label,
        codes,
        selection_mode="multi" if field.kind is FieldKind.CHOICES else "single",
        format_func=named,
        key=key,
        width="stretch",
        wrap=True,
        label_visibility="collapsed" if hidden else "visible",
    )


def _reasons(held: Held, field: FormField, label: str) -> None:
    key = held.key(field.id)
    known = held.draft.missing.get(field.id)
    if known is not None:
        st.session_state.setdefault(f"{key}-why", known.value)
    st.pills(
        f"{label}  \n{text('Why is there no answer?')}",
        [reason.value for reason in field.reasons],
        format_func=lambda code: text(MISSING_NAMES[MissingReason(code)]),
        key=f"{key}-why",
        width="stretch",
        wrap=True,
    )
    st.button(
        text("Answer after all"),
        key=f"{key}-after-all",
        icon=":material/undo:",
        type="tertiary",
        on_click=open_reasons,
        args=(held, field.id),
        kwargs={"open_now": False},
    )


def _time(held: Held, field: FormField, label: str, key: str, change: Change) -> None:
    """The field, and the present minute in one tap while it can be meant."""
    now, zone = clock.now(), held.station.time_zone
    minute = clock_of(now, zone)
    at = parse_clock(minute)
    meant = answering.instant_of(field, at, held.election, held.station, held.draft.begun_at)  # type: ignore[arg-type]  # can be read
    is_today = observation_day(held.election, zone).begins_at <= now and abs(meant - now) < timedelta(minutes=2)
    if is_today:
        with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
            time_entry(label, key, text("for example 14:05"), on_change=change)
            st.button(text("now, {time}", time=minute), key=f"{key}-now", on_click=fill, args=(held, field.id, minute), width="content")
    else:
        time_entry(label, key, text("for example 14:05"), on_change=change)
    typed = str(st.session_state.get(key) or "")
    other = answering.other_day(field, typed, held.election, held.station, held.draft.begun_at)
    if other is not None:
        st.button(
            text("This was on {date}", date=date_short(other)),
            key=f"{key}-day",
            icon=":material/today:",
            type="tertiary",
            on_click=_on_day,
            args=(held, field.id, f"{other:%d.%m} "),
        )


def _on_day(held: Held, field_id: str, day: str) -> None:
    """Callback: the other day is written before the time that stands in the field."""
    typed = str(st.session_state.get(held.key(field_id)) or "")
    fill(held, field_id, day + split_day(typed)[1])


def _what_happened(held: Held, field: FormField, key: str) -> None:
    """Five to nine plain sentences for this hour of the day, a search, and "something else"."""
    hours = observation_day(held.election, held.station.time_zone)
    wanted = st.text_input(
        text("Search"),
        key=f"{key}-search",
        type="search",
        icon=":material/search:",
        placeholder=text("Search in all sentences"),
        label_visibility="collapsed",
        autocomplete="off",
    )
    found = violation_search.search(wanted or "")
    offered = found or violation_search.for_phase(hours, clock.now(), is_inside=True)
    chosen = st.session_state.get(key)
    codes = [*dict.fromkeys([*offered, *([chosen] if chosen else []), violation_search.OTHER])]
    if wanted and not found:
        problem_line(text("Nothing found. Choose a sentence below, or “Something else”."))
    st.pills(
        text("What happened?"),
        codes,
        format_func=violation_search.sentence,
        key=key,
        width="stretch",
        wrap=True,
        label_visibility="collapsed",
    )


def text_keys(held: Held) -> dict[str, str]:
    """Keys of the text fields on the screen, with what the server knows of them."""
    return {
        held.key(field.id): str(st.session_state.get(held.key(field.id)) or "")
        for field in held.asked
        if field.kind in TEXTS and field.id not in held.opened
    }
