"""What the results page reads: protocols held, published results with their sources, the registry's stations."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import select

from data.store import frames_coverage
from data.store import published as figures
from data.store.frames_protocols import frame_of, lines
from data.store.store import Store
from data.store.tables import unit
from schemas.counting import CountRule
from schemas.figure import FigureCode

COUNTED_FIGURES = (
    FigureCode.REGISTERED_VOTERS, FigureCode.VOTERS_ADDED, FigureCode.VOTERS_BY_HOUR, FigureCode.VOTERS_OUTSIDE,
    FigureCode.CERTIFICATES_ISSUED, FigureCode.CERTIFICATES_ACCEPTED, FigureCode.BALLOTS_RECEIVED, FigureCode.BALLOTS_ISSUED,
    FigureCode.BALLOTS_UNUSED, FigureCode.BALLOTS_SPOILED, FigureCode.BALLOTS_VALID, FigureCode.BALLOTS_INVALID,
    FigureCode.BALLOTS_NOT_ESTABLISHED_FORM, FigureCode.BOTH_OPTIONS_MARKED, FigureCode.VOTES,
)  # fmt: skip
"""Every line that a protocol can have: what both sides printed is compared."""
PROTOCOL_COLUMNS = ["station_id", "figure_code", "option_code", "value", "report_id", "revision_id"]


def protocols(store: Store, election_id: str, contest_id: str, *, rule: CountRule) -> pd.DataFrame:
    """Figures of protocols as reported, current and visible: station_id, contest_id, figure_code, option_code, value, report_id,
    revision_id. Of reports that enter under the rule."""
    held = lines(store, election_id, contest_id, rule=rule)
    found = frame_of(held.filter(held["value"].is_valid()).select(PROTOCOL_COLUMNS)).astype({"value": "int64"})
    found.insert(1, "contest_id", pd.Series(contest_id, index=found.index, dtype="str"))
    return found


def published(store: Store, election_id: str, contest_id: str, units: Collection[str] | None = None) -> pd.DataFrame:
    """Published counts: unit_id, contest_id, figure_code, option_code, value, status, figure_id, source_id, title, publisher,
    published_text; the latest last. Figures of people belong to no contest and are taken for the leading one. `units`: only of these."""
    found = figures.counts(store, election_id, contest_id, COUNTED_FIGURES, units)
    found = found.astype({name: "str" for name, kind in found.dtypes.items() if isinstance(kind, pd.CategoricalDtype)})
    return found.merge(figures.sources(store), on="source_id", how="left")


def stations(store: Store, election_id: str) -> pd.DataFrame:
    """station_id, number, region_code, district_code, registered_voters (data.store.frames_coverage.stations)."""
    return frames_coverage.stations(store, election_id)[["station_id", "number", "region_code", "district_code", "registered_voters"]]


def unit_names(store: Store, election_id: str) -> pd.DataFrame:
    """unit_id, level, name_en, name_ru, name_kk, in the registry's order."""
    return store.frame(
        select(unit.c.unit_id, unit.c.level, unit.c.name_en, unit.c.name_ru, unit.c.name_kk)
        .where(unit.c.election_id == election_id)
        .order_by(unit.c.sort)
    )
