"""Each check of a protocol with a case and its neighbour that is in order."""

import re
from datetime import UTC, date, datetime, time

import pytest

from schemas.checks.check import Context, Point
from schemas.checks.neighbours import Told, expectation
from schemas.checks.run import CHECKS, run
from schemas.day import observation_day
from schemas.election import Contest, Election, ElectionKind, LocalName, Option, ProtocolLine
from schemas.figure import FigureCode
from schemas.finding import Finding, Level
from schemas.reports.body import ReportKind
from schemas.reports.count import CountReport
from schemas.unit import PollingStation

NAME = LocalName(en="x")
HOURS = tuple(ProtocolLine(code=FigureCode.VOTERS_BY_HOUR, as_of=time(hour)) for hour in (12, 17))
PRINTED = tuple(
    ProtocolLine(code=code) for code in (
        FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_RECEIVED, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_UNUSED,
        FigureCode.BALLOTS_INVALID, FigureCode.BALLOTS_VALID))
"""The order in which the paper has its lines."""
OPTIONS = tuple(Option(code=code, name=NAME) for code in "ABCD")
ELECTION = Election(
    election_id="test-2029", kind=ElectionKind.PARLIAMENTARY, name=NAME, held_on=date(2029, 1, 14),
    protocol_lines=(*PRINTED, *HOURS),
    contests=(Contest(contest_id="list", name=NAME, leading=True, options=OPTIONS),),
)
STATION = PollingStation(station_id="KZ-79/0417", number="417", region_code="KZ-79", place=NAME, registered_voters=2000)
NIGHT = datetime(2029, 1, 14, 18, tzinfo=UTC)
RIGHT = {
    "registered_voters": 2000, "voters_added": 10, "ballots_received": 2050, "ballots_issued": 1000, "ballots_invalid": 20,
    "ballots_valid": 980, "ballots_unused": 1040, "ballots_spoiled": 10, "voters_outside": 50, "certificates_issued": 5,
    "certificates_accepted": 3, "voters_by_hour_1200": 400, "voters_by_hour_1700": 800,
}
VOTES = {"A": 700, "B": 200, "C": 60, "D": 20}
NEIGHBOURS = expectation([Told(RIGHT, VOTES) for _ in range(12)], 10)


def body(votes: dict[str, int] | None = None, **changes: object) -> CountReport:
    lines = {**RIGHT, **{key: value for key, value in changes.items() if key in RIGHT}}
    rest = {key: value for key, value in changes.items() if key not in RIGHT}
    kept = {key: value for key, value in lines.items() if value is not None}
    return CountReport.model_validate({"lines": kept, "votes": {**VOTES, **(votes or {})}, **rest})


def context(**changes: object) -> Context:
    base: dict[str, object] = {
        "election": ELECTION, "station": STATION, "day": observation_day(ELECTION, STATION.time_zone), "now": NIGHT, "observed_at": NIGHT,
        "neighbours": NEIGHBOURS, "counted": (Point(NIGHT, 1030),), "stated": (Point(NIGHT, 1000),),
        "counted_whole": True,
    }
    return Context(**{**base, **changes})  # type: ignore[arg-type]


def findings(report: CountReport, **changes: object) -> dict[str, Finding]:
    return {each.code: each for each in run(ReportKind.COUNT, report, context(**changes))}


CASES = [
    ("P401", body({"D": 21}), body()),
    ("P402", body({"D": 17}), body({"D": 18})),
    ("P403", body({"D": 18}), body({"D": 19})),
    ("P404", body(ballots_valid=979), body(ballots_valid=980)),
    ("P405", body(ballots_in_box=999), body(ballots_in_box=1000)),
    ("P406", body(ballots_in_box=1001), body(ballots_in_box=1000)),
    ("P407", body(ballots_in_box=997), body(ballots_in_box=998)),
    ("P408", body(ballots_unused=1041), body(ballots_unused=1040)),
    ("P409", body(ballots_issued=2009), body(ballots_issued=2008)),
    ("P410", body(registered_voters=2021), body(registered_voters=2020)),
    ("P411", body(registered_voters=1083, voters_added=0, certificates_issued=1370, certificates_accepted=1),
     body(registered_voters=1083, voters_added=0, certificates_issued=1084, certificates_accepted=1)),
    ("P412", body(ballots_issued=2051), body(ballots_issued=2050)),
    ("P413", body(voters_outside=201), body(voters_outside=200)),
    ("P414", body(voters_by_hour_1700=399), body(voters_by_hour_1700=400)),
    ("P416", body(copy_given="refused"), body(copy_given="promised")),
    ("P417", body(ballots_issued=1133), body(ballots_issued=1132)),
    ("P418", body(ballots_issued=998), body(ballots_issued=999)),
    ("P419", body(ballots_issued=999), body(ballots_issued=1000)),
    ("P420", body({"A": 70, "C": 55, "D": 25}), body({"A": 611})),
    ("P421", body(ballots_received=250), body(ballots_received=2000)),
    ("P422", body(voters_by_hour_1200=40), body(voters_by_hour_1200=390)),
    ("P423", body(voters_added=1060), body(voters_added=0)),
    ("P428", body(ballots_issued=1040, ballots_unused=1000), body()),
    ("P424", body({"A": 200, "B": 700}), body({"A": 650, "B": 250})),
    ("P425", body(ballots_received=2051), body(ballots_received=2100)),
    ("P426", body(ballots_in_box=1000, ballots_in_box_mobile=1001), body(ballots_in_box=1000, ballots_in_box_mobile=1000)),
    ("P427", body(close_list_signatures_number=997), body(close_list_signatures_number=998)),
]


