"""Every state times every action times every role, through the services, on both databases; claims, calls back, and who may not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from data.store import reviews
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.review import DECISIONS, PARTY, Action, Party, document, outcome
from services import clock, house, reports, review
from services.permissions import Act, may
from tests import people as persons
from tests.people import NOON, People
from tests.reviewing import brought, revision_id, sent, submission

NIGHT = NOON + timedelta(hours=14)
S, A = RevisionState, Action
# By hand, a second time: what each action makes of each state; what is not here cannot be done.
AFTER: dict[RevisionState | None, dict[Action, RevisionState]] = {
    None: {A.SUBMIT: S.SUBMITTED},
    **{state: {A.CORRECT: S.SUBMITTED, A.WITHDRAW: S.WITHDRAWN, A.VERIFY: S.VERIFIED, A.RETURN: S.RETURNED, A.REJECT: S.REJECTED,
               A.GIVE_UP: S.UNVERIFIABLE} for state in (S.SUBMITTED, S.VERIFIED, S.RETURNED, S.REJECTED, S.UNVERIFIABLE)},
    S.WITHDRAWN: {A.CORRECT: S.SUBMITTED, A.WITHDRAW: S.WITHDRAWN},
}
numbers = count(1)


@pytest.fixture
def both(people: People, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    """The test election on either database, at night."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    persons.registry()
    with clock.fixed(NIGHT, everywhere=True):
        yield people
    house.close()


@pytest.fixture
def night(people: People) -> Iterator[People]:
    with clock.fixed(NIGHT, everywhere=True):
        yield people


def head(number: int) -> str:
    with house.store().read() as connection:
        found = reviews.head_of(connection, str(UUID(int=number)))
    assert found is not None
    return str(found.state)


def act(actor: Actor, number: int, action: Action, state: RevisionState, revision: int, revision_id_: int) -> None:
    if action in DECISIONS:
        review.decide(actor, str(UUID(int=number)), revision_id_, state, action, "looked at it")
    else:
        reports.submit(actor, submission(number, revision=revision, minutes=revision, withdrawn=action is A.WITHDRAW), ask=False)


def test_the_page_says_what_the_table_says() -> None:
    assert Path("docs/states.md").read_text(encoding="utf-8") == document(), "python -m schemas.review"


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", [None, *RevisionState])
def test_the_table_is_total(state: RevisionState | None, action: Action) -> None:
    assert outcome(state, action) == AFTER[state].get(action)


@pytest.mark.parametrize("state", list(RevisionState))
def test_every_state_action_and_role_through_the_services(both: People, state: RevisionState) -> None:
    author = both.account(Role.OBSERVER)
    others = [both.account(role) for role in (Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.ADMIN)]
    for action in [each for each in Action if each is not A.SUBMIT]:
        for actor in (author, *others):
            number = next(numbers)
            brought(both, author, number, state)
            newest = reports.history(author, str(UUID(int=number)))[-1]
            right = (actor is author) if PARTY[action] is Party.AUTHOR else (actor is not author and may(actor, Act.REVIEW_REPORT))
            wanted = AFTER[state].get(action)
            if right and wanted is not None:
                act(actor, number, action, state, newest.revision + 1, newest.revision_id)
                assert head(number) == wanted, (action, actor.role)
                continue
            with pytest.raises(Problem) as refused:
                act(actor, number, action, state, newest.revision + 1, newest.revision_id)
            assert refused.value.code in (ProblemCode.FORBIDDEN, ProblemCode.IMPOSSIBLE), (action, actor.role)
            assert head(number) == state


def test_nobody_decides_on_what_they_dictated(night: People) -> None:
    """Nor the coordinator who typed it."""
    observer, coordinator = night.account(Role.OBSERVER), night.account(Role.COORDINATOR)
    sent(coordinator, 9_001, dictated_by=observer)
    with pytest.raises(Problem) as refused:
        review.decide(coordinator, str(UUID(int=9_001)), revision_id(coordinator, 9_001), S.SUBMITTED, A.VERIFY, "mine")
    assert refused.value.code is ProblemCode.FORBIDDEN
    with pytest.raises(Problem):
        review.claim(coordinator, str(UUID(int=9_001)))


