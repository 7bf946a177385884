"""Frames of the merged download: every revision with its payload, its check and its place in the ledger; every official figure."""

from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc
from pydantic_core import from_json
from sqlalchemy import Column, Integer, Label, String, func, select, type_coerce

from data.store import evidence
from data.store.counting import counted
from data.store.quarantines import IN_FIGURES
from data.store.store import Store
from data.store.tables import ledger, official_figure, official_source, report_figure, report_head, report_revision, review, station
from data.store.tables_dictation import report_confirmation, report_dictation
from data.store.witness import last_word
from schemas.counting import CountRule
from schemas.voice import Voice

REVISION_COLUMNS = (
    "revision_id",
    "report_id",
    "revision",
    "sha256",
    "author_id",
    "observer_code",
    "organisation_code",
    "entered_by",
    "channel",
    "withdrawn",
    "reason",
    "findings",
    "answers",
    "payload",
)
NOTHING_ASKED: tuple[int, int, tuple[str, ...], str, str] = (0, 0, (), "", "")
HEAD_COLUMNS = ("kind", "election_id", "station_id", "contest_id", "state")


def _text(column: Column[Any]) -> Label[str]:
    # Instants leave the database as text and become timestamps by the column, which is ten times quicker than one by one.
    return type_coerce(column, String).label(column.name)


def _instants(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name], utc=True, format="ISO8601") for name in names})


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """By station and revision. A database would carry every payload along while it sorts: a third of its time."""
    order = pc.sort_indices(pa.table({"station_id": frame["station_id"], "revision_id": frame["revision_id"]}), [
        ("station_id", "ascending"), ("revision_id", "ascending")])
    return frame.take(order.to_numpy()).reset_index(drop=True)


def revisions(store: Store, election_id: str, *, earlier: bool) -> pd.DataFrame:
    """Visible reports' current revisions, with `earlier` also those they replace: REVISION_COLUMNS and HEAD_COLUMNS, observed_at,
    received_at, sent_at, is_current, evidence (hashes of the photos). The state of a replaced revision is empty: reviews belong to what
    stands."""
    # Whole numbers and texts alone leave the database as the driver gives them: half the time of a row object each.
    is_current = type_coerce(report_head.c.revision_id == report_revision.c.revision_id, Integer).label("is_current")
    withdrawn = type_coerce(report_revision.c.withdrawn, Integer).label("withdrawn")
    query = (
        select(
            *[withdrawn if name == "withdrawn" else report_revision.c[name] for name in REVISION_COLUMNS],
            *[report_head.c[name] for name in HEAD_COLUMNS],
            is_current,
            report_dictation.c.entered_by_code,
            _text(report_confirmation.c.confirmed_at),
            _text(report_revision.c.observed_at),
            _text(report_revision.c.received_at),
            _text(report_revision.c.sent_at),
        )
        .join(report_head, report_head.c.report_id == report_revision.c.report_id)
        .outerjoin(report_dictation, report_dictation.c.revision_id == report_revision.c.revision_id)
        .outerjoin(report_confirmation, report_confirmation.c.revision_id == report_revision.c.revision_id)
        .where(report_head.c.election_id == election_id, IN_FIGURES)
    )
    if not earlier:
        query = query.where(report_head.c.revision_id == report_revision.c.revision_id)
    frame = _instants(_in_order(store.frame(query)), "observed_at", "received_at", "sent_at", "confirmed_at")
    frame = frame.astype({"is_current": bool, "withdrawn": bool})
    with store.read() as connection:
        photos = evidence.hashes(connection, election_id)
    frame["evidence"] = [
        tuple(sha256 for of_revision, sha256 in photos.get(report_id, ()) if of_revision <= revision)
        for report_id, revision in zip(frame["report_id"].to_numpy(), frame["revision"].to_numpy(), strict=True)
    ]
    return frame.assign(state=frame["state"].astype(object).where(frame["is_current"], None))


