"""Frames of protocols: the lines of every copy held. What was read is kept, and what has changed takes its place in it (docs/adr/0102)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from data.store import kept
from data.store.columns import frame
from data.store.counting import counted
from data.store.since import CHANGED, Mark, mark
from data.store.store import Store
from data.store.tables import report_figure, report_head
from data.store.witness import earlier_words
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.voice import Voice

COLUMNS = (
    report_head.c.station_id,
    report_head.c.report_id,
    report_head.c.revision_id,
    report_head.c.state,
    report_figure.c.figure_code,
    report_figure.c.option_code,
    report_figure.c.value,
)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that enter under the widest rule, and where the reports stood when they were read."""

    frame: pd.DataFrame
    at: Mark


def _query(election_id: str, contest_id: str, codes: Sequence[str]) -> Select[Any]:
    return (
        select(*COLUMNS)
        .join(report_figure, report_figure.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id,
            # By its kind a report is found in the order of arrival, which is how the tables lie.
            report_head.c.kind == ReportKind.COUNT.value,
            counted(CountRule.ALL),
            report_figure.c.voice == Voice.PROTOCOL.value,
            report_figure.c.contest_id == contest_id,
            report_figure.c.figure_code.in_(codes),
        )
        .order_by(report_head.c.revision_id)
    )


def _with_changed(connection: Connection, query: Select[Any], before: _Lines) -> _Lines:
    """Those kept, without the reports that have changed since, and these as they are now."""
    at = mark(connection)
    changed = select(report_head.c.report_id).where(CHANGED, report_head.c.kind == ReportKind.COUNT.value)
    report_ids = set(connection.execute(changed, before.at.values).scalars())
    if not report_ids:
        return _Lines(before.frame, at)
    stay = before.frame[~before.frame["report_id"].isin(report_ids)]
    new = frame(connection, query.where(CHANGED).params(before.at.values))
    parts = [each for each in (stay, new) if len(each)]
    together = pd.concat(parts, ignore_index=True) if parts else stay
    return _Lines(together.astype({"value": "Int64"}).sort_values("revision_id", kind="stable", ignore_index=True), at)


def figures(store: Store, election_id: str, contest_id: str, codes: Sequence[str], *, rule: CountRule) -> pd.DataFrame:
    """Lines of every copy of a protocol held for one contest, only those asked for: station_id, report_id, revision_id, state,
    figure_code, option_code, value (Int64).

    Current visible revisions of counts that enter under the rule, in their order; of what one observer said twice, the later."""
    query = _query(election_id, contest_id, codes)

    def read(connection: Connection, before: _Lines | None) -> _Lines:
        if before is not None:
            return _with_changed(connection, query, before)
        at = mark(connection)
        return _Lines(frame(connection, query).astype({"value": "Int64"}), at)

    key = ("protocol lines", election_id, contest_id, tuple(codes))
    found = kept.read(store, key, lambda newest: kept.last_but(newest, kept.BESIDE_REPORTS), read).frame
    with store.read() as connection:
        earlier = list(connection.execute(earlier_words(Voice.PROTOCOL, rule)).scalars())
    enters = found["state"].isin(rule.states) & ~found["revision_id"].isin(earlier)
    return found[enters].reset_index(drop=True)
