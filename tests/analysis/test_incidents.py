"""Incidents: joined reports count once, the rest once a class and station, and only independent reports confirm each other."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import incidents
from analysis.incidents import Standing, Tie

AT = pd.Timestamp("2029-01-14T05:00:00Z")


def messages(*rows: dict[str, Any]) -> pd.DataFrame:
    """One report a row, told at once by its own observer of its own organisation unless the row says otherwise."""
    made = [
        {
            "report_id": f"r{place}", "station_id": "s1", "what": "VOT-04", "danger": "no", "state": "submitted", "author_id": f"a{place}",
            "observer_code": f"C{place}", "organisation_code": f"O{place}", "saw_myself": "saw", "complaint_to": None,
            "complaint_answer": None, "happened_at": AT, "others_watching": None, "pair_code": None, "typed_by": None,
            "typed_at": AT + pd.Timedelta(minutes=10 * place), **row,
        }
        for place, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(made)


def joined(**numbers: int) -> pd.DataFrame:
    return pd.DataFrame({"report_id": list(numbers), "incident_id": pd.array(list(numbers.values()), dtype="Int64")})


def count(table: pd.DataFrame, known: pd.DataFrame) -> int:
    return len(incidents.listed(incidents.told(table, known), set()))


def test_what_nobody_joined_counts_once_a_class_and_station() -> None:
    told = messages({}, {}, {"what": "CNT-02"}, {"station_id": "s2"}, {"what": "SAF-01"}, {"danger": "held"})
    assert count(told, joined()) == 3


def test_joined_reports_count_once_also_of_two_classes_and_nothing_is_counted_beside_them() -> None:
    told = messages({}, {"what": "VOT-05"}, {}, {"what": "CNT-02"})
    assert count(told, joined(r1=7, r2=7)) == 2, "the third may tell of the joined incident"
    assert count(told, joined(r1=7, r2=7, r3=8)) == 3, "said to be another one"
    rows = incidents.told(told, joined(r1=7, r2=7))
    assert rows["incident"].isna().tolist() == [False, False, True, False]
    assert rows["incident_id"].isna().tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, Tie.INDEPENDENT),
        ({"author_id": "x"}, {"author_id": "x"}, Tie.SAME_OBSERVER),
        ({"author_id": "x", "typed_by": "c"}, {"author_id": "x"}, Tie.SAME_OBSERVER),
        ({}, {"saw_myself": "told"}, Tie.HEARSAY),
        ({}, {"saw_myself": None}, Tie.HEARSAY),
        ({"others_watching": "pair", "pair_code": "C2"}, {}, Tie.PAIR),
        ({}, {"others_watching": "pair", "pair_code": "C1"}, Tie.PAIR),
        ({"others_watching": "pair", "pair_code": "P"}, {"others_watching": "pair", "pair_code": "P"}, Tie.PAIR),
        ({"others_watching": "pair", "pair_code": None}, {"others_watching": "pair", "pair_code": None}, Tie.INDEPENDENT),
        ({"organisation_code": "O"}, {"organisation_code": "O"}, Tie.SAME_ORGANISATION),
        (
            {"organisation_code": "O", "others_watching": "nobody"}, {"organisation_code": "O", "others_watching": "nobody"},
            Tie.INDEPENDENT,
        ),
        ({"typed_by": "c"}, {"typed_by": "c"}, Tie.ONE_TYPIST),
        ({"typed_by": "c"}, {"typed_by": "d"}, Tie.INDEPENDENT),
        ({"typed_at": AT}, {"typed_at": AT + pd.Timedelta(seconds=179)}, Tie.TYPED_TOGETHER),
        ({"typed_at": AT}, {"typed_at": AT - pd.Timedelta(seconds=180)}, Tie.INDEPENDENT),
    ],
)
def test_two_reports_confirm_each_other_only_where_nothing_says_that_one_rests_on_the_other(
    one: dict[str, Any], other: dict[str, Any], expected: Tie
) -> None:
    rows = messages(one, other)
    assert [tie for _, _, tie in incidents.ties(rows)] == [expected]
    known = incidents.told(rows, joined(r1=1, r2=1))
    found = incidents.confirmed(known)
    assert found == ({1} if expected is Tie.INDEPENDENT else set())
    standing = Standing.CONFIRMED if expected is Tie.INDEPENDENT else Standing.UNVERIFIED
    assert incidents.listed(known, found)["standing"].tolist() == [standing]


def test_reports_nobody_joined_confirm_nothing() -> None:
    assert incidents.confirmed(incidents.told(messages({}, {}), joined())) == set()


def test_a_checked_report_makes_its_incident_checked() -> None:
    rows = messages({}, {"state": "verified"}, {"what": "CNT-02"})
    assert incidents.listed(incidents.told(rows, joined()), set())["standing"].tolist() == [Standing.CHECKED, Standing.UNVERIFIED]


def test_near_reports_of_one_class_and_station_are_suggested_until_they_are_joined() -> None:
    hour = pd.Timedelta(minutes=60)
    rows = messages(
        {}, {"happened_at": AT + hour}, {"happened_at": AT + 2 * hour + pd.Timedelta(minutes=1)}, {"station_id": "s2"},
        {"what": "CNT-02"}, {"happened_at": pd.NaT})

    def groups(known: pd.DataFrame) -> list[list[str]]:
        return [own["report_id"].tolist() for own in incidents.suggested(incidents.told(rows, known))]

    assert groups(joined()) == [["r1", "r2"]]
    assert groups(joined(r1=1)) == [["r1", "r2"]], "the second may be added to the first's incident"
    assert groups(joined(r1=1, r2=1)) == []
    assert groups(joined(r1=1, r2=2)) == [], "said to be two"
