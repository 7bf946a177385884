"""Frames of the reports' bodies, one row a report: read from the lines beside the heads, or from the payloads where a line is stale.

The payload is the evidence; its line is the same answers written again (data.store.report_rows), and a test reads both ways. What was
read of a kind is kept, and what has changed takes its place in it (docs/adr/0094, 0102)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc
from pyarrow import csv
from sqlalchemy import Connection, Integer, Label, Select, String, and_, bindparam, case, func, select, type_coerce

from data.store import kept
from data.store.counting import counted
from data.store.prepared import Prepared
from data.store.report_rows import OWN, body_of, line
from data.store.since import CHANGED, Mark, mark
from data.store.store import Store
from data.store.tables import report_head, report_revision
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.reports.cells import BETWEEN, CellType, layout, signature

HEAD_COLUMNS = ["report_id", "revision_id", "kind", "station_id", "contest_id", "author_id", "organisation_code", "state", "observed_at"]
_NO_INSTANT = np.iinfo(np.int64).min
_WORDS = pa.dictionary(pa.int32(), pa.string())
_TYPES = {CellType.COUNT: pa.int64(), CellType.INSTANT: pa.int64(), CellType.CODE: _WORDS, CellType.CODES: _WORDS}
_OWN_TYPES = {"revision_id": pa.int64(), "observed_at": pa.int64(), "contest_id": _WORDS, "organisation_code": _WORDS, "state": _WORDS}

_COUNTED = (
    report_head.c.election_id == bindparam("election", None),
    report_head.c.kind == bindparam("kind", None),
    counted(CountRule.ALL),
)
_IS_KNOWN = report_head.c.body_layout == bindparam("layout", None)
LINES = Prepared(
    select(
        func.aggregate_strings(case((_IS_KNOWN, report_head.c.body_line + BETWEEN + report_head.c.state)), "\n"),
        func.count(case((~_IS_KNOWN, 1))),
    ).where(*_COUNTED)
)
"""The lines of a kind as one text (as rows each would be an object, and be put together again), and how many are stale."""
SINCE = Prepared(
    select(
        report_head.c.revision_id,
        report_head.c.report_id,
        type_coerce(_IS_KNOWN, Integer),
        case((and_(*_COUNTED), report_head.c.body_line + BETWEEN + report_head.c.state)),
    ).where(CHANGED, report_head.c.kind == bindparam("kind", None))
)
"""Reports that have changed since a mark: revision, id, whether its line is of the present layout, the line where it counts."""
# The instant as its stored text: read once for the column, not once for a row.
_STALE_COLUMNS: list[Label[str]] = [type_coerce(report_head.c[name], String).label(name) for name in (*OWN, "kind", "state")]
_STALE: Select[Any] = (
    select(*_STALE_COLUMNS)
    .add_columns(report_revision.c.payload)
    .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
    .where(*_COUNTED, report_head.c.body_layout != bindparam("layout", None))
)
PAYLOADS = Prepared(_STALE)
PAYLOAD_COLUMNS = (*OWN, "kind", "state", "payload")
NO_LAYOUT = "-"
"""No head has it: with it every report is read from its payload."""


def _stored(connection: Connection, election_id: str, kind: ReportKind, known: str) -> list[dict[str, Any]]:
    values = {"election": election_id, "kind": kind.value, "layout": known}
    return [dict(zip(PAYLOAD_COLUMNS, row, strict=True)) for row in PAYLOADS.rows(connection, values)]


def _text(connection: Connection, election_id: str, kind: ReportKind, known: str) -> bytes:
    """The lines of one kind, each with its report's state behind it."""
    ((kept, stale_n),) = LINES.rows(connection, {"election": election_id, "kind": kind.value, "layout": known})
    stale = _stored(connection, election_id, kind, known) if stale_n else []
    made = [f"{line(row, row['payload'])}{BETWEEN}{row['state']}" for row in stale]
    return "\n".join([kept, *made] if kept else made).encode()


def _read(text: bytes, kind: ReportKind) -> pa.Table:
    """All columns of the lines."""
    cells = layout(kind)
    types = {name: _OWN_TYPES.get(name, pa.string()) for name in OWN}
    types |= {cell.field: _TYPES[cell.type] for cell in cells} | {f"missing.{cell.field}": _WORDS for cell in cells} | {"state": _WORDS}
    if not text:
        return pa.table({name: pa.array([], type_) for name, type_ in types.items()})
    return csv.read_csv(
        pa.BufferReader(text),
        csv.ReadOptions(column_names=list(types), use_threads=False),  # several cost more processor time than they save
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False),
    )


