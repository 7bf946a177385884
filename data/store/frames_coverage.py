"""Frames of what was watched: the registry, who was sent where, and the bodies of the reports of a kind, one row a report."""

from typing import Any

import pandas as pd
from sqlalchemy import Integer, Select, select, type_coerce

from data.store import kept_frames, ledger
from data.store.frames_bodies import HEAD_COLUMNS, bodies
from data.store.store import Store
from data.store.tables import account, assignment, station, unit

__all__ = ["HEAD_COLUMNS", "assignments", "bodies", "levels", "position", "regions", "stations", "whole_registry"]


WORDS = ("place_en", "place_ru", "place_kk", "registered_voters_source")
"""What the registry says in words: half of what it holds, and no page of a whole country asks for it."""
REGISTRY = frozenset({"station", "stations", "stations_dropped", "registry", "adoption"})
WHO_IS_SENT = frozenset({"assignment", "account", "adoption"})
"""Kinds of facts after which the registry, and the assignments, are read again."""


def position(store: Store) -> int:
    """The newest fact that may change a figure: every figure of a page is of one position."""
    with store.read() as connection:
        return ledger.figures_length(connection)


def _registry(election_id: str, *left_out: str) -> Select[Any]:
    columns = [column for column in station.c if column.name not in ("election_id", *left_out)]
    return select(*columns).where(station.c.election_id == election_id).order_by(station.c.station_id)


def stations(store: Store, election_id: str) -> pd.DataFrame:
    """The registry, one row a station: the columns of `station` but for WORDS; registered_voters Int64, empty where it has none."""
    query = _registry(election_id, *WORDS)
    return kept_frames.frame(store, "stations", election_id, REGISTRY, lambda: store.frame(query).astype({"registered_voters": "Int64"}))


def whole_registry(store: Store, election_id: str) -> pd.DataFrame:
    """`stations` with every column of `station`: read each time, for files."""
    return store.frame(_registry(election_id)).astype({"registered_voters": "Int64"})


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
            type_coerce(assignment.c.in_sample, Integer).label("in_sample"),
            assignment.c.stratum,
            assignment.c.sample_weight,
        )
        .join(account, account.c.account_id == assignment.c.account_id)
        .where(assignment.c.election_id == election_id, account.c.revoked_at.is_(None))
        .order_by(assignment.c.station_id, assignment.c.account_id)
    )
    return kept_frames.frame(store, "assignments", election_id, WHO_IS_SENT, lambda: store.frame(query).astype({"in_sample": bool}))


def levels(store: Store, election_id: str) -> dict[str, str]:
    """The level of each country, region and district, by unit_id."""
    frame = store.frame(select(unit.c.unit_id, unit.c.level).where(unit.c.election_id == election_id))
    return dict(zip(frame["unit_id"], frame["level"], strict=True))
