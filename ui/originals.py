"""The sealed original of a photo: asked for by one person, agreed to by another, handed out sealed; every step stands below."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from locales import clock as clock_of
from locales import date_short, text
from schemas.evidence import STEP_NAMES, OriginalStep, Photo
from schemas.person import Actor
from services import clock, originals
from services.originals import REASON_LONGEST, Request
from ui import doing
from ui.headline import small
from ui.plain import escaped
from ui.words_entry import words_entry


def draw(actor: Actor, photo: Photo, zone: str) -> None:
    """Nothing where no original is kept, or for whom it is not open to."""
    if not originals.may_ask(actor, photo):
        return
    known = originals.requests(actor, photo)
    is_in_hand = any(each.is_waiting() or each.is_open(clock.now()) for each in known)
    with st.expander(text("The sealed original"), icon=":material/lock:", expanded=is_in_hand):
        st.markdown(small(text(
            "It holds the place and the data of the device. Two people open it, with a key that is not on this server.")))
        _next(actor, photo, known[0] if known else None)
        for request in known:
            for taken in request.steps:
                _step(taken, zone)


def _next(actor: Actor, photo: Photo, newest: Request | None) -> None:
    """The one thing that this person can do now."""
    if newest is not None and newest.is_waiting():
        if newest.asked.account_id == actor.account_id:
            st.markdown(text("You asked for it. A second person now agrees, on this page."))
        else:
            _act(photo, text("Agree to opening"), partial(originals.agree, actor, newest.request_id))
    elif newest is not None and newest.is_open(clock.now()):
        if newest.is_of(actor.account_id):
            st.download_button(
                text("Take the sealed file"),
                data=partial(originals.hand_out, actor, newest.request_id),
                file_name=f"original-{photo.prefix}.sealed",
                mime="application/octet-stream",
                icon=":material/lock:",
                key=f"original-{photo.evidence_id}-file",
            )
            st.markdown(small(text("It opens where the private key is kept: {command}", command="`manage.py evidence open`")))
    else:
        _act(photo, text("Ask for the original"), partial(originals.ask, actor, photo))


def _act(photo: Photo, label: str, act: Callable[[str], object]) -> None:
    key = f"original-{photo.evidence_id}"
    reason = words_entry(text("Why? The reason is kept"), REASON_LONGEST, f"{key}-reason", autocomplete="off")
    if st.button(label, key=f"{key}-act"):
        doing.attempt(lambda: act(reason or ""))


def _step(taken: originals.Taken, zone: str) -> None:
    at = taken.at.astimezone(ZoneInfo(zone))
    said = "" if taken.step is OriginalStep.OPENED else f" · {escaped(taken.reason)}"
    st.markdown(small(f"{date_short(at)}, {clock_of(taken.at, zone)} · {escaped(taken.code)} · {text(STEP_NAMES[taken.step])}{said}"))
