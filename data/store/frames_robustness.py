"""The pseudonyms under which observers are known to staff."""

from sqlalchemy import select

from data.store.store import Store
from data.store.tables import account
from schemas.person import Role


def observer_codes(store: Store, election_id: str) -> dict[str, str]:
    """account_id -> observer code, of all observers of an election, revoked ones too."""
    query = select(account.c.account_id, account.c.observer_code).where(
        account.c.election_id == election_id, account.c.role == Role.OBSERVER.value
    )
    frame = store.frame(query)
    return dict(zip(frame["account_id"].astype(str), frame["observer_code"].astype(str), strict=True))
