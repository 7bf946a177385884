"""Frames for the turnout and station pages: official figures by unit, a search in the registry, one station's reports."""

from typing import Any

import pandas as pd
from sqlalchemy import Column, ColumnElement, Label, Select, String, and_, func, or_, select, type_coerce

from data.store.counting import counted
from data.store.engine import is_sqlite
from data.store.official import superseded
from data.store.quarantines import IN_FIGURES
from data.store.store import Store
from data.store.tables import official_figure, official_source, report_figure, report_head, report_revision, station
from data.store.tables_dictation import report_confirmation, report_dictation
from schemas.counting import CountRule

LEADING_ZEROS = 3
LAST_SIGN = "\U0010ffff"
"""Behind every sign of any language: the end of what begins with a word."""


def _instants(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name], utc=True, format="ISO8601") for name in names})


def _as_text(column: Column[Any], name: str) -> Label[str]:
    # Instants leave the database as text and become timestamps by the column: ten times quicker than one by one.
    return type_coerce(column, String).label(name)


def _current_figures(election_id: str, rule: CountRule) -> Select[Any]:
    return (
        select(
            report_head.c.report_id,
            report_head.c.revision_id,
            report_head.c.revision,
            report_head.c.kind,
            report_head.c.station_id,
            report_head.c.author_id,
            report_head.c.organisation_code,
            report_head.c.state,
            report_figure.c.contest_id,
            report_figure.c.voice,
            report_figure.c.figure_code,
            report_figure.c.option_code,
            _as_text(report_figure.c.as_of_at, "as_of_at"),
            report_figure.c.value,
            report_figure.c.missing_code,
        )
        .join(report_figure, report_figure.c.revision_id == report_head.c.revision_id)
        .where(report_head.c.election_id == election_id, counted(rule))
        .order_by(report_head.c.station_id, report_figure.c.as_of_at, report_head.c.revision_id)
    )


def station_figures(store: Store, election_id: str, station_id: str, *, rule: CountRule) -> pd.DataFrame:
    """Every figure of one station, all voices and contests: report_id, revision_id, revision, kind, station_id, author_id,
    organisation_code, state, contest_id, voice, figure_code, option_code, as_of_at, value (Int64), missing_code."""
    query = _current_figures(election_id, rule).where(report_figure.c.station_id == station_id)
    return _instants(store.frame(query).astype({"value": "Int64"}), "as_of_at")


def official_figures(store: Store, election_id: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """Published figures that nothing supersedes: figure_id, unit_id, contest_id, code, option_code, unit, value, as_printed, basis, status,
    as_of_at (NaT: not stated), publisher, title, address, ledger order by figure_id."""
    query = (
        select(
            official_figure.c.figure_id,
            official_figure.c.unit_id,
            official_figure.c.contest_id,
            official_figure.c.code,
            official_figure.c.option_code,
            official_figure.c.unit,
            official_figure.c.value,
            official_figure.c.as_printed,
            official_figure.c.basis,
            official_figure.c.status,
            _as_text(official_figure.c.as_of_at, "as_of_at"),
            official_source.c.publisher,
            official_source.c.title,
            official_source.c.address,
        )
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .where(official_figure.c.election_id == election_id, official_figure.c.code.in_(codes))
        .where(official_figure.c.figure_id.not_in(superseded()))
        .order_by(official_figure.c.figure_id)
    )
    return _instants(store.frame(query), "as_of_at")


def _begins(store: Store, column: Column[str], word: str) -> ColumnElement[bool]:
    """Whether a text begins with a word. On SQLite as a range, which its index answers; PostgreSQL sorts by the rules of a language."""
    if is_sqlite(store.url):
        return and_(column >= word, column < f"{word}{LAST_SIGN}")
    return column.startswith(word, autoescape=True)


def find_stations(store: Store, election_id: str, wanted: str, limit: int) -> pd.DataFrame:
    """Stations whose number or code begins with what was typed, the shortest number first, then those whose place does: at most `limit`
    rows of station_id, number, region_code, place_en, place_ru, place_kk.

    Numbers and codes are found through their index; the whole registry is read for a place only where those leave room."""
    typed = wanted.strip()
    # A number is printed with leading zeros and typed without them; a code is printed in capitals.
    numbers = [f"{'0' * zeros}{typed}" for zeros in range(LEADING_ZEROS + 1)] if typed.isdigit() else [typed]
    codes = dict.fromkeys((typed, typed.upper(), typed.lower()))
    by_index = or_(
        *[_begins(store, station.c.number, each) for each in numbers], *[_begins(store, station.c.station_id, each) for each in codes]
    )
    places = [station.c[f"place_{language}"] for language in ("en", "ru", "kk")]
    # SQLite's LIKE takes capitals for small letters by itself.
    by_place = or_(*[(place.startswith if is_sqlite(store.url) else place.istartswith)(typed, autoescape=True) for place in places])
    query = (
        select(station.c.station_id, station.c.number, station.c.region_code, station.c.place_en, station.c.place_ru, station.c.place_kk)
        .where(station.c.election_id == election_id)
        .order_by(func.length(station.c.number), station.c.number, station.c.station_id)
    )
    found = store.frame(query.where(by_index).limit(limit))
    if len(found) == limit:
        return found
    others = store.frame(query.where(by_place, station.c.station_id.not_in(found["station_id"].to_list())).limit(limit - len(found)))
    return pd.concat([each for each in (found, others) if len(each)] or [found], ignore_index=True)


def observed_stations(store: Store, election_id: str, limit: int) -> pd.DataFrame:
    """Stations with the most reports, for a picker before anything is typed: station_id, number, region_code, reports."""
    reports = func.count().label("reports")
    query = (
        select(station.c.station_id, station.c.number, station.c.region_code, reports)
        .join(report_head, (report_head.c.station_id == station.c.station_id) & (report_head.c.election_id == station.c.election_id))
        .where(station.c.election_id == election_id, IN_FIGURES)
        .group_by(station.c.station_id, station.c.number, station.c.region_code)
        .order_by(reports.desc(), station.c.station_id)
        .limit(limit)
    )
    return store.frame(query)


def station_reports(store: Store, election_id: str, station_id: str) -> pd.DataFrame:
    """Every report of one station, newest first, also those set aside: report_id, kind, contest_id, state, revision, revision_id, payload,
    receipt_code, entered_by, channel, observed_at, received_at, findings, organisation_code, observer_code, entered_by_code,
    confirmed_at."""
    query = (
        select(
            report_head.c.report_id,
            report_head.c.kind,
            report_head.c.contest_id,
            report_head.c.state,
            report_head.c.revision,
            report_head.c.revision_id,
            report_revision.c.payload,
            report_revision.c.receipt_code,
            report_revision.c.entered_by,
            report_revision.c.channel,
            _as_text(report_revision.c.observed_at, "observed_at"),
            _as_text(report_revision.c.received_at, "received_at"),
            report_revision.c.findings,
            report_revision.c.organisation_code,
            report_revision.c.observer_code,
            report_dictation.c.entered_by_code,
            _as_text(report_confirmation.c.confirmed_at, "confirmed_at"),
        )
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .outerjoin(report_dictation, report_dictation.c.revision_id == report_head.c.revision_id)
        .outerjoin(report_confirmation, report_confirmation.c.revision_id == report_head.c.revision_id)
        .where(report_head.c.election_id == election_id, report_head.c.station_id == station_id, IN_FIGURES)
        .order_by(report_revision.c.observed_at.desc(), report_head.c.revision_id.desc())
    )
    return _instants(store.frame(query), "observed_at", "received_at", "confirmed_at")
