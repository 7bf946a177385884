"""Roles times acts: every pair is decided here a second time, by hand, so that a change of the table is a change of two places."""

from __future__ import annotations

import pytest

from schemas.person import NOBODY, Actor, Role
from schemas.problem import Problem, ProblemCode
from services.permissions import ALLOWED, NOT_OPEN, OTHER_ELECTION, Act, may, require

# One column a role: observer, coordinator, analyst, admin. The public may read what was released, and nothing else.
TABLE = {
    Act.SUBMIT_REPORT: "x---",
    Act.DICTATE_REPORT: "-x--",
    Act.READ_OWN_REPORTS: "xx--",
    Act.KEEP_DRAFT: "xx--",
    Act.READ_OFFICIAL: "xxxx",
    Act.READ_ANALYSIS: "-xxx",
    Act.DOWNLOAD_PUBLIC: "-xxx",
    Act.DOWNLOAD_PARTNER: "-xxx",
    Act.DOWNLOAD_INTERNAL: "--xx",
    Act.REVIEW_REPORT: "-xx-",
    Act.TYPE_AGAIN: "-xx-",
    Act.QUARANTINE: "-xx-",
    Act.SET_COUNTING: "-x-x",
    Act.READ_PHOTOS: "-xx-",
    Act.OPEN_EVIDENCE: "-xx-",
    Act.FOLLOW_COVERAGE: "-xxx",
    Act.NOTE_CALL: "-x--",
    Act.READ_CASE: "-xxx",
    Act.ADD_TO_CASE: "-xx-",
    Act.CHECK_CASE: "-xx-",
    Act.WRITE_CASE: "--x-",
    Act.INVITE: "-x-x",
    Act.IMPORT_ELECTION: "---x",
    Act.IMPORT_OFFICIAL: "--xx",
    Act.IMPORT_REPORTS: "---x",
    Act.MANAGE_PEOPLE: "---x",
    Act.PROPOSE_RELEASE: "--xx",
    Act.CONFIRM_RELEASE: "--xx",
    Act.REGISTER_FORECAST: "xxxx",
    Act.READ_RELEASED: "xxxx",
}
COLUMNS = (Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.ADMIN)


def actor(role: Role) -> Actor:
    bound = role in (Role.OBSERVER, Role.COORDINATOR)
    return Actor(account_id="a", role=role, election_id="own" if bound else "")


def test_the_table_is_total() -> None:
    assert set(TABLE) == set(Act)
    assert set(ALLOWED) == set(Role) == {*COLUMNS, Role.PUBLIC}


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("role", list(Role))
def test_every_role_and_act(role: Role, act: Act) -> None:
    allowed = TABLE[act][COLUMNS.index(role)] == "x" if role in COLUMNS else act is Act.READ_RELEASED
    assert may(actor(role), act) is allowed
    if allowed:
        require(actor(role), act)
        require(actor(role), act, election_id="own")
        return
    with pytest.raises(Problem) as refused:
        require(actor(role), act)
    assert refused.value.code is (ProblemCode.NOT_SIGNED_IN if role is Role.PUBLIC else ProblemCode.FORBIDDEN)


@pytest.mark.parametrize("act", [act for act in Act if TABLE[act][0] == "x"])
def test_an_observer_has_no_other_election(act: Act) -> None:
    with pytest.raises(Problem) as refused:
        require(actor(Role.OBSERVER), act, election_id="another")
    assert refused.value.status == 403


def test_a_coordinator_is_not_sent_to_a_coordinator() -> None:
    with pytest.raises(Problem) as other:
        require(actor(Role.COORDINATOR), Act.READ_ANALYSIS, election_id="another")
    assert (other.value.status, other.value.message) == (403, OTHER_ELECTION)
    with pytest.raises(Problem) as closed:
        require(actor(Role.COORDINATOR), Act.SUBMIT_REPORT, election_id="own")
    assert closed.value.message == NOT_OPEN


def test_who_sets_up_cannot_report_and_who_reports_sees_no_analysis() -> None:
    assert not {Act.SUBMIT_REPORT, Act.DICTATE_REPORT, Act.REVIEW_REPORT} & ALLOWED[Role.ADMIN]
    assert Act.READ_ANALYSIS not in ALLOWED[Role.OBSERVER], "nobody's count is led"
    assert ALLOWED[NOBODY.role] == frozenset({Act.READ_RELEASED})
