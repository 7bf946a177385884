"""What came in from one station: its day by the hour, what was reported, printed lines outside the form, every report."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

import streamlit as st

from locales import clock, language, number, text
from schemas.checks.run import CHECKS
from schemas.message import Message
from schemas.reports.body import KIND_NAMES, ReportKind
from schemas.violation_class import BY_CODE
from services import registry
from services.station import OneStation, ReportLine
from ui import moments, tables
from ui.headline import small
from ui.tables import Column

REVIEW_NAMES: dict[str, Message] = {
    "submitted": Message("received", "revision_state"),
    "verified": Message("checked by a second person"),
    "returned": Message("returned with a question"),
    "rejected": Message("set aside", "revision_state"),
    "unverifiable": Message("cannot be verified"),
    "withdrawn": Message("withdrawn, with a reason"),
}
SEEN: dict[str, Message] = {
    "saw": Message("seen", "seen_or_told"),
    "heard": Message("heard", "seen_or_told"),
    "told": Message("told by somebody", "seen_or_told"),
}


def _link(line: ReportLine) -> str:
    """The report's own page; its code is read."""
    return f"report-history?report={line.report_id}#{line.receipt_code}"


def _clock(found: OneStation, at: object) -> str:
    return clock(datetime.fromisoformat(at), found.station.time_zone) if isinstance(at, str) else ""


def _hour(found: OneStation, line: ReportLine) -> dict[str, str]:
    counted, stated = line.body.get("voters_counted"), line.body.get("stated_voters")
    return {
        "read": _clock(found, line.body.get("counted_at")),
        "counted": number(counted) if isinstance(counted, int) else "",
        "said": _clock(found, line.body.get("stated_at")),
        "stated": number(stated) if isinstance(stated, int) else "",
        "observer": line.observer_code,
        "code": _link(line),
    }


def _paged(lines: Sequence[ReportLine], key: str, draw: Callable[[Sequence[ReportLine]], None]) -> None:
    """All of a station's reports, in pages where a program has sent hundreds."""
    if len(lines) <= tables.ROWS_A_PAGE:
        draw(lines)
        return
    place = st.container()
    page = tables.page_of(len(lines), key=key)
    with place:
        draw(lines[page])


def day(found: OneStation) -> None:
    """Every turnout report as it stands, in the order of what it tells; nothing where there is none."""
    told = [line for line in found.reports if line.kind is ReportKind.TURNOUT and line.body]
    if not told:
        return
    names = {
        "read": Column(text("Counter read at"), number=True), "counted": Column(text("Counted", "voice_card"), number=True),
        "said": Column(text("Stated at"), number=True), "stated": Column(text("Stated", "voice_card"), number=True),
        "observer": Column(text("Observer")), "code": Column(text("Code"), link=True),
    }
    st.markdown(f"**{text('The day by the hour')}**")
    _paged(
        sorted(told, key=lambda line: (line.observed_at, line.observer_code)), "day_page",
        lambda lines: tables.show(
            tables.of([_hour(found, line) for line in lines], names), names, key="station_day", alt=text("The day by the hour")),
    )


def _report(found: OneStation, line: ReportLine) -> dict[str, str]:
    zone, names = found.station.time_zone, registry.organisation_names(found.election.election_id, language())
    return {
        "time": moments.dated(line.observed_at, found.election.held_on, zone),
        "kind": text(KIND_NAMES[line.kind]),
        "version": number(line.revision),
        "state": text(REVIEW_NAMES[line.state]) if line.state in REVIEW_NAMES else line.state,
        "received": moments.dated(line.received_at, found.election.held_on, zone),
        "organisation": names.get(line.organisation_code, line.organisation_code),
        "observer": line.observer_code,
        "typed": _typed(line),
        "questions": "; ".join(_rule(code) if code in CHECKS else code for code in line.findings),
        "code": _link(line),
    }


def _rule(code: str) -> str:
    """A check's rule as a quotation: standing bare, it would read as what was found, and say the opposite."""
    return text("{code}: “{rule}”", code=code, rule=text(CHECKS[code].rule).rstrip("."))


def _typed(line: ReportLine) -> str:
    """Who typed it for the observer, and whether the observer has said that it is right; "" where nobody did."""
    if not line.entered_by_code:
        return ""
    if line.confirmed_at is None:
        return text("{code}, not yet confirmed", code=line.entered_by_code)
    return text("{code}, confirmed by the observer", code=line.entered_by_code)


def every(found: OneStation) -> None:
    """Its reports, the newest first, also those set aside; nothing where there are none: the page has said so."""
    if not found.reports:
        return
    names = {
        "time": Column(text("Observed"), number=True),
        "kind": Column(text("Report")),
        "version": Column(text("Version"), number=True),
        "state": Column(text("State"), width=210),
        "received": Column(text("Received"), number=True),
        "organisation": Column(text("Organisation")),
        "observer": Column(text("Observer")),
        "typed": Column(text("Typed by")),
        "questions": Column(text("Asked back by the rule"), width=260),
        "code": Column(text("Code"), link=True),
    }
    st.subheader(text("Reports of this station"), anchor=False)
    _paged(
        found.reports, "reports_page",
        lambda lines: tables.show(
            tables.of([_report(found, line) for line in lines], names), names, key="reports", alt=text("Reports of this station")),
    )


def extra_lines(found: OneStation) -> None:
    """Printed lines that the election's form does not know, as the reports give them; nothing where there are none."""
    rows = [
        {"line": str(line["text"]), "value": number(int(line["value"])), "code": report.receipt_code}
        for report in found.reports
        for line in cast("list[dict[str, Any]]", report.body.get("extra_lines") or [])
    ]
    if not rows:
        return
    names = {"line": Column(text("Printed line"), width=320), "value": Column(text("Figure"), number=True), "code": Column(text("Code"))}
    st.subheader(text("Printed lines not in the form"), anchor=False)
    tables.show(tables.of(rows, names), names, key="extra_lines", alt=text("Printed lines not in the form"))


def _incident(found: OneStation, line: ReportLine) -> dict[str, str]:
    known = BY_CODE.get(str(line.body.get("what")))
    saw = SEEN.get(str(line.body.get("saw_myself")))
    return {
        "time": moments.dated(line.observed_at, found.election.held_on, found.station.time_zone),
        "what": text(known.sentence) if known else text("Taken back: {reason}", reason=line.reason) if line.reason else "",
        "told": str(line.body.get("account") or ""),
        "seen": text(saw) if saw else "",
        "state": text(REVIEW_NAMES[line.state]) if line.state in REVIEW_NAMES else line.state,
        "code": _link(line),
    }


def incidents(found: OneStation) -> None:
    st.subheader(text("What was reported here"), anchor=False)
    if not found.incidents:
        st.markdown(small(text("No violation was reported from this station. That is not a statement that there was none.")))
        return
    names = {
        "time": Column(text("Observed"), number=True),
        "what": Column(text("What was reported")),
        "told": Column(text("In the observer's words"), width=320),
        "seen": Column(text("Seen or told", "column")),
        "state": Column(text("State")),
        "code": Column(text("Code"), link=True),
    }
    tables.show(
        tables.of([_incident(found, line) for line in found.incidents], names), names, key="incidents", alt=text("What was reported here")
    )


