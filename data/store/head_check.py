"""Holds what pages read quickly, the heads of reports, against the facts they follow from."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from data.store import report_rows
from data.store.ledger_check import Bearing, Finding
from data.store.ledger_rows import Row, stored
from data.store.tables import ledger as entries
from data.store.tables import report, report_head, report_revision, review, shown_import
from schemas.finding import Level
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.reports.cells import signature

SAME = ("election_id", "station_id", "kind", "contest_id", "author_id")
FOLLOWED = ("revision_id", "revision", "organisation_code", "observed_at", "received_at", "import_id")


def check(connection: Connection) -> Iterator[Finding]:
    """A finding for each head that says anything else than its report's newest revision and its last decision, and for each import that is
    shown and should not be, or should be and is not."""
    reports = {row["report_id"]: row for row in stored(connection, report, report.c.report_id.is_not(None))}
    newest = {row["report_id"]: row for row in sorted(
        stored(connection, report_revision, report_revision.c.revision_id.is_not(None)), key=lambda row: int(row["revision_id"]))}
    heads = {row["report_id"]: row for row in stored(connection, report_head, report_head.c.report_id.is_not(None))}
    decided = {row.revision_id: row.decision for row in connection.execute(
        select(review.c.revision_id, review.c.decision).order_by(review.c.review_id))}
    yield from _imports(connection)
    for report_id in sorted(reports.keys() | heads.keys()):
        if report_id not in reports or report_id not in heads or report_id not in newest:
            yield Finding(Bearing.CHANGED, f"report_head {report_id}", "one for each report", "one too many or too few")
            continue
        try:
            wanted = _wanted(reports[report_id], newest[report_id], heads[report_id], decided)
        except (KeyError, TypeError, ValueError) as error:
            yield Finding(Bearing.CHANGED, f"report_head {report_id}", "what follows from its report", f"unreadable: {error}")
            continue
        for name, value in wanted.items():
            if heads[report_id][name] != value:
                yield Finding(Bearing.CHANGED, f"report_head {report_id}", f"{name} {value}", str(heads[report_id][name]))


def _imports(connection: Connection) -> Iterator[Finding]:
    """Shown is what the ledger says was shown, whole: a row more would show an unfinished import, a row less hide one."""
    said = set(connection.execute(select(entries.c.subject).where(entries.c.kind == "import_shown")).scalars())
    found = set(connection.execute(select(shown_import.c.import_id)).scalars())
    for each in sorted(said ^ found):
        told = ("shown", "not shown") if each in said else ("not shown", "shown")
        yield Finding(Bearing.CHANGED, f"shown_import {each}", *told)


def _wanted(identity: Row, revision: Row, head: Row, decided: dict[int, str]) -> dict[str, Any]:
    levels = {each["level"] for each in json.loads(revision["findings"])}
    state = RevisionState.WITHDRAWN.value if revision["withdrawn"] else decided.get(revision["revision_id"], RevisionState.SUBMITTED.value)
    made = {
        **{name: identity[name] for name in SAME},
        **{name: revision[name] for name in FOLLOWED},
        "state": state,
        "worst_level": next((level.value for level in Level if level in levels), None),
    }
    # A line of another layout is read by nobody: readers take the report from its payload.
    if head["body_layout"] == signature(ReportKind(made["kind"])):
        made["body_line"] = report_rows.line({**made, "report_id": identity["report_id"]}, revision["payload"])
    return made
