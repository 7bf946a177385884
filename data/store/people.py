"""Accounts, assignments, invitations, sessions: only hashes and pseudonyms. A list that does not exist cannot be stolen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.store.tables import account, assignment, invitation, preference, session


@dataclass(frozen=True, slots=True)
class Account:
    account_id: str
    election_id: str
    role: str
    observer_code: str
    organisation_code: str
    station_ids: tuple[str, ...]


def add_accounts(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the columns of `account`; password_hash and totp_secret may be left out."""
    if rows:
        connection.execute(
            insert(account),
            [{"password_hash": None, "totp_secret": None, "totp_last_step": None, "revoked_at": None, **row} for row in rows],
        )


def assign(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the columns of `assignment`."""
    if rows:
        connection.execute(
            insert(assignment), [{"in_sample": False, "stratum": None, "sample_weight": None, "confirmed_at": None, **row} for row in rows]
        )


def get_account(connection: Connection, account_id: str) -> Account | None:
    """An account that is not revoked, with its stations."""
    row = connection.execute(select(account).where(account.c.account_id == account_id, account.c.revoked_at.is_(None))).first()
    if row is None:
        return None
    stations = connection.execute(
        select(assignment.c.station_id).where(assignment.c.account_id == account_id).order_by(assignment.c.station_id)
    )
    return Account(row.account_id, row.election_id, row.role, row.observer_code, row.organisation_code, tuple(stations.scalars()))


def account_of_session(connection: Connection, session_sha256: str, now: datetime) -> Account | None:
    """The account behind a live session: not expired, not revoked."""
    row = connection.execute(
        select(session.c.account_id, session.c.expires_at).where(session.c.session_sha256 == session_sha256, session.c.revoked_at.is_(None))
    ).first()
    return None if row is None or row.expires_at <= now else get_account(connection, row.account_id)


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


def use_invitation(connection: Connection, hashed: str, now: datetime) -> str | None:
    """Marks an invitation used, by its token's or typed code's hash; the account's id, or None where it is unknown, used, revoked
    or expired. Runs in the writer, so of two who come with one link exactly one gets in."""
    row = connection.execute(select(invitation).where((invitation.c.token_sha256 == hashed) | (invitation.c.code_sha256 == hashed))).first()
    if row is None or row.used_at is not None or row.revoked_at is not None or row.expires_at <= now:
        return None
    connection.execute(update(invitation).where(invitation.c.token_sha256 == row.token_sha256).values(used_at=now))
    return str(row.account_id)


def confirm_station(connection: Connection, account_id: str, station_id: str, now: datetime) -> None:
    connection.execute(
        update(assignment).where(assignment.c.account_id == account_id, assignment.c.station_id == station_id).values(confirmed_at=now)
    )


def confirmed(connection: Connection, account_id: str) -> tuple[str, ...]:
    """Stations the observer has said are right."""
    rows = connection.execute(
        select(assignment.c.station_id).where(assignment.c.account_id == account_id, assignment.c.confirmed_at.is_not(None))
    )
    return tuple(rows.scalars())


def language_of(connection: Connection, account_id: str) -> str | None:
    return connection.execute(select(preference.c.language).where(preference.c.account_id == account_id)).scalar()


def set_language(connection: Connection, account_id: str, language: str) -> None:
    if connection.execute(update(preference).where(preference.c.account_id == account_id).values(language=language)).rowcount == 0:
        connection.execute(insert(preference).values(account_id=account_id, language=language))
