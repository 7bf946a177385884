"""Takes rows into the ledger that an earlier version of this program stored without an entry, or under one that held less.

Done once, when such a database is brought to this version: from then on no row may stand in no entry."""

from datetime import datetime

from sqlalchemy import Connection, select

from data.store import ledger, ledger_check, ledger_rows
from data.store.ledger_rows import KINDS
from data.store.tables import ledger as entries
from data.store.tables import official_figure

FIRST_WHOLE = "0012"
"""The migration since which every row is in an entry when it is stored."""


def adopt(connection: Connection) -> int:
    """Records every row that stands in no entry, at the instant of the newest one; how many entries that took. Nothing in an empty
    database. Runs only where no writer is."""
    at = ledger.latest_at(connection)
    if at is None:
        return 0
    before = ledger.length(connection)
    adopted = ledger.record(connection, [ledger.Entry("adoption", FIRST_WHOLE, {"entries_n": before})], at)
    for name, kind in KINDS.items():
        lines = connection.execute(select(entries.c.seq, entries.c.subject).where(entries.c.kind == name))
        named = {subject for seq, subject in lines if ledger_check.counts(name, seq, adopted)}
        ledger_rows.record(connection, name, [each for each in kind.subjects(connection) if each not in named], at)
    _adopt_figures(connection, adopted, at)
    return ledger.length(connection) - before


def _adopt_figures(connection: Connection, adopted: int, at: datetime) -> None:
    """Figures that stand one after another and are of one source make one entry."""
    lost = ledger_check.outside(connection, adopted)
    found = connection.execute(select(official_figure.c.figure_id, official_figure.c.source_id))
    sources = {row.figure_id: row.source_id for row in found}
    runs: list[list[int]] = []
    for number in lost:
        if runs and number == runs[-1][-1] + 1 and sources[number] == sources[runs[-1][-1]]:
            runs[-1].append(number)
        else:
            runs.append([number])
    subjects = [ledger_rows.figures_subject(sources[run[0]], run[0], len(run)) for run in runs]
    ledger_rows.record(connection, "official_figures", subjects, at)
