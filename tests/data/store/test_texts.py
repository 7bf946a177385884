"""Texts of frames are Python's objects where stations are few, Arrow's columns where they are many; asked once, and after an import."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import select

from data.store import kept, texts
from data.store.store import Store
from data.store.tables import station
from tests.people import STATIONS


@pytest.fixture(autouse=True)
def said_by_nobody() -> Iterator[None]:
    with pd.option_context("mode.string_storage", "auto"):
        yield


def holds(store: Store) -> str:
    """How a frame read now holds its texts, which is how one made now does."""
    read, made = store.frame(select(station.c.station_id))["station_id"].dtype, pd.Series(["made now"]).dtype
    assert isinstance(read, pd.StringDtype) and isinstance(made, pd.StringDtype) and read.storage == made.storage
    return str(read.storage)


@pytest.mark.parametrize(("many", "storage"), [(len(STATIONS), "python"), (len(STATIONS) - 1, "pyarrow")])
def test_texts_are_held_by_how_many_stations_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch, many: int, storage: str
) -> None:
    monkeypatch.setattr(texts, "MANY_STATIONS", many)
    assert holds(store) == storage


def test_stations_that_were_imported_are_seen_when_what_is_kept_is_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert holds(store) == "python"
    monkeypatch.setattr(texts, "MANY_STATIONS", 0)
    assert holds(store) == "python", "asked once"
    kept.forget(store)
    assert holds(store) == "pyarrow"
