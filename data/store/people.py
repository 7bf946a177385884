"""Accounts, assignments, invitations, sessions: only hashes and pseudonyms. A list that does not exist cannot be stolen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, insert, select, update

from data.store import ledger_rows
from data.store.prepared import Prepared
from data.store.tables import account, assignment, invitation, preference, read_instant, report_head, session


@dataclass(frozen=True, slots=True)
class Account:
    account_id: str
    election_id: str
    role: str
    observer_code: str
    organisation_code: str
    station_ids: tuple[str, ...]


def add_accounts(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the columns of `account`; password_hash and totp_secret may be left out. An entry of the ledger each."""
    if rows:
        connection.execute(
            insert(account),
            [{"password_hash": None, "totp_secret": None, "totp_last_step": None, "revoked_at": None, **row} for row in rows],
        )
        ledger_rows.record(connection, "account", [row["account_id"] for row in rows], max(row["created_at"] for row in rows))


def assign(connection: Connection, rows: Sequence[dict[str, Any]], at: datetime) -> None:
    """Rows with the columns of `assignment`. An entry of the ledger each."""
    if rows:
        connection.execute(
            insert(assignment), [{"in_sample": False, "stratum": None, "sample_weight": None, "confirmed_at": None, **row} for row in rows]
        )
        ledger_rows.record(connection, "assignment", [f"{row['account_id']}:{row['station_id']}" for row in rows], at)


def send(connection: Connection, row: dict[str, Any], at: datetime) -> bool:
    """Assigns an observer to one more station; whether that is new. In the writer, so two cannot."""
    key = [assignment.c[name] == row[name] for name in ("election_id", "account_id", "station_id")]
    if connection.execute(select(assignment.c.station_id).where(*key)).first() is not None:
        return False
    assign(connection, [row], at)
    return True


def get_account(connection: Connection, account_id: str) -> Account | None:
    """An account that is not revoked, with its stations."""
    row = connection.execute(select(account).where(account.c.account_id == account_id, account.c.revoked_at.is_(None))).first()
    if row is None:
        return None
    stations = connection.execute(
        select(assignment.c.station_id).where(assignment.c.account_id == account_id).order_by(assignment.c.station_id)
    )
    return Account(row.account_id, row.election_id, row.role, row.observer_code, row.organisation_code, tuple(stations.scalars()))


SESSION = Prepared(
    select(
        session.c.expires_at, account.c.account_id, account.c.election_id, account.c.role, account.c.observer_code,
        account.c.organisation_code, preference.c.language, assignment.c.station_id,
    )
    .join(account, account.c.account_id == session.c.account_id)
    .outerjoin(preference, preference.c.account_id == account.c.account_id)
    .outerjoin(assignment, assignment.c.account_id == account.c.account_id)
    .where(session.c.session_sha256 == bindparam("sha256", None), session.c.revoked_at.is_(None), account.c.revoked_at.is_(None))
    .order_by(assignment.c.station_id)
)


def account_of_session(connection: Connection, session_sha256: str, now: datetime) -> tuple[Account, str | None] | None:
    """The account behind a live session (neither of them revoked, not expired), and the language its person chose."""
    rows = SESSION.rows(connection, {"sha256": session_sha256})
    if not rows or read_instant(rows[0][0]) <= now:
        return None
    _, account_id, election_id, role, observer_code, organisation_code, language, _ = rows[0]
    stations = tuple(row[-1] for row in rows if row[-1] is not None)
    return Account(account_id, election_id, role, observer_code, organisation_code, stations), language


def open_session(connection: Connection, session_sha256: str, account_id: str, now: datetime, expires_at: datetime) -> None:
    connection.execute(insert(session).values(session_sha256=session_sha256, account_id=account_id, created_at=now, expires_at=expires_at))


def end_sessions(connection: Connection, account_id: str, now: datetime, only: str | None = None) -> None:
    """Ends one session of an account, or all of them."""
    query = update(session).where(session.c.account_id == account_id, session.c.revoked_at.is_(None))
    connection.execute((query if only is None else query.where(session.c.session_sha256 == only)).values(revoked_at=now))


