"""Drafts: kept at every step, one report however often it is sent, gone once it is stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from locales import number, text, using
from schemas.election import LocalName, ProtocolLine
from schemas.figure import FigureCode
from schemas.finding import Finding, FindingAnswer, Level
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import NeedsAnswers, Receipt
from schemas.reports.body import ReportKind
from services import answering, clock, day, drafts, house, own, parsing, questions, registry, reports
from services.drafts import CHECK, QUESTION
from tests.observing import DUE, STATION, arrive, send, turnout_body
from tests.people import NOON, People

KEY = drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1])
TYPED: dict[str, str | tuple[str, ...]] = {
    "counting_method": "tally",
    "counting_unit": "at_box",
    "counting_since_at": "7",
    "voters_counted": "420",
    "counted_at": "1200",
    "stated_voters": "468",
    "stated_at": "12.02",
    "nothing_wrong": "nothing_to_report",
}


@pytest.fixture
def observer(people: People):
    with clock.fixed(NOON + timedelta(minutes=5), everywhere=True):
        yield people.account(Role.OBSERVER)


def filled(observer: Actor, typed: dict[str, str | tuple[str, ...]] = TYPED, key: str = KEY) -> drafts.Draft:
    draft = drafts.begin(observer, STATION, key)
    draft = draft.model_copy(update={"typed": typed, "place": CHECK})
    drafts.save(observer, draft)
    return draft


def test_a_draft_comes_back_as_it_was_left(observer) -> None:
    draft = filled(observer)
    house.close()
    assert drafts.find(observer, STATION, KEY) == draft
    assert drafts.waiting(observer, STATION) == (draft,)


def test_two_tabs_get_one_report_id(observer) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: drafts.begin(observer, STATION, KEY).report_id, range(8)))
    assert len(set(made)) == 1


def test_another_person_does_not_see_it(observer, people: People) -> None:
    filled(observer)
    other = people.account(Role.OBSERVER)
    assert drafts.find(other, STATION, KEY) is None
    assert drafts.waiting(other, STATION) == ()


def test_sending_stores_once_and_forgets_the_draft(observer) -> None:
    draft = filled(observer)
    first = answering.send(observer, draft)
    again = answering.send(observer, draft)
    assert isinstance(first, Receipt) and isinstance(again, Receipt)
    assert (first.created, again.created) == (True, False)
    assert first.code == again.code
    assert drafts.find(observer, STATION, KEY) is None
    [stored] = reports.mine(observer, draft.election_id)
    body = reports.submission_of(stored).body
    assert body["voters_counted"] == 420
    assert body["due_at"] == DUE[1].isoformat()
    assert stored.observed_at == NOON


def test_a_second_tap_finds_the_receipt_and_not_an_empty_form(observer) -> None:
    draft = filled(observer)
    answering.send(observer, draft)
    found = day.report_for(observer, STATION, KEY)
    assert found is not None
    assert found.report_id == str(draft.report_id)


def test_an_impossible_number_names_its_field_and_loses_nothing(observer) -> None:
    draft = filled(observer, {**TYPED, "voters_counted": "\u202e420"})
    with pytest.raises(Problem) as caught:
        answering.send(observer, draft)
    assert caught.value.code is ProblemCode.IMPOSSIBLE
    assert list(caught.value.fields) == ["voters_counted"]
    assert drafts.find(observer, STATION, KEY) == draft


def test_a_very_long_text_stays_with_the_person(observer) -> None:
    key = drafts.key_of(ReportKind.CLOSING)
    draft = drafts.begin(observer, STATION, key).model_copy(update={"typed": {"anything_else": "x" * 1_000_000}})
    with pytest.raises(Problem) as caught:
        drafts.save(observer, draft)
    assert caught.value.code is ProblemCode.TOO_LARGE


@pytest.mark.parametrize(
    "key", ["", "nothing", "turnout~x", "turnout~20290114T9900Z", "violation~../x", "opening~1", "count~nowhere", "correct~1", "x" * 9_999]
)
def test_a_key_nobody_made_is_not_found(observer, key: str) -> None:
    with pytest.raises(Problem) as caught:
        day.begin(observer, STATION, key)
    assert caught.value.code is ProblemCode.NOT_FOUND


def test_a_falling_count_is_asked_and_the_answer_stored(observer) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(610, DUE[0], due_at=DUE[0]), DUE[0])
    draft = filled(observer, {**TYPED, "stated_voters": "700"})
    outcome = answering.send(observer, draft)
    assert isinstance(outcome, NeedsAnswers)
    assert [finding.code for finding in outcome.findings] == ["T201"]
    draft = draft.model_copy(update={"findings": outcome.findings, "place": QUESTION})
    form = answering.form_for(draft, registry.election(draft.election_id))
    asked = questions.question(outcome.findings[0], form, draft, registry.election(draft.election_id), "Asia/Almaty")
    assert asked.figures == (("10:00, your report", "610"), ("now", "420"))
    assert [option.code for option in asked.options] == [questions.NOW_RIGHT, questions.OTHER_RIGHT, questions.AS_SEEN]
    for reason, said in ((" ", answering.WHY_BOTH), ("it was \u202ereset", parsing.EXPECTED["control"])):
        with pytest.raises(Problem) as refused:
            questions.answer(draft, form, outcome.findings[0], questions.AS_SEEN, reason)
        assert (refused.value.code, refused.value.message) == (ProblemCode.IMPOSSIBLE, said)
    answered = questions.answer(draft, form, outcome.findings[0], questions.AS_SEEN, "the counter was reset")
    assert isinstance(answering.send(observer, answered), Receipt)
    kept = next(revision for revision in reports.mine(observer, draft.election_id) if revision.report_id == str(draft.report_id))
    assert [(answer.code, answer.answer, answer.reason) for answer in kept.answers] == [
        ("T201", FindingAnswer.BOTH_AS_SEEN, "the counter was reset")
    ]


def test_what_is_set_right_is_named_with_the_answer_given(observer) -> None:
    election = registry.election("test-2029")
    contest = election.leading_contest
    ballots = f"ballots_received.{contest.contest_id}"
    begun = drafts.begin(observer, STATION, "opening")
    form = answering.form_for(begun, election)
    asked_of = form.field("opening_protocol")
    assert asked_of is not None
    draft = begun.model_copy(update={"typed": {"opening_protocol": asked_of.choices[-1].code, ballots: "1 200"}})
    with using("ru"):
        for finding, said in (
            (Finding(code="O104", level=Level.AMBER, fields=("opening_protocol",)), text(asked_of.choices[-1].label)),
            (Finding(code="O103", level=Level.AMBER, fields=(ballots,), values={"a": 1200, "b": 900}), number(1200)),
        ):
            option = questions.question(finding, form, draft, election, "Asia/Almaty").options[0]
            assert option.code == f"{questions.CHANGE}.{finding.fields[0]}"
            assert option.label.startswith("Исправляю: ") and option.label.endswith(f" – {said}")
            assert option.label[len("Исправляю: ")].isupper()


def test_what_no_field_holds_is_answered_in_words(observer) -> None:
    """Did you ask for it? “It is as I saw it” answers something else."""
    election = registry.election("test-2029")
    begun = drafts.begin(observer, STATION, "opening")
    draft = begun.model_copy(update={"typed": {"opening_protocol": "not_shown"}})
    form = answering.form_for(draft, election)
    finding = Finding(code="O104", level=Level.AMBER, fields=("opening_protocol",))
    last = questions.question(finding, form, draft, election, "Asia/Almaty").options[-1]
    assert (last.code, last.label) == (questions.AS_SEEN, "I answer in my own words")
    with pytest.raises(Problem) as refused:
        questions.answer(draft, form, finding, last.code, "")
    assert refused.value.message == questions.SAY_IT


def test_the_other_number_can_be_taken(observer) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(610, DUE[0], due_at=DUE[0]), DUE[0])
    draft = filled(observer, {**TYPED, "stated_voters": "700"})
    outcome = answering.send(observer, draft)
    assert isinstance(outcome, NeedsAnswers)
    draft = draft.model_copy(update={"findings": outcome.findings, "place": QUESTION})
    form = answering.form_for(draft, registry.election(draft.election_id))
    corrected = questions.answer(draft, form, outcome.findings[0], questions.OTHER_RIGHT, "")
    assert corrected.typed["voters_counted"] == "610"
    assert corrected.place == CHECK
    assert isinstance(answering.send(observer, corrected), Receipt)


def test_two_numbers_in_each_others_line_are_exchanged_by_one_answer_and_looked_at_again(observer) -> None:
    election = registry.election("test-2029").model_copy(
        update={"protocol_lines": (ProtocolLine(code=FigureCode.BALLOTS_ISSUED, label=LocalName(en="Voters who received ballots")),
                                   ProtocolLine(code=FigureCode.BALLOTS_INVALID))})
    issued, invalid = "lines.ballots_issued", "lines.ballots_invalid"
    draft = drafts.begin(observer, STATION, "opening").model_copy(
        update={"kind": ReportKind.COUNT, "contest_id": "list", "typed": {issued: "20", invalid: "1000", "votes.A": "980"}})
    finding = Finding(
        code="P428", level=Level.AMBER, fields=(issued, invalid),
        values={"first": "ballots_issued", "last": "ballots_invalid", "a": 20, "b": 1000})
    draft = draft.model_copy(update={"findings": (finding, Finding(code="P401", level=Level.RED, fields=(issued,))), "place": QUESTION})
    form = answering.form_for(draft, election)
    asked = questions.question(finding, form, draft, election, "Asia/Almaty")
    assert asked.sentence.startswith("“Voters who received ballots” is 20, “invalid ballots” is 1,000;")
    assert asked.sentence.endswith("What does the paper say?")
    tallied = draft.model_copy(update={"typed": {**draft.typed, "protocol_source": "own_tally"}})
    assert questions.question(finding, form, tallied, election, "Asia/Almaty").sentence.endswith("What did you write down?")
    assert [option.code for option in asked.options] == [
        questions.EXCHANGE, f"{questions.CHANGE}.{issued}", f"{questions.CHANGE}.{invalid}", questions.AS_SEEN]
    exchanged = questions.answer(draft, form, finding, questions.EXCHANGE, "")
    assert exchanged.typed == {issued: "1000", invalid: "20", "votes.A": "980"}
    assert (exchanged.place, exchanged.findings) == (CHECK, ())


def test_a_correction_is_the_next_revision_filled_with_the_last(observer) -> None:
    answering.send(observer, filled(observer))
    [stored] = reports.mine(observer, "test-2029")
    election, station = registry.election("test-2029"), registry.station("test-2029", STATION)
    draft = drafts.begin_correction(observer, own.correction(stored, election, station))
    assert draft.typed["counted_at"] == "12:00" and draft.due_at == DUE[1]
    draft = draft.model_copy(update={"typed": {**draft.typed, "voters_counted": "421"}, "reason": "misread the counter"})
    outcome = answering.send(observer, draft)
    assert isinstance(outcome, Receipt)
    assert outcome.revision == 2
    assert [revision.reason for revision in reports.history(observer, stored.report_id)] == ["", "misread the counter"]


def test_withdrawing_needs_a_reason_and_leaves_a_tombstone(observer) -> None:
    answering.send(observer, filled(observer))
    [stored] = reports.mine(observer, "test-2029")
    with pytest.raises(Problem):
        own.withdraw(observer, stored, "")
    with pytest.raises(Problem) as unseen:
        own.withdraw(observer, stored, "not \u202ethis")
    assert unseen.value.message == parsing.EXPECTED["control"]
    own.withdraw(observer, stored, "wrong station")
    assert [revision.withdrawn for revision in reports.history(observer, stored.report_id)] == [False, True]
    assert day.report_for(observer, STATION, KEY) is None


def test_before_the_day_a_report_is_a_rehearsal(people: People) -> None:
    with clock.fixed(NOON - timedelta(days=3), everywhere=True):
        observer = people.account(Role.OBSERVER)
        assert answering.send(observer, filled(observer)) is answering.Sent.REHEARSED
        assert reports.mine(observer, "test-2029") == []


def test_the_next_turnout_keeps_the_way_of_counting_and_no_figure(observer) -> None:
    answering.send(observer, filled(observer))
    begun = day.begin(observer, STATION, drafts.key_of(ReportKind.TURNOUT, due_at=DUE[2]))
    assert begun.typed == {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "07:00"}
    assert begun.place == "counted"


def test_after_a_break_the_way_of_counting_is_asked_again(observer) -> None:
    answering.send(observer, filled(observer))
    away: dict[str, object] = {
        "away_from_at": (NOON + timedelta(minutes=1)).isoformat(),
        "away_to_at": (NOON + timedelta(minutes=4)).isoformat(),
        "away_reason": "break",
    }
    send(observer, ReportKind.AWAY, away, NOON + timedelta(minutes=4), number=7)
    assert day.begin(observer, STATION, drafts.key_of(ReportKind.TURNOUT, due_at=DUE[2])).typed == {}


def test_arrival_alone_is_enough_to_begin(observer) -> None:
    assert arrive(observer, DUE[0] - timedelta(hours=4)).created