def test_a_coordinator_of_another_election_finds_nothing(night: People) -> None:
    author, stranger = night.account(Role.OBSERVER), night.account(Role.COORDINATOR, election_id="another")
    sent(author, 9_002)
    with pytest.raises(Problem) as refused:
        review.decide(stranger, str(UUID(int=9_002)), revision_id(author, 9_002), S.SUBMITTED, A.VERIFY, "seen")
    assert refused.value.code is ProblemCode.NOT_FOUND


def test_a_decision_needs_a_reason_and_the_revision_that_was_seen(both: People) -> None:
    author, judge = both.account(Role.OBSERVER), both.account(Role.ANALYST)
    sent(author, 9_003)
    report_id, first = str(UUID(int=9_003)), revision_id(author, 9_003)
    with pytest.raises(Problem) as empty:
        review.decide(judge, report_id, first, S.SUBMITTED, A.VERIFY, "  \n ")
    assert empty.value.code is ProblemCode.IMPOSSIBLE
    sent(author, 9_003, revision=2, minutes=1)
    with pytest.raises(Problem) as older:
        review.decide(judge, report_id, first, S.SUBMITTED, A.VERIFY, "seen")
    assert older.value.code is ProblemCode.CONFLICT
    newest = revision_id(author, 9_003)
    review.decide(judge, report_id, newest, S.SUBMITTED, A.VERIFY, "seen")
    with pytest.raises(Problem) as meanwhile:
        review.decide(judge, report_id, newest, S.SUBMITTED, A.REJECT, "seen")
    assert meanwhile.value.code is ProblemCode.CONFLICT
    assert head(9_003) == S.VERIFIED


def test_a_claim_keeps_others_away_until_it_runs_out(both: People) -> None:
    author, first, second = both.account(Role.OBSERVER), both.account(Role.COORDINATOR, code="NIGHT-1"), both.account(Role.ANALYST)
    sent(author, 9_004)
    report_id, newest = str(UUID(int=9_004)), revision_id(author, 9_004)
    held = review.claim(first, report_id)
    assert (held.account_id, held.observer_code, held.claimed_at) == (first.account_id, "NIGHT-1", NIGHT)
    for ask in (lambda: review.claim(second, report_id),
                lambda: review.decide(second, report_id, newest, S.SUBMITTED, A.VERIFY, "seen")):
        with pytest.raises(Problem) as refused:
            ask()
        assert (refused.value.code, refused.value.values["code"]) == (ProblemCode.CONFLICT, "NIGHT-1")
    review.release(second, report_id)
    assert review.holder(report_id) == held, "nobody gives up another's claim"
    with clock.fixed(NIGHT + timedelta(minutes=review.CLAIM_MINUTES)):
        assert review.holder(report_id) is None
        assert review.claim(second, report_id).account_id == second.account_id


def test_of_two_who_take_the_same_report_at_once_one_has_it(both: People) -> None:
    author = both.account(Role.OBSERVER)
    sent(author, 9_005)
    judges = [both.account(Role.COORDINATOR) for _ in range(8)]
    start = threading.Barrier(len(judges))
    had: list[str] = []
    refused: list[ProblemCode] = []

    def take(judge: Actor) -> None:
        start.wait()
        try:
            had.append(review.claim(judge, str(UUID(int=9_005))).account_id)
        except Problem as problem:
            refused.append(problem.code)

    threads = [threading.Thread(target=take, args=(judge,)) for judge in judges]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(had), refused) == (1, [ProblemCode.CONFLICT] * 7)


def test_what_was_heard_on_the_phone_is_kept_with_who_called(both: People) -> None:
    author, judge = both.account(Role.OBSERVER), both.account(Role.COORDINATOR, code="NIGHT-1")
    sent(author, 9_006)
    report_id, newest = str(UUID(int=9_006)), revision_id(author, 9_006)
    review.call_back(judge, report_id, newest, review.CallOutcome.NOT_REACHED)
    review.call_back(judge, report_id, newest, review.CallOutcome.CONFIRMED, "both numbers read out again")
    with house.store().read() as connection:
        calls = reviews.calls_of(connection, [newest])
    assert [(call.outcome, call.observer_code) for call in calls] == [("not_reached", "NIGHT-1"), ("confirmed", "NIGHT-1")]
    with pytest.raises(Problem):
        review.call_back(author, report_id, newest, review.CallOutcome.CONFIRMED)
