"""What each entry of the ledger is the hash of, found again from the rows that are stored.

A kind of fact has an entry for every row, or every few rows, that was ever appended. A kind of state has an entry each time the rows
under its subject changed: the newest speaks of what is stored. No row of a table named here may stand in no entry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Float, Integer, String, Table, and_, select, type_coerce

from data.store import (
    ledger,
    tables,
    tables_calls,
    tables_cases,
    tables_counting,
    tables_dictation,
    tables_evidence,
    tables_forecasts,
    tables_handed,
    tables_log,
    tables_releases,
    tables_review,
)
from data.store.tables import UtcInstant
from data.store.tables_snapshots import official_snapshot

AT_ONCE = 500
Row = dict[str, Any]
Rebuilt = Callable[[Connection, Sequence[str]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`rebuilt`: what the entries of some subjects are the hash of, by subject; a subject without rows may be missing. `subjects`:
    every subject that must have an entry."""

    tables: tuple[Table, ...]
    rebuilt: Rebuilt
    subjects: Callable[[Connection], Iterable[str]]
    is_state: bool = False


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """As the driver gives it: an instant as its text, so that any other text is another value."""
    if isinstance(column.type, UtcInstant):
        return type_coerce(column, String).label(column.name)
    return type_coerce(column, Integer).label(column.name) if isinstance(column.type, Boolean) else column


def stored(connection: Connection, table: Table, where: ColumnElement[bool], without: Sequence[str] = ()) -> list[Row]:
    """Whole rows by their primary key, as they are hashed."""
    columns = [column for column in table.columns if column.name not in without]
    flags = [column.name for column in columns if isinstance(column.type, Boolean)]
    floats = [column.name for column in columns if isinstance(column.type, Float)]
    # Plain words for names: a column's own name is a kind of word that only the slow writer of canonical JSON knows.
    names = [str(column.name) for column in columns]
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(select(*map(_raw, columns)).where(where))]
    for row in rows:
        row.update({name: bool(row[name]) for name in flags if row[name] in (0, 1)})
        # RFC 8785 writes a whole number with and without a decimal point alike, and the one without much quicker.
        row.update({name: int(row[name]) for name in floats if isinstance(row[name], float) and row[name].is_integer()})
    return in_order(table, rows)


def in_order(table: Table, rows: Iterable[Row]) -> list[Row]:
    """By primary key, sorted here: databases sort texts by a language's rules where they are told to."""
    names = _key_names(table)
    return sorted(rows, key=lambda row: [(isinstance(row[name], str), row[name]) for name in names])


@cache
def _key_names(table: Table) -> tuple[str, ...]:
    return tuple(str(column.name) for column in table.primary_key.columns)


def _key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key.columns))


def _numbers(subjects: Sequence[str]) -> list[int]:
    firsts = (subject.partition(":")[0] for subject in subjects)
    return [int(first) for first in firsts if first.isascii() and first.isdecimal()]


