"""Settled fields: a row a decision, with every value that was there; the last one of a field counts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, insert, select

from data.store import kept_frames, ledger
from data.store.store import Store
from data.store.tables import account
from data.store.tables_review import adjudication


@dataclass(frozen=True, slots=True)
class NewAdjudication:
    """`told`: every value that was there, by revision id."""

    election_id: str
    station_id: str
    contest_id: str
    figure_code: str
    option_code: str
    value: int
    told: tuple[tuple[int, int], ...]
    reason: str
    account_id: str
    decided_at: datetime


def append(connection: Connection, decisions: Sequence[NewAdjudication]) -> None:
    """Stores decisions in order, with their ledger rows. Runs only inside the writer."""
    first = int(connection.execute(select(func.coalesce(func.max(adjudication.c.adjudication_id), 0))).scalar_one()) + 1
    rows: list[dict[str, Any]] = [
        {
            "adjudication_id": number, "election_id": each.election_id, "station_id": each.station_id, "contest_id": each.contest_id,
            "figure_code": each.figure_code, "option_code": each.option_code, "value": each.value,
            "told": json.dumps([[revision, value] for revision, value in each.told]), "reason": each.reason,
            "account_id": each.account_id, "decided_at": each.decided_at,
        }
        for number, each in enumerate(decisions, first)
    ]
    if rows:
        connection.execute(insert(adjudication), rows)
        entries = [ledger.Entry("adjudication", str(row["adjudication_id"]), row) for row in rows]
        ledger.record(connection, entries, decisions[-1].decided_at)


KINDS = frozenset({"adjudication", "account"})
"""Kinds of facts after which decisions are read again, with the code of who took them."""


def every(store: Store, election_id: str) -> pd.DataFrame:
    """Every decision of an election, oldest first: station_id, contest_id, figure_code, option_code, chosen (Int64), told (JSON list of the
    values that were there), reason, observer_code (of who decided), decided_at."""
    return kept_frames.frame(store, "adjudications", election_id, KINDS, lambda: _every(store, election_id))


def _every(store: Store, election_id: str) -> pd.DataFrame:
    query = (
        select(
            adjudication.c.station_id, adjudication.c.contest_id, adjudication.c.figure_code, adjudication.c.option_code,
            adjudication.c.value.label("chosen"), adjudication.c.told, adjudication.c.reason, account.c.observer_code,
            adjudication.c.decided_at,
        )
        .join(account, account.c.account_id == adjudication.c.account_id, isouter=True)
        .where(adjudication.c.election_id == election_id)
        .order_by(adjudication.c.adjudication_id)
    )
    frame = store.frame(query).astype({"chosen": "Int64"})
    return frame.assign(told=[json.dumps(sorted({value for _, value in json.loads(told)})) for told in frame["told"]])


def of_revisions(connection: Connection, station_id: str, revision_ids: Sequence[int]) -> list[tuple[int, Row[Any]]]:
    """Every decision in which one of these revisions was told, oldest first, with that revision: figure_code, option_code, value, reason,
    observer_code (of who decided), decided_at."""
    query: Select[Any] = (
        select(
            adjudication.c.figure_code, adjudication.c.option_code, adjudication.c.value, adjudication.c.told, adjudication.c.reason,
            account.c.observer_code, adjudication.c.decided_at,
        )
        .join(account, account.c.account_id == adjudication.c.account_id, isouter=True)
        .where(adjudication.c.station_id == station_id)
        .order_by(adjudication.c.adjudication_id)
    )
    wanted = set(revision_ids)
    found = []
    for row in connection.execute(query):
        told = wanted.intersection(revision for revision, _ in json.loads(row.told))
        if told:
            found.append((max(told), row))
    return found


def last(store: Store, election_id: str) -> pd.DataFrame:
    """The last decision of each field, columns as `every`."""
    return every(store, election_id).drop_duplicates(["station_id", "contest_id", "figure_code", "option_code"], keep="last")
