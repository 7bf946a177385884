"""How the columns become facts: a mapping file, or each column said on the screen; and where published figures come from."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from locales import LANGUAGES, NAMES, language, text
from schemas.election import Election
from schemas.form import Form
from schemas.mapping import AnyMapping, OfficialMapping, SourceText, Take
from schemas.message import Message
from schemas.missing import MISSING_NAMES, PAPER, MissingReason
from schemas.model import LINE_LENGTH
from schemas.official import ADDRESS_LENGTH, BASIS_NAMES, PUBLISHER_LENGTH, STATUS_NAMES, TITLE_LENGTH, Basis, OfficialStatus
from schemas.reports.body import ReportKind
from services import import_mapping, import_said, import_uses, import_words, imports
from services.import_mapping import NO_FIGURE, Column, Proposal, Wanted
from services.import_said import Said
from services.parsing import too_long
from ui import import_reports
from ui.date_entry import clock_entry, instant_entry
from ui.headline import small
from ui.imports import Given
from ui.words_entry import words_entry

BY: dict[str, Message] = {"screen": Message("On the screen", "mapping"), "file": Message("By a mapping file", "mapping")}
UNUSED, MISTAKE, AS_BELOW, OTHER_TIME = "unused", "mistake", "as_below", "other"
SHARES = (Basis.UNKNOWN, Basis.OPTION_OF_VOTES, Basis.OPTION_OF_ISSUED, Basis.OPTION_OF_LIST)


def mapping(given: Given, kind: str, election: Election) -> AnyMapping | None:
    """The mapping, once enough is said. Raises TableProblem where the table or the mapping cannot be read."""
    by = st.segmented_control(
        text("What do the columns mean?"), list(BY), format_func=lambda code: text(BY[code]), default="screen", key="by", required=True)
    if by == "file":
        file = st.file_uploader(text("The mapping (TOML)"), type=["toml"], key=f"mapping_{kind}", max_upload_size=1)
        if file is None:
            return None
        made = imports.read_mapping(file.getvalue())
        return made if not isinstance(made, OfficialMapping) else _with_source(made, election)
    return _on_screen(given, kind, election)


def _with_source(made: OfficialMapping, election: Election) -> OfficialMapping | None:
    """What the file says of its source and hour, open to correction here: a mapping outlives one hour's publication."""
    source, status, as_of = _source(election, made.source, made.status)
    if as_of is None:
        return None
    hour = {"as_of": Take(constant=as_of)} if as_of else {}
    return made.model_copy(update={"source": source, "status": status} | hour)


def _source(election: Election, known: SourceText | None = None, status: OfficialStatus | None = None) -> tuple[
    SourceText, OfficialStatus, str | None]:
    """Publisher, title, address, times, language, standing and the time of which the figures speak; None while that is not said."""
    known = known or SourceText(publisher="", title="")
    zone = election.capital_zone
    with st.container(border=True, gap="small"):
        st.markdown(f"**{text('Where the figures come from')}**")
        one, two = st.columns(2)
        with one:
            publisher = words_entry(text("Publisher"), PUBLISHER_LENGTH, "publisher", value=known.publisher)
            address = words_entry(text("Address"), ADDRESS_LENGTH, "address", value=known.address)
            published_at = instant_entry(text("Published (capital time)"), "published_at", zone, known.published_at)
            codes = ["", *LANGUAGES]
            spoken = st.selectbox(
                text("Language"), codes, index=codes.index(known.language) if known.language in codes else 0,
                format_func=lambda code: NAMES[code] if code else text("not said", "source"), key="source_language")
        with two:
            title = words_entry(text("Title"), TITLE_LENGTH, "title", value=known.title)
            corrects = words_entry(
                text("Corrects the publication of this title"), TITLE_LENGTH, "corrects", value=known.corrects,
                help=text("A newer table of the same publisher and title stands in for the earlier one by itself. Both stay."))
            retrieved_at = instant_entry(text("Retrieved (capital time)"), "retrieved_at", zone, known.retrieved_at)
            as_of = _as_of(election)
        standings = list(OfficialStatus)
        chosen = st.segmented_control(
            text("Standing"), standings, format_func=lambda each: text(STATUS_NAMES[each]), default=status or OfficialStatus.PRELIMINARY,
            key="standing", required=True) or OfficialStatus.PRELIMINARY
    told = ((publisher, PUBLISHER_LENGTH), (address, ADDRESS_LENGTH), (title, TITLE_LENGTH), (corrects, TITLE_LENGTH))
    if any(too_long(*each) for each in told):
        return SourceText(publisher="", title=""), chosen, None  # what is too long is said at its field; nothing enters until it is shorter
    source = SourceText(
        publisher=publisher.strip(), title=title.strip(), address=address.strip(), published_at=published_at, retrieved_at=retrieved_at,
        language=spoken or "", corrects=corrects.strip())
    return source, chosen, as_of


def _as_of(election: Election) -> str | None:
    """`17:30` of the voting day; "" where the table is of no hour or says it in a column, None while another time is not said yet."""
    named = {"": text("the day's result, or said in a column"), OTHER_TIME: text("another time", "as_of")}
    hours = ["", *(f"{hour:02d}:00" for hour in election.turnout_hours), "22:00", OTHER_TIME]
    chosen = st.selectbox(
        text("As of (capital time)"), list(dict.fromkeys(hours)), key="as_of", format_func=lambda hour: named.get(hour, hour))
    if chosen != OTHER_TIME:
        return chosen or ""
    at = clock_entry(text("Time of the figures (capital time)"), "as_of_time")
    return f"{at:%H:%M}" if at else None


