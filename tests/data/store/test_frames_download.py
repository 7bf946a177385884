"""The frames of coverage, violations and download say the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.disclosure import Audience
from schemas.person import Actor, Role
from services import clock, coverage, demo, export_tables, house, reading, registry, violations
from services.demonstration.plan import ELECTION_ID
from tests.unreleased import unreleased

SEEN: dict[str, object] = {}


def test_both_databases_say_the_same(database_url: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    with clock.fixed(clock.DEMONSTRATION_BEGINS, everywhere=True), unreleased():
        try:
            demo.build(stations=60, observers=24, seed=3)
            reading.forget()
            analyst = Actor("analyst", Role.ANALYST)
            steps = coverage.overview(analyst, ELECTION_ID).value.steps["k"].tolist()
            items = violations.seen(analyst, ELECTION_ID).value.items[["item_id", "k", "n", "unseen"]].to_numpy().tolist()
            tables = export_tables.build(house.store(), registry.election(ELECTION_ID), Audience.INTERNAL)
        finally:
            house.close()
    assert sum(steps) > 60
    found = {"steps": steps, "items": items, **{name: frame.astype(str).to_csv() for name, frame in tables.frames.items()}}
    for name, value in found.items():
        assert SEEN.setdefault(name, value) == value, name
    assert isinstance(tables.frames["stations.csv"], pd.DataFrame)
