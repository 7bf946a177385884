"""Official sources and figures: appended, superseded, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select

from data.store import ledger_rows
from data.store.tables import official_figure, official_source, table_import
from schemas.official import OfficialFigure, OfficialSource


def superseded() -> Select[tuple[int | None]]:
    """Ids of figures that a newer one stands in for. A figure whose source is still to come supersedes nothing yet."""
    return (
        select(official_figure.c.supersedes_id)
        .join(official_source, official_source.c.source_id == official_figure.c.source_id)
        .where(official_figure.c.supersedes_id.is_not(None))
    )


def next_source_id(connection: Connection) -> int:
    """Above every source, and above those that an import under way has kept for itself."""
    highest = (official_source.c.source_id, table_import.c.source_id)
    return max(int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) for column in highest) + 1


def add(connection: Connection, source: OfficialSource, figures: Sequence[OfficialFigure], at: datetime) -> int:
    """Adds a source with its figures; the same source again (hash, title, address) adds nothing. Returns the source's id."""
    same = select(official_source.c.source_id).where(
        official_source.c.sha256 == source.sha256, official_source.c.title == source.title, official_source.c.address == source.address
    )
    known = connection.execute(same).scalar()
    if known is not None:
        return int(known)
    source_id = next_source_id(connection)
    source_row: dict[str, Any] = {"source_id": source_id, **source.model_dump(), "imported_at": at}
    connection.execute(insert(official_source).values(source_row))
    first = int(connection.execute(select(func.coalesce(func.max(official_figure.c.figure_id), 0))).scalar_one()) + 1
    rows = [
        {"figure_id": number, "source_id": source_id, "supersedes_id": None, **figure.model_dump()}
        for number, figure in enumerate(figures, first)
    ]
    if rows:
        connection.execute(insert(official_figure), rows)
        ledger_rows.record(connection, "official_figures", [ledger_rows.figures_subject(source_id, first, len(rows))], at)
    ledger_rows.record(connection, "official_source", [str(source_id)], at)
    return source_id


def earlier_sources(connection: Connection, election_id: str, publisher: str, title: str, corrects: str = "") -> list[int]:
    """Publications with figures of this election that one of this publisher and title, or one that says it corrects another, stands
    in for."""
    same = and_(official_source.c.publisher == publisher, official_source.c.title == title)
    if corrects:
        same = or_(same, official_source.c.title == corrects)
    found = [int(each) for each in connection.execute(select(official_source.c.source_id).where(same)).scalars()]
    of_election = select(official_figure.c.figure_id).where(official_figure.c.election_id == election_id)
    return [each for each in found if connection.execute(of_election.where(official_figure.c.source_id == each).limit(1)).first()]


class Standing(NamedTuple):
    """A stored figure that nothing supersedes."""

    figure_id: int
    value: float


KEY = ("unit_id", "contest_id", "code", "option_code", "basis", "as_of_at")
"""What makes two published figures versions of one."""


def standing(
    connection: Connection, election_id: str, source_ids: Sequence[int], unit_ids: Sequence[str]
) -> dict[tuple[Any, ...], Standing]:
    """The figures of some publications and units that nothing supersedes, by KEY. A newer one is looked for under the same unit, where an
    index leads to it: a look through all that was ever superseded, for each part of a large table, took longer than all the rest."""
    newer = official_figure.alias()
    supersedes = select(newer.c.figure_id).join(official_source, official_source.c.source_id == newer.c.source_id).where(
        newer.c.election_id == official_figure.c.election_id, newer.c.unit_id == official_figure.c.unit_id,
        newer.c.code == official_figure.c.code, newer.c.supersedes_id == official_figure.c.figure_id,
    ).correlate(official_figure)
    query = select(official_figure.c.figure_id, official_figure.c.value, *(official_figure.c[name] for name in KEY)).where(
        official_figure.c.election_id == election_id, official_figure.c.unit_id.in_(unit_ids),
        official_figure.c.source_id.in_(source_ids), ~supersedes.exists(),
    )
    return {tuple(row[2:]): Standing(int(row[0]), float(row[1])) for row in connection.execute(query)}


def titles(connection: Connection, election_id: str, source_ids: Sequence[int]) -> list[str]:
    """The titles of those publications that have figures of this election."""
    has_figures = select(official_figure.c.figure_id).where(
        official_figure.c.election_id == election_id, official_figure.c.source_id == official_source.c.source_id)
    query = select(official_source.c.title).where(official_source.c.source_id.in_(source_ids), has_figures.exists())
    return list(dict.fromkeys(connection.execute(query.order_by(official_source.c.source_id)).scalars()))


def has_source(connection: Connection, election_id: str, title: str) -> bool:
    """Whether figures of this election are stored from a publication of this title."""
    query = select(official_source.c.source_id).join(official_figure, official_figure.c.source_id == official_source.c.source_id)
    query = query.where(official_source.c.title == title, official_figure.c.election_id == election_id)
    return connection.execute(query.limit(1)).first() is not None


def source_of(connection: Connection, election_id: str, title: str) -> Row[Any] | None:
    """The newest publication of this title from which figures of an election are stored."""
    query = select(official_source).join(official_figure, official_figure.c.source_id == official_source.c.source_id)
    query = query.where(official_source.c.title == title, official_figure.c.election_id == election_id)
    return connection.execute(query.order_by(official_source.c.source_id.desc()).limit(1)).first()


def publications_of(connection: Connection, election_id: str) -> list[Row[Any]]:
    """Every publication with figures of an election, the newest first: title, publisher, sha256, imported_at."""
    columns = (official_source.c.title, official_source.c.publisher, official_source.c.sha256, official_source.c.imported_at)
    has_figures = select(official_figure.c.figure_id).where(
        official_figure.c.election_id == election_id, official_figure.c.source_id == official_source.c.source_id)
    query = select(*columns).where(has_figures.exists()).order_by(official_source.c.source_id.desc())
    return list(connection.execute(query))
