"""Frames of what was watched: the registry, who was sent where, and the bodies of the reports of a kind, one row a report.

Bodies are read from the payloads, which are the evidence: no second copy of an answer exists that could differ from it."""

from collections.abc import Collection, Sequence

import orjson
import pandas as pd
from sqlalchemy import Connection, String, select, type_coerce

from data.store import ledger
from data.store.store import Store
from data.store.tables import account, assignment, report_head, report_revision, station, unit
from schemas.report import RevisionState
from schemas.reports.body import ReportKind

NOT_COUNTED = (RevisionState.WITHDRAWN, RevisionState.REJECTED)
"""Reports in these states stay in the archive and enter no figure."""

HEAD_COLUMNS = ["report_id", "revision_id", "kind", "station_id", "contest_id", "author_id", "organisation_code", "state", "observed_at"]


def position(store: Store) -> int:
    """The ledger's length: every figure of a page is of one position."""
    with store.read() as connection:
        return ledger.length(connection)


def stations(store: Store, election_id: str) -> pd.DataFrame:
    """The registry, one row a station: the columns of `station`; registered_voters Int64, empty where the registry has none."""
    frame = store.frame(
        select(*[column for column in station.c if column.name != "election_id"])
        .where(station.c.election_id == election_id)
        .order_by(station.c.station_id)
    )
    return frame.astype({"registered_voters": "Int64"})


def regions(store: Store, election_id: str) -> pd.DataFrame:
    """Regions in the order of the registry: region_code, name_en, name_ru, name_kk."""
    query = (
        select(unit.c.unit_id.label("region_code"), unit.c.name_en, unit.c.name_ru, unit.c.name_kk)
        .where(unit.c.election_id == election_id, unit.c.level == "region")
        .order_by(unit.c.sort)
    )
    return store.frame(query)


def assignments(store: Store, election_id: str) -> pd.DataFrame:
    """Who was sent where: station_id, account_id, organisation_code, in_sample, stratum, sample_weight. Revoked accounts are left out."""
    query = (
        select(
            assignment.c.station_id,
            assignment.c.account_id,
            account.c.organisation_code,
            assignment.c.in_sample,
            assignment.c.stratum,
            assignment.c.sample_weight,
        )
        .join(account, account.c.account_id == assignment.c.account_id)
        .where(assignment.c.election_id == election_id, account.c.revoked_at.is_(None))
        .order_by(assignment.c.station_id, assignment.c.account_id)
    )
    return store.frame(query).astype({"in_sample": bool})


def _bodies(connection: Connection, election_id: str, kinds: Collection[ReportKind]) -> pd.DataFrame:
    query = (
        # The instant as its stored text: read once for the column, not once for a row.
        select(
            *[report_head.c[name] for name in HEAD_COLUMNS[:-1]], type_coerce(report_head.c.observed_at, String), report_revision.c.payload
        )
        .join(report_revision, report_revision.c.revision_id == report_head.c.revision_id)
        .where(
            report_head.c.election_id == election_id,
            report_head.c.kind.in_(sorted(kinds)),
            report_head.c.is_visible,
            report_head.c.state.not_in(NOT_COUNTED),
        )
        .order_by(report_head.c.observed_at, report_head.c.revision_id)
    )
    return pd.DataFrame([tuple(row) for row in connection.execute(query)], columns=[*HEAD_COLUMNS, "payload"])


def bodies(store: Store, election_id: str, kinds: Collection[ReportKind], fields: Sequence[str]) -> pd.DataFrame:
    """Current, visible reports of some kinds, in the order of observation; rejected and withdrawn ones are left out.

    Columns: HEAD_COLUMNS, then the fields asked for (instants as UTC timestamps, the rest as stored, None where there is no value)
    and for each field `missing.<field>` with the reason given."""
    with store.read() as connection:
        frame = _bodies(connection, election_id, kinds)
    read = [orjson.loads(payload)["body"] for payload in frame.pop("payload")]
    for field in fields:
        column = pd.Series([body.get(field) for body in read], index=frame.index, dtype=object)
        frame[field] = pd.to_datetime(column, utc=True, format="ISO8601") if field.endswith("_at") else column
        frame[f"missing.{field}"] = pd.Series([body.get("missing", {}).get(field) for body in read], index=frame.index, dtype=object)
    frame["observed_at"] = pd.to_datetime(frame["observed_at"], utc=True, format="ISO8601")
    return frame


def levels(store: Store, election_id: str) -> dict[str, str]:
    """The level of each country, region and district, by unit_id."""
    frame = store.frame(select(unit.c.unit_id, unit.c.level).where(unit.c.election_id == election_id))
    return dict(zip(frame["unit_id"], frame["level"], strict=True))
