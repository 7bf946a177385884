"""Turnout as announced for one hour, and the registry's list with its source: what stands beside an observer's own figure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from data.store.official import superseded
from data.store.tables import official_figure, official_source, station, unit
from schemas.figure import FigureCode


def turnout(connection: Connection, election_id: str, unit_ids: Sequence[str], as_of_at: datetime) -> Sequence[Any]:
    """Announced shares of the list at one instant, with publisher and title; what was superseded is left out."""
    query = (
        select(
            official_figure.c.unit_id,
            official_figure.c.value,
            official_figure.c.as_printed,
            official_figure.c.status,
            official_figure.c.as_of_at,
            official_source.c.publisher,
            official_source.c.title,
            official_source.c.address,
            official_source.c.published_at,
            official_source.c.published_text,
        )
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .where(
            official_figure.c.election_id == election_id,
            official_figure.c.unit_id.in_(unit_ids),
            official_figure.c.code == FigureCode.TURNOUT_ISSUED_SHARE,
            official_figure.c.as_of_at == as_of_at,
            official_figure.c.figure_id.not_in(superseded()),
        )
        .order_by(official_figure.c.figure_id)
    )
    return connection.execute(query).all()


def registry_source(connection: Connection, election_id: str, station_id: str) -> str:
    """Where the registry's list of a station comes from; empty where nobody said."""
    query = select(station.c.registered_voters_source).where(station.c.election_id == election_id, station.c.station_id == station_id)
    return connection.execute(query).scalar() or ""


def unit_names(connection: Connection, election_id: str, unit_ids: Sequence[str]) -> Sequence[Any]:
    query = select(unit.c.unit_id, unit.c.level, unit.c.name_en, unit.c.name_ru, unit.c.name_kk).where(
        unit.c.election_id == election_id, unit.c.unit_id.in_(unit_ids)
    )
    return connection.execute(query).all()
