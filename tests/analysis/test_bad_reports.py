"""Turnout, violations, coverage and consistency with what a day can hand them: nothing, one station, nothing but gaps, lists of nobody, a
station twice, numbers that fall, a day of no length. Nothing is raised; what is not known stays a gap; nothing that is shown is endless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import consistency, coverage, coverage_watch, incidents, series, turnout, violations
from analysis.consistency import Announced
from analysis.violations import FIELDS, ITEMS
from schemas.reports.body import ReportKind
from tests.turnout_reports import NONE, Day, at, hours, stations

CODES = ("A", "B", "C")
DUE = [at(clock).to_pydatetime() for clock in ("10:00", "12:00", "20:00")]


def ordinary() -> Day:
    day = Day()
    for code in CODES:
        day.presence.append({"station_id": code, "author_id": "p", "arrived_at": at("06:50")})
        day.read("10:00", 100, 110, station=code).read("12:00", 200, 215, station=code).read("20:00", 600, 640, station=code)
        day.copy(650, 20, station=code, report=f"r{code}")
    return day


def one() -> Day:
    return Day().read("20:00", 600, 640).copy(650)


def gaps() -> Day:
    """Every report came, and none says a number."""
    day = Day()
    for code in CODES:
        day.presence.append({"station_id": code, "author_id": "p", "arrived_at": None})
        day.read("12:00", None, None, station=code, since=None, counted_at=None, counting_method=None)
        day.copy(None, None, station=code, report=f"r{code}", listed=None)  # type: ignore[arg-type]
    return day


def nobody() -> Day:
    day = Day()
    for code in CODES:
        day.read("20:00", 0, 0, station=code).copy(0, 0, station=code, report=f"r{code}", listed=0)
    return day


def twice() -> Day:
    """Two observers and two copies of one station, and one report taken in again."""
    day = ordinary().read("20:00", 580, 640, who="q").copy(651, 20, report="again")
    day.turnout.append(dict(day.turnout[0]))
    return day


def backwards() -> Day:
    """Counter and commission go down, more vote outside than in all, and the times away end before they begin."""
    day = Day().read("10:00", 500, 500).read("12:00", 300, 200).read("20:00", 100, 90, mobile_voters=900, mobile_accompanied="yes")
    return day.gone("14:00", "13:00").copy(100, 900, listed=50)


def instant() -> Day:
    """Everything at one minute, with a station that opened when it closed."""
    day = ordinary()
    day.opening.append({"station_id": "A", "author_id": "p", "opened_at": at("20:00"), "shared_building": "hall"})
    day.closing.append({"station_id": "A", "author_id": "p", "last_voter_at": at("07:00"), "closed_early_all_voted": "yes"})
    return day.read("07:00", 0, 0, station="A").gone("07:00", "20:00", station="B")


DAYS: dict[str, Callable[[], Day]] = {
    "empty": Day, "ordinary": ordinary, "one station": one, "all missing": gaps, "lists of nobody": nobody, "a station twice": twice,
    "numbers that fall": backwards, "no length of time": instant,
}  # fmt: skip
REGISTRIES = {"of three": CODES, "of nobody": (), "of others": ("X",)}


def texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Names of stations as texts also where there is none, as the store gives them."""
    return frame.astype({"station_id": object})


def registry(name: str, listed: int | None = 2000) -> pd.DataFrame:
    frame = texts(stations(*REGISTRIES[name]))
    return frame.assign(registered_voters=pd.array([listed] * len(frame), dtype="Int64"))


def finite(frame: pd.DataFrame) -> bool:
    """No endless number anywhere: a gap is a gap."""
    return not np.isinf(frame.select_dtypes("number").to_numpy(dtype="float64", na_value=np.nan)).any()


def compared(day: Day, name: str, listed: int | None = 2000) -> pd.DataFrame:
    return turnout.compare(day.reports(), day.protocol(), registry(name, listed), texts(hours(*REGISTRIES[name])), NONE)


