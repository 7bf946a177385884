"""The pieces of calling silent stations: what came of the last call beside each of them, and a form to note the next."""

from datetime import datetime

import pandas as pd
import streamlit as st

from locales import plural, relative, text
from schemas.call import NOTE_LENGTH, RESULT_NAMES, CallResult
from schemas.election import Election
from schemas.person import Actor
from services import calls
from services.wording import strong
from ui import doing
from ui.tables import Column
from ui.words_entry import words_entry


def columns() -> dict[str, Column]:
    return {
        "called": Column(text("Called", "call_note"), width=200),
        "caller": Column(text("By", "call_note")),
        "note": Column(text("Note", "call_note"), width=240),
    }


def beside(silent: pd.DataFrame, about: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """What is known of the calls to these stations, in their order; empty where nobody called. `about`: as services.calls.about."""
    known = about.set_index("station_id")
    rows = [known.loc[station] if station in known.index else None for station in silent["station_id"]]
    return pd.DataFrame(
        {
            "called": ["" if row is None else _called(row, now) for row in rows],
            "caller": ["" if row is None else str(row["caller_code"] or "") for row in rows],
            "note": ["" if row is None else str(row["note"]) for row in rows],
        },
        dtype=object,
    )


def _called(row: pd.Series, now: datetime) -> str:
    said = f"{text(RESULT_NAMES[CallResult(row['result'])])}, {relative(row['called_at'].to_pydatetime() - now)}"
    return f"{said} ({plural('{n} call', '{n} calls', int(row['calls_n']))})" if row["calls_n"] > 1 else said


def sentence(silent: pd.DataFrame, about: pd.DataFrame) -> str:
    """How many of the silent stations were called about this hour."""
    called = int(silent["station_id"].isin(about["station_id"]).sum())
    return text("Called about this hour: {k} of {n} silent stations.", k=strong(called), n=strong(len(silent)))


def form(
    actor: Actor, election: Election, due_at: datetime, silent: pd.DataFrame, codes: pd.DataFrame, about: pd.DataFrame, noted: int,
) -> None:
    """One call to one observer of a silent station in view, and what came of it; it begins with the next whom nobody has called about
    this hour. `noted`: calls so far; the next begins with empty fields."""
    here = codes[codes["station_id"].isin(silent["station_id"])]
    order = {station: place for place, station in enumerate(silent["station_id"])}
    here = here.assign(place=here["station_id"].map(order)).sort_values(["place", "observer_code"])
    whom = {f"{row.station_id} {row.observer_code}": f"{row.station_id} · {row.observer_code}" for row in here.itertuples()}
    if not whom:
        return
    todo = (~here["station_id"].isin(about["station_id"])).tolist()
    following = todo.index(True) if True in todo else 0
    st.subheader(text("Note a call"), anchor=False)
    with st.form("call", border=True):
        called = st.selectbox(
            text("Who was called?"), list(whom), index=following, format_func=whom.__getitem__, key=f"call_whom-{noted}")
        result = st.pills(
            text("What came of it?"),
            list(CallResult),
            format_func=lambda each: text(RESULT_NAMES[each]),
            key=f"call_result-{noted}",
            wrap=True,
        )
        words = words_entry(text("Note, without names or phone numbers"), NOTE_LENGTH, f"call_note-{noted}", autocomplete="off")
        if not st.form_submit_button(text("Note the call"), type="primary", icon=":material/call:") or result is None:
            return
    station_id, _, code = (called or next(iter(whom))).partition(" ")
    doing.attempt(lambda: calls.note(actor, election.election_id, station_id, code, due_at, result, words or ""))
