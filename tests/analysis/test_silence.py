"""Every assigned station is in exactly one state at every hour; the order of calls; conflicts keep both values."""

from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import conflicts, silence
from analysis.silence import Contact

NOON = datetime(2029, 1, 14, 7, tzinfo=UTC)
DUE = (NOON - timedelta(hours=2), NOON, NOON + timedelta(hours=2))


def assigned(*rows: tuple[str, int, bool]) -> pd.DataFrame:
    return pd.DataFrame([{"station_id": s, "region_code": "KZ-79", "time_zone": "Asia/Almaty", "observers_n": n, "in_sample": drawn}
                         for s, n, drawn in rows])


def turnout(*rows: tuple[str, datetime]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["station_id", "observed_at"])


def nobody_absent() -> pd.DataFrame:
    return pd.DataFrame(
        {"station_id": pd.Series(dtype="str"), "state": pd.Series(dtype="str"), "from_at": pd.Series(dtype="datetime64[us, UTC]")}
    )


def last(*rows: tuple[str, datetime]) -> pd.DataFrame:
    return pd.DataFrame({"station_id": [r[0] for r in rows], "last_contact_at": pd.to_datetime([r[1] for r in rows], utc=True)})


def test_a_report_a_quarter_before_the_hour_answers_the_hour() -> None:
    frame = silence.contacts(
        assigned(("A", 1, False)),
        turnout(("A", NOON - timedelta(minutes=15))),
        last(("A", NOON)),
        nobody_absent(),
        DUE,
        NOON + timedelta(hours=1),
    )
    assert list(frame["state"]) == [Contact.SILENT, Contact.REPORTED, Contact.NOT_DUE]


def test_silence_is_called_a_quarter_after_the_hour() -> None:
    for minutes, state in ((14, Contact.NOT_DUE), (15, Contact.SILENT)):
        frame = silence.contacts(
            assigned(("A", 1, False)), turnout(), last(), nobody_absent(), DUE[:1], DUE[0] + timedelta(minutes=minutes)
        )
        assert list(frame["state"]) == [state]


def test_who_was_not_let_in_or_has_left_is_not_called_silent() -> None:
    absent = pd.DataFrame(
        {
            "station_id": ["A", "B"],
            "state": [Contact.NOT_LET_IN.value, Contact.LEFT.value],
            "from_at": pd.to_datetime([DUE[0], NOON], utc=True),
        }
    )
    frame = silence.contacts(assigned(("A", 1, False), ("B", 1, False)), turnout(), last(), absent, DUE, NOON + timedelta(hours=3))
    assert list(frame["state"]) == [Contact.NOT_LET_IN] * 3 + [Contact.SILENT, Contact.LEFT, Contact.LEFT]


def test_calls_go_first_to_drawn_stations_then_single_observers_then_the_longest_silence() -> None:
    stations = assigned(("pair", 2, False), ("single-late", 1, False), ("single-early", 1, False), ("drawn", 2, True))
    contact = last(("pair", NOON), ("single-late", NOON), ("single-early", NOON - timedelta(hours=1)), ("drawn", NOON))
    frame = silence.contacts(stations, turnout(), contact, nobody_absent(), DUE, NOON + timedelta(hours=4))
    assert list(silence.call_order(frame, NOON)["station_id"]) == ["drawn", "single-early", "single-late", "pair"]


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 600)), max_size=20), st.integers(0, 700))
def test_every_station_has_one_state_at_every_hour(reports: list[tuple[str, int]], now: int) -> None:
    start = DUE[0] - timedelta(hours=3)
    frame = silence.contacts(
        assigned(*[(s, 1, False) for s in "ABCDE"]),
        turnout(*[(s, start + timedelta(minutes=m)) for s, m in reports]),
        last(),
        nobody_absent(),
        DUE,
        start + timedelta(minutes=now),
    )
    assert len(frame) == 15
    assert set(frame["state"]) <= set(Contact)
    for due in DUE:
        assert silence.by_region(frame, due)["assigned"].sum() == 5


def test_two_reports_of_a_station_agree_or_conflict_field_by_field() -> None:
    rows = [
        ("S", "list", "protocol", "votes", "A", 100, "r1", "O1"),
        ("S", "list", "protocol", "votes", "A", 100, "r2", "O2"),
        ("S", "list", "protocol", "votes", "B", 50, "r1", "O1"),
        ("S", "list", "protocol", "votes", "B", 55, "r2", "O2"),
        ("S", "list", "count", "votes", "A", 99, "r3", "O3"),
        ("S", "list", "count", "votes", "A", 90, "r4", "O4"),
    ]
    figures = pd.DataFrame(rows, columns=[*conflicts.KEY, "value", "report_id", "observer_code"])
    compared = conflicts.fields(figures)
    assert [(row.option_code, row.agrees) for row in compared.itertuples()] == [("A", True), ("B", False), ("A", False)]
    assert conflicts.stations(compared).to_dict("records") == [
        {"station_id": "S", "contest_id": "list", "voice": "count", "fields_n": 1, "conflicts_n": 1, "widest": 9},
        {"station_id": "S", "contest_id": "list", "voice": "protocol", "fields_n": 2, "conflicts_n": 1, "widest": 5},
    ]
    assert conflicts.side_by_side(figures, "S", "list").shape == (3, 7)
