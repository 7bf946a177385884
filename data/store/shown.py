"""Which reports are seen: those of no import, and those of an import that was shown.

An import is shown by one row, however many reports it has: nobody sees a part of it, and no turn of the writer is as long as the import.
The ledger's entry says the same; this row is where readers find it (docs/adr/0104)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select

from data.store import ledger
from data.store.tables import carried_report, report_head, shown_import


def is_shown(head: Any = report_head.c) -> ColumnElement[bool]:
    """Of a head, or the columns of an alias of it: its report is seen."""
    of_shown = head.import_id.in_(select(shown_import.c.import_id))
    carried = select(carried_report.c.report_id).join(shown_import, shown_import.c.import_id == carried_report.c.import_id)
    return or_(head.import_id.is_(None), of_shown, head.report_id.in_(carried))


def show_import(connection: Connection, import_id: str, at: datetime) -> int:
    """Shows the reports of an import by one row, and says so in the ledger, whose length tells every reader of something new. How many
    they are; one that is shown already changes nothing."""
    reports_n = number(connection, import_id)
    if connection.execute(select(shown_import.c.import_id).where(shown_import.c.import_id == import_id)).first() is None:
        connection.execute(insert(shown_import).values(import_id=import_id, shown_at=at))
        ledger.record(connection, [ledger.Entry("import_shown", import_id, {"import_id": import_id, "reports_n": reports_n})], at)
    return reports_n


def number(connection: Connection, import_id: str) -> int:
    """How many reports stand under an import, its own and those it carries. Counted in the indexes, without a look at a report."""
    own = select(func.count()).select_from(report_head).where(report_head.c.import_id == import_id)
    carried = select(func.count()).select_from(carried_report).where(carried_report.c.import_id == import_id)
    return sum(int(connection.execute(each).scalar_one()) for each in (own, carried))


def hidden(connection: Connection, report_ids: Sequence[str], import_id: str) -> list[str]:
    """Which of these reports are stored and unseen, under another import than this one."""
    query = select(report_head.c.report_id).where(
        report_head.c.report_id.in_(list(report_ids)), ~is_shown(), report_head.c.import_id != import_id)
    carried = select(carried_report.c.report_id).where(carried_report.c.import_id == import_id)
    return [str(each) for each in connection.execute(query.where(report_head.c.report_id.not_in(carried))).scalars()]


def carry(connection: Connection, import_id: str, report_ids: Sequence[str]) -> None:
    """Rows that an import broken off, or still under way, has stored: they are shown with this one too, with whichever is shown first."""
    connection.execute(insert(carried_report), [{"report_id": each, "import_id": import_id} for each in report_ids])
