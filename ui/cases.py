"""The pieces of the ledger of cases: its rows, and the table of what is due."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from locales import relative, text
from schemas.case_level import LEVEL_NAMES, CaseLevel
from schemas.case_words import ANSWER_NAMES, BODY_NAMES, CLASS_NAMES
from schemas.deadlines import RULE_NAMES, STATE_NAMES, DeadlineRule
from schemas.election import Election
from services import case_sentences, download
from services.case_ledger import Due, Line, due, line
from services.cases import Case
from ui import tables
from ui.headline import Badge, small
from ui.tables import Column
from ui.tools import Download


def badges(cases: Sequence[Case]) -> list[Badge]:
    documented = sum(each.standing.level is CaseLevel.DOCUMENTED for each in cases)
    return [Badge(text("● documented: {n}", n=documented), "green")]


def narrowed(cases: Sequence[Case], level: str, class_code: str) -> list[Case]:
    return [
        each
        for each in cases
        if level in ("all", each.standing.level.value) and class_code in ("all", each.content.class_code)
    ]


def level_options() -> dict[str, str]:
    return {level.value: text(LEVEL_NAMES[level]) for level in CaseLevel}


def class_options(cases: Sequence[Case]) -> dict[str, str]:
    codes = sorted({each.content.class_code for each in cases})
    return {code: text(CLASS_NAMES[code]) if code in CLASS_NAMES else code for code in codes}


def _row(each: Line, election: Election) -> dict[str, str]:
    number = str(each.case.number)
    return {
        "number": f"case?election={election.election_id}&case={number}#{number}",
        "level": each.level,
        "where": each.where,
        "what": each.what,
        "differs": each.differs,
        "deadline": each.deadline,
        "state": each.state,
    }


def ledger(cases: Sequence[Case], election: Election, now: datetime) -> None:
    """The table of cases, a page at a time."""
    columns = {
        "number": Column(text("No.", "case_number"), link=True, width=56),
        "level": Column(text("Level"), width=170),
        "where": Column(text("Where"), begun=True),
        "differs": Column(text("What differs, or when it happened")),
        "what": Column(text("What it is about")),
        "deadline": Column(text("Complaint")),
        "state": Column(text("State"), width=80),
    }
    table = st.container()
    page = tables.page_of(len(cases))
    rows = [_row(line(each, election, now), election) for each in cases[page]]
    with table:
        tables.show(tables.of(rows, columns), columns, key="cases", alt=text("Cases"))


def _held(words: str) -> str:
    """On one line: “(in 6 / days)” is read twice."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _due_row(each: Due, election: Election, now: datetime) -> dict[str, str]:
    number, found = str(each.case.number), each.deadline
    when = ""
    if found.rule is DeadlineRule.AT_ONCE:
        when = text("at once")
    elif found.due_at is not None:
        when = f"{case_sentences.moment(election, found.due_at)} ({_held(relative(found.due_at - now))})"
    return {
        "number": f"case?election={election.election_id}&case={number}#{number}",
        "body": text(BODY_NAMES[each.complaint.body]),
        "registration": each.complaint.number,
        "filed": case_sentences.moment(election, each.complaint.filed_at),
        "due": when,
        "rule": text(RULE_NAMES[found.rule]),
        "answer": text(ANSWER_NAMES[each.complaint.answer]),
        "state": text(STATE_NAMES[found.state]),
    }


def deadlines(cases: Sequence[Case], election: Election, now: datetime) -> None:
    """What is due next and what was missed; nothing where no complaint was filed."""
    found = due(cases, election, now)
    st.subheader(text("What is due, and what was missed"), anchor=False)
    if not found:
        st.markdown(small(text("No complaint is recorded in these cases.")))
        return
    columns = {
        "number": Column(text("No.", "case_number"), link=True, width=56),
        "state": Column(text("State")),
        "body": Column(text("Filed with")),
        "registration": Column(text("Registration number")),
        "filed": Column(text("Filed", "complaint")),
        "due": Column(text("Answer due")),
        "rule": Column(text("Rule")),
        "answer": Column(text("Answer")),
    }
    rows = [_due_row(each, election, now) for each in found[: tables.ROWS_A_PAGE]]
    tables.show(tables.of(rows, columns), columns, key="deadlines", alt=text("What is due, and what was missed"))
    st.markdown(
        small(
            text(
                "Dates follow Article 49 as it was read in two undated copies; a lawyer checks the edition in force. For commissions and "
                "police no rule was read."
            )
        )
    )


def frame(cases: Sequence[Case], election: Election, now: datetime) -> pd.DataFrame:
    """The ledger as a table to download: codes beside words, instants with offset."""
    lines = [line(each, election, now) for each in cases]
    return pd.DataFrame(
        {
            "case": [each.case.number for each in lines],
            "level": [each.case.standing.level.value for each in lines],
            "class_code": [each.case.content.class_code for each in lines],
            "stations": [";".join(each.case.content.station_ids) for each in lines],
            "unit": [each.case.content.unit_id for each in lines],
            "differs": [each.differs for each in lines],
            "complaint": [each.deadline for each in lines],
            "version": [each.case.newest.version for each in lines],
            "sha256": [each.case.newest.sha256 for each in lines],
        }
    )


def downloads(cases: Sequence[Case], election: Election, now: datetime) -> list[tuple[str, Download]]:
    """The list as a table; nothing to hand out where no case is chosen."""
    return [("", Download("cases.csv", "text/csv", lambda: download.table_csv(frame(cases, election, now))))] if cases else []
