"""What a table would do, before it is stored; then how far the storing is, and what became of it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from locales import clock, language, number, plural, share, signed, text
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.finding import LEVEL_NAMES, Level
from schemas.mapping import AnyMapping
from schemas.message import Message
from schemas.person import Actor
from schemas.table_preview import Change, Found, Named, Preview, Refusal, Sum, refusal_of
from schemas.table_problem import TableProblem
from services import import_job, import_words, registry
from services.import_files import TableFile
from services.import_job import LOOK, STORE, Job
from services.wording import place_in_file, strong
from ui import tables
from ui.headline import Badge, small
from ui.imports import Given
from ui.plain import escaped, quoted
from ui.tables import Column

LOOKED, STORED = "import_looked", "import_stored"
SHOWN = 40
SHARES = (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.VOTES_SHARE)


def problem(found: TableProblem) -> None:
    """Why the table cannot be read."""
    _refused(refusal_of(found))


def _refused(refusal: Refusal) -> None:
    """One sentence, then each place with its row, column, what was found and what was expected."""
    with st.container(border=True, gap="small"):
        st.markdown(f":orange[▲] **{text(refusal.words, None, **refusal.values)}**")
        if not refusal.places:
            return
        rows = [
            {"row": str(each.row) if each.row else "", "column": each.column, "found": each.found,
             "expected": text(each.words, None, **each.values)} for each in refusal.places[:SHOWN]
        ]
        columns = {
            "row": Column(text("Row"), number=True, width=50), "column": Column(text("Column"), width=140),
            "found": Column(text("Found", "cell"), width=130), "expected": Column(text("Expected"), width=640),
        }
        tables.show(tables.of(rows, columns), columns, key="import_places", alt=text("Problems of the table"))
        if refusal.places_n > len(rows):
            st.markdown(small(text("More places: {n}", n=refusal.places_n - len(rows))))


def _fingerprint(election: Election, file: TableFile) -> tuple[str, str]:
    return election.election_id, file.import_id(election.election_id)


@st.fragment(run_every=1.0)
def _progress(key: str) -> None:
    """How far a large table is; when it is over the page runs again."""
    mark, job = st.session_state[key]
    found = import_job.follow(job)
    st.session_state[key] = mark, found
    if found.is_over:
        st.rerun()
    words = text("Reading the table") if key == LOOKED or not found.share else text("Storing the table, unseen until all of it is there")
    st.progress(found.share, text=words)


def _job(key: str, mark: tuple[str, str]) -> Job | None:
    """The job of this very table; what another table left is forgotten."""
    known = st.session_state.get(key)
    return known[1] if known is not None and known[0] == mark else None


def steps(actor: Actor, election: Election, given: Given, mapping: AnyMapping) -> None:
    """Check, look, then take all of it. One filled button at a time."""
    file = TableFile(given.content, mapping)
    mark = _fingerprint(election, file)
    stored = _job(STORED, mark)
    if stored is not None:
        _stored(stored)
        return
    looked = _job(LOOKED, mark)
    if looked is None:
        if st.button(text("Check the table"), type="primary", icon=":material/rule:", key="check"):
            st.session_state[LOOKED] = mark, import_job.start(actor, election.election_id, given.content, mapping, LOOK)
            st.rerun()
        return
    if not looked.is_over:
        _progress(LOOKED)
        return
    if looked.done is None or looked.done.preview is None:
        st.markdown(f":orange[{text('The table could not be read to its end. Check it again.')}]")
        return
    preview = looked.done.preview
    show(preview, election)
    if preview.refusal is None and not preview.already:
        st.markdown(small(text("Nothing is stored yet. All of it is taken, or nothing.")))
        if st.button(text("Take all of it"), type="primary", icon=":material/download_done:", key="take"):
            st.session_state[STORED] = mark, import_job.start(actor, election.election_id, given.content, mapping, STORE)
            st.rerun()


def _stored(job: Job) -> None:
    if not job.is_over:
        _progress(STORED)
        return
    if job.done is None:
        st.markdown(f":orange[{text('The storing was broken off. Nothing of it is seen; take the same table again, and it goes on.')}]")
        return
    if job.done.refusal is not None:
        _refused(job.done.refusal)
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":green[●] **{text('All of it is stored.')}**")
        for sentence in import_words.done(job.done.imported):
            st.markdown(small(sentence))


SENTENCES: dict[str, Message] = {
    "stations": Message("The table has {n} stations: {added} new, {changed} changed, {gone} no longer in it."),
    "official": Message("The table has {n} figures of {rows} rows; {changed} differ from the figures they stand in for."),
    "reports": Message("The table has {rows} reports of {observers} observers; {added} are new."),
}


def sentence(found: Preview) -> str:
    """What the table holds, in one line."""
    return text(
        SENTENCES[found.kind], None, n=strong(found.added_n if found.kind == "official" else found.rows_n), rows=strong(found.rows_n),
        added=strong(found.added_n), changed=strong(found.changed_n), gone=strong(found.dropped_n), observers=strong(found.observers_n))


def show(found: Preview, election: Election) -> None:
    """The whole preview: sentence, badges, sums, differences, stations left out and new ones, findings."""
    if found.refusal is not None:
        _refused(found.refusal)
        return
    if found.already:
        with st.container(border=True):
            st.markdown(text("This table was imported before. Nothing was added."))
        return
    st.subheader(text("What it would change"), anchor=False)
    st.markdown(sentence(found))
    _badges(found)
    if found.last_cell:
        st.markdown(f":material/help: {escaped(import_words.unended(found.last_cell))}")
    if found.supersedes:
        titles = ", ".join(quoted(escaped(each)) for each in found.supersedes)
        st.markdown(small(text("It stands in for: {titles}. Both stay.", titles=titles)))
    if found.changes:
        st.markdown(f"**{text('Figures that change')}**")
        tables.show(*_change_rows(found.changes, election), key="import_changes", alt=text("Figures that change"))
    if found.findings:
        st.markdown(f"**{text('What the checks say')}**")
        tables.show(*_finding_rows(found.findings, election), key="import_findings", alt=text("What the checks say"))
    asked = list(import_words.findings(found.findings_n, found.added_n))
    if asked:
        st.markdown(f"**{text('What the checks say')}**")
        st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in asked))
    _names(text("In the registry, not in this table"), found.missing, found.missing_n)
    if found.kind == "stations":
        _names(text("New in this table"), found.extra, found.extra_n)
    if found.sums:
        st.markdown(f"**{text('Each column added up')}**")
        tables.show(*_sum_rows(found.sums, election), key="import_sums", alt=text("Each column added up"))


def _badges(found: Preview) -> None:
    made = [Badge(plural("{n} row", "{n} rows", found.rows_n))]
    made += [Badge(text("the same as before: {n}", n=found.same_n))] if found.same_n else []
    made += [Badge(text("empty, no figure: {n}", n=found.empty_n))] if found.empty_n else []
    made += [Badge(text("sum rows left out: {n}", n=len(found.totals)))] if found.totals else []
    made += [Badge(text("not in the table: {n}", n=found.missing_n), "yellow")] if found.missing_n else []
    made += [Badge(f"{code}: {number(n)}", "yellow") for code, n in sorted(found.findings_n.items())]
    with st.container(horizontal=True, gap="small"):
        for badge in made:
            st.badge(badge.label, color=badge.colour)


def figure(code: str, option: str, election: Election) -> str:
    """A column of the table by name: with its option, or its hour as a clock shows it."""
    name = text(FIGURE_NAMES[FigureCode(code)]) if code in set(FigureCode) else code
    if not option:
        return name
    if code == FigureCode.VOTERS_BY_HOUR:
        return f"{name}: {option[:2]}:{option[2:]}"
    known = {each.code: each.name.in_language(language()) for contest in election.contests for each in contest.options}
    return f"{name}: {known.get(option, option)}"


def _value(code: str, value: float) -> str:
    return share(value, 2) if code in SHARES else number(int(value))


def _change_rows(changes: Sequence[Change], election: Election) -> tuple[pd.DataFrame, dict[str, Column]]:
    names = registry.region_names(election.election_id, language())
    rows = [
        {
            "unit": names.get(each.unit_id, each.unit_id), "figure": figure(each.code, each.option_code, election),
            "as_of": clock(each.as_of_at, election.capital_zone) if each.as_of_at else "",
            "before": _value(each.code, each.before), "after": _value(each.code, each.after),
            "difference": signed(100 * (each.after - each.before), 2) if each.code in SHARES else signed(int(each.after - each.before)),
            "locator": place_in_file(each.locator),
        } for each in changes[:SHOWN]
    ]
    columns = {
        "unit": Column(text("Unit"), width=130, begun=True), "figure": Column(text("Figure"), width=260),
        "as_of": Column(text("As of"), width=60),
        "before": Column(text("Before"), number=True), "after": Column(text("Now", "figure"), number=True),
        "difference": Column(text("Difference"), number=True), "locator": Column(text("Where in the file"), width=160),
    }
    return tables.of(rows, columns), columns


def _finding_rows(findings: Sequence[Found], election: Election) -> tuple[pd.DataFrame, dict[str, Column]]:
    names = registry.region_names(election.election_id, language())
    rows = [
        {
            "code": each.code, "level": text(LEVEL_NAMES[Level(each.level)]), "unit": names.get(each.unit_id, each.unit_id),
            "said": import_words.finding(each, election), "proposed": number(each.proposed) if each.proposed is not None else "",
            "locator": place_in_file(each.locator),
        } for each in findings[:SHOWN]
    ]
    columns = {
        "code": Column(text("Check"), width=60), "level": Column(text("Level"), width=120),
        "unit": Column(text("Unit"), width=130, begun=True),
        "said": Column(text("What was found"), width=520),
        "proposed": Column(text("Likely value"), number=True, help=text("By the arithmetic. Never put in by itself: look at the source.")),
        "locator": Column(text("Where in the file"), width=160),
    }
    return tables.of(rows, columns), columns


def _sum_rows(sums: Sequence[Sum], election: Election) -> tuple[pd.DataFrame, dict[str, Column]]:
    rows = [
        {"figure": figure(each.code, each.option_code, election), "n": number(each.n),
         "value": "–" if each.value is None else number(each.value)} for each in sums
    ]
    columns = {
        "figure": Column(text("Figure"), width=320), "n": Column(text("Rows with a figure"), number=True),
        "value": Column(text("Sum"), number=True, help=text("Shares are not added up.")),
    }
    return tables.of(rows, columns), columns


def _names(label: str, named: Sequence[Named], n: int) -> None:
    if not n:
        return
    with st.expander(f"{label}: {number(n)}"):
        words = [f"{each.unit_id} {each.name.in_language(language())}" if each.name else each.unit_id for each in named[:SHOWN]]
        st.markdown("\n".join(f"- {escaped(word)}" for word in words))
        if n > len(words):
            st.markdown(small(text("and {n} more", n=n - len(words))))


