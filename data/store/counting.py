"""Which reports enter results: the rule of an election, the condition that every reader of figures asks, and how many are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select

from data.store import ledger
from data.store.quarantines import IN_FIGURES, in_quarantine
from data.store.shown import is_shown
from data.store.store import Store
from data.store.tables import account, report_head, station
from data.store.tables_counting import counting_rule
from schemas.counting import CountRule


@dataclass(frozen=True, slots=True)
class NewRule:
    election_id: str
    rule: CountRule
    reason: str
    account_id: str
    decided_at: datetime


def counted(rule: CountRule) -> ColumnElement[bool]:
    """Whether a head enters results: shown, of no observer in quarantine, in a state that the rule lets in."""
    return and_(IN_FIGURES, report_head.c.state.in_(rule.states))


def in_force(connection: Connection, election_id: str) -> CountRule:
    """The last decision; all but those set aside where nobody has decided."""
    query = (
        select(counting_rule.c.rule)
        .where(counting_rule.c.election_id == election_id)
        .order_by(counting_rule.c.decision_id.desc())
        .limit(1)
    )
    return CountRule(connection.execute(query).scalar() or CountRule.ALL)


def append(connection: Connection, new: NewRule) -> None:
    """Stores one decision with its ledger row. Runs only inside the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(counting_rule.c.decision_id), 0))).scalar_one()) + 1
    row: dict[str, Any] = {
        "decision_id": number, "election_id": new.election_id, "rule": new.rule.value, "reason": new.reason,
        "account_id": new.account_id, "decided_at": new.decided_at,
    }
    connection.execute(insert(counting_rule), row)
    ledger.record(connection, [ledger.Entry("counting_rule", str(number), row)], new.decided_at)


def decisions(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """Every decision, oldest first: rule, reason, decided_at, by_code."""
    query: Select[Any] = (
        select(counting_rule.c.rule, counting_rule.c.reason, counting_rule.c.decided_at, account.c.observer_code.label("by_code"))
        .join(account, account.c.account_id == counting_rule.c.account_id, isouter=True)
        .where(counting_rule.c.election_id == election_id)
        .order_by(counting_rule.c.decision_id)
    )
    return connection.execute(query).all()


def by_state(store: Store, election_id: str, region_code: str = "", station_id: str = "") -> pd.DataFrame:
    """Reports shown, whether they enter or not, of the whole election or of what is named: state, in_quarantine, reports."""
    heads = select(report_head.c.state, in_quarantine().label("in_quarantine")).where(
        report_head.c.election_id == election_id, is_shown())
    if station_id:
        heads = heads.where(report_head.c.station_id == station_id)
    if region_code:
        own = select(station.c.station_id).where(station.c.election_id == election_id, station.c.region_code == region_code)
        heads = heads.where(report_head.c.station_id.in_(own))
    each = heads.subquery()
    query = select(each.c.state, each.c.in_quarantine, func.count().label("reports")).group_by(each.c.state, each.c.in_quarantine)
    return store.frame(query).astype({"in_quarantine": bool, "reports": "int64"})