def _row(table: Table, without: Sequence[str] = (), *, is_state: bool = False) -> Kind:
    """An entry for each row, named after its key."""
    key = _key(table)

    def rebuilt(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
        wanted = _numbers(subjects) if isinstance(key.type, Integer) else subjects
        return {str(row[key.name]): row for row in stored(connection, table, key.in_(wanted), without)}

    def every(connection: Connection) -> Iterable[str]:
        return map(str, connection.execute(select(key)).scalars())

    return Kind((table,), rebuilt, every, is_state)


def snapshot_subject(number: int, name: str) -> str:
    """An id and as much of the name as there is room for."""
    return f"{number}:{name}"[: ledger.SUBJECT_LONGEST]


def _snapshots(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
    rows = stored(connection, official_snapshot, official_snapshot.c.snapshot_id.in_(_numbers(subjects)))
    return {snapshot_subject(row["snapshot_id"], row["name"]): row for row in rows}


def _every_snapshot(connection: Connection) -> Iterable[str]:
    for number, name in connection.execute(select(official_snapshot.c.snapshot_id, official_snapshot.c.name)):
        yield snapshot_subject(number, name)


def report_fact(report: Mapping[str, Any], revision: Row, figures: Sequence[Row]) -> Row:
    """What the entry of a revision is the hash of: the report it belongs to, itself, and the figures taken out of it, in order."""
    return {"report": report, "report_revision": revision, "report_figure": list(figures)}


def _reports(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
    numbers = _numbers(subjects)
    revisions = stored(connection, tables.report_revision, tables.report_revision.c.revision_id.in_(numbers))
    of_report = tables.report.c.report_id.in_({row["report_id"] for row in revisions})
    heads = {row["report_id"]: row for row in stored(connection, tables.report, of_report)}
    figures: dict[int, list[Row]] = {}
    for row in stored(connection, tables.report_figure, tables.report_figure.c.revision_id.in_(numbers)):
        figures.setdefault(row["revision_id"], []).append(row)
    return {
        str(row["revision_id"]): report_fact(heads.get(row["report_id"], {}), row, figures.get(row["revision_id"], []))
        for row in revisions
    }


def figures_subject(source_id: int, first: int, figures_n: int) -> str:
    """The subject of so many published figures of one source, stored one after another."""
    return f"{source_id}:{first}-{first + figures_n - 1}"


def figures_range(subject: str) -> range:
    """The ids of those figures; none where this is no such subject."""
    first, _, last = subject.partition(":")[2].partition("-")
    return range(int(first), int(last) + 1) if first.isdecimal() and last.isdecimal() else range(0)


def _figure_ranges(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
    ids = tables.official_figure.c.figure_id
    ranges = {subject: figures_range(subject) for subject in subjects}
    return {
        subject: {"figures": stored(connection, tables.official_figure, ids.between(each[0], each[-1]))}
        for subject, each in ranges.items()
        if each
    }


def _no_subjects(connection: Connection) -> Iterable[str]:
    return ()


def _finished_imports(connection: Connection) -> Iterable[str]:
    return connection.execute(select(tables.table_import.c.import_id).where(tables.table_import.c.finished_at.is_not(None))).scalars()


def _grouped(table: Table, *names: str) -> Kind:
    """An entry for all rows with the same values in these columns, joined by a colon."""
    columns, kind = [table.c[name] for name in names], str(table.name)

    def rebuilt(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
        found: dict[str, Any] = {subject: {kind: []} for subject in subjects}
        parts = zip(*(subject.split(":", len(names) - 1) for subject in subjects), strict=True)
        where = and_(*(column.in_(set(values)) for column, values in zip(columns, parts, strict=True)))
        for row in stored(connection, table, where):
            subject = ":".join(str(row[name]) for name in names)
            if subject in found:
                found[subject][kind].append(row)
        return found

    def every(connection: Connection) -> Iterable[str]:
        return [":".join(map(str, row)) for row in connection.execute(select(*columns).distinct())]

    return Kind((table,), rebuilt, every, is_state=True)


def _units(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Any]:
    found: dict[str, Any] = {subject: {"units": []} for subject in subjects}
    for row in stored(connection, tables.unit, tables.unit.c.election_id.in_(subjects)):
        found[row["election_id"]]["units"].append(row)
    for each in found.values():
        each["units"].sort(key=lambda row: row["sort"])
    return found


def _elections_with_units(connection: Connection) -> Iterable[str]:
    return connection.execute(select(tables.unit.c.election_id).distinct()).scalars()


PASSING = ("totp_last_step",)
"""Counts sign-ins: no fact, and no value that anybody is shown."""
KINDS: Mapping[str, Kind] = {
    **{
        table.name: _row(table)
        for table in (
            tables.report_conflict, tables.review, tables.official_source, *tables_calls.APPEND_ONLY, *tables_cases.APPEND_ONLY,
            *tables_counting.APPEND_ONLY, *tables_dictation.APPEND_ONLY,
            *tables_evidence.APPEND_ONLY, *tables_forecasts.APPEND_ONLY, *tables_handed.APPEND_ONLY,
            tables_log.restoration, *tables_releases.APPEND_ONLY, *tables_review.APPEND_ONLY,
        )
    },
    "official_snapshot": Kind((official_snapshot,), _snapshots, _every_snapshot),
    "report_revision": Kind(
        (tables.report, tables.report_revision, tables.report_figure), _reports, _row(tables.report_revision).subjects),
    "official_figures": Kind((tables.official_figure,), _figure_ranges, _no_subjects),
    "table_import": Kind((tables.table_import,), _row(tables.table_import).rebuilt, _finished_imports),
    "election": _row(tables.election, is_state=True),
    "units": Kind((tables.unit,), _units, _elections_with_units, is_state=True),
    "station": _grouped(tables.station, "election_id", "region_code"),
    "organisation": _grouped(tables.organisation, "election_id"),
    "account": _row(tables.account, PASSING, is_state=True),
    "assignment": _grouped(tables.assignment, "account_id", "station_id"),
}  # fmt: skip
EVENTS = frozenset({"registry", "stations", "stations_dropped", "import_shown", "adoption"})
"""Kinds that say that something happened; what is stored since then stands in entries of other kinds."""
NOT_LOGGED: Mapping[str, str] = {
    "ledger": "the log itself: its root is signed",
    "checkpoint": "signatures over the log",
    "report_head": "a projection of reports and decisions, made again from them",
    "shown_import": "what the entries of imports that were shown say, where readers find it",
    "carried_report": "rows that two imports have brought: seen with whichever was shown first",
    "invitation": "who may come in, for some hours",
    "session": "who is in, for some hours",
    "preference": "the language a person reads",
    "draft": "not sent yet",
    "review_claim": "who is looking at a report, for some minutes",
    "report_seen": "who has looked at a report's figures, so that nobody types them blind afterwards",
}


def record(connection: Connection, kind: str, subjects: Sequence[str], at: datetime) -> None:
    """An entry for each of these subjects, over what is stored under it now. Only inside the writer."""
    for start in range(0, len(subjects), AT_ONCE):
        some = subjects[start : start + AT_ONCE]
        made = KINDS[kind].rebuilt(connection, some)
        ledger.record(connection, [ledger.Entry(kind, subject, made[subject]) for subject in some], at)