def _contest(election: Election) -> str:
    if not election.contests:
        return ""
    names = {each.contest_id: each.name.in_language(language()) for each in election.contests}
    if len(names) == 1:
        return next(iter(names))
    return st.selectbox(text("Contest"), list(names), format_func=names.__getitem__, key="import_contest") or ""


def _on_screen(given: Given, kind: str, election: Election) -> AnyMapping | None:
    report = import_reports.kind() if kind == "reports" else ""
    contest = _contest(election) if kind == "official" or report == ReportKind.COUNT else ""
    asked = import_said.form(report, election, contest) if report else None
    layout, proposed = import_mapping.layout(given.content, kind, election, contest, report)
    names = import_uses.uses(kind, election, contest, report)
    key = f"columns_{kind}_{report}_{given.name}_{len(given.content)}"
    uses, empties = _columns(layout.columns, proposed, names, _reasons(kind, asked), key=key)
    source, status, basis, registry_source, said = None, OfficialStatus.PRELIMINARY, Basis.UNKNOWN, "", Said()
    as_of: str | None = ""
    if kind == "official":
        source, status, as_of = _source(election)
        if any(use.startswith("share/") for use in uses.values()):
            basis = st.selectbox(text("The options' shares are of"), SHARES, format_func=lambda each: text(BASIS_NAMES[each]), key="basis")
        if not (source.publisher and source.title):
            st.markdown(small(text("Publisher and title are needed: a figure without a source never enters.")))
            return None
        if as_of is None:
            st.markdown(small(text("Say the time that the figures speak of, or choose the day's result.")))
            return None
    if kind == "stations":
        registry_source = words_entry(text("Who made the lists, and when"), LINE_LENGTH, "registry_source").strip()
        if too_long(registry_source, LINE_LENGTH):
            return None
        if not registry_source:
            st.markdown(small(text("Say who made the lists: a figure without a source never enters.")))
            return None
    if asked is not None:
        told = import_reports.said(election, asked, layout.columns, uses, key=key)
        if told is None:
            return None
        said = told
    wanted = Wanted(kind, layout, uses, empties, contest, report, source, status, as_of or "", basis, registry_source, said)
    made = import_mapping.mapping_of(wanted, import_mapping.registry_of(election.election_id))
    for sentence in import_words.understood(made):
        st.markdown(small(sentence))
    return made


def _reasons(kind: str, asked: Form | None) -> tuple[MissingReason, ...]:
    """What an empty cell may mean; nothing is asked of a registry."""
    return import_reports.reasons(asked) if asked else () if kind == "stations" else tuple(PAPER)


def _columns(
    columns: Sequence[Column], proposed: Mapping[str, Proposal], names: dict[str, str], reasons: Sequence[MissingReason], *, key: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Each column with examples, what it is (proposed by its heading), and what an empty cell of it means: said once for all columns below
    the table. A registry is not asked: what it may lack is known."""
    empties = {MISTAKE: text("a mistake", "empty_cell"), NO_FIGURE: text("no figure was printed", "empty_cell")} | {
        reason.value: text(MISSING_NAMES[reason]) for reason in reasons}
    frame = pd.DataFrame({
        "heading": [each.heading for each in columns],
        "examples": [" · ".join(each.examples) for each in columns],
        "use": [proposed[each.heading].use if each.heading in proposed else UNUSED for each in columns],
        "sure": [("●" if proposed[each.heading].sure else "?") if each.heading in proposed else "" for each in columns],
        "empty": [AS_BELOW for _ in columns],
    })
    shown = ["heading", "examples", "use", "sure", *(["empty"] if reasons else [])]
    words = {UNUSED: text("not used", "column_use")} | names
    edited = st.data_editor(
        frame, hide_index=True, key=key, disabled=["heading", "examples", "sure"], width="stretch", height="auto", column_order=shown,
        alt=text("What each column means"),
        column_config={
            "heading": st.column_config.TextColumn(text("Heading"), width=220),
            "examples": st.column_config.TextColumn(text("Examples"), width=200),
            "use": st.column_config.SelectboxColumn(
                text("Means"), options=list(words), format_func=lambda each: words[str(each)], width=320),
            "sure": st.column_config.TextColumn(text("Sure"), width=50, help=text("●: the heading says so. ?: a guess, look at it.")),
            "empty": st.column_config.SelectboxColumn(
                text("An empty cell is"), options=[AS_BELOW, *empties], width=180,
                format_func=lambda each: empties.get(str(each), text("as said below", "empty_cell"))),
        })
    rest = MISTAKE
    if reasons:
        rest = st.selectbox(
            text("An empty cell of every other column is"), list(empties), format_func=empties.__getitem__, key=f"{key}_rest") or MISTAKE
    uses = {str(row["heading"]): str(row["use"] or UNUSED) for _, row in edited.iterrows()}
    said = {str(row["heading"]): rest if row["empty"] in (AS_BELOW, None) else str(row["empty"]) for _, row in edited.iterrows()}
    return (
        {heading: use for heading, use in uses.items() if use != UNUSED},
        {heading: each for heading, each in said.items() if each != MISTAKE},
    )
