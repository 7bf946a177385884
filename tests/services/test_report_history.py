"""A report's history: versions side by side, conflicts kept and seen, concurrent corrections of one version."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from data.store import elections
from schemas.election import ProtocolLine
from schemas.figure import FigureCode
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.review import Action
from services import clock, dictation, house, quarantine, queue, reading, report_history, reports, review
from services.report_history import What
from tests import people as persons
from tests.people import ELECTION, NOON, People
from tests.reviewing import PRESENCE, revision_id, sent, submission

REPORT = str(UUID(int=1))


@pytest.fixture
def both(people: People, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    persons.registry()
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        yield people
    house.close()


def test_of_concurrent_corrections_exactly_one_wins_and_every_other_is_kept_and_seen(both: People) -> None:
    author, reader = both.account(Role.OBSERVER), both.account(Role.ANALYST)
    sent(author, 1)
    clients = 6
    start = threading.Barrier(clients)
    outcomes: list[str] = []

    def correct(minutes: int) -> None:
        start.wait()
        try:
            reports.submit(author, submission(1, revision=2, body={**PRESENCE, "admission": "after_waiting", "admission_wait": minutes}),
                           ask=False)
            outcomes.append("stored")
        except Problem as problem:
            outcomes.append(problem.code)

    threads = [threading.Thread(target=correct, args=(minutes,)) for minutes in range(10, 10 + clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted(["stored", *[ProblemCode.CONFLICT] * (clients - 1)])
    found = report_history.of(reader, REPORT)
    assert [each.revision for each in found.revisions] == [1, 2]
    assert [each.is_conflict for each in found.versions] == [False, False, *[True] * (clients - 1)]
    waited = next(line for line in found.lines if line.values[1] in {str(minutes) for minutes in range(10, 10 + clients)})
    assert {value for value in waited.values if value} == {str(minutes) for minutes in range(10, 10 + clients)}, "no answer is lost"
    assert waited.changed
    assert sum(event.what is What.CONFLICT for event in found.events) == clients - 1


def test_the_history_says_who_decided_what_and_when(both: People) -> None:
    author, judge = both.account(Role.OBSERVER), both.account(Role.COORDINATOR, code="NIGHT-1")
    sent(author, 1)
    first = revision_id(author, 1)
    review.call_back(judge, REPORT, first, review.CallOutcome.CONFIRMED, "read out again")
    review.decide(judge, REPORT, first, RevisionState.SUBMITTED, Action.RETURN, "which hour?")
    sent(author, 1, revision=2, minutes=5)
    found = report_history.of(judge, REPORT)
    assert [(event.what, event.revision, event.words) for event in found.events if event.code == "NIGHT-1"] == [
        (What.CALL, 1, "read out again"), (What.DECISION, 1, "which hour?")]
    assert found.newest.state is RevisionState.SUBMITTED, "a corrected report waits again"


def test_the_history_says_that_its_observer_is_out_of_the_figures(both: People) -> None:
    """Quarantine is no decision on the report: its state stays, and its history says that it counts nowhere, and why."""
    author, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR, code="NIGHT-1")
    sent(author, 1)
    assert not report_history.of(judge, REPORT).is_out
    for is_out, why in ((True, "was not there"), (False, "read again")):
        quarantine.decide(judge, ELECTION.election_id, "SHY-1", is_out=is_out, reason=why)
        assert report_history.of(judge, REPORT).is_out is is_out
    found = report_history.of(judge, REPORT)
    assert [(str(each.message), each.words, each.code) for each in found.events if each.what is What.QUARANTINE] == [
        ("out of the figures", "was not there", "NIGHT-1"), ("back in the figures", "read again", "NIGHT-1")]
    assert found.newest.state is RevisionState.SUBMITTED


def test_the_history_says_who_typed_a_dictated_report_and_that_its_observer_confirmed_it(both: People) -> None:
    observer, typist = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR, code="NIGHT-1")
    sent(typist, 1, dictated_by=observer)

    def typed() -> list[tuple[str, int, str]]:
        events = report_history.of(typist, REPORT).events
        return [(each.code, each.revision, str(each.message)) for each in events if each.what is What.TYPED]

    assert typed() == [("NIGHT-1", 1, "not yet confirmed by the observer")]
    dictation.confirm(observer, reports.mine(observer, ELECTION.election_id)[0])
    assert typed() == [("NIGHT-1", 1, "confirmed by the observer")]
    assert report_history.of(typist, REPORT).is_own, "who typed it does not decide on it"
    assert not report_history.of(both.account(Role.COORDINATOR), REPORT).is_own


def test_two_who_take_the_next_one_get_two_reports_and_nobody_their_own(both: People) -> None:
    author, first, second = both.account(Role.OBSERVER), both.account(Role.COORDINATOR), both.account(Role.COORDINATOR)
    for number in (1, 2):
        sent(author, number)
    sent(first, 3, dictated_by=author)
    taken = {queue.next_for(first, ELECTION.election_id), queue.next_for(second, ELECTION.election_id)}
    assert taken == {REPORT, str(UUID(int=2))}
    assert queue.next_for(both.account(Role.ANALYST), ELECTION.election_id) == str(UUID(int=3))
    assert queue.next_for(both.account(Role.ANALYST), ELECTION.election_id) is None


def test_of_an_own_tally_it_shows_the_question_that_was_asked(both: People) -> None:
    author, judge = both.account(Role.OBSERVER), both.account(Role.ANALYST)
    lines = tuple(ProtocolLine(code=code) for code in (FigureCode.BALLOTS_ISSUED, FigureCode.BALLOTS_INVALID))
    house.store().write(lambda connection: elections.save(connection, ELECTION.model_copy(update={"protocol_lines": lines}), clock.now()))
    for number, source in ((1, "own_tally"), (2, "signed_copy")):
        body = {"count_present": "whole", "copy_given": "given", "protocol_source": source, "votes": {"A": 300, "B": 50},
                "lines": {"ballots_issued": 300, "ballots_invalid": 0}}
        sent(author, number, kind=ReportKind.COUNT, body=body, contest="list")
    tallied, paper = (report_history.of(judge, str(UUID(int=number))) for number in (1, 2))
    [of_tally], [of_paper] = ([each for each in found.newest.findings if each.code == "P401"] for found in (tallied, paper))
    assert tallied.asked(of_tally).endswith("50 too many. Is that what you wrote down?")
    assert paper.asked(of_paper).endswith("50 too many. Does the paper say so?")


def test_what_is_decided_waits_no_longer_and_an_observer_reads_no_history(both: People) -> None:
    author, judge = both.account(Role.OBSERVER), both.account(Role.ANALYST)
    sent(author, 1)
    assert len(queue.waiting(judge, ELECTION.election_id)) == 1
    review.decide(judge, REPORT, revision_id(author, 1), RevisionState.SUBMITTED, Action.RETURN, "which hour?")
    reading.forget()
    assert (len(queue.waiting(judge, ELECTION.election_id)), len(queue.asked(judge, ELECTION.election_id))) == (0, 1)
    for ask in (lambda: report_history.of(author, REPORT), lambda: queue.next_for(author, ELECTION.election_id)):
        with pytest.raises(Problem):
            ask()
