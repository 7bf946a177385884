"""Forecasts: a row each with its ledger entry, appended and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, and_, cast, func, insert, select

from data.store import ledger_rows
from data.store.tables import ledger
from data.store.tables_forecasts import forecast


def append(connection: Connection, row: dict[str, Any], at: datetime) -> int:
    """`row`: every column but the id and the instant. Returns the forecast's number. Runs only inside the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(forecast.c.forecast_id), 0))).scalar_one()) + 1
    connection.execute(insert(forecast).values(forecast_id=number, **row, registered_at=at))
    ledger_rows.record(connection, "forecast", [str(number)], at)
    return number


def count_of(connection: Connection, election_id: str, account_id: str) -> int:
    """How many forecasts of an election somebody has registered."""
    own = and_(forecast.c.election_id == election_id, forecast.c.account_id == account_id)
    return int(connection.execute(select(func.count()).select_from(forecast).where(own)).scalar_one())


def every(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """All forecasts of an election, oldest first, each with `entry`: the number of its ledger entry."""
    entry = and_(ledger.c.kind == "forecast", ledger.c.subject == cast(forecast.c.forecast_id, String(80)))
    query = select(forecast, ledger.c.seq.label("entry")).join(ledger, entry, isouter=True).where(forecast.c.election_id == election_id)
    return connection.execute(query.order_by(forecast.c.forecast_id)).all()
