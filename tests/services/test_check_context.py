"""What the checks of a count are given: the own series, the region's usual figures, the same votes elsewhere; and that it costs little."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from data.store import count_figures, elections
from schemas.checks.neighbours import Told, expectation
from schemas.election import Contest, LocalName, Option, ProtocolLine
from schemas.figure import FigureCode
from schemas.person import Actor, Role
from schemas.report import Channel, Receipt, Submission
from schemas.reports.body import ReportKind
from services import check_context, clock, house, receiving, registry, reports
from tests.counting import calls
from tests.people import ELECTION, NOON, STATIONS, UNITS, People

COUNTED = ELECTION.model_copy(update={
    "contests": (Contest(contest_id="list", name=LocalName(en="List"), leading=True, options=tuple(
        Option(code=code, name=LocalName(en=code)) for code in "ABC")),),
    "protocol_lines": tuple(ProtocolLine(code=code) for code in (
        FigureCode.REGISTERED_VOTERS, FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_RECEIVED, FigureCode.BALLOTS_INVALID,
        FigureCode.VOTERS_OUTSIDE)),
})
PLACES = tuple(STATIONS[0].model_copy(update={"station_id": f"KZ-79/{n:04d}", "number": str(n)}) for n in range(1, 31))


def count(place: int, *, received: int = 2_550, votes: tuple[int, int, int] | None = None) -> Submission:
    given = votes or (700 + place, 200, 80)
    return Submission.model_validate({
        "report_id": uuid4(), "kind": "count", "election_id": COUNTED.election_id, "station_id": PLACES[place].station_id,
        "contest_id": "list", "observed_at": NOON, "body": {
            "count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given",
            "votes": dict(zip("ABC", given, strict=True)),
            "lines": {"registered_voters": 2_494, "ballots_issued": sum(given) + 20, "ballots_received": received, "ballots_invalid": 20,
                      "voters_outside": 20},
        },
    })


@pytest.fixture
def observer(people: People, monkeypatch: pytest.MonkeyPatch) -> Actor:
    def work(connection) -> None:
        elections.save(connection, COUNTED, clock.now())
        elections.replace_registry(connection, COUNTED.election_id, UNITS, PLACES, "test", clock.now())

    house.store().write(work)
    registry._election.cache_clear()
    monkeypatch.setattr(check_context, "KEPT_SECONDS", -1)
    return people.account(Role.OBSERVER, stations=tuple(each.station_id for each in PLACES))


def send(observer: Actor, submission: Submission) -> list[str]:
    """The codes found on it, stored unanswered as a machine's."""
    assert isinstance(reports.submit(observer, submission, channel=Channel.API, ask=False), Receipt)
    kept = next(each for each in reports.mine(observer, COUNTED.election_id) if each.report_id == str(submission.report_id))
    return [finding.code for finding in kept.findings]


def test_a_count_is_held_against_the_regions_others(observer: Actor) -> None:
    assert send(observer, count(20, received=255)) == ["P412"]
    for place in range(12):
        assert send(observer, count(place)) == []
    assert send(observer, count(21, received=255)) == ["P412", "P421"]
    assert send(observer, count(22)) == []


def test_the_same_votes_elsewhere_are_found(observer: Actor) -> None:
    send(observer, count(1, votes=(600, 150, 50)))
    assert "P415" in send(observer, count(2, votes=(600, 150, 50)))
    assert "P415" not in send(observer, count(3, votes=(600, 150, 51)))


def test_a_stations_own_second_report_is_no_neighbour(observer: Actor) -> None:
    for _ in range(12):
        assert send(observer, count(1)) == []
    assert check_context.around(COUNTED, PLACES[1], count(1)).neighbours is None
    assert check_context.around(COUNTED, PLACES[1], count(1)).same_votes_at is None


def test_a_station_in_the_window_is_left_out_and_an_earlier_one_comes_in() -> None:
    told = [Told({"registered_voters": 1_000, "ballots_received": 900 + place}, {"A": place}) for place in range(70)]
    heard = check_context.Heard()
    for place, each in enumerate(told):
        heard.add(str(place), each)
    assert heard.usual("elsewhere", 10, is_region=True) == expectation(told[10:], 10)
    assert heard.usual("40", 10, is_region=True) == expectation([*told[9:40], *told[41:]], 10)
    assert heard.usual("9", 10, is_region=True) == heard.usual("elsewhere", 10, is_region=True) == expectation(told[10:], 10)


def test_a_count_knows_what_its_author_counted(observer: Actor) -> None:
    turnout = {
        "report_id": uuid4(), "kind": "turnout", "election_id": COUNTED.election_id, "station_id": PLACES[5].station_id,
        "observed_at": NOON,
        "body": {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "2029-01-14T02:00:00Z",
                 "voters_counted": 1_200, "counted_at": "2029-01-14T07:00:00Z", "nothing_wrong": "nothing_to_report",
                 "missing": {"stated_voters": "not_asked"}},
    }
    reports.submit(observer, Submission.model_validate(turnout), ask=False)
    assert "P418" in send(observer, count(5))
    assert "P418" not in send(observer, count(6))


