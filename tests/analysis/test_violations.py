"""k of n: a station counts once, what could not be seen stands apart, silence is in neither, danger is in no list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import incidents, violations
from analysis.violations import FIELDS, ITEM_BY_ID, ITEMS
from schemas.reports.body import ReportKind
from schemas.reports.kinds import MODELS
from schemas.violation_class import BY_CODE


def bodies(rows: dict[ReportKind, Any]) -> dict[ReportKind, pd.DataFrame]:
    made = {}
    for kind, fields in FIELDS.items():
        columns = ["report_id", "station_id", "author_id", "organisation_code", *fields, *[f"missing.{field}" for field in fields]]
        made[kind] = pd.DataFrame(rows.get(kind, []), columns=columns, dtype=object)
    return made


def test_every_item_names_a_field_of_its_kind_and_a_known_class() -> None:
    for item in ITEMS:
        assert item.field in MODELS[item.kind].model_fields, item
        assert item.class_code in BY_CODE, item
        assert not set(item.seen) & set(item.clear) | set(item.seen) & set(item.unseen)
    assert len(ITEM_BY_ID) == len(ITEMS)


def test_a_station_counts_once_and_unseen_stands_apart() -> None:
    closing: list[Any] = [
        {"station_id": "s1", "organisation_code": "A", "check_bundle_in_box": "no"},
        {"station_id": "s1", "organisation_code": "B", "check_bundle_in_box": "yes"},
        {"station_id": "s2", "organisation_code": "A", "check_bundle_in_box": "no"},
        {"station_id": "s3", "organisation_code": "A", "missing.check_bundle_in_box": "view_blocked"},
        {"station_id": "s4", "organisation_code": "A"},
        {"station_id": "s5", "organisation_code": "A", "missing.check_bundle_in_box": "away"},
        {"station_id": "s5", "organisation_code": "B", "check_bundle_in_box": "no"},
    ]
    table = violations.by_station(violations.answers(bodies({ReportKind.CLOSING: closing})))
    row = violations.seen_at(table).set_index("item_id").loc["check_bundle_in_box"]
    assert (row["k"], row["n"], row["unseen"]) == (1, 3, 1), "s4 said nothing: in neither number"
    by_group: Any = violations.seen_at(
        violations.by_station(violations.answers(bodies({ReportKind.CLOSING: closing})), ("organisation_code",)),
        ("item_id", "organisation_code"),
    ).set_index("organisation_code")
    assert by_group.loc["B", ["k", "n"]].tolist() == [1, 2]
    assert by_group.loc["A", ["k", "n", "unseen"]].tolist() == [0, 2, 2]


def test_the_closing_answers_for_its_observer_and_the_afternoon_for_those_who_had_left() -> None:
    def told(station: str, author: str, answer: str | None) -> dict[str, str]:
        said = {"missing.check_money_gifts": answer} if answer == "expelled" else {"check_money_gifts": answer} if answer else {}
        return {"station_id": station, "author_id": author, "organisation_code": "A", **said}

    check: list[Any] = [told(f"s{n}", "a", answer) for n, answer in enumerate(("yes", "yes", "no", "yes", "no"), 1)]
    closing: list[Any] = [told("s2", "a", "no"), told("s3", "a", "yes"), told("s4", "a", None), told("s5", "b", "expelled")]
    said = violations.answers(bodies({ReportKind.VOTING_CHECK: check, ReportKind.CLOSING: closing}))
    assert list(said.columns) == violations.ANSWER_COLUMNS
    table = violations.by_station(said).set_index("station_id")
    assert table.loc[["s1", "s2", "s3", "s4"], "seen"].tolist() == [True, False, True, True]
    assert table["could_see"].all(), "at s5 one observer saw until the afternoon, the other nothing"
    row = violations.seen_at(table.reset_index()).set_index("item_id").loc["check_money_gifts"]
    assert (row["k"], row["n"], row["unseen"]) == (3, 5, 0)
    only = violations.by_station(violations.answers(bodies({ReportKind.VOTING_CHECK: [told("s1", "a", "expelled")]})))
    assert only["unseen"].tolist() == [True]


def test_who_did_not_ask_could_not_know() -> None:
    turnout = [
        {"station_id": "s1", "mobile_accompanied": "refused"},
        {"station_id": "s2", "mobile_accompanied": "did_not_ask"},
        {"station_id": "s3", "mobile_accompanied": "not_applicable"},
        {"station_id": "s4", "mobile_accompanied": "yes"},
    ]
    row = (
        violations.seen_at(violations.by_station(violations.answers(bodies({ReportKind.TURNOUT: turnout}))))
        .set_index("item_id")
        .loc["box_unaccompanied"]
    )
    assert (row["k"], row["n"], row["unseen"]) == (1, 2, 1)


ANSWERS = st.sampled_from(["yes", "no", None, "view_blocked"])


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), ANSWERS)))
def test_k_is_within_n_and_no_station_is_in_both(said: list[tuple[str, str | None]]) -> None:
    rows = [
        {
            "station_id": place,
            "organisation_code": "A",
            **({"presigned_seen": answer} if answer in ("yes", "no") else {"missing.presigned_seen": answer}),
        }
        for place, answer in said
    ]
    counted = violations.seen_at(violations.by_station(violations.answers(bodies({ReportKind.OPENING: rows}))))
    told = {place for place, answer in said if answer is not None}
    assert counted["n"].sum() + counted["unseen"].sum() == len(told)
    assert (counted["k"] <= counted["n"]).all()
    assert counted["k"].sum() == len({place for place, answer in said if answer == "yes"})


NOBODY_JOINED = pd.DataFrame({"report_id": [], "incident_id": []}, dtype=object)


def messages(rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = [
        "report_id",
        "station_id",
        "organisation_code",
        "author_id",
        "state",
        "what",
        "danger",
        "happened_at",
        "saw_myself",
        "complaint_to",
        "complaint_answer",
    ]
    made = pd.DataFrame(
        [{"report_id": str(number), "state": "submitted", "danger": "no", **row} for number, row in enumerate(rows)],
        columns=columns,
        dtype=object,
    )
    return made.assign(happened_at=pd.to_datetime(made["happened_at"], utc=True))


def test_danger_is_in_no_list() -> None:
    told = messages(
        [
            {"station_id": "s1", "what": "VOT-04", "saw_myself": "saw"},
            {"station_id": "s1", "what": "VOT-04", "state": "verified", "complaint_to": "court", "complaint_answer": "granted"},
            {"station_id": "s2", "what": "VOT-04", "danger": "threatened"},
            {"station_id": "s3", "what": "SAF-01"},
            {"station_id": "s4", "what": "ACC-02", "danger": "watched"},
        ]
    )
    happened = incidents.listed(incidents.told(told, NOBODY_JOINED), set())
    assert violations.by_class(happened).to_dict("records") == [
        {
            "class_code": "VOT-04", "incidents": 1, "stations": 1, "reports": 2, "saw": 1, "confirmed": 0, "checked": 1, "complaints": 1,
            "answered": 1,
        }
    ]
    assert violations.by_hour(happened, {}).empty


def test_hours_are_the_stations_own() -> None:
    told = messages(
        [
            {"station_id": "east", "what": "VOT-04", "happened_at": "2021-01-10T04:30:00Z"},
            {"station_id": "west", "what": "VOT-04", "happened_at": "2021-01-10T04:30:00Z"},
            {"station_id": "east", "what": "CNT-02", "happened_at": "2021-01-10T19:30:00Z"},
            {"station_id": "east", "what": "CNT-02"},
        ]
    )
    happened = incidents.listed(incidents.told(told, NOBODY_JOINED), set())
    rows = violations.by_hour(happened, {"east": "Asia/Almaty", "west": "Asia/Aqtau"})
    assert rows["hour"].tolist() == [9, 10, 1], "Aqtau was an hour behind Almaty until 2024; the night belongs to the day before"
    assert rows["incidents"].tolist() == [1, 1, 1]


def test_kept_out_counts_stations_of_those_tried() -> None:
    came = pd.DataFrame(
        {
            "station_id": ["a", "a", "b", "c"],
            "admission": ["not_let_in", "not_let_in", "at_once", "after_waiting"],
            "admission_reason": ["document", "document", None, None],
        },
        dtype=object,
    )
    left = pd.DataFrame({"station_id": ["b", "c"], "left_because": ["removed", "finished"]}, dtype=object)
    assert violations.kept_out(came, left).to_dict("records") == [
        {"event": "not_let_in", "reason": "document", "of": 3, "stations": 1},
        {"event": "removed", "reason": "", "of": 2, "stations": 1},
        {"event": "waited", "reason": "not_known", "of": 3, "stations": 1},
    ]


def test_every_item_is_reached_by_an_answer() -> None:
    for item in ITEMS:
        frame = bodies({item.kind: [{"station_id": "s", "organisation_code": "A", item.field: item.seen[0]}]})
        assert (violations.answers(frame)["item_id"] == item.item_id).any(), item.item_id


@pytest.mark.parametrize("kind", list(FIELDS))
def test_nothing_said_is_nothing_counted(kind: ReportKind) -> None:
    assert violations.answers(bodies({kind: [{"station_id": "s", "organisation_code": "A"}]})).empty