@pytest.mark.parametrize("name", REGISTRIES)
@pytest.mark.parametrize("case", DAYS)
def test_turnout_of_a_bad_day(case: str, name: str) -> None:
    table = compared(DAYS[case](), name)
    assert finite(table)
    assert table["state"].notna().all() and table["station_id"].is_unique
    assert (table["state"].ne("cannot_be_compared") | table["reason"].ne("")).all(), "what cannot be compared says why"
    found = turnout.summary(table)
    assert found.ratio is None or np.isfinite(found.ratio)
    assert found.with_ceiling == found.above + found.between + found.below
    assert finite(turnout.allowance_curve(table)) and turnout.reasons(table)["stations"].sum() == found.cannot
    assert len(turnout.ordinary(table)) + len(turnout.closed(table)) == len(table)


@pytest.mark.parametrize("name", REGISTRIES)
@pytest.mark.parametrize("case", DAYS)
def test_the_hours_of_a_bad_day(case: str, name: str) -> None:
    reports, windows = DAYS[case]().reports(), texts(hours(*REGISTRIES[name]))
    rises = series.watched_intervals(reports, windows, DUE, NONE)
    assert finite(rises) and list(rises) == series.INTERVAL_COLUMNS
    assert finite(series.intervals_by_region(rises, registry(name)))
    for listed in (2000, 0, None):
        assert finite(series.same_stations(reports, windows, registry(name, listed), DUE))
    assert series.watched_intervals(reports, windows, [], NONE).empty
    assert series.same_stations(reports, windows, registry(name), []).empty


def test_what_nobody_counted_is_no_0() -> None:
    table = compared(gaps(), "of three")
    assert table[["counted", "floor", "ceiling", "difference", "difference_share"]].isna().to_numpy().all()
    assert turnout.summary(table).ratio is None
    nothing = compared(nobody(), "of three", 0)
    assert nothing["difference_share"].isna().all(), "a share of nobody is no share"


def test_more_outside_than_in_all_cannot_be_compared() -> None:
    row = compared(backwards(), "of three").set_index("station_id").loc["A"]
    assert (row["state"], row["reason"]) == ("cannot_be_compared", "outside_impossible")


WATCHED = ["station_id", "author_id", "watched_from_at", "watched_to_at", "watched_share", "whole_day", "loss"]
OBSERVED: dict[str, list[dict[str, Any]]] = {
    "empty": [],
    "one station": [{"station_id": "A", "author_id": "p", "admission": "at_once", "arrived_at": at("06:50")}],
    "all missing": [{"station_id": code, "author_id": None, "admission": None, "arrived_at": None} for code in CODES],
    "a station twice": [{"station_id": "A", "author_id": "p", "admission": "at_once", "arrived_at": at("06:50")}] * 2,
    "never inside voting": [{"station_id": "A", "author_id": "p", "admission": "other_room", "arrived_at": at("23:50")}],
}


