"""What is said on the screen of a table of reports beside its columns: who observed, when, for whom, and what every row has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from locales import language, text
from schemas.election import Election
from schemas.form import Form, FormField
from schemas.message import Message
from schemas.missing import MISSING_NAMES, MissingReason
from schemas.reports.body import KIND_NAMES, ReportKind
from services import import_said, registry
from services.formwords import label_of
from services.import_mapping import Column
from services.import_said import Said
from services.parsing import too_long
from ui.date_entry import instant_entry
from ui.headline import small
from ui.plain import escaped
from ui.words_entry import words_entry

LONGEST_EMPTY, LONGEST_BEFORE, LONGEST_CODE = 200, 8, 24
NOT_ASKED, UNKNOWN = MissingReason.NOT_APPLICABLE, "?"
NAMES = Message(
    "Names, addresses or telephone numbers seem to stand in the observers' column. They must not enter: give each observer a code in the "
    "table first, and take every name out of it. The file is kept as it comes.")
ISO = Message("year-month-day, or a clock time alone", "time_format")


def kind() -> str:
    """Which kind of report the rows are."""
    kinds = list(ReportKind)
    return st.selectbox(
        text("Kind of report"), kinds, index=kinds.index(ReportKind.COUNT), format_func=lambda each: text(KIND_NAMES[each]),
        key="report_kind") or ReportKind.COUNT


def reasons(asked: Form) -> tuple[MissingReason, ...]:
    """What an empty cell of these reports may mean, in the order of the form's own reasons."""
    return tuple(dict.fromkeys([NOT_ASKED, *(reason for each in asked.fields() for reason in each.reasons)]))


def said(election: Election, asked: Form, columns: Sequence[Column], uses: Mapping[str, str], *, key: str) -> Said | None:
    """All that no column says; None where the table must not enter as it is."""
    of_use = {use: column for column in columns for heading, use in uses.items() if column.heading == heading}
    empty = import_said.empty_words([each.values for each in columns])
    with st.container(border=True, gap="small"):
        st.markdown(f"**{text('What no column says')}**")
        left, right = st.columns(2)
        with left:
            found = _people(election, of_use)
        with right:
            found = _times(found, election, of_use)
        told = words_entry(
            text("Words for an empty cell, with a semicolon between them"), LONGEST_EMPTY, f"{key}_empty", value="; ".join(empty))
        found = replace(found, empty=tuple(part.strip() for part in told.split(";") if part.strip()))
        found = _every_row(found, election, import_said.unsaid(asked, uses), key=key)
    found = replace(found, codes=_codes(election, asked, columns, uses, found.empty, key=key))
    if too_long(told, LONGEST_EMPTY) or too_long(found.before, LONGEST_BEFORE) or too_long(found.observer, LONGEST_CODE):
        return None
    if "observer" in of_use and import_said.are_names(of_use["observer"].values):
        st.markdown(f":orange[▲] **{text(NAMES)}**")
        return None
    return found


def _people(election: Election, of_use: Mapping[str, Column]) -> Said:
    """Who observed: one code for all where no column has it; which organisation."""
    observer = before = organisation = ""
    if "observer" in of_use:
        before = words_entry(
            text("Put before each observer's code"), LONGEST_BEFORE, "observer_before", value=import_said.before(of_use["observer"].values),
            help=text("So that the codes of another group are not taken for those of this election's own observers."))
    else:
        observer = words_entry(text("One observer's code for every row"), LONGEST_CODE, "observer_code")
    if "organisation" not in of_use:
        names = {"": text("none", "organisation")} | registry.organisation_names(election.election_id, language())
        organisation = st.selectbox(
            text("Organisation of every row"), list(names), format_func=names.__getitem__, key="observer_organisation") or ""
    return Said(observer=(observer or "").strip(), before=(before or "").strip(), organisation=organisation)


