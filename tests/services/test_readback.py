"""The check screen's sentences, in three languages; and the questions' words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from locales import using
from schemas.election import Election
from schemas.missing import MissingReason
from schemas.problem import FieldProblem, Problem
from schemas.report import Submission
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.unit import StationType
from services import answering, parsing, readback, violation_search
from services.drafts import Draft
from services.formwords import choice_of
from tests.observing import DUE, TWO_BALLOTS
from tests.people import ELECTION, NOON, STATIONS
from ui import readback_lines


def draft(kind: ReportKind, typed: dict[str, str | tuple[str, ...]], **more: Any) -> Draft:
    return Draft(
        form_key="x",
        election_id=ELECTION.election_id,
        station_id=STATIONS[0].station_id,
        report_id=UUID(int=1),
        kind=kind,
        begun_at=NOON,
        typed=typed,
        due_at=DUE[1],
        **more,
    )


def cards(made: Draft, election: Election = ELECTION) -> dict[str, readback.Card]:
    form = answering.form_for(made, election)
    return {card.step_id: card for card in readback.cards(made, form, election, STATIONS[0], 2_494)}


TURNOUT: dict[str, str | tuple[str, ...]] = {
    "counting_method": "tally",
    "counting_unit": "at_box",
    "counting_since_at": "7",
    "voters_counted": "1 083",
    "counted_at": "12",
    "stated_voters": "1131",
    "stated_at": "1202",
    "stated_how": "answered",
    "nothing_wrong": "nothing_to_report",
}


def test_the_count_is_read_back_with_what_follows() -> None:
    found = cards(draft(ReportKind.TURNOUT, TURNOUT))
    assert found["counted"].sentences[0] == "You counted **1,083** people since 07:00."
    assert found["counted"].consequences == ("That is 43.4% of 2,494 on the list.",)
    assert found["stated"].sentences[0] == "The commission said **1,131** at 12:02."
    assert found["stated"].consequences == ("48 more than your count.", "That is 45.3% of 2,494 on the list.")


@pytest.mark.parametrize(("stated", "words"), [("1083", "The same as your count."), ("1000", "83 fewer than your count.")])
def test_more_fewer_and_the_same_are_three_sentences(stated: str, words: str) -> None:
    assert cards(draft(ReportKind.TURNOUT, {**TURNOUT, "stated_voters": stated}))["stated"].consequences[0] == words


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_every_language_says_it(code: str) -> None:
    with using(code):
        said = cards(draft(ReportKind.TURNOUT, TURNOUT))["counted"]
    assert "1\u00a0083" in said.sentences[0]
    assert "43,4" in said.consequences[0]
    assert "You counted" not in said.sentences[0]


def test_ballots_received_are_not_read_as_votes_and_minutes_are_minutes() -> None:
    contest = ELECTION.leading_contest
    opened = draft(ReportKind.OPENING, {"contests_count": "2", f"ballots_received.{contest.contest_id}": "2203"})
    said = [sentence for card in cards(opened).values() for sentence in card.sentences]
    assert f"Ballots the station received · {contest.name.en}: **2,203**" in said
    waited = draft(ReportKind.PRESENCE, {"admission": "after_waiting", "admission_wait": "15"})
    assert cards(waited)["admission_why"].sentences[0] == "**15** min"


def test_the_ballots_each_voter_gets_are_named_by_the_elections_own_names() -> None:
    made = draft(ReportKind.OPENING, {"contests_given": ("list", "single")})
    said = [sentence for card in cards(made, TWO_BALLOTS).values() for sentence in card.sentences]
    assert said == ["Party list, Single seat"]
    [asked] = [each for each in answering.form_for(made, TWO_BALLOTS).fields() if each.id == "contests_given"]
    with using("ru"):
        named = TWO_BALLOTS.model_copy(update={"contests": tuple(
            each.model_copy(update={"name": each.name.model_copy(update={"ru": f"Голосование {each.contest_id}"})})
            for each in TWO_BALLOTS.contests)})
        assert choice_of(asked, "single", named) == "Голосование single"


@pytest.mark.parametrize(("election", "given"), [(TWO_BALLOTS, "mayor"), (ELECTION, "list")], ids=["foreign", "not_asked"])
def test_a_ballot_that_cannot_be_given_is_refused(election: Election, given: str) -> None:
    """Of a single contest nothing is asked: its number says it all."""
    assert ("contests_given" in {each.id for each in form_of(ReportKind.OPENING, election).fields()}) is (election is TWO_BALLOTS)

    def told(contest_id: str) -> Submission:
        body = {"opened_at": NOON.isoformat(), "registered_voters": 2494, "contests_given": [contest_id], "opening_protocol": "shown",
                "view": "all", "missing": dict.fromkeys(("box_shown_empty", "box_sealed", "presigned_seen"), "view_blocked")}
        return Submission(report_id=UUID(int=1), kind=ReportKind.OPENING, election_id=election.election_id,
                          station_id=STATIONS[0].station_id, observed_at=NOON, body=body)

    with pytest.raises(Problem) as caught:
        parsing.parse(told(given), election)
    assert list(caught.value.fields) == ["contests_given"]
    parsing.parse(told("single"), TWO_BALLOTS)


def test_a_number_that_cannot_be_meant_is_refused_at_its_field() -> None:
    made = draft(ReportKind.OPENING, {"contests_count": "9", "boxes_fixed": "9"})
    form = answering.form_for(made, ELECTION)
    fields = [field for field in form.fields() if field.id in made.typed]
    assert list(answering.problems_in(fields, made, form, ELECTION, STATIONS[0])) == ["contests_count"]


def test_no_answer_is_said_with_its_reason() -> None:
    made = draft(ReportKind.TURNOUT, {"counting_method": "tally"}, missing={"stated_voters": MissingReason.REFUSED})
    assert cards(made)["stated"].sentences == ("No answer, because: refused",)


def test_a_time_after_midnight_is_read_back_with_its_day() -> None:
    with using("en"):
        morning, evening = (
            " ".join(next(iter(cards(draft(ReportKind.LEAVING, {"left_because": "finished", "left_at": at})).values())).sentences)
            for at in ("06:30", "23:10")
        )
    assert "15 Jan" in morning and "06:30" in morning
    assert "23:10" in evening and "Jan" not in evening


@pytest.mark.parametrize(("kind", "field", "typed", "days"), [
    (ReportKind.CLOSING, "count_ended_at", "08:00", 1), (ReportKind.CLOSING, "count_ended_at", "22:00", 0),
    (ReportKind.COUNT, "copy_given_at", "11:59", 1), (ReportKind.LEAVING, "left_at", "06:59", 1),
    (ReportKind.LEAVING, "left_at", "08:00", 0), (ReportKind.TURNOUT, "counted_at", "06:30", 0),
])
def test_a_count_goes_on_into_the_next_morning(kind: ReportKind, field: str, typed: str, days: int) -> None:
    """Protocols have been handed over at 08:00 of the next day."""
    asked = form_of(kind, ELECTION).field(field)
    assert asked is not None
    for station, later in ((STATIONS[0], days), (STATIONS[0].model_copy(update={"station_type": StationType.CLOSED}), 0)):
        at = answering.read_field(asked, typed, ELECTION, station)
        assert isinstance(at, datetime)
        assert (at.astimezone(ZoneInfo(station.time_zone)).date() - ELECTION.held_on).days == later


MORNING_AFTER = NOON + timedelta(hours=20, minutes=15)
"""08:15 of the day after the test election."""


@pytest.mark.parametrize(("typed", "begun_at", "days"), [
    ("8:10", NOON, 0), ("8:10", MORNING_AFTER, 1), ("14.01 8:10", MORNING_AFTER, 0), ("15/01. 8:10", NOON, 1), ("19", MORNING_AFTER, 0),
    ("13.01 8:10", NOON, None), ("8.10 14.01", NOON, None)])
@pytest.mark.parametrize(("kind", "field"), [
    (ReportKind.VIOLATION, "happened_at"), (ReportKind.AWAY, "away_to_at"), (ReportKind.LEAVING, "left_at")])
def test_either_morning_of_the_day_can_be_told(
    kind: ReportKind, field: str, typed: str, begun_at: datetime, days: int | None
) -> None:
    """The day runs until noon of the next: what is told there of 8:10 was there, unless the other day stands before it."""
    asked = form_of(kind, ELECTION).field(field)
    assert asked is not None
    at = answering.read_field(asked, typed, ELECTION, STATIONS[0], begun_at)
    if days is None:
        assert isinstance(at, FieldProblem) and at.message == parsing.EXPECTED["time"]
        return
    assert isinstance(at, datetime)
    assert (at.astimezone(ZoneInfo("Asia/Almaty")).date() - ELECTION.held_on).days == days


@pytest.mark.parametrize(("kind", "field"), [(ReportKind.TURNOUT, "stated_at"), (ReportKind.COUNT, "copy_given_at")])
def test_a_time_that_can_be_of_one_morning_only_takes_no_day(kind: ReportKind, field: str) -> None:
    asked = form_of(kind, ELECTION).field(field)
    assert asked is not None
    assert isinstance(answering.read_field(asked, "15.01 8:10", ELECTION, STATIONS[0], MORNING_AFTER), FieldProblem)


@pytest.mark.parametrize("hour", [1, 6, 8, 10, 13, 23])
@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("begun_at", [NOON, MORNING_AFTER])
def test_a_correction_begins_with_the_instant_that_was_told(hour: int, days: int, begun_at: datetime) -> None:
    """Whichever day it is corrected on."""
    at = datetime(2029, 1, 14 + days, hour, 20, tzinfo=ZoneInfo("Asia/Almaty"))
    if not 5 <= at.hour + 24 * days < 36:
        return
    form = form_of(ReportKind.LEAVING, ELECTION)
    typed = answering.typed_from({"left_at": at.isoformat()}, form, ELECTION, STATIONS[0], begun_at)
    [asked] = [each for each in form.fields() if each.id == "left_at"]
    assert answering.read_field(asked, typed["left_at"], ELECTION, STATIONS[0], begun_at) == at


def test_own_words_are_kept_apart_from_ours() -> None:
    made = draft(ReportKind.VIOLATION, {"what": "VOT-04", "account": "**bold** [link](http://x)"}, with_details=True)
    card = cards(made)["scale"]
    assert (card.title, card.own_words) == ("In your words", (("", "**bold** [link](http://x)"),))
    assert card.sentences == ()


def test_every_line_of_a_card_begins_with_a_capital_and_names_its_answer_once() -> None:
    fields = [each.id for each in answering.form_for(draft(ReportKind.VOTING_CHECK, {}), ELECTION).steps[0].fields]
    made = cards(draft(ReportKind.VOTING_CHECK, dict(zip(fields, ("yes", "no"), strict=False))))["check_ballots"]
    assert made.title == "Seen today during voting"
    assert len(made.sentences) == 2 and all(": " in each and each[0].isupper() for each in made.sentences)
    arrived = cards(draft(ReportKind.PRESENCE, {"arrived_at": "7", "logged_at": "8", "admission": "at_once"}))
    assert arrived["admission"].sentences == ("At once",)


@pytest.mark.parametrize(("code", "quoted"), [("en", "“a b”"), ("ru", "«a b»"), ("kk", "«a b»")])
def test_own_words_stand_in_the_marks_of_the_language(code: str, quoted: str) -> None:
    with using(code):
        assert readback_lines.spoken(readback.Card("x", "In your words", (), (), (("", "a b"), ("Seals", "a b")))) == [
            quoted, f"Seals: {quoted}"]


def test_answers_to_questions_that_no_longer_apply_are_not_read_back() -> None:
    made = draft(ReportKind.TURNOUT, {**TURNOUT, "counting_method": "not_counting"})
    assert "counted" not in cards(made)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("карусель", "VOT-03"),
        ("вброс", "VOT-04"),
        ("урна", "OUT-01"),
        ("бақылаушы", "ACC-01"),
        ("открепной", "LST-03"),
        ("BUNDLE", "VOT-04"),
    ],
)
def test_search_knows_the_words_people_use(wanted: str, code: str) -> None:
    assert code in violation_search.search(wanted)


def test_nothing_found_is_nothing() -> None:
    assert violation_search.search("qqqq") == ()
    assert violation_search.search("") == ()
    assert violation_search.search("x" * 1_000_000) == ()
