"""The pieces of incidents: what is counted, reports that may tell one event, joining them and taking them apart."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from locales import language, number, plural, text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.report import RevisionState
from schemas.reports.violation import SawMyself
from schemas.review import STATE_WORDS
from schemas.violation_class import BY_CODE
from services import incidents, registry
from services.incidents import STANDING_NAMES, TIE_NAMES, Board, Standing
from services.wording import begun, invented
from ui import filters, moments, tables
from ui.headline import small
from ui.observer_frame import tell
from ui.plain import numbered
from ui.tables import Column

SAW_NAMES: dict[str, Message] = {
    SawMyself.SAW: Message("seen", "telling"), SawMyself.HEARD: Message("heard", "telling"), SawMyself.TOLD: Message("told", "telling")}
MARKS = {Standing.CONFIRMED: "●", Standing.CHECKED: "●", Standing.UNVERIFIED: "○"}


def _what(code: str) -> str:
    return text(BY_CODE[code].sentence) if code in BY_CODE else code


def _at(row: Mapping[Hashable, Any], election: Election) -> str:
    instant = row["happened_at"]
    if instant is None or pd.isna(instant):
        return ""
    zone = registry.station(election.election_id, str(row["station_id"])).time_zone
    return moments.at_station(instant.to_pydatetime(), zone, election.held_on, election.capital_zone)


def incident_table(rows: pd.DataFrame, election: Election, *, key: str) -> None:
    """Rows of Board.incidents or Seen.incidents: what happened, where and when, what tells of it, what it rests on."""
    columns = {
        "what": Column(text("What happened?"), width=225),
        "number": Column(text("No.", "number"), number=True, width=60, help=text("Empty where nobody has joined reports")),
        "station": Column(text("Station"), width=105),
        "at": Column(text("Time"), width=90), "standing": Column(text("Rests on"), width=220),
        "saw": Column(text("Seen or told", "column"), width=125), "reports": Column(text("Reports"), number=True, width=75),
        "observers": Column(text("Observers"), number=True, width=85), "complaint": Column(text("Complaint"), width=95),
    }
    shown = [
        {
            "number": number(int(row["incident_id"])) if pd.notna(row["incident_id"]) else "", "what": _what(str(row["class_code"])),
            "station": str(row["station_id"]), "at": _at(row, election),
            "saw": text(SAW_NAMES[SawMyself.SAW if row["saw"] else SawMyself.TOLD]), "reports": number(int(row["reports"])),
            "observers": number(int(row["observers"])), "complaint": _complaint(bool(row["complaint"]), bool(row["answered"])),
            "standing": f"{MARKS[Standing(row['standing'])]} {text(STANDING_NAMES[Standing(row['standing'])])}",
        }
        for row in rows.to_dict("records")
    ]
    tables.show(tables.of(shown, columns), columns, key=key, alt=text("Incidents"))


def _complaint(handed_in: bool, answered: bool) -> str:
    if not handed_in:
        return ""
    return text("answered", "complaint") if answered else text("handed in", "complaint")


def paged(rows: pd.DataFrame, election: Election, *, key: str) -> None:
    """The same, forty a page."""
    shown = st.container()
    page = tables.page_of(len(rows), key=f"{key}_page")
    with shown:
        incident_table(rows.iloc[page], election, key=key)


def report_table(rows: pd.DataFrame, election: Election, *, key: str) -> None:
    """Rows of Board.told; a report's time opens its history."""
    base = "report-history?lang=" + language() + "&report="
    columns = {
        "report": Column(text("Report"), link=True, width=95), "what": Column(text("What happened?"), width=240),
        "at": Column(text("Time"), width=90), "saw": Column(text("Seen or told", "column"), width=130),
        "observer": Column(text("Observer"), width=120),
        "organisation": Column(text("Organisation"), width=105), "state": Column(text("State"), width=220),
    }
    names = registry.organisation_names(election.election_id, language())
    shown = [
        {
            "report": f"{base}{row['report_id']}#{row['report_id'][:8]}", "what": _what(str(row["what"])),
            "at": _at(row, election),
            "saw": text(SAW_NAMES[row["saw_myself"]]) if row["saw_myself"] in SAW_NAMES else "",
            "observer": row["observer_code"], "organisation": names.get(row["organisation_code"], row["organisation_code"]),
            "state": text(STATE_WORDS[RevisionState(row["state"])]),
        }
        for row in rows.to_dict("records")
    ]
    tables.show(tables.of(shown, columns), columns, key=key, alt=text("Reports of one event"))


def tie_lines(rows: pd.DataFrame) -> None:
    """Do the reports confirm each other? Two by two, with the reason."""
    codes = dict(zip(rows["report_id"], rows["observer_code"], strict=True))
    found = incidents.ties(rows)[: tables.ROWS_A_PAGE]
    if not found:
        return
    columns = {"one": Column(text("Report"), width=150), "other": Column(text("and", "pair"), width=150),
               "tie": Column(text("Do they confirm each other?"), width=520)}
    shown = [
        {"one": f"{one[:8]} · {codes[one]}", "other": f"{other[:8]} · {codes[other]}", "tie": text(TIE_NAMES[tie])}
        for one, other, tie in found
    ]
    tables.show(tables.of(shown, columns), columns, key="ties", alt=text("Do they confirm each other?"))


