"""The files that figures were brought in with, each to be downloaded as it came. Why one is not handed out is said by the page's tools."""

from functools import partial

import streamlit as st

from locales import date_short, text
from schemas.person import Actor
from services import official_originals
from services.wording import source_title
from ui import handing
from ui.headline import small
from ui.plain import escaped

SHOWN = 20


def show(actor: Actor, election_id: str) -> None:
    """Nothing where no file of this election is kept: figures that come with the program have no file of their own."""
    files = official_originals.listed(actor, election_id)
    if not files:
        return
    st.subheader(text("Files as they came"), anchor=False)
    for each in files[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = f"{escaped(source_title(each.title))} ({escaped(source_title(each.publisher))}), {date_short(each.imported_at.date())}"
            st.markdown(f"{words}  \n{small(f'SHA-256 {each.sha256}')}", width="stretch")
            make = handing.telling(partial(official_originals.handed, actor, election_id, each.sha256))
            st.download_button(
                text("Download"), data=make, file_name=each.name,
                icon=":material/download:", key=f"original_{each.sha256}", on_click="ignore")
    if len(files) > SHOWN:
        st.markdown(small(text("and {n} more", n=len(files) - SHOWN)))
