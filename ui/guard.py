"""Who is there, and may they see this page? The first statement of every page; services ask again for every act."""

from collections.abc import Collection
from copy import copy
from functools import cache
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from locales import text
from schemas.person import Actor, Role
from services import access
from ui import brand, language

ACTOR, ASKED = "actor_id", "closed_asked"
LINK = '<a href="{door}?lang={code}" target="_self" style="color: inherit">{label}</a>'


def read_cookie(name: str) -> str | None:
    """The browser's cookie, as it was when the socket opened. Tests put their own reader here."""
    return st.context.cookies.get(name)


def visitor() -> access.Visitor:
    """Who is there, looked up again in every rerun; a changed person finds nothing of the one before. Sets the language."""
    found = access.visitor_of(read_cookie(access.cookie_name()))
    if st.session_state.get(ACTOR, found.actor.account_id) != found.actor.account_id:
        st.session_state.clear()
    st.session_state[ACTOR] = found.actor.account_id
    language.apply(found.language)
    return found


def current() -> Actor:
    """Who is there; NOBODY where nobody is signed in."""
    return visitor().actor


def require(*roles: Role) -> Actor:
    """The actor, if their role is one of `roles`; for everybody else the page ends here, with what to do instead."""
    actor = current()
    if actor.role not in roles:
        turn_away()
        st.stop()
    return actor


def turn_away() -> None:
    """What stands in place of a page: how to sign in, or that it is not open to this role."""
    actor = current()
    if actor.role is not Role.PUBLIC:
        st.title(text("This is not open to your role"))
        st.markdown(text("You are signed in, but this page is for others. Go back to your own pages."))
        st.page_link("pages/public/welcome.py", label=text("To my pages"), icon=":material/arrow_back:")
        return
    st.title(text("Who is there?"))
    if access.has_door("signin"):
        st.markdown(text("Open your invitation link, or sign in."))
        door_link("signin", text("Sign in"))
    else:
        st.markdown(text("These pages were started without their doors, so nobody can sign in here. Stop them and start again with:"))
        st.code("python manage.py run", language=None)
    st.page_link("pages/public/released.py", label=text("What we have released"), icon=":material/campaign:")


def closed(url_paths: Collection[str]) -> list[st.Page]:
    """Of these addresses of other roles the ones that this tab has asked for, for `st.navigation`: they exist, and say what to do. The
    others are left out, because the whole list goes to the browser with every tap (docs/adr/0149). All of them where no address is known.
    Copies, because a run marks the page it shows."""
    if st.context.url is None:
        return [copy(_closed(each)) for each in url_paths]
    asked: set[str] = st.session_state.setdefault(ASKED, set())
    asked.update({urlsplit(st.context.url).path.rpartition("/")[2]}.intersection(url_paths))
    return [copy(_closed(each)) for each in url_paths if each in asked]


@cache
def _closed(url_path: str) -> st.Page:
    return st.Page(turn_away, title=brand.NAME, url_path=url_path, visibility="hidden")


def door_link(door: str, label: str) -> None:
    """A link to a plain page of the doors, in this tab: Streamlit's own links open another, where nobody would look for the page.
    Nothing where the pages run without their doors."""
    if access.has_door(door):
        st.html(LINK.format(door=door, code=language.spoken_now(), label=escape(label)))