@pytest.mark.parametrize(("code", "odd", "even"), CASES, ids=[case[0] for case in CASES])
def test_a_check_finds_its_case_and_leaves_its_neighbour(code: str, odd: CountReport, even: CountReport) -> None:
    assert code in findings(odd)
    assert code not in findings(even)


@pytest.mark.parametrize(("code", "other"), [("P415", "0418")])
def test_the_same_votes_elsewhere(code: str, other: str) -> None:
    assert findings(body(), same_votes_at=other)[code].values == {"other": other}
    assert code not in findings(body())
    few = body({"A": 50, "B": 20, "C": 20, "D": 9})
    assert code not in findings(few, same_votes_at=other)


def test_a_protocol_in_order_has_no_finding() -> None:
    assert findings(body()) == {}


def test_without_the_whole_day_or_a_number_of_voters_outside_there_is_no_ceiling() -> None:
    above = body(ballots_issued=1133)
    assert findings(above)["P417"].values == {"a": 1030, "b": 1083}
    assert "P417" not in findings(above, counted_whole=False) and "P417" not in findings(above, counted=())
    assert "P417" not in findings(body(ballots_issued=1133, voters_outside=None))


def test_more_is_red_and_fewer_is_amber() -> None:
    assert findings(body({"D": 21}))["P401"].level is Level.RED
    assert findings(body({"D": 10}))["P402"].level is Level.AMBER
    assert findings(body({"D": 18}))["P403"].level is Level.INFO
    assert findings(body(ballots_valid=981))["P404"].level is Level.AMBER
    assert findings(body(ballots_valid=979))["P404"].level is Level.RED


def test_one_ballot_of_many_is_not_asked_about() -> None:
    """1 of 1,000 lies within one in seven hundred; 1 of 400 does not."""
    small = {"A": 100, "B": 200, "C": 60, "D": 19}
    assert "P403" not in findings(body({"D": 19}))
    assert "P403" in findings(body(small, ballots_issued=400), counted=(), stated=())


def test_a_slip_names_the_row_and_what_would_fit() -> None:
    found = findings(body({"A": 70, "C": 55, "D": 25}))["P420"]
    assert (found.fields, found.values) == (("votes.A",), {"row": "A", "a": 70, "b": 700})


def test_a_missing_option_leaves_the_sums_unasked() -> None:
    report = CountReport(lines=RIGHT, votes={"A": 1, "B": 2, "C": 3})
    assert not {"P401", "P402", "P403", "P404", "P420"} & set(findings(report))


def test_ratios_are_not_held_against_another_region() -> None:
    country = expectation([Told(RIGHT, VOTES) for _ in range(12)], 10, is_region=False)
    assert "P421" not in findings(body(ballots_received=250), neighbours=country)
    assert "P424" in findings(body({"A": 200, "B": 700}), neighbours=country)


def test_too_few_neighbours_say_nothing() -> None:
    assert expectation([Told(RIGHT, VOTES)] * 9, 10) is None
    assert not {"P421", "P422", "P423", "P424", "P425"} & set(findings(body(ballots_received=251), neighbours=None))


def test_every_sentence_has_its_numbers() -> None:
    for code, odd, _ in CASES:
        said = CHECKS[code].question.format(**{**findings(odd)[code].values, "time": "20:00"})
        assert not {"{", "}"} & set(said) and "None" not in said, (code, said)


def test_two_lines_in_each_others_place_are_asked_about_first_and_once() -> None:
    """The number of each stands in the other's line: three sums do not hold, and all do the other way round."""
    report = body(ballots_issued=1040, ballots_unused=1000, ballots_invalid=20)
    found = run(ReportKind.COUNT, report, context(neighbours=None))
    assert found[0].code == "P428" and {"P402"} <= {each.code for each in found[1:]}
    assert (found[0].fields, found[0].values) == (
        ("lines.ballots_issued", "lines.ballots_unused"),
        {"first": "ballots_issued", "last": "ballots_unused", "a": 1040, "b": 1000})
    assert [each.code for each in run(ReportKind.COUNT, body(), context(neighbours=None))] == []


def test_lines_that_do_not_follow_each_other_or_could_be_two_pairs_are_not_guessed_at() -> None:
    apart = body(ballots_issued=20, ballots_invalid=1000)
    assert "P428" not in findings(apart)
    unlike = body(ballots_issued=1030)
    assert "P402" in findings(unlike) and "P428" not in findings(unlike)


def test_a_refused_copy_is_asked_about_with_its_time_where_that_was_said() -> None:
    said = findings(body(copy_given="refused", copy_refused_at=NIGHT))["P416"]
    assert said.values == {"refused_at": NIGHT.isoformat()}
    assert "{refused}" in CHECKS["P416"].asked(said)
    assert CHECKS["P416"].asked(findings(body(copy_given="refused"))["P416"]) == CHECKS["P416"].question


OF_PAPER = {code: check for code, check in CHECKS.items() if re.search(r"paper|protocol has", " ".join((*check.fuller, check.question)))}


@pytest.mark.parametrize("code", OF_PAPER)
def test_whoever_tallied_is_not_asked_what_a_paper_says(code: str) -> None:
    check = OF_PAPER[code]
    asked = (*check.fuller, check.question)
    assert [set(re.findall(r"{\w+}", words)) for words in check.tallied] == [set(re.findall(r"{\w+}", words)) for words in asked]
    assert not re.search(r"paper|protocol", " ".join(check.tallied))


def test_the_fuller_sentence_is_asked_of_a_tally_too() -> None:
    told = findings(body(registered_voters=2600), registered_stated=2000)["P410"]
    assert "{told}" in CHECKS["P410"].asked(told, own_tally=True) and "paper" not in CHECKS["P410"].asked(told, own_tally=True)
    assert "paper" in CHECKS["P410"].asked(told)