def bodies(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The body of each revision's payload, in order."""
    return [from_json(payload)["body"] for payload in frame["payload"].to_numpy()]


def _contradicted(found: list[dict[str, Any]], said: list[dict[str, Any]]) -> tuple[int, int, tuple[str, ...], str, str]:
    answered = {each["code"]: each["answer"] for each in said}
    levels = [each["level"] for each in found]
    return (
        levels.count("red"),
        levels.count("amber"),
        tuple(sorted({each["code"] for each in found})),
        ";".join(f"{each['code']}={answered.get(each['code'], 'unanswered')}" for each in found),
        "\n".join(f"{each['code']}: {each['reason']}" for each in said if each.get("reason")),
    )


def contradictions(frame: pd.DataFrame) -> pd.DataFrame:
    """What was asked back of each revision and said: red, amber (counts), codes (tuple), answered (`code=answer;…`),
    why (a line each, `code: words`: also of questions that a correction has settled, so that they are asked no more)."""
    rows = [
        NOTHING_ASKED if findings == answers == "[]" else _contradicted(from_json(findings), from_json(answers))
        for findings, answers in zip(frame["findings"].to_numpy(), frame["answers"].to_numpy(), strict=True)
    ]
    return pd.DataFrame(rows, columns=["red", "amber", "codes", "answered", "why"], index=frame.index)


def verified(store: Store, election_id: str) -> pd.DataFrame:
    """The last decision *verified* on each revision: revision_id, verified_at."""
    last = func.max(review.c.decided_at)
    query = (
        select(review.c.revision_id, type_coerce(last, String).label("verified_at"))
        .join(report_head, report_head.c.revision_id == review.c.revision_id)
        .where(report_head.c.election_id == election_id, review.c.decision == "verified")
        .group_by(review.c.revision_id)
    )
    return _instants(store.frame(query), "verified_at")


def leaves(store: Store) -> dict[str, int]:
    """The ledger's place of each revision, by revision_id as text."""
    with store.read() as connection:
        found = connection.execute(select(ledger.c.subject, ledger.c.seq).where(ledger.c.kind == "report_revision").order_by(ledger.c.seq))
        return dict(found.cursor.fetchall())


def protocol_lines(store: Store, election_id: str, *, rule: CountRule) -> pd.DataFrame:
    """Protocol figures of every contest, with a value or the reason for none: station_id, contest_id, report_id, revision_id, state,
    figure_code, option_code, value (Int64), missing_code. Of reports that enter under the rule."""
    query = (
        select(
            report_head.c.station_id,
            report_figure.c.contest_id,
            report_head.c.report_id,
            report_head.c.revision_id,
            report_head.c.state,
            report_figure.c.figure_code,
            report_figure.c.option_code,
            report_figure.c.value,
            report_figure.c.missing_code,
        )
        .join(report_figure, report_figure.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id,
            counted(rule),
            report_head.c.kind == "count",
            last_word(Voice.PROTOCOL, rule),
            report_figure.c.voice == "protocol",
        )
        .order_by(report_head.c.station_id, report_head.c.revision_id)
    )
    return store.frame(query).astype({"value": "Int64"})


def official(store: Store, election_id: str) -> pd.DataFrame:
    """Every official figure with its source, superseded ones too, in the order they were stored."""
    figure, source = official_figure.c, official_source.c
    query = (
        select(
            figure.figure_id,
            figure.election_id,
            figure.unit_id,
            figure.contest_id,
            figure.code,
            figure.option_code,
            figure.unit,
            figure.value,
            figure.as_printed,
            figure.basis,
            figure.status,
            _text(figure.as_of_at),
            figure.locator,
            figure.confidence,
            figure.note,
            figure.speaker,
            figure.supersedes_id,
            figure.source_id,
            source.publisher,
            source.title,
            source.address,
            _text(source.published_at),
            source.published_text,
            _text(source.retrieved_at),
            source.language,
            source.sha256,
        )
        .join(official_source, source.source_id == figure.source_id)
        .where(figure.election_id == election_id)
        .order_by(figure.figure_id)
    )
    return _instants(store.frame(query), "as_of_at", "published_at", "retrieved_at").astype({"supersedes_id": "Int64"})


def sizes(store: Store, election_id: str, *, rule: CountRule) -> tuple[int, int, int]:
    """How many stations, current reports that count, and official figures there are."""
    asked = [
        select(func.count()).select_from(station).where(station.c.election_id == election_id),
        select(func.count())
        .select_from(report_head)
        .where(report_head.c.election_id == election_id, counted(rule)),
        select(func.count()).select_from(official_figure).where(official_figure.c.election_id == election_id),
    ]
    with store.read() as connection:
        stations, reports, figures = (int(connection.execute(query).scalar_one()) for query in asked)
    return stations, reports, figures
