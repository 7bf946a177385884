"""Observers whose reports are out of every figure: a row a decision, the last one of an observer counts.

IN_FIGURES is what every reader of figures asks of a head. It looks the decision up: one row takes all reports of an observer out, however
many they are, and nobody sees a part of them gone (docs/adr/0104)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select, tuple_

from data.store import ledger
from data.store.shown import is_shown
from data.store.store import Store
from data.store.tables import account, report_figure, report_head
from data.store.tables_review import quarantine
from schemas.figure import FigureCode
from schemas.report import RevisionState
from schemas.voice import Voice

if TYPE_CHECKING:
    import pandas as pd

DEAD = (RevisionState.WITHDRAWN, RevisionState.REJECTED)


def in_quarantine(head: Any = report_head.c) -> ColumnElement[bool]:
    """Of a head, or the columns of an alias of it: its author's reports are out."""
    last = select(func.max(quarantine.c.quarantine_id)).group_by(quarantine.c.election_id, quarantine.c.author_id)
    aside = select(quarantine.c.election_id, quarantine.c.author_id).where(quarantine.c.is_out, quarantine.c.quarantine_id.in_(last))
    return tuple_(head.election_id, head.author_id).in_(aside)


def in_figures(head: Any = report_head.c) -> ColumnElement[bool]:
    """Of a head: shown, and of no observer in quarantine."""
    return and_(is_shown(head), ~in_quarantine(head))


IN_FIGURES = in_figures()


@dataclass(frozen=True, slots=True)
class NewQuarantine:
    """`is_out`: out of the figures from now on; else back in them."""

    election_id: str
    author_id: str
    is_out: bool
    reason: str
    account_id: str
    decided_at: datetime


def out(connection: Connection) -> set[tuple[str, str]]:
    """(election, author) of everybody whose reports are out. The table is short: decisions of people."""
    rows = connection.execute(
        select(quarantine.c.election_id, quarantine.c.author_id, quarantine.c.is_out).order_by(quarantine.c.quarantine_id))
    last = {(row.election_id, row.author_id): bool(row.is_out) for row in rows}
    return {who for who, is_out in last.items() if is_out}


def append(connection: Connection, new: NewQuarantine) -> None:
    """Stores one decision with its ledger row. Runs only inside the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(quarantine.c.quarantine_id), 0))).scalar_one()) + 1
    row: dict[str, Any] = {
        "quarantine_id": number, "election_id": new.election_id, "author_id": new.author_id, "is_out": new.is_out, "reason": new.reason,
        "account_id": new.account_id, "decided_at": new.decided_at,
    }
    connection.execute(insert(quarantine), row)
    ledger.record(connection, [ledger.Entry("quarantine", str(number), row)], new.decided_at)


def author(connection: Connection, election_id: str, code: str) -> str | None:
    """The account of a code, also a revoked one: that is when a quarantine is asked for."""
    query = select(account.c.account_id).where(account.c.election_id == election_id, account.c.observer_code == code)
    return connection.execute(query).scalar()


def decisions(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """Every decision of an election, oldest first: author_id, is_out, reason, decided_at, observer_code (whose reports), by_code and by_id
    (who decided)."""
    who, by = account.alias("who"), account.alias("by")
    query: Select[Any] = (
        select(quarantine.c.author_id, quarantine.c.is_out, quarantine.c.reason, quarantine.c.decided_at, who.c.observer_code,
               by.c.observer_code.label("by_code"), quarantine.c.account_id.label("by_id"))
        .join(who, who.c.account_id == quarantine.c.author_id, isouter=True)
        .join(by, by.c.account_id == quarantine.c.account_id, isouter=True)
        .where(quarantine.c.election_id == election_id)
        .order_by(quarantine.c.quarantine_id)
    )
    return connection.execute(query).all()


def of_author(connection: Connection, election_id: str, author_id: str) -> list[Row[Any]]:
    """The decisions on one observer's reports, oldest first, as in `decisions`."""
    return [row for row in decisions(connection, election_id) if row.author_id == author_id]


def heads(store: Store, election_id: str) -> "pd.DataFrame":
    """Visible reports, in quarantine or not: station_id, kind, author_id, in_quarantine; withdrawn and rejected left out."""
    query = select(report_head.c.station_id, report_head.c.kind, report_head.c.author_id, in_quarantine().label("in_quarantine")).where(
        report_head.c.election_id == election_id, is_shown(), report_head.c.state.not_in(DEAD))
    return store.frame(query).astype({"in_quarantine": bool})


def votes(store: Store, election_id: str, contest_id: str) -> "pd.DataFrame":
    """Votes of one contest in protocols of those reports: station_id, contest_id, figure_code, option_code, value, report_id, author_id,
    in_quarantine."""
    query = (
        select(
            report_figure.c.station_id, report_figure.c.contest_id, report_figure.c.figure_code, report_figure.c.option_code,
            report_figure.c.value, report_head.c.report_id, report_head.c.author_id, in_quarantine().label("in_quarantine"),
        )
        .join(report_head, report_head.c.revision_id == report_figure.c.revision_id)
        .where(
            report_head.c.election_id == election_id, report_head.c.kind == "count", is_shown(),
            report_head.c.state.not_in(DEAD), report_figure.c.contest_id == contest_id, report_figure.c.voice == Voice.PROTOCOL,
            report_figure.c.figure_code == FigureCode.VOTES, report_figure.c.value.is_not(None),
        )
    )
    return store.frame(query).astype({"in_quarantine": bool})
