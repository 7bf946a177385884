"""The order to look: the red lane first, then what does not fit, then the oldest."""

from __future__ import annotations

import pandas as pd

from analysis.queue import Why, ordered

MINUTES = {"old": 0, "amber": 5, "red": 9, "stuffing": 8, "removed": 7, "danger": 10, "bundle": 6}


def row(report_id: str, **told: object) -> dict[str, object]:
    at = pd.Timestamp("2029-01-14T07:00Z") + pd.Timedelta(minutes=MINUTES[report_id])
    return {"report_id": report_id, "received_at": at, "worst_level": None, "what": None, "danger": None, "left_because": None,
            "check_bundle_in_box": None} | told


WAITING = pd.DataFrame([
    row("old", danger="no"), row("amber", worst_level="amber"), row("red", worst_level="red"), row("stuffing", what="VOT-04"),
    row("removed", left_because="removed"), row("danger", danger="watched", worst_level="amber"), row("bundle", check_bundle_in_box="yes"),
])


def test_the_red_lane_comes_first_each_part_the_oldest_first() -> None:
    assert list(ordered(WAITING)["report_id"]) == ["bundle", "removed", "stuffing", "red", "danger", "amber", "old"]


def test_each_report_says_why_it_stands_there() -> None:
    why = ordered(WAITING).set_index("report_id")["why"]
    assert why.to_dict() == {
        "old": Why.OLDEST, "amber": Why.AMBER, "red": Why.RED, "stuffing": Why.STUFFING, "removed": Why.REMOVAL, "danger": Why.DANGER,
        "bundle": Why.STUFFING,
    }


def test_nothing_waits() -> None:
    assert ordered(WAITING.iloc[:0]).empty
