"""Holds every row of a logged table against the ledger: each entry is rebuilt from the rows, and no row may stand in no entry."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from data.store import elections, ledger, ledger_rows, tables
from data.store.ledger_rows import AT_ONCE, EVENTS, KINDS, Kind
from data.store.tables import ledger as entries

EARLIER = frozenset({"report_revision", "official_source"})
"""Kinds whose entries held less, or other words, before an `adoption` took every row in as it stood then."""


class Bearing(StrEnum):
    CHANGED = "changed"
    """A value is another one, was added or was taken away."""
    NO_EFFECT = "no effect"
    """Something is not as it was left, and no value is another one for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`place`: table and key, or file. `expected` and `found`: hashes, or words where there is none."""

    bearing: Bearing
    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Counts:
    """`rebuilt_n` entries agree or are among the findings; the others cannot be rebuilt: `replaced_n` speak of a state that a newer
    entry stands in for, `events_n` of what happened, `earlier_n` were made before the adoption at `adopted_at` (0: there was none)."""

    rebuilt_n: int
    replaced_n: int
    events_n: int
    earlier_n: int
    adopted_at: int


@dataclass(frozen=True, slots=True)
class Check:
    counts: Counts
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    subject: str
    sha256: str
    salt: str


def check(connection: Connection) -> Check:
    """Reads every logged table and the whole ledger, once. Takes about a second for ten thousand reports."""
    every, adopted, moving = _lines(connection), adopted_at(connection), under_way(connection)
    findings: list[Finding] = []
    rebuilt_n = replaced_n = earlier_n = 0
    for name, kind in KINDS.items():
        lines = every.get(name, [])
        newest = list({line.subject: line for line in lines}.values()) if kind.is_state else lines
        known = [line for line in newest if counts(name, line.seq, adopted)]
        rebuilt_n += len(known)
        replaced_n += len(lines) - len(newest)
        earlier_n += len(newest) - len(known)
        held = [line for line in known if name != "station" or line.subject not in moving]
        for start in range(0, len(held), AT_ONCE):
            findings.extend(_compared(connection, name, kind, held[start : start + AT_ONCE]))
        findings.extend(_in_no_entry(connection, name, kind, {line.subject for line in known} | moving))
    findings.extend(_strangers(connection, adopted))
    findings.extend(Finding(Bearing.NO_EFFECT, f"station {each}", "an import that has ended", "one under way or broken off: run it again")
                    for each in sorted(moving))
    events_n = sum(len(lines) for name, lines in every.items() if name in EVENTS)
    return Check(Counts(rebuilt_n, replaced_n, events_n, earlier_n, adopted), tuple(findings))


def adopted_at(connection: Connection) -> int:
    """The entry after which every row stood in the ledger; 0 where that was so from the first."""
    return int(connection.execute(select(func.coalesce(func.max(entries.c.seq), 0)).where(entries.c.kind == "adoption")).scalar_one())


def counts(kind: str, seq: int, adopted: int) -> bool:
    """Whether an entry can be rebuilt: one of a kind that held less is passed over where an adoption came after it."""
    return seq > adopted or kind not in EARLIER


def under_way(connection: Connection) -> set[str]:
    """Subjects of stations that an import is changing, or was when it broke off."""
    ids = connection.execute(select(tables.election.c.election_id)).scalars().all()
    return {f"{each}:{code}" for each in ids for code in elections.unrecorded_regions(connection, each)}


def _lines(connection: Connection) -> dict[str, list[_Line]]:
    """The whole ledger by kind, in order."""
    found: dict[str, list[_Line]] = {}
    query = select(entries.c.kind, entries.c.seq, entries.c.subject, entries.c.sha256, entries.c.salt).order_by(entries.c.seq)
    for kind, *line in connection.execute(query):
        found.setdefault(kind, []).append(_Line(*line))
    return found


def _compared(connection: Connection, name: str, kind: Kind, lines: Sequence[_Line]) -> Iterator[Finding]:
    try:
        rebuilt = kind.rebuilt(connection, [line.subject for line in lines])
    except (DBAPIError, TypeError, ValueError) as error:
        if len(lines) > 1:
            for line in lines:
                yield from _compared(connection, name, kind, [line])
            return
        yield Finding(Bearing.CHANGED, f"{name} {lines[0].subject}", f"{lines[0].sha256} (entry {lines[0].seq})", f"unreadable: {error}")
        return
    for line in lines:
        fact = rebuilt.get(line.subject)
        found = "no such row" if fact is None else _sha256(fact, line.salt)
        if found != line.sha256:
            place = f"{'+'.join(table.name for table in kind.tables)} {line.subject}"
            yield Finding(Bearing.CHANGED, place, f"{line.sha256} (entry {line.seq})", f"{found}{_nearer(name, fact)}")


def _sha256(fact: Any, salt: str) -> str:
    try:
        return ledger.row_sha256(fact, salt)
    except (TypeError, ValueError) as error:
        return f"a value that is none: {error}"


def _nearer(name: str, fact: Any) -> str:
    """What a report's own hash says about where to look."""
    if name != "report_revision" or fact is None:
        return ""
    revision = fact["report_revision"]
    if hashlib.sha256(str(revision["payload"]).encode(errors="replace")).hexdigest() != revision["sha256"]:
        return " (the payload or its sha256 is another one)"
    return " (the payload is as it was sent; the row, its report or its figures are not)"


def _in_no_entry(connection: Connection, name: str, kind: Kind, named: Collection[str]) -> Iterator[Finding]:
    try:
        for subject in kind.subjects(connection):
            if subject not in named:
                yield Finding(Bearing.CHANGED, f"{name} {subject}", "in an entry of the ledger", "in none: the row was added")
    except (DBAPIError, TypeError, ValueError) as error:
        yield Finding(Bearing.CHANGED, name, "rows that can be read", str(error))


def outside(connection: Connection, adopted: int) -> list[int]:
    """Published figures that no entry names, by id."""
    lines = connection.execute(select(entries.c.seq, entries.c.subject).where(entries.c.kind == "official_figures"))
    subjects = [subject for seq, subject in lines if counts("official_figures", seq, adopted)]
    covered = {number for subject in subjects for number in ledger_rows.figures_range(subject)}
    ids = select(tables.official_figure.c.figure_id).order_by(tables.official_figure.c.figure_id)
    return [number for number in connection.execute(ids).scalars() if number not in covered]


def _strangers(connection: Connection, adopted: int) -> Iterator[Finding]:
    """Rows that no entry's subject leads to."""
    revised = select(tables.report_revision.c.report_id)
    for report_id in connection.execute(select(tables.report.c.report_id).where(tables.report.c.report_id.not_in(revised))).scalars():
        yield Finding(Bearing.CHANGED, f"report {report_id}", "a report with a revision", "it has none")
    revisions = select(tables.report_revision.c.revision_id)
    lost = select(tables.report_figure.c.revision_id).where(tables.report_figure.c.revision_id.not_in(revisions)).distinct()
    for revision_id in connection.execute(lost).scalars():
        yield Finding(Bearing.CHANGED, f"report_figure {revision_id}", "figures of a revision", "there is no such revision")
    for number in outside(connection, adopted):
        yield Finding(Bearing.CHANGED, f"official_figure {number}", "in an entry of the ledger", "in none: the row was added")