def _in_order(found: pa.Table) -> pa.Table:
    """In the order of observation."""
    order = np.lexsort((found["revision_id"].to_numpy(), found["observed_at"].to_numpy()))
    return found.unify_dictionaries().combine_chunks().take(pa.array(order))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Every report of a kind that enters under the widest rule, and where the reports stood when they were read."""

    table: pa.Table
    at: Mark


def _all(connection: Connection, election_id: str, kind: ReportKind, known: str) -> _Counted:
    at = mark(connection)
    return _Counted(_in_order(_read(_text(connection, election_id, kind, known), kind)), at)


def _with_changed(connection: Connection, election_id: str, kind: ReportKind, before: _Counted) -> _Counted:
    """Those kept, without the ones that have changed since, and these as they are now."""
    known, at = signature(kind), mark(connection)
    rows = SINCE.rows(connection, {"election": election_id, "kind": kind.value, "layout": known, **before.at.values})
    if not rows:
        return _Counted(before.table, at)
    if not all(is_known for _, _, is_known, _ in rows):
        return _all(connection, election_id, kind, known)
    stays = pc.invert(pc.is_in(before.table["report_id"], pa.array([report_id for _, report_id, _, _ in rows], pa.string())))
    new = _read("\n".join(line for _, _, _, line in rows if line is not None).encode(), kind)
    if not len(new) and pc.all(stays).as_py() is not False:
        return _Counted(before.table, at)
    return _Counted(_in_order(pa.concat_tables([before.table.filter(stays), new])), at)


def _counted(store: Store, election_id: str, kind: ReportKind) -> pa.Table:
    """The table of a kind, kept for the next reader. Dearest to read of all that pages are made of."""

    def read(connection: Connection, before: _Counted | None) -> _Counted:
        if before is None:
            return _all(connection, election_id, kind, signature(kind))
        return _with_changed(connection, election_id, kind, before)

    key = ("bodies", election_id, kind, signature(kind))
    return kept.read(store, key, lambda newest: kept.last_but(newest, kept.BESIDE_REPORTS), read).table


def _words(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Codes as the few strings they are, each held once; None where there is none."""
    coded = column.combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    places = coded.indices.fill_null(len(coded.dictionary)).to_numpy()
    words: np.ndarray[Any, Any] = np.array([*coded.dictionary.to_pylist(), None], dtype=object)[places]
    return words


def _texts(column: pa.ChunkedArray) -> pd.Series:
    """Codes as Arrow's texts: what it holds already need not go through Python's."""
    texts: pd.Series = column.cast(pa.string()).to_pandas()
    return texts


def _instants(column: pa.ChunkedArray) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(column.fill_null(_NO_INSTANT).to_numpy().view("datetime64[us]")).tz_localize("UTC")


def _counts(column: pa.ChunkedArray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(column.fill_null(0).to_numpy().copy(), column.is_null().to_numpy().copy())


def _codes(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series(_words(column), dtype=object, copy=False)


def _lists(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series([None if word is None else word.split("|") if word else [] for word in _words(column)], dtype=object)


_READ: dict[CellType, Any] = {CellType.COUNT: _counts, CellType.INSTANT: _instants, CellType.CODE: _codes, CellType.CODES: _lists}


def _from_lines(table: pa.Table, kind: ReportKind, fields: Sequence[str], *, reasons: bool = True) -> pd.DataFrame:
    types = {cell.field: cell.type for cell in layout(kind)}
    columns: dict[str, Any] = {
        "report_id": table["report_id"].to_pandas(),
        "revision_id": table["revision_id"].to_numpy(),
        "kind": pd.array([kind.value], dtype="str").repeat(len(table)),
        "station_id": table["station_id"].to_pandas(),
        "contest_id": _texts(table["contest_id"]),
        "author_id": table["author_id"].to_pandas(),
        "organisation_code": _texts(table["organisation_code"]),
        "state": _texts(table["state"]),
        "observed_at": _instants(table["observed_at"]),
    }
    for field in fields:
        # As objects: a frame would make texts of codes, and NaN of a None, one by one.
        columns[field] = _READ[types[field]](table[field])
        if reasons:
            columns[f"missing.{field}"] = _codes(table[f"missing.{field}"])
    return pd.DataFrame(columns)


def _from_payloads(
    connection: Connection, election_id: str, kind: ReportKind, fields: Sequence[str], *, reasons: bool = True
) -> pd.DataFrame:
    """The same rows straight from the evidence: for fields in free words, which no line holds."""
    rows = sorted(_stored(connection, election_id, kind, NO_LAYOUT), key=lambda row: (row["observed_at"], row["revision_id"]))
    frame = pd.DataFrame([[row[name] for name in HEAD_COLUMNS] for row in rows], columns=HEAD_COLUMNS)
    read = [body_of(row["payload"]) for row in rows]
    for field in fields:
        column = pd.Series([body.get(field) for body in read], index=frame.index, dtype=object)
        frame[field] = pd.to_datetime(column, utc=True, format="ISO8601") if field.endswith("_at") else column
        if reasons:
            frame[f"missing.{field}"] = pd.Series([body.get("missing", {}).get(field) for body in read], index=frame.index, dtype=object)
    frame["observed_at"] = pd.to_datetime(frame["observed_at"], utc=True, format="ISO8601")
    return frame


def _under(table: pa.Table, rule: CountRule) -> pa.Table:
    """Of the reports that enter under the widest rule, those of another: their state stands beside them."""
    if rule is CountRule.ALL:
        return table
    return table.filter(pc.is_in(table["state"].cast(pa.string()), pa.array([state.value for state in rule.states])))


def bodies(
    store: Store, election_id: str, kinds: Collection[ReportKind], fields: Sequence[str], *, rule: CountRule, reasons: bool = True
) -> pd.DataFrame:
    """Current, visible reports of some kinds that enter under the rule, in the order of observation.

    Columns: HEAD_COLUMNS, then the fields asked for (instants as UTC timestamps, numbers Int64, codes as stored, None where there is no
    value) and for each field, unless `reasons` are not wanted, `missing.<field>` with the reason given. Free words are read too, but only
    from the payloads: slowly."""
    parts = []
    for kind in sorted(kinds):
        if {cell.field for cell in layout(kind)}.issuperset(fields):
            parts.append(_from_lines(_under(_counted(store, election_id, kind), rule), kind, fields, reasons=reasons))
            continue
        with store.read() as connection:
            found = _from_payloads(connection, election_id, kind, fields, reasons=reasons)
        parts.append(found[found["state"].isin(rule.states)].reset_index(drop=True))
    if len(parts) == 1:
        return parts[0]
    together = pd.concat(parts, ignore_index=True)
    return together.sort_values(["observed_at", "revision_id"], kind="stable", ignore_index=True)
