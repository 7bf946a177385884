"""Frames for the history of published figures: every version, what superseded what, and when each came in."""

import pandas as pd
from sqlalchemy import String, and_, or_, select, type_coerce

from data.store.official import superseded
from data.store.store import Store
from data.store.tables import official_figure, official_source, unit

NAMES = (
    "figure_id", "source_id", "unit_id", "contest_id", "code", "option_code", "unit", "value", "as_printed", "basis", "status", "locator",
    "confidence", "speaker", "supersedes_id",
)
INSTANTS = ("as_of_at", "published_at", "imported_at")


def history(store: Store, election_id: str) -> pd.DataFrame:
    """Every version of the figures of country, regions and districts, and of each station's figure that was corrected: the columns of
    NAMES, publisher, title, address, published_text, level, name_en, name_ru, name_kk, INSTANTS (UTC), is_superseded; by figure_id."""
    older = select(official_figure.c.supersedes_id).where(official_figure.c.supersedes_id.is_not(None))
    same_unit = and_(unit.c.election_id == official_figure.c.election_id, unit.c.unit_id == official_figure.c.unit_id)
    stands_in = or_(
        unit.c.unit_id.is_not(None), official_figure.c.supersedes_id.is_not(None), official_figure.c.figure_id.in_(older))
    query = (
        select(
            *(official_figure.c[name] for name in NAMES),
            *(official_source.c[name] for name in ("publisher", "title", "address", "published_text")),
            *(unit.c[name] for name in ("level", "name_en", "name_ru", "name_kk")),
            official_figure.c.figure_id.in_(superseded()).label("is_superseded"),
            type_coerce(official_figure.c.as_of_at, String).label("as_of_at"),
            type_coerce(official_source.c.published_at, String).label("published_at"),
            type_coerce(official_source.c.imported_at, String).label("imported_at"),
        )
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .join(unit, same_unit, isouter=True)
        .where(official_figure.c.election_id == election_id, stands_in)
        .order_by(official_figure.c.figure_id)
    )
    found = store.frame(query)
    instants = {name: pd.to_datetime(found[name], utc=True, format="ISO8601") for name in INSTANTS}
    return found.assign(**instants, is_superseded=found["is_superseded"].astype(bool)).astype({"supersedes_id": "Int64"})
