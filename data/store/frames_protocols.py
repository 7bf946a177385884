"""Frames of protocols: the lines of every copy held. What was read is kept, and what has changed takes its place in it (docs/adr/0102).

A report's lines leave the database as one text, and Arrow makes columns of them: no object a value (docs/adr/0112)."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc
from pyarrow import csv
from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, String, cast, func, select

from data.store import followed
from data.store.counting import counted
from data.store.followed import is_one_of
from data.store.store import Store
from data.store.tables import report_figure, report_head
from data.store.witness import earlier_words
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.voice import Voice

HEAD = ("revision_id", "station_id", "report_id", "state")
WORDS = pa.dictionary(pa.int32(), pa.string())
LINE = {"figure_code": WORDS, "option_code": WORDS, "value": pa.int64()}


def as_text(line: Mapping[str, pa.DataType], *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The figures of a head's revision as one text, a line each: these columns; none where it has no such figures.

    Codes are made of letters, digits, hyphens and underscores: none needs quotes."""
    cells: list[ColumnElement[str]] = [func.coalesce(cast(report_figure.c[name], String), "") for name in line]
    written = reduce(lambda before, cell: before + "," + cell, cells)
    told = select(func.aggregate_strings(written, "\n")).where(report_figure.c.revision_id == report_head.c.revision_id, *conditions)
    return told.scalar_subquery()


def _query(election_id: str, contest_id: str) -> Select[Any]:
    """HEAD of each count, and the lines of its protocol of one contest."""
    of_contest = (report_figure.c.contest_id == contest_id, report_figure.c.voice == Voice.PROTOCOL.value)
    return select(*[report_head.c[name] for name in HEAD], as_text(LINE, *of_contest)).where(
        report_head.c.election_id == election_id,
        # By its kind a report is found in the order of arrival, which is how the tables lie.
        report_head.c.kind == ReportKind.COUNT.value,
        counted(CountRule.ALL),
    )


def _lines(text: str, line: Mapping[str, pa.DataType]) -> pa.Table:
    if not text:
        return pa.table({name: pa.array([], kind) for name, kind in line.items()})
    reading = csv.ReadOptions(column_names=list(line), use_threads=False)
    meaning = csv.ConvertOptions(column_types=line, null_values=[""], strings_can_be_null=False)
    return csv.read_csv(pa.BufferReader(text.encode()), reading, convert_options=meaning)


def read_lines(connection: Connection, query: Select[Any], line: Mapping[str, pa.DataType] = LINE) -> pa.Table:
    """A row a line of a query's reports: its own columns, of which revision_id is a number and the others are texts, and those of the
    text that is its last (`as_text`)."""
    result = connection.execute(query)
    _, *names = list(result.keys())[:-1]
    rows = [row for row in result.cursor.fetchall() if row[-1] is not None]
    revisions, *texts, told = zip(*rows, strict=True) if rows else ((),) * (len(names) + 2)
    of_head = pa.array(np.repeat(np.arange(len(rows)), [each.count("\n") + 1 for each in told]), pa.int32())
    heads = {"revision_id": pa.array(revisions, pa.int64())}
    heads |= {name: pa.array(each, pa.string()).dictionary_encode() for name, each in zip(names, texts, strict=True)}
    lines = _lines("\n".join(told), line)
    return pa.table({name: each.take(of_head) for name, each in heads.items()} | {name: lines[name] for name in line})


def lines(store: Store, election_id: str, contest_id: str, *, rule: CountRule) -> pa.Table:
    """Lines of every copy of a protocol held for one contest: HEAD and LINE; a value is missing where the copy has none.

    Current visible revisions of counts that enter under the rule, in their order; of what one observer said twice, the later."""
    key = ("protocol lines", election_id, contest_id)
    found = followed.rows(store, key, _query(election_id, contest_id), (ReportKind.COUNT,), read_lines)
    with store.read() as connection:
        earlier = connection.execute(earlier_words(Voice.PROTOCOL, rule)).scalars().all()
    if earlier:
        found = found.filter(pc.invert(is_one_of(found["revision_id"], earlier)))
    return found if rule is CountRule.ALL else found.filter(is_one_of(found["state"], [state.value for state in rule.states]))


def frame_of(found: pa.Table) -> pd.DataFrame:
    """A table's columns in pandas: texts as texts, `value` as Int64, other numbers as they are."""
    columns: dict[str, Any] = {}
    for name in found.column_names:
        column = found[name].combine_chunks()
        if column.type == WORDS:
            columns[name] = column.cast(pa.string()).to_pandas()
        elif name == "value":
            missing = column.is_null().to_numpy(zero_copy_only=False)
            columns[name] = pd.arrays.IntegerArray(column.fill_null(0).to_numpy().copy(), missing)
        else:
            columns[name] = column.to_numpy()
    return pd.DataFrame(columns, copy=False)


def figures(store: Store, election_id: str, contest_id: str, codes: Sequence[str], *, rule: CountRule) -> pd.DataFrame:
    """`lines`, only those asked for: revision_id, station_id, report_id, state, figure_code, option_code, value (Int64)."""
    found = lines(store, election_id, contest_id, rule=rule)
    return frame_of(found.filter(is_one_of(found["figure_code"], codes)))
