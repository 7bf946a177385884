"""Releases in the store: proposals, confirmations, and how many facts of each kind an election's figures rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, or_, select

from data.store import ledger
from data.store.tables import ledger as ledger_table
from data.store.tables import official_figure, report, report_revision, review
from data.store.tables_releases import release_confirmation, release_proposal
from data.store.tables_review import adjudication, incident_join, quarantine, second_entry

REGISTRY_KINDS = ("registry", "units", "stations", "stations_dropped", "station")


@dataclass(frozen=True, slots=True)
class Confirmer:
    account_id: str
    code: str
    at: datetime


def extent(connection: Connection, election_id: str) -> dict[str, int]:
    """Facts of an election by kind: reports, corrections (later revisions), decisions, official (published figures), registry (lists)."""

    def count(query: Any) -> int:
        return int(connection.execute(query).scalar_one())

    later = func.count(case((report_revision.c.revision > 1, 1)))
    revisions = select(func.count(), later).select_from(report_revision.join(report)).where(report.c.election_id == election_id)
    revisions_n, corrections_n = connection.execute(revisions).one()
    decided = select(func.count()).select_from(review.join(report_revision).join(report)).where(report.c.election_id == election_id)
    official = select(func.count()).select_from(official_figure).where(official_figure.c.election_id == election_id)
    subject = or_(ledger_table.c.subject == election_id, ledger_table.c.subject.startswith(f"{election_id}:", autoescape=True))
    registry = select(func.count()).select_from(ledger_table).where(ledger_table.c.kind.in_(REGISTRY_KINDS), subject)
    others = sum(
        count(select(func.count()).select_from(table).where(table.c.election_id == election_id))
        for table in (adjudication, quarantine, incident_join, second_entry)
    )
    return {
        "reports": int(revisions_n - corrections_n),
        "corrections": int(corrections_n),
        "decisions": count(decided) + others,
        "official": count(official),
        "registry": count(registry),
    }


def propose(connection: Connection, row: dict[str, Any], at: datetime) -> int:
    """`row`: every column of release_proposal but its id and instant. Returns the id. In the writer."""
    number = int(connection.execute(select(func.coalesce(func.max(release_proposal.c.proposal_id), 0))).scalar_one()) + 1
    full = {"proposal_id": number, **row, "proposed_at": at}
    connection.execute(insert(release_proposal).values(full))
    ledger.record(connection, [ledger.Entry("release_proposal", str(number), full)], at)
    return number


def confirm(connection: Connection, election_id: str, proposal_id: int, by: Confirmer) -> int:
    """Gives a proposal the next number of its election. In the writer, which asked before whether it may be."""
    highest = select(func.coalesce(func.max(release_confirmation.c.number), 0)).where(release_confirmation.c.election_id == election_id)
    number = int(connection.execute(highest).scalar_one()) + 1
    row: dict[str, Any] = {
        "proposal_id": proposal_id, "election_id": election_id, "number": number,
        "confirmer_id": by.account_id, "confirmer_code": by.code, "confirmed_at": by.at,
    }  # fmt: skip
    connection.execute(insert(release_confirmation).values(row))
    ledger.record(connection, [ledger.Entry("release_confirmation", str(proposal_id), row)], by.at)
    return number


def released(connection: Connection) -> list[str]:
    """Elections with a release."""
    return list(connection.execute(select(release_confirmation.c.election_id).distinct()).scalars())


def confirmed(connection: Connection, election_id: str) -> int:
    """How many releases an election has."""
    query = select(func.count()).select_from(release_confirmation).where(release_confirmation.c.election_id == election_id)
    return int(connection.execute(query).scalar_one())


def every(connection: Connection, election_id: str) -> Sequence[Row[Any]]:
    """Every proposal of an election, oldest first: columns of release_proposal with number, confirmer_id, confirmer_code, confirmed_at
    (None while nobody has confirmed it)."""
    more = (release_confirmation.c[name] for name in ("number", "confirmer_id", "confirmer_code", "confirmed_at"))
    query = select(release_proposal, *more).outerjoin(
        release_confirmation, release_confirmation.c.proposal_id == release_proposal.c.proposal_id
    )
    return connection.execute(query.where(release_proposal.c.election_id == election_id).order_by(release_proposal.c.proposal_id)).all()