def opening(place: int, listed: int | None) -> Submission:
    missing = {} if listed is not None else {"registered_voters": "refused"}
    return Submission.model_validate({
        "report_id": uuid4(), "kind": "opening", "election_id": COUNTED.election_id, "station_id": PLACES[place].station_id,
        "observed_at": "2029-01-14T02:00:00Z",
        "body": {"opened_at": "2029-01-14T02:00:00Z", "registered_voters": listed, "box_shown_empty": "yes", "box_sealed": "yes",
                 "presigned_seen": "no", "opening_protocol": "shown", "view": "all", "missing": missing},
    })


def test_a_count_is_held_against_the_list_its_author_was_told(observer: Actor) -> None:
    """The protocol's list is 2,494, as the registry's. Both doors ask alike; a list refused in the morning leaves the registry's."""
    for place, listed in ((3, 2_300), (4, None)):
        reports.submit(observer, opening(place, listed), ask=False)
    assert ["P410" in send(observer, count(place)) for place in (3, 4, 5)] == [True, False, False]
    kept = next(each for each in reports.mine(observer, COUNTED.election_id) if any(one.code == "P410" for one in each.findings))
    assert next(each for each in kept.findings if each.code == "P410").values == {"a": 2_494, "told": 2_300}
    series = [check_context.own_series(COUNTED.election_id, PLACES[3].station_id, observer.account_id),
              receiving._series([(COUNTED.election_id, PLACES[3].station_id, observer.account_id)]).popitem()[1]]
    assert series[0] == series[1] and [point.value for point in series[0]] == [2_300]


def counted_at(place: int, number: int, at: str, since: str = "2029-01-14T02:00:00Z", **more: object) -> Submission:
    """The hall opens at 07:00 and closes at 20:00 of its own time, 02:00 and 15:00 UTC."""
    return Submission.model_validate({
        "report_id": uuid4(), "kind": "turnout", "election_id": COUNTED.election_id, "station_id": PLACES[place].station_id,
        "observed_at": at,
        "body": {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": since, "voters_counted": number,
                 "counted_at": at, "nothing_wrong": "nothing_to_report", "missing": {"stated_voters": "not_asked"}, **more},
    })


CLOSED = datetime(2029, 1, 14, 16, tzinfo=UTC)
AWAY = counted_at(7, 0, "2029-01-14T06:00:00Z").model_copy(update={"kind": ReportKind.AWAY, "body": {
    "away_from_at": "2029-01-14T05:00:00Z", "away_to_at": "2029-01-14T05:30:00Z", "away_reason": "break"}})


@pytest.mark.parametrize(("reports_of", "is_asked"), [
    ([counted_at(7, 300, "2029-01-14T07:00:00Z"), counted_at(7, 700, "2029-01-14T15:00:00Z")], True),
    ([counted_at(7, 700, "2029-01-14T14:00:00Z")], False),
    ([counted_at(7, 700, "2029-01-14T15:00:00Z", since="2029-01-14T03:00:00Z")], False),
    ([counted_at(7, 700, "2029-01-14T15:00:00Z", counting_unit="at_door")], False),
    ([counted_at(7, 700, "2029-01-14T15:00:00Z", counter_reset="yes", counter_reset_at="2029-01-14T09:00:00Z")], False),
    ([counted_at(7, 700, "2029-01-14T15:00:00Z"), AWAY], False),
    ([counted_at(7, 5_000, "2029-01-14T15:00:00Z")], False),
    ([], False),
], ids=["whole day", "not to the end", "not from the start", "at the door", "started again", "a break", "enough", "nothing"])
def test_a_count_of_the_whole_day_is_a_ceiling(observer: Actor, reports_of: list[Submission], is_asked: bool) -> None:
    with clock.fixed(CLOSED, everywhere=True):
        for each in reports_of:
            reports.submit(observer, each.model_copy(update={"report_id": uuid4()}), ask=False)
        assert ("P417" in send(observer, count(7).model_copy(update={"observed_at": CLOSED}))) is is_asked
        done = asyncio.run(receiving.submit(observer, count(7).model_copy(update={"observed_at": CLOSED}), channel=Channel.API))
        kept = next(each for each in reports.mine(observer, COUNTED.election_id) if each.report_id == done.report_id)
        assert ("P417" in [finding.code for finding in kept.findings]) is is_asked, "by the door of programs as well"


def test_the_others_cost_a_report_little(observer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of the database for them within a minute, and thirty stations heard cost no more than twelve."""
    new = PLACES[0].model_copy(update={"station_id": "KZ-79/9999"})
    sent = count(0)

    def around() -> None:
        assert check_context.around(COUNTED, new, sent).neighbours is not None

    spent = []
    for places in (range(12), range(12, 30)):
        for place in places:
            send(observer, count(place))
        check_context._kept.clear()
        with monkeypatch.context() as patch:
            patch.setattr(check_context, "KEPT_SECONDS", 600)
            around()
            patch.setattr(house.store(), "read", None)
            patch.setattr(count_figures, "latest", None)
            spent.append([calls(around) for _ in range(3)])
    assert len({each for many in spent for each in many}) == 1
