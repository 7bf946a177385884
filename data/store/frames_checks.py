"""Counts of votes as they were first sent, with what the checks found on them: what the quality of the checks is measured on."""

import pandas as pd
from sqlalchemy import Select, select

from data.store.quarantines import IN_FIGURES
from data.store.store import Store
from data.store.tables import report_figure, report_head, report_revision
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.voice import Voice


def _first(election_id: str, contest_id: str) -> Select[tuple[int]]:
    return (
        select(report_revision.c.revision_id)
        .join(report_head, report_head.c.report_id == report_revision.c.report_id)
        .where(
            report_head.c.election_id == election_id, report_head.c.kind == ReportKind.COUNT.value, IN_FIGURES,
            report_head.c.contest_id.in_(["", contest_id]), report_revision.c.revision == 1,
            report_head.c.state != RevisionState.WITHDRAWN.value,
        )
    )


def first_counts(store: Store, election_id: str, contest_id: str) -> pd.DataFrame:
    """One row a report of a contest's count: entry_id (its first revision), station_id, author_id, state, findings (JSON). A state
    belongs to the newest revision. Withdrawn reports are left out, rejected ones not: a wrong entry is what is looked for."""
    query = (
        select(report_revision.c.revision_id.label("entry_id"), report_head.c.station_id, report_head.c.author_id, report_head.c.state,
               report_revision.c.findings)
        .join(report_head, report_head.c.report_id == report_revision.c.report_id)
        .where(report_revision.c.revision_id.in_(_first(election_id, contest_id)))
        .order_by(report_revision.c.revision_id)
    )
    return store.frame(query)


def first_count_figures(store: Store, election_id: str, contest_id: str) -> pd.DataFrame:
    """Figures of those reports' papers: entry_id, station_id, figure_code, option_code, value (Int64); a missing figure has no row."""
    query = select(
        report_figure.c.revision_id.label("entry_id"), report_figure.c.station_id, report_figure.c.figure_code, report_figure.c.option_code,
        report_figure.c.value,
    ).where(
        report_figure.c.revision_id.in_(_first(election_id, contest_id)), report_figure.c.voice == Voice.PROTOCOL.value,
        report_figure.c.contest_id == contest_id, report_figure.c.value.is_not(None),
    )
    return store.frame(query).astype({"value": "Int64"})
