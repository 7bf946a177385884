"""What the results page reads: protocols held, published results with their sources, the registry's stations."""

import pandas as pd
from sqlalchemy import select

from data.store.counting import counted
from data.store.official import superseded
from data.store.store import Store
from data.store.tables import official_figure, official_source, report_figure, report_head, station, unit
from data.store.witness import last_word
from schemas.counting import CountRule
from schemas.figure import FigureCode
from schemas.voice import Voice

COUNTED_FIGURES = (
    FigureCode.REGISTERED_VOTERS,
    FigureCode.BALLOTS_ISSUED,
    FigureCode.BALLOTS_VALID,
    FigureCode.BALLOTS_INVALID,
    FigureCode.VOTES,
)


def protocols(store: Store, election_id: str, contest_id: str, *, rule: CountRule) -> pd.DataFrame:
    """Figures of protocols as reported, current and visible: station_id, contest_id, figure_code, option_code, value, report_id,
    revision_id. Of reports that enter under the rule."""
    query = (
        select(
            report_figure.c.station_id,
            report_figure.c.contest_id,
            report_figure.c.figure_code,
            report_figure.c.option_code,
            report_figure.c.value,
            report_head.c.report_id,
            report_head.c.revision_id,
        )
        .join(report_head, report_head.c.revision_id == report_figure.c.revision_id)
        .where(
            report_head.c.election_id == election_id,
            report_figure.c.contest_id == contest_id,
            report_figure.c.voice == Voice.PROTOCOL,
            report_figure.c.value.is_not(None),
            report_head.c.kind == "count",
            counted(rule),
            last_word(Voice.PROTOCOL, rule),
        )
    )
    return store.frame(query)


def published(store: Store, election_id: str, contest_id: str) -> pd.DataFrame:
    """Published counts: unit_id, contest_id, figure_code, option_code, value, status, figure_id, source_id, title, publisher,
    published_text; the latest of the best status last. Figures of people belong to no contest and are taken for the leading one."""
    query = (
        select(
            official_figure.c.unit_id,
            official_figure.c.contest_id,
            official_figure.c.code.label("figure_code"),
            official_figure.c.option_code,
            official_figure.c.value,
            official_figure.c.status,
            official_figure.c.figure_id,
            official_figure.c.source_id,
            official_source.c.title,
            official_source.c.publisher,
            official_source.c.published_text,
        )
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .where(
            official_figure.c.election_id == election_id,
            official_figure.c.contest_id.in_([contest_id, ""]),
            official_figure.c.code.in_(COUNTED_FIGURES),
            official_figure.c.unit != "share",
            official_figure.c.figure_id.not_in(superseded()),
        )
        .order_by(official_figure.c.figure_id)
    )
    return store.frame(query)


def stations(store: Store, election_id: str) -> pd.DataFrame:
    """station_id, number, region_code, district_code, registered_voters."""
    return store.frame(
        select(station.c.station_id, station.c.number, station.c.region_code, station.c.district_code, station.c.registered_voters).where(
            station.c.election_id == election_id
        )
    )


def unit_names(store: Store, election_id: str) -> pd.DataFrame:
    """unit_id, level, name_en, name_ru, name_kk, in the registry's order."""
    return store.frame(
        select(unit.c.unit_id, unit.c.level, unit.c.name_en, unit.c.name_ru, unit.c.name_kk)
        .where(unit.c.election_id == election_id)
        .order_by(unit.c.sort)
    )
