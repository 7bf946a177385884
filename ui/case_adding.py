"""“Add to a case”: reports and differing figures of a station go into a new case or one that is open."""

import streamlit as st

from locales import clock, number, text
from schemas.case import CaseContent, ComparisonRow
from schemas.case_words import CHANGES, CLASS_NAMES
from schemas.election import Election
from schemas.person import Actor
from schemas.problem import Problem
from schemas.reports.body import KIND_NAMES, ReportKind
from services import case_gathering, case_gathering_units, case_law, case_sentences, cases
from services.case_gathering import Material
from services.permissions import Act, may
from services.results import Results
from ui.headline import small
from ui.observer_frame import tell

NEW = ""


def button(actor: Actor, election: Election, station_id: str) -> None:
    """The window, for who may add to a case; its content is computed only while it is open."""
    if not may(actor, Act.ADD_TO_CASE):
        return
    opened = st.popover(text("Add to a case"), icon=":material/create_new_folder:", on_change="rerun", key="case_adding")
    if not opened.open:
        return
    with opened:
        _window(actor, election, case_gathering.of_station(actor, election.election_id, station_id))


def unit_button(actor: Actor, found: Results) -> None:
    """The same for a district, region or country from which every copy is held and whose published sums differ."""
    if not may(actor, Act.ADD_TO_CASE) or not (units := case_gathering_units.units(found)):
        return
    names = {
        each.unit_id: text(
            "{unit}: figures that differ: {n}", unit=case_sentences.unit_name(found.election.election_id, each.unit_id), n=each.differing_n
        )
        for each in units
    }
    with st.popover(text("Add to a case"), icon=":material/create_new_folder:"):
        unit_id = st.selectbox(text("Where"), list(names), format_func=names.__getitem__, key="adding_unit")
        st.markdown(small(text("The copies' reports and the publication come with the figures.")))
        if unit_id and st.button(text("Open a case"), type="primary", key="adding_unit_send"):
            content = case_gathering_units.content(actor, found, unit_id)
            _said(found.election, cases.read(actor, cases.open_case(actor, found.election.election_id, content)))


def _figure(election: Election, row: ComparisonRow) -> str:
    values = " / ".join(number(side.value) for side in row.sides if side.value is not None)
    return f"{'◆' if row.differs else '●'} {case_sentences.field(election, row)}: {values}"


def _report(election: Election, material: Material, report_id: str) -> str:
    each = next(each for each in material.reports if each.report_id == report_id)
    kind = text(KIND_NAMES[ReportKind(each.kind)])
    return f"{kind} · {each.observer_code} · {clock(each.received_at, election.capital_zone)}"


def _class(material: Material) -> str:
    """Where to begin: what happened there, else what the figures say."""
    if material.differing:
        return "PRT-04"
    return material.events[0].class_code if material.events else "OTHER"


def _window(actor: Actor, election: Election, material: Material) -> None:
    if not material.reports:
        st.markdown(text("Nothing has been reported from this station."))
        return
    open_cases = {str(each.number): each for each in cases.ledger(actor, election.election_id).value if not each.content.is_closed}
    names = {NEW: text("a new case")} | {
        code: f"{case_sentences.heading(each)} · {case_sentences.place(each)}" for code, each in open_cases.items()
    }
    chosen = st.selectbox(text("Which case?"), list(names), format_func=names.__getitem__, key="adding_case") or NEW
    class_code = ""
    if chosen == NEW:
        codes = list(CLASS_NAMES)
        class_code = st.selectbox(
            text("What is it about?"), codes, index=codes.index(_class(material)), format_func=case_sentences.class_name, key="adding_class"
        )
    ids = [each.report_id for each in material.reports]
    telling = set(material.copies) if material.differing else {each.report_id for each in material.events}
    reports = st.multiselect(
        text("Reports"), ids, default=[each for each in ids if each in telling],
        format_func=lambda each: _report(election, material, each), key="adding_reports", placeholder="", select_all=False,
    )  # fmt: skip
    places = list(range(len(material.comparisons)))
    figures = st.multiselect(
        text("Figures side by side"), places, default=[place for place in places if material.comparisons[place].differs],
        format_func=lambda place: _figure(election, material.comparisons[place]), key="adding_figures", placeholder="", select_all=False,
    )  # fmt: skip
    if st.button(text("Add"), type="primary", key="adding_send"):
        rows = [material.comparisons[place] for place in figures]
        known = open_cases.get(chosen)
        try:
            stored = _add(actor, election, known, class_code, material, reports, rows)
        except Problem as problem:
            tell(problem)
            return
        _said(election, stored)
    st.markdown(small(text("Events, the commission's journal and the accreditation come with the reports.")))


def _said(election: Election, stored: cases.Case) -> None:
    st.markdown(text("It stands in case {number}.", number=str(stored.number)))
    query = {"election": election.election_id, "case": str(stored.number)}
    st.page_link("pages/analyse/case.py", label=text("Open the case"), icon=":material/folder_open:", query_params=query)


def _add(
    actor: Actor, election: Election, known: cases.Case | None, class_code: str, material: Material, reports: list[str],
    rows: list[ComparisonRow],
) -> cases.Case:  # fmt: skip
    begun = known.content if known else CaseContent(class_code=class_code, norms=case_law.norms_of(class_code))
    content = case_gathering.joined(begun, material, reports, rows)
    if known is None:
        return cases.read(actor, cases.open_case(actor, election.election_id, content))
    cases.revise(actor, known, content, CHANGES["material"])
    return cases.read(actor, known.case_id)
