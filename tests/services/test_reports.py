"""Submitting: what is refused, what is asked, what is stored with which answers; and parsing at its edges."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.store.writer import WriterBusy
from schemas.finding import Answer, FindingAnswer
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import EnteredBy, NeedsAnswers, Receipt, RevisionState, Submission
from services import clock, reports
from services.parsing import parse
from tests.people import ELECTION, NOON, People

BODY: dict[str, Any] = {
    "counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "2029-01-14T02:00:00Z", "voters_counted": 610,
    "counted_at": "2029-01-14T07:00:00Z", "stated_voters": 620, "nothing_wrong": "nothing_to_report",
}


def submission(body: dict[str, Any] | None = None, **changes: Any) -> Submission:
    made = {
        "report_id": uuid4(), "kind": "turnout", "election_id": ELECTION.election_id, "station_id": "KZ-79/0417", "observed_at": NOON,
        "body": BODY if body is None else body,
    }
    return Submission.model_validate(made | changes)


@pytest.fixture
def observer(people: People) -> Actor:
    return people.account(Role.OBSERVER)


def test_a_plain_report_gets_a_receipt(observer: Actor) -> None:
    sent = submission()
    receipt = reports.submit(observer, sent)
    assert isinstance(receipt, Receipt) and receipt.created
    assert receipt.code == reports.receipt_code(receipt.sha256) and set(receipt.code) <= set(reports.RECEIPT_ALPHABET)
    again = reports.submit(observer, sent)
    assert isinstance(again, Receipt) and (again.code, again.received_at, again.created) == (receipt.code, receipt.received_at, False)
    kept = reports.mine(observer, ELECTION.election_id)
    assert len(kept) == 1 and reports.submission_of(kept[0]) == sent and kept[0].entered_by is EnteredBy.OBSERVER


def test_contradictions_are_asked_first_and_nothing_is_stored(observer: Actor) -> None:
    sent = submission(BODY | {"voters_counted": 700})
    asked = reports.submit(observer, sent)
    assert isinstance(asked, NeedsAnswers) and [finding.code for finding in asked.findings] == ["T203"]
    assert reports.mine(observer, ELECTION.election_id) == []
    answers = (Answer(code="T203", answer=FindingAnswer.BOTH_AS_SEEN, reason="read twice"),)
    assert isinstance(reports.submit(observer, sent, answers), Receipt)
    kept = reports.mine(observer, ELECTION.election_id)[0]
    assert kept.answers == answers and [finding.code for finding in kept.findings] == ["T203"]


def test_an_answer_to_another_question_does_not_do(observer: Actor) -> None:
    sent = submission(BODY | {"voters_counted": 700})
    for answers in ((Answer(code="T201", answer=FindingAnswer.BOTH_AS_SEEN),), (Answer(code="T203", answer=FindingAnswer.UNANSWERED),)):
        assert isinstance(reports.submit(observer, sent, answers), NeedsAnswers)


def test_a_falling_series_is_asked_with_both_numbers(observer: Actor) -> None:
    reports.submit(observer, submission())
    later = BODY | {"voters_counted": 590, "counted_at": (NOON + timedelta(hours=2)).isoformat(), "stated_voters": 700}
    asked = reports.submit(observer, submission(later))
    assert isinstance(asked, NeedsAnswers)
    falling = next(finding for finding in asked.findings if finding.code == "T201")
    assert (falling.values["a"], falling.values["b"]) == (610, 590)


def test_ones_own_correction_is_not_held_against_itself(observer: Actor) -> None:
    sent = submission()
    reports.submit(observer, sent)
    corrected = sent.model_copy(update={"revision": 2, "reason": "typing error", "body": BODY | {"voters_counted": 601}})
    assert isinstance(reports.submit(observer, corrected), Receipt)
    history = reports.history(observer, str(sent.report_id))
    assert [(each.revision, each.is_current) for each in history] == [(1, False), (2, True)]


def test_a_withdrawal_needs_no_answers_and_keeps_everything(observer: Actor) -> None:
    sent = submission()
    reports.submit(observer, sent)
    taken_back = sent.model_copy(update={"revision": 2, "withdrawn": True, "body": {}, "reason": "wrong station"})
    assert isinstance(reports.submit(observer, taken_back), Receipt)
    history = reports.history(observer, str(sent.report_id))
    assert [each.withdrawn for each in history] == [False, True] and history[-1].state is RevisionState.WITHDRAWN


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_who_does_not_observe_cannot_submit(people: People, role: Role) -> None:
    with pytest.raises(Problem) as refused:
        reports.submit(people.account(role), submission())
    assert refused.value.code is ProblemCode.FORBIDDEN


def test_another_persons_history_is_not_to_be_found(people: People, observer: Actor) -> None:
    sent = submission()
    reports.submit(observer, sent)
    for name in (str(sent.report_id), str(uuid4()), "x"):
        with pytest.raises(Problem) as refused:
            reports.history(people.account(Role.OBSERVER), name)
        assert refused.value.code is ProblemCode.NOT_FOUND
    assert reports.history(people.account(Role.ANALYST), str(sent.report_id))


@pytest.mark.parametrize(("body", "field", "code"), [
    ({**BODY, "voters_counted": -1}, "voters_counted", "greater_than_equal"),
    ({**BODY, "voters_counted": 100_000_000}, "voters_counted", "less_than_equal"),
    ({**BODY, "voters_counted": 610.5}, "voters_counted", "int"),
    ({**BODY, "voters_counted": True}, "voters_counted", "int"),
    ({**BODY, "counting_method": "guess"}, "counting_method", "choice"),
    ({**BODY, "counted_at": "14:05"}, "counted_at", "time"),
    ({**BODY, "else": 1}, "else", "unknown"),
    ({**BODY, "missing": {"voters_counted": "away"}}, "voters_counted", "both"),
    ({**BODY, "missing": {"queue": "away"}}, "queue", "reason"),
    ({**BODY, "missing": {"else": "away"}}, "else", "unknown"),
    ({key: value for key, value in BODY.items() if key != "stated_voters"}, "stated_voters", "required"),
])
def test_the_impossible_is_named_at_its_field(body: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        parse(submission(body), ELECTION)
    assert refused.value.code is ProblemCode.IMPOSSIBLE
    assert refused.value.fields[field].code == code


def test_a_reason_stands_for_a_value() -> None:
    body = {key: value for key, value in BODY.items() if key != "stated_voters"} | {"missing": {"stated_voters": "refused"}}
    parsed, _ = parse(submission(body), ELECTION)
    assert parsed.missing == {"stated_voters": "refused"}


@given(st.dictionaries(st.sampled_from([*BODY, "missing", "else"]), st.none() | st.integers() | st.text(max_size=5) | st.booleans()
                       | st.lists(st.integers(), max_size=2) | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)))
def test_no_body_ends_in_anything_but_a_report_or_a_problem(body: dict[str, Any]) -> None:
    found: Problem | None = None
    try:
        parse(submission(BODY | body), ELECTION)
    except Problem as problem:
        found = problem
    assert found is None or (found.code is ProblemCode.IMPOSSIBLE and found.fields)


@pytest.mark.parametrize(("changes", "field"), [
    ({"observed_at": NOON + timedelta(days=2_000)}, "observed_at"), ({"body": BODY | {"counted_at": "2035-01-14T05:00:00Z"}}, "counted_at"),
    ({"observed_at": NOON - timedelta(days=3)}, "observed_at"), ({"body": BODY | {"counted_at": "1970-01-01T00:00:00Z"}}, "counted_at"),
])  # fmt: skip
def test_what_nobody_can_have_seen_yet_or_saw_at_another_election_is_refused(observer: Actor, changes: dict[str, Any], field: str) -> None:
    with clock.fixed(NOON), pytest.raises(Problem) as caught:
        reports.submit(observer, submission(**changes), ask=False)
    assert caught.value.code is ProblemCode.IMPOSSIBLE
    assert set(caught.value.fields) == {field}
    assert reports.mine(observer, ELECTION.election_id) == []


def test_a_report_begins_with_revision_1(observer: Actor) -> None:
    with pytest.raises(Problem) as caught:
        reports.submit(observer, submission(revision=7), ask=False)
    assert caught.value.code is ProblemCode.CONFLICT and "first revision has the number 1" in caught.value.message


def test_a_full_queue_promises_no_second_try_that_nobody_makes() -> None:
    refused = reports.problem_of(WriterBusy())
    assert (refused.code, refused.status, refused.retry_after) == (ProblemCode.BUSY, 503, 5)
    assert "not stored yet" in str(refused.message) and "We will" not in str(refused.message)
