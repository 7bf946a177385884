"""The first two entries of each station's protocol, as few columns as their comparison needs."""

import pandas as pd
from sqlalchemy import func, select

from data.store.counting import counted
from data.store.store import Store
from data.store.tables import report_figure, report_head
from data.store.witness import last_word
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.voice import Voice


def first_entries(store: Store, election_id: str, contest_id: str, entries: int = 2, *, rule: CountRule) -> pd.DataFrame:
    """Fields of the first entries of one contest's protocols, by the order in which they were stored: station_id, report_id,
    revision_id, figure_code, option_code, value (Int64, missing where the entry has none). Only those that enter under the rule; an
    observer is one witness, also where one of two reports was dictated."""
    place = func.row_number().over(partition_by=report_head.c.station_id, order_by=report_head.c.revision_id)
    heads = (
        select(report_head.c.station_id, report_head.c.report_id, report_head.c.revision_id, place.label("place"))
        .where(
            report_head.c.election_id == election_id, report_head.c.kind == ReportKind.COUNT.value, counted(rule),
            last_word(Voice.PROTOCOL, rule), report_head.c.contest_id.in_(["", contest_id]),
        )
        .subquery()
    )
    query = (
        select(heads.c.station_id, heads.c.report_id, heads.c.revision_id, report_figure.c.figure_code, report_figure.c.option_code,
               report_figure.c.value)
        .join(report_figure, report_figure.c.revision_id == heads.c.revision_id)
        .where(heads.c.place <= entries, report_figure.c.contest_id == contest_id, report_figure.c.voice == Voice.PROTOCOL.value)
    )
    return store.frame(query).astype({"value": "Int64"})
