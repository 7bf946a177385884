"""The pieces of a second entry: what waits to be typed, the photo beside the empty form, both entries side by side, settling a field."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from locales import language, number, plural, relative, text
from schemas.election import Election
from schemas.form import FormField
from schemas.person import Actor
from schemas.problem import FieldProblem, Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import clock as present
from services import photos, second_entry, second_entry_draft
from services.drafts import Draft
from services.numbers import parse_count
from services.second_entry import STANDING_NAMES, Compared, Field, Paper, Standing
from ui import doing, form_fields, moments, photo_viewer, settle, tables
from ui.follow import field_name
from ui.form_state import Frame, Held, collect
from ui.headline import small
from ui.observer_frame import tell
from ui.tables import Column

PAGE = "pages/review/second_entry.py"
HELD = "second.entry"
OTHER = -1
FORM_HEIGHT = 620
"""Pixels: with Store below it fits a small desk and a phone."""
MARKS = {Standing.DIFFERS: "◆", Standing.SETTLED: "●", Standing.AGREES: "●"}


@dataclass(slots=True)
class Entry(Held):
    """The empty form of a paper in this session: drawn field by field like an observer's, all of it on one screen."""

    @property
    def asked(self) -> tuple[FormField, ...]:
        return tuple(field for field in self.form.fields() if field.id.startswith(("lines.", "votes.")))


def _held(actor: Actor, given: Paper) -> Entry:
    kept = st.session_state.get(HELD)
    if isinstance(kept, Entry) and str(kept.draft.report_id) == given.report_id and kept.draft.form_key == str(given.revision_id):
        return kept
    typed, missing = second_entry_draft.kept(actor, given.report_id, given.revision_id)
    draft = Draft(
        form_key=str(given.revision_id), election_id=given.election.election_id, station_id=given.station.station_id,
        report_id=UUID(given.report_id), kind=ReportKind.COUNT, contest_id=given.contest.contest_id, begun_at=present.now(),
        typed={**typed}, missing=missing)
    made = Entry(actor, draft, given.election, given.station, Frame(PAGE, PAGE, lambda held: None))
    made.opened, made.saved = {field for field in missing if field not in typed}, draft
    st.session_state[HELD] = made
    return made


def _texts(held: Entry) -> dict[str, str]:
    return {name: value for name, value in held.draft.typed.items() if isinstance(value, str)}


def _keep(actor: Actor, given: Paper, held: Entry) -> None:
    """What was typed since the last run; a problem is said, and the fields keep it."""
    if held.draft == held.saved:
        return
    try:
        second_entry_draft.keep(actor, given.report_id, given.revision_id, _texts(held), held.draft.missing)
        held.saved = held.draft
    except Problem as problem:
        held.problem = problem


def typing(actor: Actor, given: Paper) -> None:
    """The photo left, the empty form right; below each other on a phone."""
    held = _held(actor, given)
    collect(held)
    _keep(actor, given, held)
    photo_viewer.beside(actor, given.photos, given.station.time_zone, lambda: _form(actor, given, held))


def _form(actor: Actor, given: Paper, held: Entry) -> None:
    st.markdown(small(text("Type what the photo shows, also where it does not add up. The first entry is not shown.")))
    # The form scrolls in its own place: the photo stays in sight.
    with st.container(height=FORM_HEIGHT, border=True):
        for step in given.form.steps:
            if step.title is not None:
                st.subheader(text(step.title), anchor=False)
            for field in step.fields:
                form_fields.draw(held, field, is_first=False)
    if held.problem is not None:
        tell(held.problem)
    if not st.button(text("Store the second entry"), key="second-store", type="primary", width="stretch"):
        return
    held.problem, held.problems = None, {}
    try:
        second_entry.store(actor, given, _texts(held), held.draft.missing)
    except Problem as problem:
        held.problem, held.problems = problem, dict(problem.fields)
    else:
        st.session_state.pop(HELD, None)
    st.rerun()


def waiting(found: pd.DataFrame, election: Election) -> None:
    """What waits to be typed, the oldest first: no figure."""
    now = present.now()
    columns = {
        "report": Column(text("Report"), link=True, width=330), "since": Column(text("Waiting since")),
    }
    rows = [
        {
            "report": _link(row, election), "since": relative(row["received_at"].to_pydatetime() - now),
        }
        for row in found.head(tables.ROWS_A_PAGE).to_dict("records")
    ]
    st.subheader(plural("{n} protocol to type again", "{n} protocols to type again", len(found)), anchor=False)
    tables.show(tables.of(rows, columns), columns, key="to-type", alt=text("Protocols with a photo that nobody has typed again"))


