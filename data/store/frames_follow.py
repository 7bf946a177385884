"""What a coordinator follows: assignments with their organisations, last contacts, two reports of one station and figure."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc
from sqlalchemy import Connection, Integer, Row, Select, String, and_, cast, func, select, type_coerce

from data.store import followed
from data.store.columns import frame
from data.store.followed import is_one_of
from data.store.frames_protocols import WORDS, as_text, frame_of, read_lines
from data.store.quarantines import IN_FIGURES
from data.store.shown import is_shown
from data.store.store import Store
from data.store.tables import account, assignment, report_figure, report_head, report_revision, station
from data.store.witness import earlier_words, last_word
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.voice import Voice

DEAD = (RevisionState.WITHDRAWN, RevisionState.REJECTED)
INSTANT = pa.timestamp("us", "UTC")
PAPER_LINE = {"contest_id": WORDS, "voice": WORDS, "figure_code": WORDS, "option_code": WORDS, "value": pa.int64()}


def assigned(store: Store, election_id: str) -> pd.DataFrame:
    """One row an assigned station: station_id, region_code, number, time_zone, observers_n, organisations_n, in_sample."""
    query = (
        select(
            assignment.c.station_id,
            station.c.region_code,
            station.c.number,
            station.c.time_zone,
            func.count().label("observers_n"),
            func.count(func.distinct(account.c.organisation_code)).label("organisations_n"),
            func.max(cast(assignment.c.in_sample, Integer)).label("in_sample"),
        )
        .join(station, and_(station.c.election_id == assignment.c.election_id, station.c.station_id == assignment.c.station_id))
        .join(account, account.c.account_id == assignment.c.account_id)
        .where(assignment.c.election_id == election_id, account.c.revoked_at.is_(None))
        .group_by(assignment.c.station_id, station.c.region_code, station.c.number, station.c.time_zone)
    )
    return store.frame(query).assign(in_sample=lambda frame: frame["in_sample"] == 1)


def observers_at(store: Store, election_id: str) -> pd.DataFrame:
    """One row an assignment: station_id, observer_code, organisation_code, in_sample, confirmed_at."""
    query = (
        select(
            assignment.c.station_id, account.c.observer_code, account.c.organisation_code, assignment.c.in_sample, assignment.c.confirmed_at
        )
        .join(account, account.c.account_id == assignment.c.account_id)
        .where(assignment.c.election_id == election_id, account.c.revoked_at.is_(None))
        .order_by(assignment.c.station_id, account.c.observer_code)
    )
    return store.frame(query)


def _read_heads(connection: Connection, query: Select[Any]) -> pa.Table:
    found = frame(connection, query)
    columns = {name: pa.array(found[name], pa.string()).dictionary_encode() for name in ("station_id", "kind")}
    instants = {name: pa.array(pd.to_datetime(found[name], utc=True, format="ISO8601")) for name in ("observed_at", "received_at")}
    own = {"revision_id": pa.array(found["revision_id"], pa.int64()), "report_id": pa.array(found["report_id"], pa.string())}
    return pa.table(columns | {name: each.cast(INSTANT) for name, each in instants.items()} | own)


def heads(store: Store, election_id: str) -> pd.DataFrame:
    """Current visible reports: station_id, kind, observed_at, received_at; withdrawn and rejected left out.

    Those in quarantine are here: their observer has reported, and is not called for silence."""
    # Instants as their text: read once for the column, not once for a row.
    instants = [type_coerce(report_head.c[name], String).label(name) for name in ("observed_at", "received_at")]
    query = select(report_head.c.revision_id, report_head.c.report_id, report_head.c.station_id, report_head.c.kind, *instants).where(
        report_head.c.election_id == election_id,
        # By kind, which is in the order of arrival: by station would be a walk all over the table.
        report_head.c.kind.in_([kind.value for kind in ReportKind]),
        is_shown(),
        report_head.c.state.not_in(DEAD),
    )
    found = followed.rows(store, ("heads", election_id), query, tuple(ReportKind), _read_heads)
    texts = {name: found[name].cast(pa.string()) for name in ("station_id", "kind")}
    plain: pd.DataFrame = pa.table(texts | {name: found[name] for name in ("observed_at", "received_at")}).to_pandas()
    return plain


def paper_figures(store: Store, election_id: str) -> pd.DataFrame:
    """Figures of count reports: station_id, contest_id, voice, figure_code, option_code, value, report_id, observer_code."""
    head = report_head.c
    columns = (head.revision_id, head.station_id, head.report_id, report_revision.c.observer_code)
    query = (
        select(*columns, as_text(PAPER_LINE, report_figure.c.value.is_not(None)))
        .join(report_revision, report_revision.c.revision_id == head.revision_id)
        .where(head.election_id == election_id, head.kind == ReportKind.COUNT.value, IN_FIGURES, head.state.not_in(DEAD))
    )
    with store.read() as connection:
        found = read_lines(connection, query, PAPER_LINE)
        for voice in (Voice.COUNT, Voice.STATED, Voice.PROTOCOL):
            if earlier := connection.execute(earlier_words(voice)).scalars().all():
                is_earlier = pc.and_(is_one_of(found["voice"], [voice.value]), is_one_of(found["revision_id"], earlier))
                found = found.filter(pc.invert(is_earlier))
    return frame_of(found.select([*PAPER_LINE, "station_id", "report_id", "observer_code"])).astype({"value": "int64"})


def protocol_values(
    connection: Connection, election_id: str, station_id: str, contest_id: str, figure_code: str, option_code: str
) -> Sequence[Row[Any]]:
    """What current reports tell of one field of a station's protocol: revision_id, author_id, value; none where it is missing."""
    query = (
        select(report_head.c.revision_id, report_head.c.author_id, report_figure.c.value)
        .join(report_figure, report_figure.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id, report_head.c.station_id == station_id, IN_FIGURES,
            last_word(Voice.PROTOCOL), report_head.c.state.not_in(DEAD), report_figure.c.contest_id == contest_id,
            report_figure.c.voice == "protocol", report_figure.c.figure_code == figure_code, report_figure.c.option_code == option_code,
            report_figure.c.value.is_not(None),
        )
        .order_by(report_head.c.revision_id)
    )
    return connection.execute(query).all()  # type: ignore[return-value]  # rows of three columns
