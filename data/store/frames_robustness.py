"""The pseudonyms under which observers are known to staff."""

import pandas as pd
from sqlalchemy import select

from data.store.store import Store
from data.store.tables import account
from schemas.person import Role


def observer_codes(store: Store, election_id: str) -> "pd.Series[str]":
    """Observer code by account_id, of all observers of an election, revoked ones too."""
    query = select(account.c.account_id, account.c.observer_code).where(
        account.c.election_id == election_id, account.c.role == Role.OBSERVER.value
    )
    return store.frame(query).set_index("account_id")["observer_code"]