def invite(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows: token_sha256, code_sha256, account_id, created_at, expires_at."""
    if rows:
        connection.execute(insert(invitation), [{"used_at": None, "revoked_at": None, **row} for row in rows])


def add_invited(
    connection: Connection, accounts: Sequence[dict[str, Any]], assignments: Sequence[dict[str, Any]],
    invitations: Sequence[dict[str, Any]], at: datetime,
) -> None:
    """People with their stations and the invitations that let them in, all or none."""
    add_accounts(connection, accounts)
    assign(connection, assignments, at)
    invite(connection, invitations)


def renew(connection: Connection, row: dict[str, Any], now: datetime) -> None:
    """A new invitation (a row as in `invite`) for an account that has one: its open sessions end, its unused invitations are taken back."""
    open_ones = (invitation.c.account_id == row["account_id"], invitation.c.used_at.is_(None), invitation.c.revoked_at.is_(None))
    connection.execute(update(invitation).where(*open_ones).values(revoked_at=now))
    end_sessions(connection, row["account_id"], now)
    invite(connection, [row])


class InvitationState(StrEnum):
    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def take_invitation(connection: Connection, hashes: Sequence[str], now: datetime) -> tuple[InvitationState, str]:
    """Marks a good invitation used, by the hash of its token or typed code: its state before, and the account's id where it was good.
    Runs in the writer, so of two who come with one link exactly one gets in."""
    row = connection.execute(select(invitation).where(
        invitation.c.token_sha256.in_(hashes) | invitation.c.code_sha256.in_(hashes))).first()
    if row is None:
        return InvitationState.UNKNOWN, ""
    if row.revoked_at is not None:
        return InvitationState.REVOKED, ""
    if row.used_at is not None:
        return InvitationState.USED, ""
    if row.expires_at <= now:
        return InvitationState.EXPIRED, ""
    connection.execute(update(invitation).where(invitation.c.token_sha256 == row.token_sha256).values(used_at=now))
    return InvitationState.GOOD, str(row.account_id)


def staff_by_name(connection: Connection, name: str) -> Row[Any] | None:
    """The account that signs in under this name with a password; not revoked."""
    return connection.execute(select(account).where(
        account.c.observer_code == name, account.c.password_hash.is_not(None), account.c.revoked_at.is_(None))).first()


def add_staff(connection: Connection, row: dict[str, Any]) -> bool:
    """Adds an account that signs in with a password, unless its name is taken; whether it did."""
    if staff_by_name(connection, row["observer_code"]) is not None:
        return False
    add_accounts(connection, [row])
    return True


def use_totp_step(connection: Connection, account_id: str, step: int) -> bool:
    """Whether this time step was still unused: each is good once, and none before it is good again."""
    done = connection.execute(update(account).where(
        account.c.account_id == account_id,
        (account.c.totp_last_step.is_(None)) | (account.c.totp_last_step < step)).values(totp_last_step=step))
    return done.rowcount == 1


def add_once(connection: Connection, row: dict[str, Any]) -> bool:
    """Adds an account unless one of its election has its code already; whether it did. In the writer, so two cannot."""
    if account_by_code(connection, row["election_id"], row["observer_code"]) is not None:
        return False
    add_accounts(connection, [row])
    return True


def account_by_code(connection: Connection, election_id: str, code: str) -> Account | None:
    """The account of a pseudonym in one election; not revoked."""
    found = connection.execute(select(account.c.account_id).where(
        account.c.election_id == election_id, account.c.observer_code == code, account.c.revoked_at.is_(None))).scalar()
    return None if found is None else get_account(connection, found)


def first_assigned(connection: Connection, election_id: str) -> str | None:
    """The account_id of an observer who has a station: the first by pseudonym, those first who have sent nothing yet."""
    sent = select(report_head.c.report_id).where(report_head.c.author_id == account.c.account_id).exists()
    query = select(account.c.account_id).join(assignment, assignment.c.account_id == account.c.account_id).where(
        account.c.election_id == election_id, account.c.role == "observer", account.c.revoked_at.is_(None))
    return connection.execute(query.order_by(case((sent, 1), else_=0), account.c.observer_code).limit(1)).scalar()


def confirm_station(connection: Connection, account_id: str, station_id: str, now: datetime) -> None:
    connection.execute(
        update(assignment).where(assignment.c.account_id == account_id, assignment.c.station_id == station_id).values(confirmed_at=now)
    )
    ledger_rows.record(connection, "assignment", [f"{account_id}:{station_id}"], now)


def confirmed(connection: Connection, account_id: str) -> tuple[str, ...]:
    """Stations the observer has said are right, the last said first."""
    rows = connection.execute(
        select(assignment.c.station_id)
        .where(assignment.c.account_id == account_id, assignment.c.confirmed_at.is_not(None))
        .order_by(assignment.c.confirmed_at.desc(), assignment.c.station_id)
    )
    return tuple(rows.scalars())


def language_of(connection: Connection, account_id: str) -> str | None:
    return connection.execute(select(preference.c.language).where(preference.c.account_id == account_id)).scalar()


def set_language(connection: Connection, account_id: str, language: str | None) -> None:
    if connection.execute(update(preference).where(preference.c.account_id == account_id).values(language=language)).rowcount == 0:
        connection.execute(insert(preference).values(account_id=account_id, language=language))
