"""What the copies of protocols say, counted in the database: one row a line and value, instead of one a line and copy."""

import pandas as pd
from sqlalchemy import func, select

from data.store.counting import counted
from data.store.store import Store
from data.store.tables import report_figure, report_head
from data.store.witness import last_word
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.voice import Voice


def told(store: Store, election_id: str, contest_id: str, *, rule: CountRule) -> pd.DataFrame:
    """station_id, contest_id, figure_code, option_code, value, copies (how many current reports say this value); missing values are
    no copy's word. Of reports that enter under the rule."""
    line = (report_figure.c.station_id, report_figure.c.contest_id, report_figure.c.figure_code, report_figure.c.option_code)
    query = (
        select(*line, report_figure.c.value, func.count().label("copies"))
        .join(report_head, report_head.c.revision_id == report_figure.c.revision_id)
        .where(
            report_figure.c.election_id == election_id,
            report_figure.c.contest_id == contest_id,
            report_figure.c.voice == Voice.PROTOCOL.value,
            report_figure.c.value.is_not(None),
            report_head.c.kind == ReportKind.COUNT.value,
            counted(rule),
            last_word(Voice.PROTOCOL, rule),
        )
        .group_by(*line, report_figure.c.value)
    )
    return store.frame(query).astype({"value": "Int64", "copies": "int64"})
