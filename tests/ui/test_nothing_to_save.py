"""What has nothing in it is not offered to be saved: a file without a row says less than no file."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from tests.people import ELECTION
from ui import cases, turnout_series
from ui.violations_charts import Shown

NOTHING, ONE = pd.DataFrame({"a": []}), pd.DataFrame({"a": [1]})


def violations(**frames: pd.DataFrame) -> Shown:
    every: dict[str, Any] = dict.fromkeys(("items", "incidents", "kept_out", "hours"), NOTHING)
    found: Any = SimpleNamespace(asked_stations=0, **(every | frames))
    return Shown(found, ELECTION, "all", (), 0)


def test_violations_offer_the_tables_and_pictures_that_have_something() -> None:
    assert (violations().tables(), violations().pictures()) == ([], [])
    assert [file.name for _, file in violations(incidents=ONE).tables()] == ["incidents.csv"]
    assert [label for label, _ in violations(hours=ONE).pictures()] == ["Hours"]


@pytest.mark.parametrize(("view", "frame"), [("stations", "table"), ("hours", "intervals"), ("remainder", "remainders"), ("day", "hours")])
def test_turnout_offers_the_table_of_a_view_that_has_rows(view: str, frame: str) -> None:
    every: dict[str, Any] = dict.fromkeys(("table", "intervals", "remainders", "hours"), NOTHING)
    empty: Any = SimpleNamespace(found=SimpleNamespace(**every))
    full: Any = SimpleNamespace(found=SimpleNamespace(**(every | {frame: ONE})))
    assert turnout_series.table_files(empty, view) == []
    assert [file.name for _, file in turnout_series.table_files(full, view)] == [f"turnout_{view}.csv"]


def test_no_case_chosen_is_no_file() -> None:
    assert cases.downloads([], ELECTION, datetime(2029, 1, 15, tzinfo=UTC)) == []
