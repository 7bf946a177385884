"""Photos for a second person: the photo left, what was typed right; below each other on a phone. Copies only, never an original."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from locales import clock, date_short, text
from schemas.evidence import STATE_NAMES, KeptAs, Photo, PhotoState, Size
from schemas.person import Actor
from services import photos
from ui import originals
from ui.headline import small
from ui.plain import escaped


def beside(actor: Actor, shown: Sequence[Photo], zone: str, typed: Callable[[], None]) -> None:
    """One photo at a time, with its time, its hash and where else its very bytes were sent; `typed` draws what stands beside it.
    Raises what the service raises for whom photos are not open to."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        photo = _chosen(shown, zone)
        _picture(actor, photo)
        _facts(actor, photo, zone)
        originals.draw(actor, photo, zone)
    with right:
        typed()


def at_station(actor: Actor, election_id: str, station_id: str, zone: str) -> None:
    """The photos of one station's reports; nothing where there are none."""
    shown = photos.at_station(actor, election_id, station_id)
    if not shown:
        return
    st.subheader(text("Photos of this station"), anchor=False)
    beside(actor, shown, zone, lambda: _listed(shown, zone))


def _name(photo: Photo, zone: str) -> str:
    return f"{clock(photo.received_at, zone)} · {photo.prefix}"


def _chosen(shown: Sequence[Photo], zone: str) -> Photo:
    if len(shown) == 1:
        return shown[0]
    by_id = {photo.evidence_id: photo for photo in shown}
    chosen = st.pills(
        text("Photo"), list(by_id), format_func=lambda each: _name(by_id[each], zone), default=shown[0].evidence_id, key="photo-shown"
    )
    return by_id.get(chosen or shown[0].evidence_id, shown[0])


def _picture(actor: Actor, photo: Photo) -> None:
    if photo.state is PhotoState.READY:
        st.image(photos.picture(actor, photo.evidence_id, Size.VIEWER), width="stretch")
        return
    st.markdown(f":yellow[:material/image: {text(STATE_NAMES[photo.state])}]")


def _facts(actor: Actor, photo: Photo, zone: str) -> None:
    """When it came, from whom, what identifies it, what became of the original."""
    kept = text("The original is sealed.") if photo.kept_as is KeptAs.SEALED else text("The original is not kept, its hash is.")
    day = date_short(photo.received_at.astimezone(ZoneInfo(zone)))
    said = text("Received: {date}, {time}. Observer {code}", date=day, time=clock(photo.received_at, zone), code=photo.observer_code)
    st.markdown(small(f"{escaped(said)}. {kept}"))
    st.markdown(small(f"SHA-256 `{photo.sha256}`"))
    for same in photos.same_elsewhere(actor, [photo]).get(photo.sha256, ()):
        warning = text("The very same photo was sent from station {station} too.", station=same.station_id)
        st.markdown(f":yellow[:material/content_copy: {escaped(warning)}]")


def _listed(shown: Sequence[Photo], zone: str) -> None:
    """Thumbs say which photo is which report's."""
    for photo in shown:
        st.markdown(f"**{_name(photo, zone)}** · {text('Observer {code}', code=photo.observer_code)} · {text(STATE_NAMES[photo.state])}")
        st.page_link("pages/review/history.py", label=text("Open the report"), icon=":material/open_in_new:",
                     query_params={"report": photo.report_id})
