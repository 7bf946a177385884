"""The pieces of the page on quarantine: the code, what would change, the action, and everything that was decided."""

from collections.abc import Sequence

import streamlit as st

from locales import language, number, plural, share, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from services import quarantine
from services.quarantine import Change, Decision, Preview
from ui import doing, empty, moments, tables
from ui.headline import small
from ui.plain import escaped, quoted, unbroken
from ui.tables import Column

KEY = "observer"
STATIONS_SHOWN = 12
NAMES: dict[str, Message] = {
    "reports": Message("Reports in the figures"),
    "stations": Message("Stations with a report"),
    "turnout": Message("Stations with a turnout report"),
    "counts": Message("Stations with a protocol"),
    "violations": Message("Stations with a violation"),
}


def out_n(made: Sequence[Decision]) -> int:
    """How many observers are out now; `made` has the newest decision first."""
    last: dict[str, bool] = {}
    for each in made:
        last.setdefault(each.observer_code, each.is_out)
    return sum(last.values())


def observer_code() -> str:
    """The observer's code as typed, or from the link that led here."""
    if KEY not in st.session_state:
        st.session_state[KEY] = st.query_params.get(KEY, "")
    return str(st.text_input(text("Observer's code"), key=KEY, autocomplete="off")).strip()


def _name(change: Change, election: Election) -> str:
    if not change.option:
        return text(NAMES[change.name])
    option = next(each for each in election.leading_contest.options if each.code == change.option)
    return text("Share of the votes in protocols held: {name}", name=option.name.in_language(language()))


def _value(value: float | None, change: Change) -> str:
    if value is None:
        return ""
    return share(value, 2) if change.option else number(value)


def preview(found: Preview, election: Election) -> None:
    """Every headline number now and after, and the stations."""
    st.subheader(text("What would change"), anchor=False)
    st.markdown(
        text("Bringing the reports of {code} back: reports {n}, stations {k}; at {alone} of them nobody else's report counts.",
             code=escaped(found.observer_code), n=found.reports, k=len(found.stations), alone=found.alone_n)
        if found.is_out else
        text("Taking the reports of {code} out: reports {n}, stations {k}; at {alone} of them nobody else's report counts.",
             code=escaped(found.observer_code), n=found.reports, k=len(found.stations), alone=found.alone_n))
    columns = {
        "what": Column(text("What"), width=380), "now": Column(text("Now"), number=True), "after": Column(text("After"), number=True)}
    rows = [
        {"what": _name(change, election), "now": _value(change.now, change), "after": _value(change.after, change)}
        for change in found.changes
    ]
    tables.show(tables.of(rows, columns), columns, key="changes", alt=text("What would change"))
    if found.stations:
        more = len(found.stations) - STATIONS_SHOWN
        named = " · ".join(escaped(each) for each in found.stations[:STATIONS_SHOWN])
        st.markdown(small(text("Stations: {names}", names=f"{named} · +{number(more)}" if more > 0 else named)))


def decide(actor: Actor, election: Election, found: Preview) -> None:
    """The reason and the one button; nobody decides on their own reports."""
    if found.author_id == actor.account_id:
        st.markdown(small(text("These are your own reports: a second person decides.")))
        return
    label = text("Bring the reports back") if found.is_out else text("Take the reports out")
    with st.form("quarantine", border=True):
        reason = st.text_input(text("Reason"), key=f"quarantine_reason-{found.is_out}", autocomplete="off")
        if not st.form_submit_button(label, type="primary"):
            return

    def act() -> None:
        quarantine.decide(actor, election.election_id, found.observer_code, is_out=not found.is_out, reason=reason or "")
        st.session_state[_seen(found)] = not found.is_out

    doing.attempt(act)


def _seen(found: Preview) -> str:
    return f"quarantine_shown-{found.observer_code}"


def meanwhile(found: Preview, made: Sequence[Decision], election: Election) -> None:
    """That somebody decided it since this window showed it: the button that was pressed is gone then, and so is the reason beside it, so
    both are answered here. `made` has the newest decision first; one's own, of a second tap, is nobody else's."""
    shown = st.session_state.get(_seen(found))
    st.session_state[_seen(found)] = found.is_out
    newest = next((each for each in made if each.observer_code == found.observer_code), None)
    if shown is None or shown is found.is_out or newest is None or newest.is_own:
        return
    values = {
        "code": newest.by_code, "at": moments.dated(newest.decided_at, election.held_on, election.capital_zone), "reason": newest.reason}
    said = (
        text("Meanwhile {code} has taken these reports out ({at}): {reason}. Nothing was decided here; look at it again.", **values)
        if found.is_out else
        text("Meanwhile {code} has brought these reports back ({at}): {reason}. Nothing was decided here; look at it again.", **values)
    )  # fmt: skip
    typed = str(st.session_state.get(f"quarantine_reason-{shown}") or "").strip()
    own = "\n\n" + text("You had written: {words}", words=quoted(escaped(typed))) if typed else ""
    st.warning(unbroken(escaped(said)) + own, icon=":material/sync_problem:")


def decisions(made: Sequence[Decision], election: Election, *, is_decider: bool) -> None:
    """What was decided, by whom and why, the newest first; the last forty. `is_decider`: whether the reader can decide."""
    if not made and is_decider:
        st.markdown(small(text("No decision has been made yet. What would change is shown before anything is decided.")))
        return
    if not made:
        empty.from_whom(text("A coordinator or an analyst decides it, with a reason."))
        return
    columns = {
        "at": Column(text("Time")), "observer": Column(text("Observer")), "what": Column(text("Decision"), width=170),
        "code": Column(text("Who")), "reason": Column(text("Reason"), width=320),
    }
    rows = [
        {
            "at": moments.dated(each.decided_at, election.held_on, election.capital_zone), "observer": each.observer_code,
            "what": text("out of the figures") if each.is_out else text("back in the figures"), "code": each.by_code, "reason": each.reason,
        }
        for each in made[: tables.ROWS_A_PAGE]
    ]
    st.subheader(plural("{n} decision", "{n} decisions", len(made)), anchor=False)
    tables.show(tables.of(rows, columns), columns, key="decided", alt=text("Every decision, with its reason"))
