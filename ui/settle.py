"""Settling a field that two reports gave differently, and everything that has been settled."""

import json

import pandas as pd
import streamlit as st

from locales import number, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.voice import Voice
from services import adjudication
from services.wording import invented
from ui import doing, moments, tables
from ui.follow import field_name
from ui.headline import small
from ui.observer_frame import tell
from ui.tables import Column

NO_VALUE = Message("No value is chosen, so nothing was settled. Choose one of them, say why, and settle.")


def _open_fields(compared: pd.DataFrame, station_id: str, contest_id: str) -> list[tuple[str, str]]:
    """Protocol fields of one station that differ and are not settled."""
    here = compared["station_id"].eq(station_id) & compared["contest_id"].eq(contest_id) & compared["voice"].eq(Voice.PROTOCOL.value)
    rows = compared[here & ~compared["agrees"].astype(bool)]
    return list(zip(rows["figure_code"], rows["option_code"], strict=True))


def one(actor: Actor, election: Election, station_id: str, contest_id: str, beside: pd.DataFrame, compared: pd.DataFrame) -> None:
    """One open field, one of its values, a reason; nothing for those who may not decide."""
    fields = _open_fields(compared, station_id, contest_id)
    if actor.role is Role.ADMIN or not fields:
        return
    contest = election.contest(contest_id)
    st.subheader(text("Settle a field"), anchor=False)
    st.markdown(small(text("Every value stays. The chosen one is what results, turnout and the download use, with your reason.")))
    names = {f"{code} {option}": field_name(code, option, contest, election) for code, option in fields}
    field = st.selectbox(text("Figure"), list(names), format_func=names.__getitem__, key=f"field-{station_id}-{contest_id}")
    code, _, option = (field or next(iter(names))).partition(" ")
    row = beside[beside["voice"].eq("protocol") & beside["figure_code"].eq(code) & beside["option_code"].eq(option)]
    told = row.drop(columns=["voice", "figure_code", "option_code"]).to_numpy().ravel()
    values = sorted({int(value) for value in told if pd.notna(value)})
    with st.form("settle", border=True):
        value = st.radio(text("Which value holds?"), values, format_func=number, index=None, horizontal=True, key="settled_value")
        reason = st.text_input(text("Reason"), key="settled_reason", autocomplete="off")
        if not st.form_submit_button(text("Settle"), type="primary"):
            return
        if value is None:
            tell(Problem(ProblemCode.IMPOSSIBLE, NO_VALUE))
            return
    doing.attempt(
        lambda: adjudication.settle(actor, election.election_id, station_id, contest_id, code, option, value, reason or ""))


def decisions(actor: Actor, election: Election) -> None:
    """What has been settled, by whom and why, the newest first; the last forty."""
    found = adjudication.decisions(actor, election.election_id).iloc[::-1].iloc[: tables.ROWS_A_PAGE]
    if found.empty:
        return
    columns = {
        "at": Column(text("Time")), "station": Column(text("Station")), "field": Column(text("Figure"), width=240),
        "told": Column(text("Reported")), "chosen": Column(text("Chosen"), number=True), "code": Column(text("Who")),
        "reason": Column(text("Reason"), width=320),
    }
    rows = [
        {
            "at": moments.dated(row["decided_at"], election.held_on, election.capital_zone), "station": row["station_id"],
            "field": field_name(row["figure_code"], row["option_code"], election.contest(row["contest_id"]), election),
            "told": " · ".join(number(value) for value in json.loads(row["told"])), "chosen": number(int(row["chosen"])),
            "code": row["observer_code"] or "", "reason": invented(row["reason"]),
        }
        for row in found.to_dict("records")
    ]
    st.subheader(text("Settled fields"), anchor=False)
    tables.show(tables.of(rows, columns), columns, key="settled", alt=text("Settled fields"))
