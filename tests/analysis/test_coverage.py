"""Coverage: steps nest, every lost station has one reason, and nobody's silence is read as presence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coverage import OUT_OF, Step, by_region, funnel, steps_by_station, voters_share
from analysis.coverage_watch import voting_hours, watched
from schemas.election import Contest, Election, ElectionKind, LocalName, Option

ELECTION = Election(
    election_id="test-2029",
    kind=ElectionKind.PARLIAMENTARY,
    name=LocalName(en="Test"),
    held_on=date(2029, 1, 14),
    contests=(Contest(contest_id="list", name=LocalName(en="List"), leading=True, options=(Option(code="A", name=LocalName(en="A")),)),),
)


def at(clock: str) -> pd.Timestamp:
    return pd.Timestamp(f"2029-01-14T{clock}:00+05:00").tz_convert("UTC")


def frame(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=columns, dtype=object)
    for name in columns:
        if name.endswith("_at"):
            made[name] = pd.to_datetime(made[name], utc=True)
    return made


def presence(rows: list[dict[str, object]]) -> pd.DataFrame:
    return frame(rows, ["station_id", "author_id", "admission", "admission_reason", "arrived_at"])


def counts(rows: list[dict[str, object]]) -> pd.DataFrame:
    return frame(rows, ["station_id", "state", "count_present", "copy_given", "protocol_source"])


def stations(number: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "station_id": [f"KZ-79/{place:04d}" for place in range(number)],
            "region_code": ["KZ-79" if place % 2 else "KZ-75" for place in range(number)],
            "registered_voters": pd.array([100 * (place + 1) for place in range(number)], dtype="Int64"),
            "time_zone": "Asia/Almaty",
        }
    )


def watch(
    rows: list[dict[str, object]],
    left: list[dict[str, object]] | None = None,
    away: list[dict[str, object]] | None = None,
    seen: list[dict[str, object]] | None = None,
) -> pd.DataFrame:
    return watched(
        presence(rows),
        frame(away or [], ["station_id", "author_id", "away_from_at", "away_to_at", "away_reason"]),
        frame(left or [], ["station_id", "author_id", "left_at", "left_because"]),
        frame(seen or [], ["station_id", "author_id", "seen_at"]),
        voting_hours(stations(4), ELECTION).rename(columns={"opens_at": "begins_at", "closes_at": "ends_at"}),
    )


HERE = {"station_id": "KZ-79/0001", "author_id": "a"}


def test_a_whole_day_is_from_opening_to_close_without_a_gap() -> None:
    day = watch(
        [{**HERE, "admission": "at_once", "arrived_at": at("06:40")}], left=[{**HERE, "left_at": at("23:30"), "left_because": "finished"}]
    )
    assert day[["whole_day", "watched_share"]].to_numpy().tolist() == [[True, 1.0]]


@pytest.mark.parametrize(
    ("arrived", "left", "because", "away", "loss", "share"),
    [
        ("07:01", "21:00", "finished", None, "arrived_late", 779 / 780),
        ("06:50", "19:59", "removed", None, "removed", 779 / 780),
        ("06:50", "13:30", "finished", None, "end_not_known", 0.5),
        ("06:50", "21:00", "finished", ("12:00", "12:39", "break"), "break", 741 / 780),
        ("06:50", "21:00", "finished", ("05:30", "06:30", "break"), None, 1.0),
    ],
)
def test_a_gap_breaks_the_day(
    arrived: str, left: str, because: str, away: tuple[str, str, str] | None, loss: str | None, share: float
) -> None:
    gone = [{**HERE, "away_from_at": at(away[0]), "away_to_at": at(away[1]), "away_reason": away[2]}] if away else None
    day = watch(
        [{**HERE, "admission": "at_once", "arrived_at": at(arrived)}],
        left=[{**HERE, "left_at": at(left), "left_because": because}],
        away=gone,
    )
    assert (None if pd.isna(day["loss"][0]) else day["loss"][0]) == loss
    assert day["whole_day"][0] == (loss is None)
    assert day["watched_share"][0] == pytest.approx(share)


def test_without_leaving_the_watch_ends_with_the_last_report() -> None:
    day = watch([{**HERE, "admission": "at_once", "arrived_at": at("06:50")}], seen=[{**HERE, "seen_at": at("20:05")}])
    assert day["whole_day"][0]
    silent = watch([{**HERE, "admission": "at_once", "arrived_at": at("06:50")}])
    assert silent["watched_share"][0] == 0
    assert silent["loss"][0] == "end_not_known"


def build(number: int, arrivals: pd.DataFrame, opening: list[str], made: pd.DataFrame, inside: list[str]) -> pd.DataFrame:
    return steps_by_station(
        stations(number),
        pd.DataFrame({"station_id": arrivals["station_id"]}),
        arrivals,
        frame([{"station_id": name, "box_shown_empty": "yes"} for name in opening], ["station_id", "box_shown_empty"]),
        made,
        pd.DataFrame({"station_id": inside}, dtype=object),
        watch([]),
        frame([], ["station_id", "is_comparable", "reason"]),
    )


def test_reasons_stand_beside_what_was_lost() -> None:
    arrivals = presence(
        [
            {
                "station_id": "KZ-79/0000",
                "author_id": "a",
                "admission": "not_let_in",
                "admission_reason": "accreditation",
                "arrived_at": at("06:50"),
            },
            {"station_id": "KZ-79/0001", "author_id": "b", "admission": "at_once", "arrived_at": at("06:50")},
            {
                "station_id": "KZ-79/0001",
                "author_id": "c",
                "admission": "not_let_in",
                "admission_reason": "document",
                "arrived_at": at("06:50"),
            },
        ]
    )
    made = counts(
        [
            {
                "station_id": "KZ-79/0001",
                "state": "submitted",
                "count_present": "put_out",
                "copy_given": "refused",
                "protocol_source": "read_out",
            }
        ]
    )
    table = build(4, arrivals, [], made, ["KZ-79/0002"])
    steps: Any = funnel(table).set_index("step")
    assert steps.loc["let_in", ["k", "of"]].tolist() == [2, 3], "one of two observers let in is let in; a report from inside means let in"
    assert [(loss.reason, loss.stations) for loss in steps.loc["let_in", "losses"]] == [("accreditation", 1)]
    assert [(loss.reason, loss.stations) for loss in steps.loc["copy_held", "losses"]] == [("refused", 1)]
    assert {loss.reason for loss in steps.loc["count_watched", "losses"]} == {"put_out", "no_report"}
    assert voters_share(table, stations(4), Step.LET_IN) == pytest.approx((200 + 300) / 1000)


def test_who_typed_a_protocol_from_a_photograph_was_not_let_in() -> None:
    """A copy is held from the station, and nothing more is claimed; an own tally is made in the room."""
    sources = {"KZ-79/0000": "photo_original", "KZ-79/0001": "own_tally"}
    made = counts([{"station_id": name, "state": "submitted", "protocol_source": source} for name, source in sources.items()])
    table = build(3, presence([]), [], made, [])
    assert table["tried"].tolist() == table["let_in"].tolist() == [False, True, False]
    assert table["copy_held"].tolist() == [True, False, False]
    assert table["assigned.loss"].eq("no_observer").tolist() == [True, False, True]


def test_an_empty_election_has_every_step_at_zero() -> None:
    table = build(3, presence([]), [], counts([]), [])
    assert funnel(table)["k"].tolist() == [3] + [0] * len(OUT_OF)
    assert by_region(table, stations(3))["let_in_share"].tolist() == [0.0, 0.0]
    assert funnel(build(0, presence([]), [], counts([]), []))["k"].sum() == 0


ADMISSIONS = st.sampled_from(["at_once", "after_waiting", "other_room", "not_let_in"])
PLACES = st.integers(0, 7).map(lambda place: f"KZ-79/{place:04d}")


@settings(max_examples=30)
@given(
    st.lists(st.tuples(PLACES, ADMISSIONS)),
    st.lists(PLACES),
    st.lists(PLACES),
    st.lists(
        st.tuples(
            PLACES,
            st.sampled_from(["whole", "part", "afar"]),
            st.sampled_from(["given", "refused", None]),
            st.sampled_from(["verified", "submitted"]),
        )
    ),
)
def test_steps_nest_and_losses_add_up(
    came: list[tuple[str, str]], opened: list[str], inside: list[str], counted: list[tuple[str, str, str | None, str]]
) -> None:
    arrivals = presence([{"station_id": place, "author_id": "a", "admission": how, "arrived_at": at("06:50")} for place, how in came])
    made = counts([{"station_id": place, "count_present": how, "copy_given": copy, "state": state} for place, how, copy, state in counted])
    table = build(8, arrivals, opened, made, inside)
    assert len(table) == 8
    steps = funnel(table)
    row: Any
    for row in steps.itertuples():
        assert row.k + sum(loss.stations for loss in row.losses) == row.of
    assert not (table["let_in"] & ~table["tried"]).any()
    regions = by_region(table, stations(8))
    for step in OUT_OF:
        assert regions[step.value].sum() == table[step.value].sum()
