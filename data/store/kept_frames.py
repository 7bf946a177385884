"""Frames that were read once and still hold (data.store.kept)."""

from collections.abc import Callable, Collection

import pandas as pd
from sqlalchemy import Connection

from data.store import kept
from data.store.store import Store


def frame(store: Store, name: str, election_id: str, kinds: Collection[str], build: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A frame read once until something of these kinds is stored. Shared: pandas copies it where somebody writes into it."""

    def again(_: Connection, before: pd.DataFrame | None) -> pd.DataFrame:
        return build() if before is None else before

    return kept.read(store, (name, election_id), lambda newest: kept.last(newest, kinds), again).copy(deep=False)
