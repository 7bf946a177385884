"""The units of the results: a station by its number within a region, a district whose number stays beside its word."""

from types import SimpleNamespace
from typing import cast

import pandas as pd

from analysis.silence import Contact
from locales import using
from services.results import Results
from ui import follow, results


def named(level: str, unit: str, name: str) -> list[str]:
    frame = pd.DataFrame({"unit_id": [unit], "name_en": [name]})
    with using("en"):
        return results.unit_names(cast(Results, SimpleNamespace(level=level)), frame)


def test_units_are_named_for_a_chart() -> None:
    assert named("station", "KZ-63/0192", "KZ-63 · 0192") == ["No.\u00a00192, East Kaz."]
    assert named("district", "KZ-62-1", "Ulytau Region, district 1") == ["Ulytau Region, district\u00a01"]
    assert named("region", "KZ-62", "Ulytau Region") == ["Ulytau Region"]


def test_regions_with_equally_many_silent_stations_stand_in_the_registrys_order() -> None:
    table = pd.DataFrame({"region_code": ["1", "10", "2"], **{name: [0, 0, 0] for name in ("assigned", *Contact)}})
    table.loc[table["region_code"] == "10", Contact.SILENT.value] = 3
    with using("en"):
        assert follow.region_rows(table, {"1": "1", "2": "2", "10": "10"})["region"].to_list() == ["10", "1", "2"]
