"""Releases in both databases: frozen by one person, confirmed by another, compared with the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.release import causes, differences
from data.store import ledger
from data.store.every_table import APPEND_ONLY
from data.store.reports import append_revisions
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from schemas.release import Cause, Headline, ReleaseContent
from services import clock, house, releases
from tests import people as persons
from tests.conftest import in_house
from tests.data.store.made import revision
from tests.people import ELECTION, NOON, People

ID = ELECTION.election_id
NEXT_DAY = NOON + timedelta(days=1)
FACTS = {"reports": 1, "corrections": 0, "decisions": 0, "official": 0, "registry": 1}


@pytest.fixture
def people(database_url: str, tmp_path: Path) -> Iterator[People]:
    with in_house(tmp_path, database_url) as patch, clock.fixed(NEXT_DAY, everywhere=True):
        persons.registry()
        yield People(patch)


def refused(act) -> ProblemCode:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


def test_a_release_is_made_by_two_people(people: People) -> None:
    first, second = people.account(Role.ANALYST), people.account(Role.ADMIN)
    proposal = releases.propose(first, ID, "the morning after")
    assert releases.every(first, ID).value.confirmed == ()
    assert refused(lambda: releases.confirm(first, ID, proposal)) is ProblemCode.FORBIDDEN
    assert releases.confirm(second, ID, proposal) == 1
    made = releases.every(first, ID).value
    assert [each.number for each in made.confirmed] == [1] and made.proposed is None
    assert made.confirmed[0].proposer_id == first.account_id
    assert refused(lambda: releases.confirm(second, ID, proposal)) is ProblemCode.CONFLICT, "it is confirmed once"
    with house.store().read() as connection:
        assert ledger.length(connection) == made.confirmed[0].content.ledger_length + 2, "proposal and confirmation are in the ledger"
    assert {"release_proposal", "release_confirmation"} <= {table.name for table in APPEND_ONLY}


def test_who_may_not_and_when_not(people: People) -> None:
    analyst = people.account(Role.ANALYST)
    for role in (Role.OBSERVER, Role.COORDINATOR):
        assert refused(lambda role=role: releases.propose(people.account(role), ID, "because")) is ProblemCode.FORBIDDEN
    assert refused(lambda: releases.propose(analyst, ID, " ")) is ProblemCode.IMPOSSIBLE
    with clock.fixed(NOON):
        assert refused(lambda: releases.propose(analyst, ID, "too early")) is ProblemCode.IMPOSSIBLE, "the embargo"


def test_an_older_proposal_lapses(people: People) -> None:
    first, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    old = releases.propose(first, ID, "first try")
    new = releases.propose(first, ID, "second try")
    assert refused(lambda: releases.confirm(second, ID, old)) is ProblemCode.CONFLICT
    assert releases.confirm(second, ID, new) == 1


def test_figures_are_the_releases_own_until_a_fact_comes_in(people: People) -> None:
    first, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    assert releases.standing_now(ELECTION).code == "draft"
    releases.confirm(second, ID, releases.propose(first, ID, "the morning after"))
    assert releases.standing_now(ELECTION).code == "1"
    stricter = ELECTION.model_copy(update={"missing_ballots": 0})
    assert releases.standing_now(stricter).code == "draft", "other rules, other figures"
    house.store().append(append_revisions, revision())
    assert (releases.standing_now(ELECTION).code, releases.standing_now(ELECTION).number) == ("draft", 1)
    releases.confirm(first, ID, releases.propose(second, ID, "one report more", "we had forgotten a report"))
    found = releases.every(first, ID).value
    newest = found.confirmed[0]
    assert newest.number == 2 and [each.number for each in found.own_corrections] == [2]
    before = found.before(newest)
    assert before is not None and causes(before.content, newest.content) == (Cause.REPORTS,)
    assert all(each.causes == (Cause.REPORTS,) for each in found.changes(newest))
    assert found.changes(before) == ()


def content(k: int, voices: tuple[str, ...], rules: str = "a", **facts: int) -> ReleaseContent:
    said = Headline(
        subject="turnout", about="", level="counted", voices=voices, n=10, parts={"above": (k, 10)}, amounts={"sum": 5.0},
        sentences={"en": f"{k} of 10"},
    )  # fmt: skip
    return ReleaseContent(ledger_length=1, rules={"r": rules}, extent=FACTS | facts, headlines=(said,))


OWN, PUBLISHED = ("count", "protocol"), ("published",)


@pytest.mark.parametrize(
    ("voices", "changed", "expected"),
    [
        (OWN, content(4, OWN, corrections=2, official=1), (Cause.CORRECTIONS,)),
        (PUBLISHED, content(4, PUBLISHED, corrections=2, official=1), (Cause.OFFICIAL,)),
        (OWN, content(4, OWN, rules="b", decisions=1), (Cause.DECISIONS, Cause.RULES)),
        (OWN, content(4, OWN), (Cause.PROGRAM,)),
    ],
)
def test_a_changed_figure_has_its_reason(voices, changed, expected) -> None:
    (found,) = differences(content(3, voices), changed)
    assert found.causes == expected
    assert [(each.code, each.before, each.after) for each in found.figures] == [("above", (3, 10), (4, 10))]


def test_the_same_figures_are_no_change() -> None:
    assert differences(content(3, OWN), content(3, OWN, reports=9)) == ()
    empty = content(3, OWN).model_copy(update={"headlines": ()})
    (gone,) = differences(content(3, OWN), empty)
    assert gone.after is None and {each.code for each in gone.figures} == {"above", "sum"}


def test_the_same_statement_with_another_name_in_it_is_a_change_and_no_new_statement() -> None:
    """On whom most rests is what was found: the earlier release did say it, of another organisation."""
    def resting_on(code: str, share: float) -> ReleaseContent:
        made = content(3, OWN)
        said = made.headlines[0].model_copy(update={"subject": "robustness", "about": code, "amounts": {"without_largest": share}})
        return made.model_copy(update={"headlines": (said,)})

    (found,) = differences(resting_on("POPLAR", 0.075), resting_on("CRANE", 0.064))
    assert found.before is not None and found.after is not None
    assert (found.before.about, found.after.about) == ("POPLAR", "CRANE")
