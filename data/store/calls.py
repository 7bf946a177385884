"""Calls to silent stations: a row a call with its ledger entry."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from data.store import ledger
from data.store.store import Store
from data.store.tables import account
from data.store.tables_calls import station_call


@dataclass(frozen=True, slots=True)
class NewCall:
    """`observer_code`: who was called; `due_at`: the hour whose report was awaited; `account_id`: who called."""

    election_id: str
    station_id: str
    observer_code: str
    due_at: datetime
    result: str
    note: str
    account_id: str
    called_at: datetime


def append(connection: Connection, call: NewCall) -> int:
    """Stores a call; returns its number. Runs only inside the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(station_call.c.call_id), 0))).scalar_one()) + 1
    row = {
        "call_id": number,
        "election_id": call.election_id,
        "station_id": call.station_id,
        "observer_code": call.observer_code,
        "due_at": call.due_at,
        "result": call.result,
        "note": call.note,
        "account_id": call.account_id,
        "called_at": call.called_at,
    }
    connection.execute(insert(station_call).values(row))
    ledger.record(connection, [ledger.Entry("station_call", str(number), row)], call.called_at)
    return number


def every(store: Store, election_id: str) -> pd.DataFrame:
    """Every call of an election, oldest first: station_id, observer_code, due_at, result, note, caller_code, called_at."""
    query = (
        select(
            station_call.c.station_id,
            station_call.c.observer_code,
            station_call.c.due_at,
            station_call.c.result,
            station_call.c.note,
            account.c.observer_code.label("caller_code"),
            station_call.c.called_at,
        )
        .join(account, account.c.account_id == station_call.c.account_id, isouter=True)
        .where(station_call.c.election_id == election_id)
        .order_by(station_call.c.call_id)
    )
    found = store.frame(query)
    return found.assign(**{name: pd.to_datetime(found[name], utc=True) for name in ("due_at", "called_at")})
