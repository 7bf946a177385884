"""Frames of what was watched: the registry, who was sent where, and the bodies of the reports of a kind, one row a report."""

import pandas as pd
from sqlalchemy import select

from data.store import ledger
from data.store.frames_bodies import HEAD_COLUMNS, NOT_COUNTED, bodies
from data.store.store import Store
from data.store.tables import account, assignment, station, unit

__all__ = ["HEAD_COLUMNS", "NOT_COUNTED", "assignments", "bodies", "levels", "position", "regions", "stations"]


def position(store: Store) -> int:
    """The ledger's length: every figure of a page is of one position."""
    with store.read() as connection:
        return ledger.length(connection)


def stations(store: Store, election_id: str) -> pd.DataFrame:
    """The registry, one row a station: the columns of `station`; registered_voters Int64, empty where the registry has none."""
    frame = store.frame(
        select(*[column for column in station.c if column.name != "election_id"])
        .where(station.c.election_id == election_id)
        .order_by(station.c.station_id)
    )
    return frame.astype({"registered_voters": "Int64"})


def regions(store: Store, election_id: str) -> pd.DataFrame:
    """Regions in the order of the registry: region_code, name_en, name_ru, name_kk."""
    query = (
        select(unit.c.unit_id.label("region_code"), unit.c.name_en, unit.c.name_ru, unit.c.name_kk)
        .where(unit.c.election_id == election_id, unit.c.level == "region")
        .order_by(unit.c.sort)
    )
    return store.frame(query)


def assignments(store: Store, election_id: str) -> pd.DataFrame:
    """Who was sent where: station_id, account_id, organisation_code, in_sample, stratum, sample_weight. Revoked accounts are left out."""
    query = (
        select(
            assignment.c.station_id,
            assignment.c.account_id,
            account.c.organisation_code,
            assignment.c.in_sample,
            assignment.c.stratum,
            assignment.c.sample_weight,
        )
        .join(account, account.c.account_id == assignment.c.account_id)
        .where(assignment.c.election_id == election_id, account.c.revoked_at.is_(None))
        .order_by(assignment.c.station_id, assignment.c.account_id)
    )
    return store.frame(query).astype({"in_sample": bool})


def levels(store: Store, election_id: str) -> dict[str, str]:
    """The level of each country, region and district, by unit_id."""
    frame = store.frame(select(unit.c.unit_id, unit.c.level).where(unit.c.election_id == election_id))
    return dict(zip(frame["unit_id"], frame["level"], strict=True))
