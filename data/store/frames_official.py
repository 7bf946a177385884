"""Frames for the official page: every published figure of an election with its unit and its source."""

from typing import Any

import pandas as pd
from sqlalchemy import CompoundSelect, Select, String, and_, func, select, type_coerce

from data.store.official import superseded
from data.store.store import Store
from data.store.tables import official_figure, official_source, station, unit
from schemas.figure import FigureCode

LEVEL_ORDER = {"country": 0, "region": 1, "district": 2}


def figures(store: Store, election_id: str, *, with_stations: bool = True) -> pd.DataFrame:
    """One row a figure, country first, then by region and district: figure_id, source_id, unit_id, level, name_en, name_ru, name_kk,
    sort, contest_id, code, option_code, unit, value, as_printed, basis, status, as_of_at (UTC, missing for a day's final value),
    locator, confidence, note, speaker, publisher, title, address, published_text, published_at, sha256.

    What a later row supersedes is left out; a unit that the registry does not know keeps its row, without a name. `with_stations`
    false: without those of polling stations, which may be millions."""
    query = _every(election_id) if with_stations else _every(election_id).where(official_figure.c.unit_id.in_(_other_units(election_id)))
    found = _with_instants(store.frame(query))
    found = found.assign(place=found["level"].map(LEVEL_ORDER).fillna(len(LEVEL_ORDER)))
    return found.sort_values(["place", "sort", "figure_id"], kind="stable", ignore_index=True).drop(columns="place")


def of_stations(store: Store, election_id: str, code: str, rows: slice) -> pd.DataFrame:
    """The same columns of polling stations' figures, of one code ("": of all), in the order in which they were stored: one page."""
    query = _every(election_id).where(official_figure.c.unit_id.not_in(_other_units(election_id)))
    query = query.where(official_figure.c.code == code) if code else query
    return _with_instants(store.frame(query.offset(rows.start).limit(rows.stop - rows.start)))


def station_groups(store: Store, election_id: str) -> pd.DataFrame:
    """What is published of polling stations, by source and kind of figure: source_id, publisher, contest_id, code, option_code, unit,
    speaker, value (their sum), figures_n, stations_n (different ones); in the order in which they were stored. Superseded ones
    are left out."""
    kind = tuple(official_figure.c[name] for name in ("contest_id", "code", "option_code", "unit", "speaker"))
    figure_id = func.min(official_figure.c.figure_id)
    query = (
        select(
            official_figure.c.source_id, official_source.c.publisher, *kind, func.sum(official_figure.c.value).label("value"),
            func.count().label("figures_n"), func.count(func.distinct(official_figure.c.unit_id)).label("stations_n"))
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .where(official_figure.c.election_id == election_id, official_figure.c.figure_id.not_in(superseded()))
        .where(official_figure.c.unit_id.not_in(_other_units(election_id)))
        .group_by(official_figure.c.source_id, official_source.c.publisher, *kind)
        .order_by(figure_id)
    )
    return store.frame(query)


def stations_n(store: Store, election_id: str) -> int:
    """How many polling stations have a published figure that nothing supersedes."""
    query = select(func.count(func.distinct(official_figure.c.unit_id)).label("n"))
    query = query.where(official_figure.c.election_id == election_id, official_figure.c.figure_id.not_in(superseded()))
    return int(store.frame(query.where(official_figure.c.unit_id.not_in(_other_units(election_id))))["n"].iloc[0])


def _other_units(election_id: str) -> CompoundSelect[tuple[str]]:
    """Whatever figures are published of that is no polling station: few, and found in the index alone."""
    published = select(official_figure.c.unit_id).where(official_figure.c.election_id == election_id)
    return published.except_(select(station.c.station_id).where(station.c.election_id == election_id))


def _with_instants(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(**{name: pd.to_datetime(found[name], utc=True, format="ISO8601") for name in ("as_of_at", "published_at")})


def _every(election_id: str) -> Select[tuple[Any, ...]]:
    same_unit = and_(unit.c.election_id == official_figure.c.election_id, unit.c.unit_id == official_figure.c.unit_id)
    names = (
        "contest_id",
        "code",
        "option_code",
        "unit",
        "value",
        "as_printed",
        "basis",
        "status",
        "locator",
        "confidence",
        "note",
        "speaker",
    )
    return (
        select(
            official_figure.c.figure_id,
            official_figure.c.source_id,
            official_figure.c.unit_id,
            *(unit.c[name] for name in ("level", "name_en", "name_ru", "name_kk", "sort")),
            *(official_figure.c[name] for name in names),
            *(official_source.c[name] for name in ("publisher", "title", "address", "published_text", "sha256")),
            # Instants leave the database as text and become timestamps by the column.
            type_coerce(official_figure.c.as_of_at, String).label("as_of_at"),
            type_coerce(official_source.c.published_at, String).label("published_at"),
        )
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .join(unit, same_unit, isouter=True)
        .where(official_figure.c.election_id == election_id, official_figure.c.figure_id.not_in(superseded()))
        .order_by(official_figure.c.figure_id)
    )


def of_levels(store: Store, election_id: str) -> pd.DataFrame:
    """Published counts of the country, its regions and districts that nothing supersedes: unit_id, code, option_code, as_of_at, value."""
    query = (
        select(*(official_figure.c[name] for name in ("unit_id", "code", "option_code", "value")),
               type_coerce(official_figure.c.as_of_at, String).label("as_of_at"))
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .join(unit, and_(unit.c.election_id == official_figure.c.election_id, unit.c.unit_id == official_figure.c.unit_id))
        .where(official_figure.c.election_id == election_id, official_figure.c.speaker == "", official_figure.c.unit != "share")
        .where(official_figure.c.figure_id.not_in(superseded()))
        .order_by(official_figure.c.figure_id)
    )
    found = store.frame(query)
    return found.assign(as_of_at=pd.to_datetime(found["as_of_at"], utc=True, format="ISO8601"))


def turnout(store: Store, election_id: str) -> pd.DataFrame:
    """Published turnout of the country and its regions that nothing supersedes, shares and counts: figure_id, unit_id, contest_id,
    code, option_code, value, as_printed, basis, status, confidence, speaker, as_of_at (UTC, missing for a day's result)."""
    names = ("figure_id", "unit_id", "contest_id", "code", "option_code", "value", "as_printed", "basis", "status", "confidence", "speaker")
    at = type_coerce(official_figure.c.as_of_at, String).label("as_of_at")
    query = (
        select(*(official_figure.c[name] for name in names), at)
        .join(unit, and_(unit.c.election_id == official_figure.c.election_id, unit.c.unit_id == official_figure.c.unit_id))
        .where(official_figure.c.election_id == election_id, official_figure.c.speaker == "", unit.c.level.in_(("country", "region")))
        .where(official_figure.c.code.in_([FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.BALLOTS_ISSUED, FigureCode.REGISTERED_VOTERS]))
        .where(official_figure.c.figure_id.not_in(superseded()))
        .order_by(official_figure.c.figure_id)
    )
    found = store.frame(query)
    return found.assign(as_of_at=pd.to_datetime(found["as_of_at"], utc=True, format="ISO8601"))
