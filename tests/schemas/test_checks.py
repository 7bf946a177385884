"""Each check with its own case, and the page made from them."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from schemas.checks.check import Context, Point
from schemas.checks.document import document
from schemas.checks.run import CHECKS, run
from schemas.day import due_instants, moment, observation_day
from schemas.election import Contest, Election, ElectionKind, LocalName, Option
from schemas.reports.body import Body, ReportKind, Ynx
from schemas.reports.closing import ClosingReport
from schemas.reports.count import CountReport
from schemas.reports.opening import OpeningProtocol, OpeningReport
from schemas.reports.presence import AwayReport
from schemas.reports.turnout import TurnoutReport
from schemas.reports.violation import ViolationReport
from schemas.unit import PollingStation

NAME = LocalName(en="x")
ELECTION = Election(
    election_id="test-2029",
    kind=ElectionKind.PARLIAMENTARY,
    name=NAME,
    held_on=date(2029, 1, 14),
    contests=(Contest(contest_id="list", name=NAME, leading=True, options=(Option(code="A", name=NAME),)),),
)
STATION = PollingStation(station_id="KZ-79/0417", number="417", region_code="KZ-79", place=NAME, registered_voters=2494)
NOON = datetime(2029, 1, 14, 7, tzinfo=UTC)


def context(**changes: object) -> Context:
    base: dict[str, object] = {
        "election": ELECTION,
        "station": STATION,
        "day": observation_day(ELECTION, STATION.time_zone),
        "now": NOON + timedelta(hours=3),
        "observed_at": NOON,
        "counted": (Point(NOON - timedelta(hours=2), 240),),
        "stated": (Point(NOON - timedelta(hours=2), 250),),
    }
    return Context(**{**base, **changes})  # type: ignore[arg-type]


def turnout(**values: object) -> TurnoutReport:
    return TurnoutReport(**{"counted_at": NOON, **values})  # type: ignore[arg-type]


CASES: list[tuple[str, ReportKind, Body, Body]] = [
    ("T201", ReportKind.TURNOUT, turnout(voters_counted=239), turnout(voters_counted=239, counter_reset=Ynx.YES)),
    ("T202", ReportKind.TURNOUT, turnout(voters_counted=2495), turnout(voters_counted=2494)),
    ("T203", ReportKind.TURNOUT, turnout(voters_counted=400, stated_voters=399), turnout(voters_counted=400, stated_voters=400)),
    ("T204", ReportKind.TURNOUT, turnout(voters_counted=0), turnout(voters_counted=0, counter_reset=Ynx.YES)),
    ("T205", ReportKind.TURNOUT, turnout(voters_counted=240 + 721), turnout(voters_counted=240 + 720)),
    ("T206", ReportKind.TURNOUT, turnout(voters_counted=300, counted_at=NOON + timedelta(hours=4)), turnout(voters_counted=300)),
    ("T207", ReportKind.TURNOUT, turnout(stated_voters=249), turnout(stated_voters=250)),
    ("T209", ReportKind.TURNOUT, turnout(stated_voters=2495), turnout(stated_voters=2494)),
    ("V301", ReportKind.VIOLATION, ViolationReport(happened_at=NOON + timedelta(hours=4)), ViolationReport(happened_at=NOON)),
    ("O101", ReportKind.OPENING, OpeningReport(opened_at=NOON + timedelta(hours=4)), OpeningReport(opened_at=NOON)),
    ("O102", ReportKind.OPENING, OpeningReport(registered_voters=2494 + 25), OpeningReport(registered_voters=2494 + 24)),
    ("O103", ReportKind.OPENING, OpeningReport(ballots_received={"list": 2493}), OpeningReport(ballots_received={"list": 2494})),
    (
        "O104",
        ReportKind.OPENING,
        OpeningReport(opening_protocol=OpeningProtocol.NOT_SHOWN),
        OpeningReport(opening_protocol=OpeningProtocol.SHOWN),
    ),
    ("O105", ReportKind.OPENING, OpeningReport(contests_count=1, ballots_received={"list": 2520, "council": 2520}),
     OpeningReport(contests_count=2, ballots_received={"list": 2520, "council": 2520})),
    ("O106", ReportKind.OPENING, OpeningReport(contests_count=2), OpeningReport(contests_count=1)),
    ("O107", ReportKind.OPENING, OpeningReport(contests_count=2, contests_given=("list", "council")),
     OpeningReport(contests_count=1, contests_given=("list",))),
    ("T214", ReportKind.TURNOUT, turnout(voters_counted=300, due_at=NOON - timedelta(minutes=61)), turnout(
        voters_counted=300, due_at=NOON - timedelta(minutes=60))),
    ("T211", ReportKind.TURNOUT, turnout(stated_voters=500, mobile_voters=101), turnout(stated_voters=500, mobile_voters=100)),
    ("T213", ReportKind.TURNOUT, turnout(mobile_out_at=NOON, mobile_back_at=NOON - timedelta(minutes=1)),
     turnout(mobile_out_at=NOON, mobile_back_at=NOON)),
    ("W601", ReportKind.AWAY, AwayReport(away_from_at=NOON, away_to_at=NOON),
     AwayReport(away_from_at=NOON, away_to_at=NOON + timedelta(minutes=1))),
    ("W602", ReportKind.CLOSING, ClosingReport(count_started_at=NOON, count_ended_at=NOON),
     ClosingReport(count_started_at=NOON, count_ended_at=NOON + timedelta(minutes=1))),
    ("T212", ReportKind.TURNOUT, turnout(added_to_list=2495), turnout(added_to_list=2494)),
]


@pytest.mark.parametrize(("code", "kind", "odd", "even"), CASES, ids=[case[0] for case in CASES])
def test_a_check_finds_its_case_and_leaves_its_neighbour(code: str, kind: ReportKind, odd: Body, even: Body) -> None:
    assert code in {finding.code for finding in run(kind, odd, context())}
    assert code not in {finding.code for finding in run(kind, even, context())}


def test_a_late_report_is_held_against_a_later_hour() -> None:
    later = context(counted=(Point(NOON + timedelta(hours=1), 500),))
    assert "T208" in {finding.code for finding in run(ReportKind.TURNOUT, turnout(voters_counted=501), later)}
    assert "T208" not in {finding.code for finding in run(ReportKind.TURNOUT, turnout(voters_counted=500), later)}


def test_voters_added_to_the_list_are_on_it() -> None:
    """Abroad the list grows all day: 2,494 in the morning, 30 added before, 10 in this report."""
    grown = context(added=30)
    for field, code in (("voters_counted", "T202"), ("stated_voters", "T209")):
        within, above = (turnout(**{field: people, "added_to_list": 10}) for people in (2534, 2535))
        assert code not in {finding.code for finding in run(ReportKind.TURNOUT, within, grown)}
        found = next(each for each in run(ReportKind.TURNOUT, above, grown) if each.code == code)
        assert found.values == {"n": 2535, "list": 2494, "added": 40}
        assert "{added}" in CHECKS[code].asked(found)
        plain = next(each for each in run(ReportKind.TURNOUT, turnout(**{field: 2495}), context()) if each.code == code)
        assert CHECKS[code].asked(plain) == CHECKS[code].question


def test_a_list_told_in_the_morning_takes_the_place_of_the_registrys_and_the_sentence_says_so() -> None:
    """The registry has 2,494; the commission told this observer of 2,600."""
    told = context(registered_stated=2600)
    for code, kind, above, within in (
        ("T202", ReportKind.TURNOUT, turnout(voters_counted=2601), turnout(voters_counted=2600)),
        ("T209", ReportKind.TURNOUT, turnout(stated_voters=2601), turnout(stated_voters=2600)),
        ("T212", ReportKind.TURNOUT, turnout(added_to_list=2601), turnout(added_to_list=2600)),
        ("P410", ReportKind.COUNT, CountReport(lines={"registered_voters": 2494}), CountReport(lines={"registered_voters": 2600})),
    ):
        assert code not in {finding.code for finding in run(kind, within, told)}
        found = next(each for each in run(kind, above, told) if each.code == code)
        assert found.values["told"] == 2600 and not {"list", "b"} & set(found.values)
        assert "{told}" in CHECKS[code].asked(found)
    grown = next(each for each in run(ReportKind.TURNOUT, turnout(voters_counted=2602, added_to_list=1), told) if each.code == "T202")
    assert {"{told}", "{added}"} <= set(CHECKS["T202"].asked(grown).replace(",", "").split())


def test_the_last_hour_is_held_against_the_whole_day() -> None:
    closing = datetime(2029, 1, 14, 15, tzinfo=UTC)
    late = context(now=closing, counted=(Point(closing - timedelta(hours=1), 750),))
    for count, expected in ((1001, True), (1000, False)):
        found = run(ReportKind.TURNOUT, turnout(voters_counted=count, counted_at=closing), late)
        assert ("T210" in {finding.code for finding in found}) is expected
    long_ago = context(now=closing, counted=(Point(closing - timedelta(hours=6), 100),))
    assert "T210" not in {each.code for each in run(ReportKind.TURNOUT, turnout(voters_counted=900, counted_at=closing), long_ago)}


def test_every_check_has_a_case() -> None:
    cased = Path(__file__).with_name("test_checks_protocol.py").read_text(encoding="utf-8")
    assert {code for code in CHECKS if f'("{code}",' not in cased} == {case[0] for case in CASES} | {"T208", "T210"}


def test_a_check_never_speaks_about_what_is_missing() -> None:
    for kind, body in (
        (ReportKind.TURNOUT, TurnoutReport()),
        (ReportKind.VIOLATION, ViolationReport()),
        (ReportKind.OPENING, OpeningReport()),
        (ReportKind.COUNT, CountReport()),
        (ReportKind.AWAY, AwayReport()),
        (ReportKind.CLOSING, ClosingReport()),
    ):
        assert run(kind, body, context(counted=(), stated=())) == ()


def test_the_page_of_checks_is_what_the_checks_say() -> None:
    assert Path("docs/checks.md").read_text(encoding="utf-8") == document(), "python -m schemas.checks.document"


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        # Constitutional history of Kazakh time: five western regions an hour behind until 29 February 2024, one zone since.
        ("Asia/Almaty", date(2021, 1, 10), ["10:00", "12:00", "14:00", "16:00", "18:00", "20:00"]),
        ("Asia/Aqtau", date(2021, 1, 10), ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]),
        ("Asia/Aqtobe", date(2023, 3, 19), ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]),
        ("Asia/Qyzylorda", date(2021, 1, 10), ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]),
        ("Asia/Oral", date(2024, 10, 6), ["10:00", "12:00", "14:00", "16:00", "18:00", "20:00"]),
    ],
)
def test_due_hours_are_instants_of_capital_time(zone: str, on: date, hours: list[str]) -> None:
    election = ELECTION.model_copy(update={"held_on": on})
    local = [observation_day(election, zone).local(at).strftime("%H:%M") for at in due_instants(election)]
    assert local == hours


def test_a_time_before_five_belongs_to_the_night_after() -> None:
    day = observation_day(ELECTION, "Asia/Almaty")
    assert moment(ELECTION, "Asia/Almaty", time(5)) == day.begins_at
    assert moment(ELECTION, "Asia/Almaty", time(2, 30)) == day.begins_at + timedelta(hours=21, minutes=30)
    assert day.ends_at - day.begins_at == timedelta(hours=31)
