"""What leaves the house: consent of everybody, rows of at least five, figures of at least five, hours and not minutes."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import disclosure
from analysis.disclosure import Rule

RULE = Rule(
    registry=(
        "election_id",
        "contest_id",
        "release",
        "is_simulated",
        "is_leading_contest",
        "station_id",
        "region_code",
        "row_level",
        "stations_n",
    ),
    sums=("voters_counted",),
    reasons=("protocol_missing",),
)


def table(rows: list[Any]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["station_id", "region_code", "tried", "voters_counted"])
    return frame.assign(
        election_id="e",
        contest_id="c",
        release="draft",
        is_simulated=True,
        is_leading_contest=True,
        row_level="station",
        stations_n=1,
        protocol_missing="refused",
        voters_counted=frame["voters_counted"].astype("Int64"),
        watched_from_at=pd.Timestamp("2029-01-14T02:47:31Z"),
    )


def test_consent_is_of_everybody() -> None:
    presence = pd.DataFrame(
        {
            "station_id": ["a", "a", "b", "b", "c", "d", "d"],
            "publish_station": ["yes", "yes", "yes", "only_totals", "decide_later", "yes", None],
        },
        dtype=object,
    )
    assert disclosure.consenting(presence) == {"a"}


def test_who_is_not_shown_looks_like_nobody() -> None:
    rows = disclosure.public_stations(table([("a", "R1", True, 500), ("b", "R1", True, 600), ("c", "R1", False, None)]), {"a"}, RULE)
    stations: Any = rows[rows["row_level"] == "station"].set_index("station_id").drop(columns="region_code")
    assert stations.loc["a", "voters_counted"] == 500
    assert str(stations.loc["a", "watched_from_at"]) == "2029-01-14 02:00:00+00:00"
    assert stations.loc["b"].equals(stations.loc["c"])
    assert stations.loc["b", "protocol_missing"] == "not_shown"
    assert not (rows["row_level"] == "region").any(), "one station is not a group"


def test_region_rows_are_of_five() -> None:
    rows = (
        [(f"a{n}", "R1", True, 100) for n in range(6)]
        + [(f"b{n}", "R2", True, 10) for n in range(3)]
        + [(f"c{n}", "R3", True, None) for n in range(2)]
    )
    public = disclosure.public_stations(table(rows), set(), RULE)
    regions: Any = public[public["row_level"] == "region"].set_index("region_code")
    assert regions["stations_n"].to_dict() == {"R1": 6, "R2;R3": 5}
    assert regions.loc["R1", "voters_counted"] == 600
    assert pd.isna(regions.loc["R2;R3", "voters_counted"]), "three stations gave the figure: it is not shown"


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 12)))
def test_no_pool_is_smaller_than_five(sizes: dict[str, int]) -> None:
    counts: Any = pd.Series(sizes, dtype=int)
    made = disclosure.pools(counts[counts > 0])
    assert all(sum(sizes[code] for code in pool) >= disclosure.FEWEST for pool in made)
    named = [code for pool in made for code in pool]
    assert len(named) == len(set(named))
    if counts.sum() >= disclosure.FEWEST:
        assert set(named) == {code for code, size in sizes.items() if size}


def reports(rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = [
        "report_id",
        "station_id",
        "kind",
        "contest_id",
        "state",
        "is_current",
        "danger",
        "what",
        "left_because",
        "observer_code",
        "observed_at",
    ]
    made = pd.DataFrame(
        [
            {"contest_id": "", "state": "submitted", "is_current": True, "station_id": "a", "observed_at": "2029-01-14T07:47:31Z", **row}
            for row in rows
        ],
        columns=columns,
        dtype=object,
    )
    return made.assign(observed_at=pd.to_datetime(made["observed_at"], utc=True))


EVERYTHING: list[dict[str, object]] = [
    {"report_id": "turnout", "kind": "turnout"},
    {"report_id": "elsewhere", "kind": "turnout", "station_id": "b"},
    {"report_id": "earlier", "kind": "turnout", "is_current": False},
    {"report_id": "withdrawn", "kind": "turnout", "state": "withdrawn"},
    {"report_id": "unchecked", "kind": "violation", "what": "VOT-04", "danger": "no"},
    {"report_id": "checked", "kind": "violation", "what": "VOT-04", "danger": "no", "state": "verified"},
    {"report_id": "danger", "kind": "violation", "what": "ACC-02", "danger": "threatened", "state": "verified"},
    {"report_id": "safety", "kind": "violation", "what": "SAF-01", "state": "verified"},
    {"report_id": "threatened", "kind": "leaving", "left_because": "threatened"},
]


def test_public_reports_hold_no_one() -> None:
    public = disclosure.public_reports(reports(EVERYTHING), {"a"}, ("observer_code",))
    assert public["kind"].tolist() == ["turnout", "violation"]
    assert public["report_id"].tolist() == ["R000001", "R000002"]
    assert "observer_code" not in public
    assert set(public["observed_at"].dt.minute) == {0}


def test_partners_get_everything_but_danger() -> None:
    kept = disclosure.partner_reports(reports(EVERYTHING))
    assert set(kept["report_id"]) == {"turnout", "elsewhere", "withdrawn", "unchecked", "checked"}