def _link(row: Mapping[Hashable, Any], election: Election) -> str:
    """Named by station, contest and observer: a list of links that are all called alike tells nothing to who hears it."""
    words = f"{row['station_id']} · {_contest(election, row['contest_id'])} · {row['observer_code']}"
    return f"second-entry?lang={language()}&report={row['report_id']}#{words}"


def _contest(election: Election, contest_id: str) -> str:
    return (election.contest(contest_id) or election.leading_contest).name.in_language(language())


def typed_twice(found: pd.DataFrame, election: Election) -> None:
    """Every report with a second entry, those that differ first."""
    columns = {
        "mark": Column("", width=40, paint="state"), "report": Column(text("Report"), link=True, width=330),
        "standing": Column(text("What it says"), width=250), "apart": Column(text("Fields apart"), number=True),
        "by": Column(text("Second entry by")),
    }
    st.subheader(plural("{n} protocol typed twice", "{n} protocols typed twice", len(found)), anchor=False)
    shown = st.container()
    page = tables.page_of(len(found))
    rows = [
        {
            "mark": MARKS[Standing(row["standing"])], "report": _link(row, election),
            "standing": text(STANDING_NAMES[Standing(row["standing"])]), "apart": number(row["apart_n"]),
            "by": row["by_code"] or "",
        }
        for row in found.iloc[page].to_dict("records")
    ]
    with shown:
        tables.show(tables.of(rows, columns), columns, key="typed-twice", alt=text("Protocols typed twice"))


def _name(field: Field, found: Compared) -> str:
    return field_name(*field.key, found.contest)


def _value(value: int | None) -> str:
    return number(value) if value is not None else text("no value")


def both(actor: Actor, found: Compared) -> None:
    """The photo, both entries beside it, and settling for whoever typed neither."""
    shown = [each for each in photos.of_report(actor, found.report_id) if each.viewer_sha256]
    if shown:
        photo_viewer.beside(actor, shown, found.station.time_zone, lambda: _side_by_side(actor, found))
    else:
        _side_by_side(actor, found)


def _side_by_side(actor: Actor, found: Compared) -> None:
    columns = {
        "mark": Column("", width=40, paint="state"), "field": Column(text("Figure"), width=230),
        "first": Column(text("First entry"), number=True), "second": Column(text("Second entry"), number=True),
        "chosen": Column(text("Settled"), number=True),
    }
    rows = [
        {
            "mark": "◆" if field.is_open else "●", "field": _name(field, found), "first": _value(field.first),
            "second": _value(field.second), "chosen": "" if field.chosen is None else number(field.chosen),
        }
        for field in found.fields
    ]
    tables.show(tables.of(rows, columns), columns, key="both", alt=text("Both entries, field by field"))
    at = moments.dated(found.second.typed_at, found.election.held_on, found.election.capital_zone)
    st.markdown(small(text("First entry: {code}. Second entry: {other}, {time}.", code=found.first_code, other=found.second.observer_code,
                           time=at)))
    _settle(actor, found, [field for field in found.fields if field.is_open])


def _settle(actor: Actor, found: Compared, fields: list[Field]) -> None:
    if not fields:
        return
    if actor.account_id == found.second.account_id:
        st.markdown(small(text("You typed one of these entries: a third person settles what differs.")))
        return
    names = {f"{field.key[0]} {field.key[1]}": field for field in fields}
    st.subheader(text("Settle a field"), anchor=False)
    st.markdown(small(text("Look at the photo. Both entries stay; the value you choose enters results, with your reason.")))
    chosen = st.selectbox(text("Figure"), list(names), format_func=lambda code: _name(names[code], found), key="second-field")
    field = names[chosen or next(iter(names))]
    told = [each for each in (field.first, field.second) if each is not None]
    with st.form("settle-entry", border=True):
        value = st.radio(text("Which value stands on the paper?"), [*told, OTHER], index=None, key=f"second-value-{chosen}",
                         format_func=lambda each: text("another value") if each == OTHER else number(each), horizontal=True)
        other = st.text_input(text("Another value, as the photo shows it"), key=f"second-other-{chosen}", autocomplete="off")
        reason = st.text_input(text("Reason"), key="second-reason", autocomplete="off")
        if not st.form_submit_button(text("Settle"), type="primary"):
            return
        if value is None:
            tell(Problem(ProblemCode.IMPOSSIBLE, settle.NO_VALUE))
            return
    read = parse_count(other or "") if value == OTHER else value
    if isinstance(read, FieldProblem):
        tell(read)
        return
    doing.attempt(lambda: second_entry.settle(actor, found.report_id, found.revision_id, field.key, read, reason or ""))
