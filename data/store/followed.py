"""Rows of reports that are kept and followed: a report that has changed since they were read takes the place of its earlier rows
(docs/adr/0102)."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc
from sqlalchemy import Connection, Select, select

from data.store import kept
from data.store.since import CHANGED, Mark, mark
from data.store.store import Store
from data.store.tables import report_head
from schemas.reports.body import ReportKind


@dataclass(frozen=True, slots=True)
class _Followed:
    """Rows in the order of their revisions, and where the reports stood when they were read."""

    table: pa.Table
    at: Mark


def is_one_of(column: pa.ChunkedArray, wanted: Collection[object]) -> pa.ChunkedArray:
    """For each row whether its text or number is one of these."""
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return pc.is_in(plain, pa.array(list(wanted), plain.type))


def _in_order(found: pa.Table) -> pa.Table:
    order = np.argsort(found["revision_id"].to_numpy(), kind="stable")
    return found.unify_dictionaries().combine_chunks().take(pa.array(order))


def rows(
    store: Store,
    key: Hashable,
    query: Select[Any],
    kinds: Collection[ReportKind],
    read: Callable[[Connection, Select[Any]], pa.Table],
) -> pa.Table:
    """What `read` makes of a query of report_head, in the order of revisions: with report_id and revision_id, repeated texts as
    dictionaries. `kinds`: of the reports that the query finds."""

    def build(connection: Connection, before: _Followed | None) -> _Followed:
        at = mark(connection)
        if before is None:
            return _Followed(_in_order(read(connection, query)), at)
        changed = select(report_head.c.report_id).where(CHANGED, report_head.c.kind.in_([kind.value for kind in kinds]))
        report_ids = connection.execute(changed, before.at.values).scalars().all()
        if not report_ids:
            return _Followed(before.table, at)
        stay = before.table.filter(pc.invert(is_one_of(before.table["report_id"], report_ids)))
        new = read(connection, query.where(CHANGED).params(before.at.values))
        return _Followed(_in_order(pa.concat_tables([stay, new])), at)

    return kept.read(store, key, lambda newest: kept.last_but(newest, kept.BESIDE_REPORTS), build).table
