"""What a page's address says: choices by their codes, never by words of one language, so that a link means the same to everybody.

Streamlit's own `bind="query-params"` writes the label as it is shown; a Kazakh link would not open in Russian."""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from locales import text
from ui.plain import escaped

PAGE, ON_PAGE, BEGAN = "page_shown", "_on_page", "_began"


def whole(election_id: str) -> str:
    """The address at which others see the same: the page with its election and every choice; "" where there is none. Whoever opens it
    reads in a language of their own."""
    if not st.context.url:
        return ""
    chosen = {"election": election_id, **{name: value for name, value in st.query_params.items() if name != "lang"}}
    scheme, place, path, _, _ = urlsplit(st.context.url)
    return urlunsplit((scheme, place, path, urlencode(chosen), ""))


def invitation(token: str) -> str:
    """The address that lets somebody in, once; what follows the # never leaves their browser by itself."""
    scheme, place, path, _, _ = urlsplit(st.context.url or "")
    return urlunsplit((scheme, place, f"{path.rpartition('/')[0]}/i", "", token))


def open_page(url_path: str) -> None:
    """Remembers which page this run shows (app.py)."""
    st.session_state[PAGE] = url_path


def own(key: str) -> str | None:
    """What the widget of this key says on this page. Another page's widget of the same key is another one to Streamlit: in the first run
    of a page its value can still be read, but the new widget begins without it."""
    here = st.session_state.get(PAGE, "")
    return st.session_state.get(key) if st.session_state.get(f"{key}{ON_PAGE}", here) == here else None


def begin(key: str, codes: Sequence[str], default: str) -> str:
    """The code with which the widget of this key begins: its own state, else the address, else the default. Call it before the widget."""
    known, before = own(key), st.session_state.get(f"{key}{BEGAN}")
    st.session_state[f"{key}{BEGAN}"] = default
    if known == before != default and key not in st.query_params:
        # Nobody chose it: it was the default, and the page that is narrowed now has another one.
        known = None
    st.session_state[f"{key}{ON_PAGE}"] = st.session_state.get(PAGE, "")
    if known not in codes:
        wanted = st.query_params.get(key)
        if wanted and wanted not in codes:
            said = text("The link names “{code}”, which is not here. The page shows something else.", code=escaped(wanted))
            st.toast(said, duration="long")
        st.session_state[key] = wanted if wanted in codes else default
    return str(st.session_state[key])


def keep(key: str, code: str, default: str) -> None:
    """Writes the choice into the address, and takes the default out of it. Call it after the widget."""
    if code == default:
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get(key) != code:
        st.query_params[key] = code
