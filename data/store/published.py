"""What is published of an election by unit, kept: a country that publishes by polling station gives millions of figures, and every page
that holds them against reports asks for some.

Published figures are only ever added, so what is kept stays, and what came since is read behind it. A line of figures leaves the database
as one text, and Arrow makes columns of it: no object a value (docs/adr/0112, 0141)."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute as pc
from pyarrow import csv
from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from data.store import kept
from data.store.frames_protocols import WORDS
from data.store.store import Store
from data.store.tables import official_figure, official_source

Booleans = NDArray[np.bool_]
LINE = {
    "figure_id": pa.int64(), "source_id": pa.int64(), "supersedes_id": pa.int64(), "unit_id": WORDS, "contest_id": WORDS, "code": WORDS,
    "option_code": WORDS, "unit": WORDS, "status": WORDS, "value": pa.float64(),
}  # fmt: skip
BETWEEN = ","
FREE = ("unit_id", "contest_id", "option_code")
"""A unit is called what its registry calls it; the other columns are letters, digits, hyphens and underscores."""
LINES_AT_ONCE = 50_000
LINE_OF_STATION = ["station_id", "figure_code", "option_code"]
COLUMNS = ("unit_id", "contest_id", "figure_code", "option_code", "value", "status", "figure_id", "source_id")


@dataclass(frozen=True, slots=True)
class _Kept:
    """All figures of an election in the order in which they were stored; `visible`: those whose source is there (`sources`), and that no
    such figure supersedes."""

    table: pa.Table
    last_id: int
    sources: tuple[int, ...]
    visible: Booleans


def _quoted(name: str) -> ColumnElement[str]:
    return '"' + func.replace(official_figure.c[name], '"', '""') + '"'


def _read(connection: Connection, election_id: str, after_id: int) -> pa.Table:
    cells = [_quoted(name) if name in FREE else func.coalesce(cast(official_figure.c[name], String), "") for name in LINE]
    written = reduce(lambda before, cell: before + BETWEEN + cell, cells)
    query = select(written).where(official_figure.c.election_id == election_id, official_figure.c.figure_id > after_id)
    result, parts = connection.execute(query.order_by(official_figure.c.figure_id)), []
    while rows := result.cursor.fetchmany(LINES_AT_ONCE):
        parts.append(_parsed("\n".join([row[0] for row in rows])))
    return pa.concat_tables(parts) if parts else _parsed("")


def _parsed(text: str) -> pa.Table:
    if not text:
        return pa.table({name: pa.array([], kind) for name, kind in LINE.items()})
    return csv.read_csv(
        pa.BufferReader(text.encode()),
        csv.ReadOptions(column_names=list(LINE), use_threads=False),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(column_types=LINE, null_values=[""], strings_can_be_null=False),
    )


def _followed(connection: Connection, election_id: str, before: _Kept | None) -> _Kept:
    sources = tuple(connection.execute(select(official_source.c.source_id).order_by(official_source.c.source_id)).scalars())
    new = _read(connection, election_id, before.last_id if before else 0)
    if before and not len(new) and sources == before.sources:
        return before
    table = pa.concat_tables([before.table, new] if before else [new]).unify_dictionaries().combine_chunks()
    return _Kept(table, pc.max(table["figure_id"]).as_py() or 0, sources, _visible(table, sources))


def _visible(found: pa.Table, sources: Collection[int]) -> Booleans:
    has_source: Booleans = np.asarray(pc.is_in(found["source_id"], pa.array(sources, pa.int64())), dtype=bool)
    gone = found["supersedes_id"].filter(pa.array(has_source)).drop_null()
    if not len(gone):
        return has_source
    is_gone: Booleans = np.asarray(pc.is_in(found["figure_id"], gone.combine_chunks()), dtype=bool)
    return has_source & ~is_gone


def _is(column: pa.ChunkedArray, wanted: Collection[str]) -> Booleans:
    """For each row whether its text is one of these: the few different ones are looked at, not the rows."""
    if not len(column):
        return np.zeros(0, dtype=bool)
    coded = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    among: Booleans = np.asarray(pc.is_in(coded.dictionary, pa.array(list(wanted), pa.string())), dtype=bool)
    return among.take(np.asarray(coded.indices))


def counts(
    store: Store, election_id: str, contest_id: str, codes: Collection[str], units: Collection[str] | None = None
) -> pd.DataFrame:
    """Published counts of a contest, in the order in which they were stored: COLUMNS, texts as categories, which group and join as
    numbers. Without shares, what a later figure supersedes, and figures whose source is still to come. Figures of people belong to no
    contest and are there for each. `units`: only of these."""
    def follow(connection: Connection, before: _Kept | None) -> _Kept:
        return _followed(connection, election_id, before)

    # Of what is only added to nothing that is kept falls.
    known = kept.read(store, ("published", election_id), lambda newest: 0, follow)
    found = known.table
    wanted = known.visible & _is(found["contest_id"], [contest_id, ""]) & _is(found["code"], codes) & ~_is(found["unit"], ["share"])
    wanted = wanted if units is None else wanted & _is(found["unit_id"], units)
    few = found.rename_columns({"code": "figure_code"}).select(list(COLUMNS)).take(pa.array(np.flatnonzero(wanted)))
    return pd.DataFrame({name: few[name].to_pandas() for name in COLUMNS}, copy=False)


def of_stations(store: Store, election_id: str, contest_id: str, codes: Collection[str], station_ids: pd.Series) -> pd.DataFrame:
    """The newest published count of each line of these stations: station_id, figure_code, option_code (categories), value."""
    found = counts(store, election_id, contest_id, codes, station_ids).rename(columns={"unit_id": "station_id"})
    place = np.zeros(len(found), dtype=np.int64)
    for name in LINE_OF_STATION:
        place = place * max(len(found[name].cat.categories), 1) + found[name].cat.codes.to_numpy()
    is_last = ~pd.Series(place).duplicated(keep="last").to_numpy()
    return found.loc[is_last, [*LINE_OF_STATION, "value"]].reset_index(drop=True)


def sources(store: Store) -> pd.DataFrame:
    """source_id, title, publisher, published_text."""
    names = ("source_id", "title", "publisher", "published_text")
    return store.frame(select(*[official_source.c[name] for name in names]))