def _times(found: Said, election: Election, of_use: Mapping[str, Column]) -> Said:
    """How times are written and in which zone; one time for all rows where no column has it."""
    zones = list(dict.fromkeys([election.capital_zone, "UTC", *sorted(registry.zones(election.election_id))]))
    zone = st.selectbox(text("Time zone of the table"), zones, key="table_zone") or election.capital_zone
    if "observed_at" not in of_use:
        at = instant_entry(text("Time of the observation, every row (capital time)"), "every_observed_at", election.capital_zone, None)
        return replace(found, observed_at=at.isoformat() if at else "", time_zone=zone)
    proposed = import_said.time_format(of_use["observed_at"].values)
    ways = list(import_said.TIME_FORMATS)
    way = st.selectbox(
        text("Times are written as"), ways, index=ways.index(proposed), format_func=_written, key=f"time_format_{proposed}")
    return replace(found, time_format=way or "", time_zone=zone)


def _written(way: str) -> str:
    """A way of writing times as an example of it: the 14th of January 2029, five past two in the afternoon."""
    if not way:
        return text(ISO)
    example = {"%d": "14", "%m": "01", "%Y": "2029", "%y": "29", "%H": "14", "%I": "02", "%M": "05", "%S": "30", "%p": "PM"}
    for sign, words in example.items():
        way = way.replace(sign, words)
    return way


def _word(words: Mapping[str, str], code: object) -> str:
    return words[str(code or UNKNOWN)]


def _every_row(found: Said, election: Election, asked: Sequence[FormField], *, key: str) -> Said:
    """Questions that need an answer and have no column: one answer for every row, or why there is none. What has no list of answers (a
    number, a time) can only have a reason: one for all of it."""
    values: dict[str, str] = {}
    missing: dict[str, MissingReason] = {}
    with st.grid(min_column_width=260, gap="small"):
        for each in (each for each in asked if each.choices):
            answers = {f"={choice.code}": text(choice.label) for choice in each.choices}
            chosen = _reason(label_of(each, election), each.reasons, answers, key=f"{key}_every_{each.id}")
            if chosen.startswith("="):
                values[each.id] = chosen[1:]
            else:
                missing[each.id] = MissingReason(chosen)
    others = [each for each in asked if not each.choices]
    if others:
        st.markdown(small(text("In no column: {names}", names="; ".join(escaped(label_of(each, election)) for each in others))))
        shared = [reason for reason in others[0].reasons if all(reason in each.reasons for each in others)]
        chosen = _reason(text("Why these have no figure"), shared, {}, key=f"{key}_every_other")
        missing |= {each.id: MissingReason(chosen) for each in others}
    return replace(found, values=values, reasons=missing)


def _reason(label: str, reasons: Sequence[MissingReason], answers: Mapping[str, str], *, key: str) -> str:
    words = {str(reason): text(MISSING_NAMES[reason]) for reason in dict.fromkeys((NOT_ASKED, *reasons))} | dict(answers)
    return st.selectbox(label, list(words), format_func=words.__getitem__, key=key) or NOT_ASKED


def _codes(
    election: Election, asked: Form, columns: Sequence[Column], uses: Mapping[str, str], empty: Sequence[str], *, key: str
) -> dict[str, dict[str, str]]:
    """What each printed answer of a question with choices means; proposed by the words of the form."""
    found: dict[str, dict[str, str]] = {}
    for heading, each in import_said.printed(asked, uses).items():
        values = next((column.values for column in columns if column.heading == heading), ())
        answers = import_said.answers(values, empty)
        if not answers:
            continue
        words = {UNKNOWN: text("not in the list", "answer")} | {choice.code: text(choice.label) for choice in each.choices}
        label = text("What the answers in “{heading}” mean: {question}", heading=heading, question=label_of(each, election))
        st.markdown(small(escaped(label)))
        edited = st.data_editor(
            pd.DataFrame({"found": answers, "means": [import_said.code_of(each, answer) or UNKNOWN for answer in answers]}),
            hide_index=True, disabled=["found"], key=f"{key}_codes_{each.id}", width="content",
            alt=label,
            column_config={
                "found": st.column_config.TextColumn(text("Found", "cell"), width=220),
                "means": st.column_config.SelectboxColumn(
                    text("Means"), options=list(words), format_func=partial(_word, words), width=320),
            })
        found[heading] = {str(row["found"]): str(row["means"]) for _, row in edited.iterrows() if row["means"] != UNKNOWN}
    return found
