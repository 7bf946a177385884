"""What an observer has typed and not yet sent, so that no reload, lost socket or restart loses it."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from data.store.tables import draft


def save(connection: Connection, account_id: str, form_key: str, payload: str, at: datetime) -> None:
    where = (draft.c.account_id == account_id, draft.c.form_key == form_key)
    if connection.execute(update(draft).where(*where).values(payload=payload, saved_at=at)).rowcount == 0:
        connection.execute(insert(draft).values(account_id=account_id, form_key=form_key, payload=payload, saved_at=at))


def get(connection: Connection, account_id: str, form_key: str) -> str | None:
    return connection.execute(select(draft.c.payload).where(draft.c.account_id == account_id, draft.c.form_key == form_key)).scalar()


def keys(connection: Connection, account_id: str) -> tuple[str, ...]:
    return tuple(connection.execute(select(draft.c.form_key).where(draft.c.account_id == account_id).order_by(draft.c.form_key)).scalars())


def drop(connection: Connection, account_id: str, form_key: str) -> None:
    connection.execute(delete(draft).where(draft.c.account_id == account_id, draft.c.form_key == form_key))


def begun(connection: Connection, account_id: str, begins: str) -> tuple[str, ...]:
    """Payloads of the drafts whose key begins so, oldest first."""
    query = select(draft.c.payload).where(draft.c.account_id == account_id, draft.c.form_key.startswith(begins, autoescape=True))
    return tuple(connection.execute(query.order_by(draft.c.saved_at, draft.c.form_key)).scalars())
