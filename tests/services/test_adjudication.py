"""Settling a field: results, turnout and the download use the chosen value; every value stays; a new value opens the field again."""

from __future__ import annotations

import pytest

from data.store import frames_download, frames_results
from schemas.counting import CountRule
from schemas.election import ProtocolLine
from schemas.figure import FigureCode
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import adjudication, follow, house, reading, turnout
from tests.people import ELECTION, People
from tests.reviewing import STATION, sent

COUNTED = ELECTION.model_copy(update={"protocol_lines": (ProtocolLine(code=FigureCode.BALLOTS_ISSUED),)})
ID = ELECTION.election_id


def count(author: Actor, number: int, votes: int, *, issued: int = 1_200, revision: int = 1, dictated_by: Actor | None = None) -> None:
    body = {"count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given", "votes": {"A": votes, "B": 50},
            "lines": {"ballots_issued": issued}}
    sent(author, number, revision=revision, kind=ReportKind.COUNT, body=body, contest="list", dictated_by=dictated_by)
    reading.forget()


def settle(actor: Actor, value: int, reason: str = "the photo says so") -> None:
    adjudication.settle(actor, ID, STATION, "list", "votes", "A", value, reason)
    reading.forget()


def conflicts_n(reader: Actor) -> int:
    return int((~follow.compared(reader, ID)["agrees"].astype(bool)).sum())


def held() -> set[int]:
    told = adjudication.settled(ID, frames_results.protocols(house.store(), ID, "list", rule=CountRule.ALL))
    return set(told.loc[told["option_code"].eq("A"), "value"])


def test_the_chosen_value_is_used_and_every_value_stays(counted: People) -> None:
    first, second, judge = counted.account(Role.OBSERVER), counted.account(Role.OBSERVER), counted.account(Role.COORDINATOR, code="NIGHT-1")
    count(first, 1, 700)
    count(second, 2, 710)
    assert conflicts_n(judge) == 1
    settle(judge, 710)
    assert (conflicts_n(judge), held()) == (0, {710})
    assert set(follow.side_by_side(judge, ID, STATION, "list").set_index("option_code").loc["A"].iloc[2:]) == {700, 710}
    made = adjudication.decisions(judge, ID).iloc[0]
    assert (made["chosen"], made["told"], made["observer_code"], made["reason"]) == (710, "[700, 710]", "NIGHT-1", "the photo says so")
    settle(judge, 700, "the original was shown")
    assert held() == {700}, "the last decision counts"


def test_turnout_and_the_download_use_the_chosen_value_too(counted: People) -> None:
    first, second, judge = counted.account(Role.OBSERVER), counted.account(Role.OBSERVER), counted.account(Role.ANALYST)
    count(first, 1, 700)
    count(second, 2, 700, issued=1_210)
    adjudication.settle(judge, ID, STATION, "list", "ballots_issued", "", 1_200, "the photo says so")
    reading.forget()
    assert turnout.read(judge, ID).value.table["protocol_issued"].to_list() == [1_200]
    lines = adjudication.settled(ID, frames_download.protocol_lines(house.store(), ID, rule=CountRule.ALL))
    assert set(lines.loc[lines["figure_code"].eq("ballots_issued"), "value"]) == {1_200}


def test_a_correction_with_another_value_opens_the_field_again(counted: People) -> None:
    first, second, judge = counted.account(Role.OBSERVER), counted.account(Role.OBSERVER), counted.account(Role.ANALYST)
    count(first, 1, 700)
    count(second, 2, 710)
    settle(judge, 710)
    count(first, 1, 705, revision=2)
    assert (conflicts_n(judge), held()) == (1, {705, 710})
    count(first, 1, 710, revision=3)
    assert conflicts_n(judge) == 0, "now both say the same"


@pytest.mark.parametrize(("value", "reason", "code"), [(705, "between them", "impossible"), (710, " ", "impossible")])
def test_only_what_was_told_can_be_chosen_and_only_with_a_reason(counted: People, value: int, reason: str, code: str) -> None:
    first, second, judge = counted.account(Role.OBSERVER), counted.account(Role.OBSERVER), counted.account(Role.ANALYST)
    count(first, 1, 700)
    with pytest.raises(Problem, match="impossible"):
        settle(judge, 700)
    count(second, 2, 710)
    with pytest.raises(Problem) as refused:
        settle(judge, value, reason)
    assert refused.value.code == code


def test_nobody_settles_what_they_told_themselves(counted: People) -> None:
    observer, coordinator = counted.account(Role.OBSERVER), counted.account(Role.COORDINATOR)
    count(observer, 1, 700)
    count(coordinator, 2, 710, dictated_by=counted.account(Role.OBSERVER))
    for actor in (coordinator, observer, counted.account(Role.ADMIN)):
        with pytest.raises(Problem) as refused:
            settle(actor, 700)
        assert refused.value.code is ProblemCode.FORBIDDEN
