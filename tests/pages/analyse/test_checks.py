"""How good are the checks? On an empty election, and where two observers of a station and a third who erred have sent counts."""

from __future__ import annotations

from uuid import uuid4

import pytest

from data.store import elections
from locales import LANGUAGES
from schemas.checks import measured
from schemas.checks.run import CHECKS
from schemas.election import ProtocolLine
from schemas.figure import FigureCode
from schemas.person import Role
from schemas.problem import Problem
from schemas.report import Channel, Submission
from services import check_quality, clock, house, reading, registry, reports
from services.check_quality import Truth
from tests.people import ELECTION, NOON, People

PAGE = "pages/analyse/checks.py"
COUNTED = ELECTION.model_copy(
    update={"protocol_lines": (ProtocolLine(code=FigureCode.BALLOTS_ISSUED), ProtocolLine(code=FigureCode.BALLOTS_INVALID))})


def send(people: People, votes: tuple[int, int]) -> None:
    reports.submit(
        people.account(Role.OBSERVER),
        Submission.model_validate({
            "report_id": uuid4(), "kind": "count", "election_id": ELECTION.election_id, "station_id": "KZ-79/0417", "contest_id": "list",
            "observed_at": NOON, "body": {
                "count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given",
                "votes": dict(zip("AB", votes, strict=True)), "lines": {"ballots_issued": 1_000, "ballots_invalid": 20},
            },
        }),
        channel=Channel.API, ask=False,
    )


@pytest.fixture
def counted(people: People) -> People:
    house.store().write(lambda connection: elections.save(connection, COUNTED, clock.now()))
    registry._election.cache_clear()
    for votes in ((700, 280), (700, 280), (700, 380)):
        send(people, votes)
    reading.forget()
    return people


def test_nothing_is_judged_where_nothing_was_sent(people: People) -> None:
    at = people.page(PAGE, Role.ANALYST)
    assert not at.exception
    words = " ".join(each.value for each in at.markdown)
    assert "No count can be held against anything here." in words
    assert "at **834** of **1,140** wrong entries (**73.2%**) and at **9.1%** of the right ones" in words, "what is known from elsewhere"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_good_each_check_was_elsewhere(counted: People, language: str) -> None:
    at = counted.page(PAGE, Role.ANALYST, query={"lang": language})
    assert not at.exception
    told = at.dataframe[1].value
    assert len(told) == len(measured.BY_LEVELS) + len(measured.BY_CODE)
    assert set(measured.BY_CODE) <= set(told.iloc[:, 0])


def test_where_no_count_is_wrong_the_page_says_so(people: People) -> None:
    house.store().write(lambda connection: elections.save(connection, COUNTED, clock.now()))
    registry._election.cache_clear()
    for votes in ((700, 280), (700, 280)):
        send(people, votes)
    reading.forget()
    words = " ".join(each.value for each in people.page(PAGE, Role.ANALYST).markdown)
    assert "None of the **2** counts that could be judged is wrong." in words and "of **0**" not in words


def test_what_two_people_typed_judges_the_third(counted: People) -> None:
    analyst = counted.account(Role.ANALYST)
    found = check_quality.of(analyst, ELECTION.election_id, "list", Truth.AGREED).value
    assert (found.every.wrong_n, found.every.right_n, found.unjudged_n) == (1, 2, 0)
    assert (found.strict.recall_share, found.strict.false_alarm_share) == (1, 0)
    more = found.codes.set_index("code").loc["P401"]
    assert (more["flagged_n"], more["precision_share"]) == (1, 1)
    assert found.codes.set_index("code").loc["P402", "flagged_n"] == 0
    none = check_quality.of(analyst, ELECTION.election_id, "list", Truth.REVIEWED).value
    assert (none.every.wrong_n + none.every.right_n, none.unjudged_n) == (0, 3)


def test_the_page_says_what_it_found(counted: People) -> None:
    at = counted.page(PAGE, Role.ANALYST)
    assert not at.exception
    words = " ".join(each.value for each in at.markdown)
    assert "point at **1**, of which **1** are wrong and **0** right; at **2** they do not point, of which **0** are wrong" in words
    assert len(at.dataframe[0].value) == len([code for code in CHECKS if code.startswith("P4")])


def test_an_observer_reads_nothing_of_it(counted: People) -> None:
    with pytest.raises(Problem):
        check_quality.of(counted.account(Role.OBSERVER), ELECTION.election_id, "list", Truth.AGREED)