def _names(rows: pd.DataFrame, election: Election) -> dict[str, str]:
    """Reports as a form names them: when, by whom, which; what they tell stands in the table above, the code only to tell them apart."""
    several = rows["what"].nunique() > 1
    return {
        str(row["report_id"]): " · ".join(part for part in (
            _at(row, election), str(row["what"]) if several else "", str(row["observer_code"]),
            str(row["report_id"])[:8]) if part)
        for row in rows.to_dict("records")
    }


def _group_name(rows: pd.DataFrame) -> str:
    return f"{rows['station_id'].iloc[0]} · {_what(str(rows['what'].iloc[0]))}"


def joining(actor: Actor, board: Board, election: Election) -> None:
    """Reports of one station that may tell one event, whether they confirm each other, and joining them."""
    st.subheader(text("Reports that may tell one event"), anchor=False)
    station = (st.text_input(text("Station"), key="wanted", autocomplete="off") or "").strip()
    groups = {str(place): _group_name(rows) for place, rows in enumerate(board.suggested)}
    if station:
        rows = board.told[board.told["station_id"].eq(station)]
    elif groups:
        place = filters.choice("group", text("Same station, same kind, told within an hour"), groups, default="0")
        rows = board.suggested[int(place)]
    else:
        rows = board.told.iloc[:0]
    if rows.empty:
        st.markdown(small(text("There is nothing to join here. Any station's reports can be looked at by its number.")))
        return
    report_table(rows, election, key="candidates")
    tie_lines(rows)
    if actor.role is not Role.ADMIN:
        _join_form(actor, rows, election)


def _join_form(actor: Actor, rows: pd.DataFrame, election: Election) -> None:
    free = rows[rows["incident_id"].isna()]
    if free.empty:
        return
    known = sorted({int(each) for each in rows["incident_id"].dropna()})
    names, targets = _names(free, election), [0, *known]
    key = "-".join(sorted(names))[:64]
    with st.form("join", border=True):
        chosen = st.multiselect(
            text("These reports tell one event"), list(names), default=list(names), format_func=names.__getitem__, key=f"chosen-{key}",
            placeholder="", select_all=False)
        target = 0
        if known:
            target = st.selectbox(
                text("Incident"), targets, index=1, key=f"target-{key}",
                format_func=lambda each: text("a new incident") if not each else text("incident {n}", n=str(each)))
        reason = st.text_input(text("Reason"), key=f"why-{key}", autocomplete="off")
        pressed = st.form_submit_button(text("Join the reports"), type="primary")
    if pressed and _done(lambda: incidents.join(actor, election.election_id, chosen, reason or "", target or None)):
        st.rerun()


def joined(actor: Actor, board: Board, election: Election) -> None:
    """Every joined incident, and one of them with its reports; taking reports out again."""
    rows = board.joined
    if rows.empty:
        return
    st.subheader(plural("{n} joined incident", "{n} joined incidents", len(rows)), anchor=False)
    paged(rows, election, key="joined")
    names = {str(row["incident_id"]): f"{numbered(str(row['incident_id']))} · {row['station_id']}" for row in rows.to_dict("records")}
    number_ = int(filters.choice("incident", text("One incident"), names, default=next(iter(names))))
    own = board.told[board.told["incident_id"].eq(number_)]
    report_table(own, election, key="own")
    tie_lines_of(own)
    if actor.role is Role.ADMIN:
        return
    labels = _names(own, election)
    with st.form("part", border=True):
        chosen = st.multiselect(
            text("These reports tell of something else"), list(labels), format_func=labels.__getitem__, key=f"out-{number_}",
            placeholder="", select_all=False)
        reason = st.text_input(text("Reason"), key=f"out-why-{number_}", autocomplete="off")
        pressed = st.form_submit_button(text("Take them out of the incident"))
    if pressed and _done(lambda: incidents.part(actor, election.election_id, number_, chosen, reason or "")):
        st.rerun()


def tie_lines_of(own: pd.DataFrame) -> None:
    """One line: whether any two reports of the incident confirm each other, and if none, why."""
    found = incidents.ties(own)
    best = next((tie for _, _, tie in found if tie is incidents.Tie.INDEPENDENT), found[0][2] if found else None)
    if best is None:
        st.markdown(small(text("One report tells of it.")))
    else:
        st.markdown(small(text("Do two reports confirm each other? {answer}", answer=begun(text(TIE_NAMES[best])))))


def decisions(actor: Actor, election: Election) -> None:
    """Who joined what and took what out, the newest first; the last forty."""
    found = incidents.decisions(actor, election.election_id).iloc[::-1].iloc[: tables.ROWS_A_PAGE]
    if found.empty:
        return
    columns = {
        "at": Column(text("Time"), width=120), "number": Column(text("No.", "number"), number=True, width=60),
        "report": Column(text("Report"), width=110),
        "what": Column(text("Decision"), width=170), "code": Column(text("Who"), width=150), "reason": Column(text("Reason"), width=320),
    }
    shown = [
        {
            "at": moments.dated(row["decided_at"], election.held_on, election.capital_zone), "number": number(int(row["incident_id"])),
            "report": row["report_id"][:8],
            "what": text("joined", "incident") if row["is_joined"] else text("taken out", "incident"), "code": row["by_code"] or "",
            "reason": invented(row["reason"]),
        }
        for row in found.to_dict("records")
    ]
    st.subheader(text("What was decided"), anchor=False)
    tables.show(tables.of(shown, columns), columns, key="incident_decisions", alt=text("What was decided"))


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Problem as problem:
        tell(problem)
        return False
    return True
