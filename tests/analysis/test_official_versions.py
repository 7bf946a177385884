"""Versions of one figure in time, and conclusions with the earlier and with the later figures, on tables whose every number is seen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import official_versions
from analysis.official_versions import Conclusion

NIGHT = pd.Timestamp("2024-10-06T15:00Z")


def history(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of one unit; what is not said is as for a final count of the country."""
    plain = {"unit_id": "KZ", "contest_id": "", "option_code": "", "basis": "", "status": "final", "as_of_at": pd.NaT, "speaker": "",
             "confidence": "high", "supersedes_id": pd.NA, "is_superseded": False, "as_printed": ""}
    made = pd.DataFrame([plain | {"figure_id": number} | row for number, row in enumerate(rows, 1)])
    return made.assign(as_of_at=pd.to_datetime(made["as_of_at"], utc=True), supersedes_id=made["supersedes_id"].astype("Int64"))


REFERENDUM = history(
    {"code": "registered_voters", "value": 12_244_683, "status": "preliminary", "as_of_at": NIGHT},
    {"code": "ballots_issued", "value": 7_820_918, "status": "preliminary", "as_of_at": NIGHT},
    {"code": "registered_voters", "value": 12_284_487},
    {"code": "ballots_issued", "value": 7_820_204},
)
CORRECTED = history(
    {"code": "votes", "option_code": "A", "contest_id": "p", "value": 49, "is_superseded": True},
    {"code": "votes", "option_code": "B", "contest_id": "p", "value": 951},
    {"code": "votes_for_options", "contest_id": "p", "value": 1000},
    {"code": "votes", "option_code": "A", "contest_id": "p", "value": 51, "supersedes_id": 1},
)


def test_versions_stand_in_the_order_of_the_hours_the_day_last() -> None:
    found = official_versions.versions(REFERENDUM, ("KZ", "", "registered_voters", "", ""))
    assert found["value"].tolist() == [12_244_683, 12_284_487]
    assert found["change"].tolist()[1] == 39_804


def test_a_figure_said_once_has_no_versions() -> None:
    assert official_versions.figures(CORRECTED)[["option_code", "versions_n", "corrected_n"]].values.tolist() == [["A", 2, 1]]


def test_what_was_concluded_on_the_night_and_later() -> None:
    made = official_versions.conclusions(official_versions.announced(REFERENDUM), REFERENDUM, "", ())
    by_name = {each.name: each for each in made}
    assert round(by_name["turnout"].before or 0, 4) == 0.6387
    assert round(by_name["turnout"].after or 0, 4) == 0.6366
    assert official_versions.list_growth(made) == 39_804


def test_a_correction_that_carries_an_option_over_the_threshold() -> None:
    made = official_versions.conclusions(
        official_versions.before_corrections(CORRECTED), official_versions.standing(CORRECTED), "p", ("A", "B"), 0.05)
    changed = [each for each in made if each.changed]
    assert changed == [Conclusion("votes_share", 0.049, 0.051, "A"), Conclusion("passes", 0.0, 1.0, "A")]


def test_what_one_of_the_two_does_not_give_is_no_conclusion() -> None:
    assert official_versions.conclusions(official_versions.announced(CORRECTED), CORRECTED, "p", ("A", "B")) == []