def rows(found: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    made = pd.DataFrame(found, columns=columns, dtype=object)
    return made.assign(**{name: pd.to_datetime(made[name], utc=True) for name in columns if name.endswith("_at")})


def watched(case: str, begins: str = "07:00", ends: str = "20:00") -> pd.DataFrame:
    windows = pd.DataFrame({"station_id": list(CODES), "begins_at": at(begins), "ends_at": at(ends)})
    return coverage_watch.watched(
        rows(OBSERVED[case], ["station_id", "author_id", "admission", "admission_reason", "arrived_at"]),
        rows([{"station_id": "A", "author_id": "p", "away_from_at": at("12:00"), "away_to_at": at("12:00")}],
             ["station_id", "author_id", "away_from_at", "away_to_at", "away_reason"]),
        rows([], ["station_id", "author_id", "left_at", "left_because"]),
        rows([], ["station_id", "author_id", "seen_at"]),
        windows,
    )  # fmt: skip


@pytest.mark.parametrize("listed", [2000, 0, None])
@pytest.mark.parametrize("name", REGISTRIES)
@pytest.mark.parametrize("case", OBSERVED)
def test_coverage_of_a_bad_day(case: str, name: str, listed: int | None) -> None:
    known, nothing = registry(name, listed), pd.DataFrame({"station_id": []}, dtype=object)
    table = coverage.steps_by_station(
        known, nothing, rows(OBSERVED[case], ["station_id", "author_id", "admission", "admission_reason", "arrived_at"]),
        rows([], ["station_id", "box_shown_empty"]), rows([], ["station_id", "state", "count_present", "copy_given", "protocol_source"]),
        nothing, watched(case), rows([], ["station_id", "is_comparable", "reason"]),
    )  # fmt: skip
    funnel = coverage.funnel(table)
    assert (funnel["k"] <= funnel["of"]).all() and funnel["k"].iloc[0] == len(known)
    regions = coverage.by_region(table, known)
    assert finite(regions) and regions["stations"].sum() == len(known)
    assert listed or regions["let_in_share"].isna().all(), "a share of no list is no share"
    for step in coverage.Step:
        part = coverage.voters_share(table, known, step)
        assert part is None if not (listed and len(known)) else part is not None and 0 <= part <= 1


@pytest.mark.parametrize("case", OBSERVED)
def test_a_voting_of_no_length_has_no_share(case: str) -> None:
    found = watched(case, "20:00", "20:00")
    assert list(found) == WATCHED and not np.isinf(found["watched_share"].astype("float64")).any()
    assert found["watched_share"].isna().all()


def answers(said: list[dict[str, Any]]) -> dict[ReportKind, pd.DataFrame]:
    """The same answers to every question of every kind of report."""
    made = {}
    for kind, fields in FIELDS.items():
        columns = ["report_id", "station_id", "author_id", "organisation_code", *fields, *[f"missing.{field}" for field in fields]]
        filled = [
            {key: value for key, value in each.items() if key not in ("answer", "missing")}
            | {field: each.get("answer") for field in fields} | {f"missing.{field}": each.get("missing") for field in fields}
            for each in said
        ]  # fmt: skip
        made[kind] = pd.DataFrame(filled, columns=columns, dtype=object)
    return made


SAID: dict[str, list[dict[str, Any]]] = {
    "empty": [],
    "one station": [{"station_id": "A", "author_id": "p", "organisation_code": "O", "answer": "yes"}],
    "all missing": [{"station_id": code, "author_id": "p", "organisation_code": None} for code in CODES],
    "none could see": [{"station_id": code, "author_id": "p", "organisation_code": "O", "missing": "view_blocked"} for code in CODES],
    "a station twice": [{"station_id": "A", "author_id": "p", "organisation_code": "O", "answer": "no"}] * 2,
    "words of no question": [{"station_id": "A", "author_id": "p", "organisation_code": "O", "answer": "perhaps"}],
}


@pytest.mark.parametrize("case", SAID)
def test_violations_of_a_bad_day(case: str) -> None:
    table = violations.by_station(violations.answers(answers(SAID[case])))
    seen = violations.in_words(violations.seen_at(table))
    assert finite(seen) and seen["item_id"].is_unique and len(seen) <= len(ITEMS)
    assert (seen["k"] <= seen["n"]).all()
    assert seen.loc[seen["n"].eq(0), "share"].isna().all(), "what could not be seen has no share"
    by_group = violations.by_station(violations.answers(answers(SAID[case])), ("organisation_code",))
    assert finite(violations.seen_at(by_group, ("item_id", "organisation_code")))


MESSAGE = {"report_id": "r", "station_id": "A", "author_id": "p", "what": "VOT-04", "happened_at": None, "saw_myself": None,
           "state": "submitted", "complaint_to": None, "complaint_answer": None, "danger": None}  # fmt: skip


@pytest.mark.parametrize("told", [[], [MESSAGE], [MESSAGE, MESSAGE], [{**MESSAGE, "what": None}], [{**MESSAGE, "danger": "held"}]])
def test_incidents_of_a_bad_day(told: list[dict[str, Any]]) -> None:
    known = incidents.told(rows(told, list(MESSAGE)), pd.DataFrame({"report_id": [], "incident_id": []}, dtype=object))
    listed = incidents.listed(known, incidents.confirmed(known))
    assert incidents.suggested(known) == []
    assert (violations.by_class(listed)["stations"] <= 1).all()
    assert violations.by_hour(listed, {}).empty, "an event without a time stands in no hour"


def test_nobody_kept_out_of_nothing() -> None:
    none = violations.kept_out(rows([], ["station_id", "admission", "admission_reason"]), rows([], ["station_id", "left_because"]))
    assert none.empty
    once = violations.kept_out(
        rows([{"station_id": "A", "admission": "not_let_in"}] * 2, ["station_id", "admission", "admission_reason"]),
        rows([{"station_id": "A", "left_because": None}], ["station_id", "left_because"]),
    )
    assert once[["event", "reason", "stations", "of"]].to_numpy().tolist() == [["not_let_in", "not_known", 1, 1]]


CLOSING = datetime(2029, 1, 14, 15, tzinfo=UTC)


def hour(unit: str, at: datetime | None, share: float, printed: str, issued: int | None = None, listed: int | None = None) -> Announced:
    return Announced(unit, at, share, printed, issued, listed)


PUBLISHED: dict[str, list[Announced]] = {
    "empty": [],
    "one figure": [hour("A", CLOSING, 0.5, "50")],
    "no hours": [hour("A", None, 0.5, "50"), hour("KZ", None, 0.5, "50")],
    "lists of nobody": [hour("A", CLOSING, 0.0, "0", 0, 0), hour("KZ", CLOSING, 0.0, "0", 0, 0)],
    "voters of no list": [hour("A", CLOSING, 1.0, "100", 50, 0)],
    "an hour twice": [hour("A", CLOSING, 0.5, "50"), hour("A", CLOSING, 0.4, "40")],
    "the country alone": [hour("KZ", CLOSING, 0.5, "50"), hour("KZ", CLOSING + timedelta(hours=2), 0.4, "40")],
    "printed in words": [hour("A", CLOSING, 0.5, "about half", 50, 100)],
}


@pytest.mark.parametrize("regions", [0, 1, 20])
@pytest.mark.parametrize("case", PUBLISHED)
def test_published_figures_that_say_little(case: str, regions: int) -> None:
    figures = PUBLISHED[case]
    held = [
        consistency.not_falling(figures),
        consistency.stops_at_closing(figures, CLOSING, (), "KZ"),
        consistency.between_regions(figures, "KZ", regions),
        consistency.within_list(figures),
        consistency.count_makes_share(figures),
    ]
    for each in held:
        assert len(each.broken) <= each.tested
        assert all(np.isfinite([one.a, one.b]).all() for one in each.broken)


def test_voters_of_an_empty_list_are_more_than_it_has() -> None:
    assert len(consistency.within_list(PUBLISHED["voters of no list"]).broken) == 1


@pytest.mark.parametrize("whole", [None, 0, 100])
@pytest.mark.parametrize("options", [{}, {"A": (0, "0")}, {"A": (0, ""), "B": (0, "0")}, {"A": (50, "50")}, {"A": (50, "half")}])
def test_votes_of_nobody_make_no_share(options: dict[str, tuple[int, str]], whole: int | None) -> None:
    held = consistency.votes_make_share(options, whole)
    assert len(held.broken) <= held.tested <= len(options)
    assert consistency.parts_make_whole([votes for votes, _ in options.values()], whole).tested <= 1


def test_a_whole_of_nobody_is_a_whole() -> None:
    """Published as 0 is not the same as not published."""
    assert consistency.parts_make_whole([1, 2], 0).broken != ()
    assert consistency.votes_make_share({"A": (1, "100")}, 0).tested == 0
