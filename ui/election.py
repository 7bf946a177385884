"""Which election a reader looks at: chosen at the head of the page, kept in the address and over the pages of a visit."""

import streamlit as st

from locales import date_long, date_short, language, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import registry
from ui import address, navigation
from ui.plain import escaped
from ui.trouble import NO_ELECTION

KEY, KEPT, NOT_HERE = "election", "election_looked_at", "election_not_here"
WIDE, FITS, FITS_PHONE = 440, 48, 38
"""Pixels of the list at most, and characters that it shows whole, on a desk and on a phone; a longer name stands below it."""


def title(election: Election) -> str:
    """Its name and its day."""
    return text("{name}, {date}", name=election.name.in_language(language()), date=date_long(election.held_on))


def in_list(election: Election) -> str:
    """Its day in figures and its name: what tells elections apart comes first, for a list that cuts long names off."""
    return f"{date_short(election.held_on)} · {election.name.in_language(language())}"


def looked_at(actor: Actor) -> Election | None:
    """What `pick` will find, for the frame around the page; None where there is no election."""
    found = navigation.election_id_of(actor, address.own(KEY) or st.query_params.get(KEY) or st.session_state.get(KEPT))
    return registry.election(found) if found else None


def pick(actor: Actor) -> Election:
    """The election in view; a list of all where there are several. Raises Problem (not found) where there is none.

    A coordinator sees the own election only."""
    if actor.election_id:
        own = registry.election(actor.election_id)
        if (wanted := st.query_params.get(KEY, own.election_id)) != own.election_id:
            said = Message("The address names the election “{code}”, but you follow this one only: {name}.")
            _say(text(said, code=escaped(wanted), name=_ended(own)))
        return own
    elections = {each.election_id: each for each in registry.every_election()}
    if not elections:
        raise Problem(ProblemCode.NOT_FOUND, NO_ELECTION)
    kept = st.session_state.get(KEPT)
    first = kept if kept in elections else next(iter(elections))
    wanted = _not_here(list(elections))
    chosen = address.begin(KEY, list(elections), first)
    if wanted:
        # Above the page: figures of one election are never taken for those of another.
        name = _ended(elections[chosen])
        _say(text("The address names the election “{code}”, which is not here. Shown instead: {name}.", code=escaped(wanted), name=name))
    if len(elections) > 1:
        words = {code: in_list(each) for code, each in elections.items()}
        listed = st.selectbox(
            text("Election"), list(elections), format_func=words.__getitem__, key=KEY, label_visibility="collapsed", width=WIDE,
            on_change=_forget,
        )
        chosen = listed or chosen
        if (length := len(words[chosen])) > FITS_PHONE:
            with st.container(key="election_whole" if length > FITS else "election_whole_phone"):
                st.caption(escaped(elections[chosen].name.in_language(language())))
    st.session_state[KEPT] = chosen
    # Always in the address: a link must not open another election once a newer one has been added.
    if st.query_params.get(KEY) != chosen:
        st.query_params[KEY] = chosen
    return elections[chosen]


def _not_here(known: list[str]) -> str:
    """The election named by the address of this page that is not here; "" where there is none, or another has been chosen since."""
    wanted, here = st.query_params.get(KEY), st.session_state.get(address.PAGE, "")
    if wanted and wanted not in known:
        st.session_state[NOT_HERE] = here, wanted
        del st.query_params[KEY]
    page, code = st.session_state.get(NOT_HERE, ("", ""))
    return str(code) if page == here else ""


def _forget() -> None:
    st.session_state.pop(NOT_HERE, None)


def say_not_released(wanted: str, shown: Election) -> None:
    """Above what was released of another election than the address names."""
    _say(text("Nothing is released here of the election “{code}”. Shown instead: {name}.", code=escaped(wanted), name=_ended(shown)))


def _ended(election: Election) -> str:
    """The title for the end of a sentence: a Russian date brings a full stop of its own."""
    return title(election).removesuffix(".")


def _say(words: str) -> None:
    st.warning(words, icon=":material/link_off:")
